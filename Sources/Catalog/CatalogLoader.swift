import Diagnostics
import Formula

/// Reads a catalog folder.
///
/// Whatever is wrong becomes a finding; the rest of the catalog is there all
/// the same.
public struct CatalogLoader {
    private let findings = Findings()
    private var texts: [String: SourceText] = [:]
    private let folder: String
    private let trees: any TreeSource

    private init(folder: String, _ trees: any TreeSource) {
        self.folder = folder
        self.trees = trees
    }

    /// - Parameter folder: The folder that holds `metrics`, `entities` and the rest.
    public static func load(folder: String) -> Loaded<Catalog> {
        load(folder: folder, trees: FileTrees())
    }

    package static func load(folder: String, trees: any TreeSource) -> Loaded<Catalog> {
        var loader = CatalogLoader(folder: folder, trees)
        let catalog = loader.load()
        return Loaded(catalog, findings: loader.findings.all, texts: loader.texts)
    }

    private mutating func load() -> Catalog {
        var catalog = Catalog()
        guard trees.open(folder) else {
            findings.add(
                YAMLReader.unreadable, at: Place(file: folder), "check.file.folder-not-found")
            return catalog
        }
        catalog.units = byID(
            read("units.yaml").map { UnitDefinition.readAll($0, findings) } ?? [])
        var context = ReadingContext(
            units: UnitTable(catalog.units), themes: nil, channels: nil, isProject: false)
        if let documents = read("sources.yaml") {
            catalog.documents = byID(SourceDocument.readAll(documents, findings))
        }
        if let themes = read("themes.yaml") {
            catalog.themes = Theme.readAll(themes, context, findings)
            context.themes = Set(catalog.themes.map(\.id))
        }
        addUnitsOfEntities(to: &catalog)
        context.units = UnitTable(catalog.units)
        readEntities(into: &catalog, context)
        context.channels = Set(catalog.channels)
        readMetrics(into: &catalog, context)
        return catalog
    }

    /// What an entity's rows count in needs no line of its own in `units.yaml`.
    private func addUnitsOfEntities(to catalog: inout Catalog) {
        if catalog.units.isEmpty {
            for kind in UnitKind.allCases where kind != .count {
                let unit = UnitDefinition.implied(by: kind.rawValue, place: Place(file: folder))
                catalog.units[unit.id] = unit
            }
        }
        for name in trees.documents(in: "entities") ?? [] {
            let id = SourceFile.stem(of: name)
            if catalog.units[id] == nil {
                catalog.units[id] = .implied(
                    by: id, place: Place(file: "\(folder)/entities/\(name)"))
            }
        }
    }

    private mutating func readEntities(into catalog: inout Catalog, _ context: ReadingContext) {
        for name in trees.documents(in: "entities") ?? [] {
            let id = SourceFile.stem(of: name)
            guard let node = read("entities/\(name)"),
                let entity = EntityDefinition.read(node, id: id, context, findings)
            else {
                catalog.unreadable.insert(id)
                continue
            }
            catalog.entities[id] = entity
        }
    }

    private mutating func readMetrics(into catalog: inout Catalog, _ context: ReadingContext) {
        for name in trees.documents(in: "metrics") ?? [] {
            let id = SourceFile.stem(of: name)
            if !isMetricID(id) {
                findings.schema(
                    Place(file: "\(folder)/metrics/\(name)"), "bad-metric-id", ["id": .text(id)])
            }
            guard let node = read("metrics/\(name)"),
                let metric = Metric.read(node, id: id, context, findings)
            else {
                catalog.unreadable.insert(id)
                continue
            }
            catalog.metrics[id] = metric
        }
    }

    /// A file's tree; `nil`, with findings, where there is none.
    private mutating func read(_ name: String) -> YAMLNode? {
        let tree = trees.read(name)
        if let text = tree.text { texts[text.file] = text }
        findings.add(tree.findings)
        return tree.root
    }

    private func byID<Item: Identifiable>(_ items: [Item]) -> [String: Item]
    where Item.ID == String {
        Dictionary(items.map { ($0.id, $0) }) { first, _ in first }
    }
}

/// Lower-case words of letters and digits, joined by hyphens: what a formula
/// can name.
func isMetricID(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first), !text.hasSuffix("-"),
        !text.contains("--")
    else { return false }
    return text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
    }
}
