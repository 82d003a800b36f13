import Diagnostics
import Formula

extension UnitDefinition {
    private enum KindName: String, CaseIterable {
        case pure, points, score, duration, money, count
    }

    /// Reads `units.yaml`.
    static func readAll(_ node: YAMLNode, _ findings: Findings) -> [UnitDefinition] {
        node.entries(findings).compactMap { entry in
            guard var reader = MappingReader(entry.value, findings) else { return nil }
            let name: KindName? = reader.required("kind").flatMap { $0.choice(findings) }
            let entity = reader.text("entity")
            var literals: [String: Rational] = [:]
            for literal in reader.optional("literals")?.entries(findings) ?? [] {
                literals[literal.key] = literal.value.number(findings)
            }
            reader.finish()
            guard let name else { return nil }
            let (kind, measure): (UnitKind, MeasureUnit) =
                switch name {
                // Of the pure numbers only a share is shown in percent.
                case .pure: (entry.key == UnitKind.share.rawValue ? .share : .ratio, .one)
                case .points: (.points, .point)
                case .score: (.score, .score)
                case .duration: (.duration, .second)
                case .money: (.money, .money)
                case .count: (.count, .count(of: entry.key))
                }
            return UnitDefinition(
                id: entry.key, kind: kind, measure: measure, literals: literals, entity: entity,
                place: entry.keyPlace)
        }
    }
}

extension Theme {
    /// Reads `themes.yaml`.
    static func readAll(
        _ node: YAMLNode, _ context: ReadingContext, _ findings: Findings
    ) -> [Theme] {
        node.list(findings).compactMap { item in
            guard var reader = MappingReader(item, findings) else { return nil }
            let id = reader.required("id")?.text(findings)
            let citations = reader.citations(context)
            reader.finish()
            return id.map { Theme(id: $0, citations: citations, place: reader.place) }
        }
    }
}

extension SourceDocument {
    /// Reads `sources.yaml`.
    static func readAll(_ node: YAMLNode, _ findings: Findings) -> [SourceDocument] {
        node.entries(findings).compactMap { entry in
            guard var reader = MappingReader(entry.value, findings) else { return nil }
            let file = reader.required("file")?.text(findings)
            let language = reader.required("language")?.text(findings)
            let title = reader.text("title")
            let published = reader.text("published")
            let kind = reader.text("kind")
            let publisher = reader.text("publisher")
            let headings = reader.optional("headings")?.list(findings).compactMap {
                $0.text(findings)
            }
            reader.finish()
            guard let file, let language else { return nil }
            return SourceDocument(
                id: entry.key, file: file, title: title, language: language, published: published,
                kind: kind, publisher: publisher, headings: headings ?? [], place: entry.keyPlace)
        }
    }
}
