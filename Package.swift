// swift-tools-version: 6.2

import PackageDescription

/// Settings every Swift target of this package is built with.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault")
]

/// The modules of the product, from left to right: a module may import only
/// modules that stand before it.
let modules: [(name: String, imports: [Target.Dependency])] = [
    ("Diagnostics", []),
    ("EngineMessages", []),
    ("Formula", ["Diagnostics", .product(name: "BigInt", package: "BigInt")]),
    ("Catalog", ["Diagnostics", "Formula", .product(name: "Yams", package: "Yams")]),
    ("Locales", ["Diagnostics", "Formula", "Catalog", .product(name: "Yams", package: "Yams")]),
    ("Lookup", ["Diagnostics", "Formula", "Catalog", "Locales", "CStemmer"]),
    (
        "Evaluation",
        [
            "Diagnostics", "EngineMessages", "Formula", "Catalog",
            .product(name: "Subprocess", package: "swift-subprocess")
        ]
    ),
    ("Documents", ["Diagnostics", "CLibXML2", "CZlib"]),
    ("Formats", ["Diagnostics", "Documents"]),
    ("Expressions", ["Diagnostics", "Formula"]),
    (
        "Lint",
        [
            "Diagnostics", "Formula", "Catalog", "Locales", "Lookup", "Documents", "Formats",
            "Expressions"
        ]
    ),
    (
        "Site",
        [
            "Diagnostics", "Formula", "Catalog", "Locales", "Lookup", "Evaluation", "Lint",
            "CFiles"
        ]
    ),
    ("Exchange", ["Diagnostics", "Formula", "Catalog", "Locales", "Documents", "Expressions"])
]

/// Modules of plain values, which the tests of others cover.
let withoutTests: Set<String> = ["EngineMessages"]

/// Test targets with a folder of files beside their sources.
let withFixtures: Set<String> = ["Catalog", "Evaluation"]

let package = Package(
    name: "Metriglot",
    products: [
        .executable(name: "kpi", targets: ["kpi"]),
        .executable(name: "kpi-adbc", targets: ["kpi-adbc"])
    ]
        + modules.map { .library(name: $0.name, targets: [$0.name]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2")
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2System", path: "Sources/CLibXML2System", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        .target(name: "CLibXML2", dependencies: ["CLibXML2System"]),
        // Database drivers are loaded by a program of its own; nothing of this is
        // part of kpi.
        .target(name: "CADBC"),
        .target(
            name: "ADBC", dependencies: ["CADBC", "EngineMessages"], swiftSettings: strict),
        .executableTarget(
            name: "kpi-adbc", dependencies: ["ADBC", "EngineMessages"], swiftSettings: strict),
        .testTarget(
            name: "ADBCTests", dependencies: ["ADBC", "CADBC", "EngineMessages"],
            path: "Tests/ADBC", swiftSettings: strict),
        .systemLibrary(
            name: "CZlibSystem", path: "Sources/CZlibSystem", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "CZlib", dependencies: ["CZlibSystem"]),
        .target(name: "CFiles"),
        .systemLibrary(
            name: "CStemmer", path: "Sources/CStemmer",
            providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])])
    ]
        + modules.map {
            .target(name: $0.name, dependencies: $0.imports, swiftSettings: strict)
        }
        + modules.filter { !withoutTests.contains($0.name) }.map {
            .testTarget(
                name: "\($0.name)Tests", dependencies: [.target(name: $0.name)] + $0.imports,
                path: "Tests/\($0.name)",
                exclude: withFixtures.contains($0.name)
                    ? ["Fixtures"] : $0.name == "Lookup" ? ["queries.tsv"] : [],
                swiftSettings: strict)
        }
        + [
            .executableTarget(
                name: "kpi",
                dependencies: modules.map { .target(name: $0.name) } + [
                    .product(name: "ArgumentParser", package: "swift-argument-parser")
                ],
                swiftSettings: strict),
            .testTarget(
                name: "kpiTests",
                dependencies: ["kpi", "Catalog", "Locales", "Lookup"]
                    + [.product(name: "Subprocess", package: "swift-subprocess")],
                path: "Tests/kpi", exclude: ["Golden"], swiftSettings: strict)
        ]
)
