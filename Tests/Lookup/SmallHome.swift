import Foundation

/// A folder with a catalog of one metric in two languages, and a cache beside it.
struct SmallHome: ~Copyable {
    let root: URL
    var home: String { root.appending(path: "home").path }
    var cache: String { root.appending(path: "cache").path }

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(
            path: "metriglot-\(UUID().uuidString)")
        for file in [
            "catalog/units.yaml", "catalog/themes.yaml", "catalog/sources.yaml",
            "catalog/entities/calls.yaml", "catalog/metrics/service-level.yaml",
            "locales/en/language.yaml", "locales/en/units.yaml", "locales/en/messages/cli.yaml",
            "locales/en/metrics/service-level.yaml", "locales/vi/language.yaml",
            "locales/vi/metrics/service-level.yaml"
        ] {
            let target = root.appending(path: "home/\(file)")
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: URL(filePath: Shipped.home).appending(path: file), to: target)
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: root.appending(path: "home/\(file)"))
    }

    func read(_ file: String) throws -> String {
        try String(contentsOf: root.appending(path: "home/\(file)"), encoding: .utf8)
    }

    /// The snapshot that was written, and there must be just one.
    func snapshot() throws -> URL {
        let names = try FileManager.default.contentsOfDirectory(atPath: cache)
        guard names.count == 1 else { throw Shipped.Missing() }
        return URL(filePath: cache).appending(path: names[0])
    }
}
