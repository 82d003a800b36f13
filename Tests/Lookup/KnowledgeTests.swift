import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Lookup

/// What commands know from a snapshot is what they would know from the sources.
struct KnowledgeTests {
    /// Everything that a value holds, but for places: those of languages are not
    /// kept. A member that somebody adds to a type is in it.
    private static func content(_ value: Any) -> String {
        if value is Place || "\(type(of: value))" == "ScalarMap" { return "" }
        // Where a text of a language stands, by its path; what only a check of
        // the translations asks for.
        if value is [String: Place] || value is [TranslatedField] { return "" }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .dictionary, .set:
            return "{" + mirror.children.map { content($0.value) }.sorted().joined(separator: ";")
                + "}"
        case nil: return "\(value)"
        default:
            guard !mirror.children.isEmpty else { return "\(value)" }
            let name =
                mirror.displayStyle == .enum ? (mirror.children.first?.label ?? "") : ""
            return name + "("
                + mirror.children.map { content($0.value) }.joined(separator: ",") + ")"
        }
    }

    private func store(_ home: borrowing SmallHome, project: String? = nil) -> GlossaryStore {
        GlossaryStore(
            home: home.home, projectFile: project.map { "\(home.home)/\($0)" },
            folders: [home.cache])
    }

    @Test func theShippedCatalogComesBackWhole() throws {
        let cache = FileManager.default.temporaryDirectory.appending(
            path: "metriglot-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: cache) }
        let project = Shipped.home + "/examples/shop/kpi.yaml"
        let store = GlossaryStore(
            home: Shipped.home, projectFile: project, folders: [cache.path])
        let sources = Knowledge.load(home: Shipped.home, projectFile: project)
        _ = store.knowledge()
        let kept = store.knowledge()
        // What comes out of a snapshot says nothing of files that were not read.
        #expect(Set(kept.texts.keys) == [project])
        #expect(kept.findings.isEmpty)
        #expect(Self.content(kept.value.workspace) == Self.content(sources.value.workspace))
        #expect(kept.value.locales.tags == sources.value.locales.tags)
        for tag in sources.value.locales.tags {
            let one = try #require(kept.value.locales.languages[tag])
            let other = try #require(sources.value.locales.languages[tag])
            #expect(Self.content(one) == Self.content(other), "\(tag)")
        }
        // Only what is needed is read.
        let answering = store.knowledge { _ in .answering(.english) }.value.locales
        #expect(answering.tags == [.english])
        #expect(answering.languages[.english]?.messages.isEmpty == false)
        let names = store.knowledge { _ in .names(answering: .english) }.value.locales
        #expect(names.tags == sources.value.locales.tags)
        #expect(names.languages[.known("vi")]?.metrics.isEmpty == false)
        #expect(names.languages[.known("vi")]?.messages.isEmpty == true)
        // A catalog's statements are pointed at by evaluation and linter.
        for (id, metric) in sources.value.workspace.catalog.metrics {
            let one = kept.value.workspace.catalog.metrics[id]
            #expect(one?.formula.place == metric.formula.place)
            #expect(one?.variants.map(\.place) == metric.variants.map(\.place))
        }
    }

    @Test func whatIsWrongIsToldFromTheSources() throws {
        let home = try SmallHome()
        try home.write("formula: count(calls\n", to: "catalog/metrics/broken.yaml")
        for _ in 0..<2 {
            let loaded = store(home).knowledge()
            #expect(loaded.findings.contains { $0.place.file.hasSuffix("metrics/broken.yaml") })
            #expect(loaded.texts.keys.contains { $0.hasSuffix("metrics/broken.yaml") })
        }
    }

    @Test func theProjectFileIsNeverStale() throws {
        let home = try SmallHome()
        try home.write("company: One\n", to: "kpi.yaml")
        let store = store(home, project: "kpi.yaml")
        #expect(store.knowledge().value.workspace.project?.company == "One")
        try home.write("company: Two\n", to: "kpi.yaml")
        #expect(store.knowledge().value.workspace.project?.company == "Two")
        #expect(store.knowledge().value.workspace.project?.company == "Two")
        try home.write("company: [\n", to: "kpi.yaml")
        #expect(!store.knowledge().findings.isEmpty)
    }

    /// A change that leaves size and time of writing as they were.
    @Test func aDisguisedChangeIsNoticed() throws {
        let home = try SmallHome()
        let file = "locales/vi/metrics/service-level.yaml"
        try home.write("term: Aaaa\n", to: file)
        let path = home.root.appending(path: "home/\(file)").path
        let before = try FileManager.default.attributesOfItem(atPath: path)
        let store = store(home)
        func term() -> String? {
            store.knowledge().value.locales.languages[.known("vi")]?.metrics["service-level"]?.term
        }
        #expect(term() == "Aaaa")
        try home.write("term: Bbbb\n", to: file)
        try FileManager.default.setAttributes(
            [.modificationDate: before[.modificationDate] as? Date ?? Date()], ofItemAtPath: path)
        #expect(term() == "Bbbb")
    }

    @Test func damageIsReadOver() throws {
        let home = try SmallHome()
        let store = store(home)
        let expected = Self.content(store.knowledge().value)
        let file = try home.snapshot()
        let whole = [UInt8](try Data(contentsOf: file))
        for position in stride(from: 40, to: whole.count, by: 977) {
            var damaged = whole
            damaged[position] ^= 0x10
            guard let snapshot = SnapshotFile(bytes: damaged),
                let glossary = try? Glossary(snapshot),
                let loaded = glossary.knowledge(
                    home: home.home, projectFile: nil, { _ in .everything })
            else { continue }
            #expect(Self.content(loaded.value) == expected, "\(position)")
        }
    }
}
