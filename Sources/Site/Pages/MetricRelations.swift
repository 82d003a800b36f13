import Catalog
import Diagnostics
import Formula
import Locales
import Lookup

extension LanguageSite {
    private struct Kin {
        var kind: String
        var side: Graph.Group.Side
        var metrics: [(id: String, name: String)]
    }

    /// The metrics that one stands to, by how: as the catalog relates them in
    /// either metric's file, and as formulas name one another.
    private func kin(_ card: MetricCard) -> [Kin] {
        var found: [(kind: String, id: String)] = card.relations.map { ($0.kind, $0.metric.id) }
        found += (site.links.parts[card.id] ?? []).map { ("has-part", $0) }
        found += (site.links.wholes[card.id] ?? []).map { ("part-of", $0) }
        let sides: [(String, Graph.Group.Side)] = [
            ("driven-by", .before), ("has-part", .before), ("drives", .after), ("part-of", .after),
            ("inverse-of", .beside), ("read-with", .beside), ("confused-with", .beside)
        ]
        var seen: Set<String> = []
        return sides.compactMap { kind, side in
            let metrics = found.filter {
                $0.kind == kind && seen.insert("\(kind) \($0.id)").inserted
            }
            .map { (id: $0.id, name: self.card($0.id)?.name ?? $0.id) }
            return metrics.isEmpty ? nil : Kin(kind: kind, side: side, metrics: metrics)
        }
    }

    func relations(_ card: MetricCard) -> [Value] {
        kin(card).map { kin in
            [
                "kind": .text(text(kin.kind)),
                "metrics": Value(kin.metrics.map { link($0.id, $0.name, from: "../") })
            ]
        }
    }

    func graph(_ card: MetricCard) -> Graph {
        Graph(
            centre: card.name,
            groups: kin(card).map { kin in
                Graph.Group(
                    title: text(kin.kind), side: kin.side,
                    nodes: kin.metrics.map { Graph.Node(name: $0.name, href: "\($0.id).html") })
            }, title: text("graph-title", ["metric": .text(card.name)]),
            isMirrored: wording.language?.direction == .rightToLeft)
    }

    /// The metric as a term of a set of terms (schema.org DefinedTerm), safe
    /// within a script element.
    func structured(_ card: MetricCard) -> String {
        let languages = site.content.knowledge.locales.languages
        var names: [JSONTree] = []
        for other in site.tags where other != tag {
            guard let term = languages[other]?.metrics[card.id]?.term else { continue }
            names.append(.object(["@language": .text(other.description), "@value": .text(term)]))
        }
        let own = card.aliases.filter { $0.kind != "deprecated" }.map { alias -> JSONTree in
            .object(["@language": .text(card.language), "@value": .text(alias.term)])
        }
        let path = "\(tag)/metrics/\(card.id).html"
        let term: JSONTree = .object([
            "@context": .text("https://schema.org"), "@type": .text("DefinedTerm"),
            "@id": .text(site.address(path) ?? "\(card.id).html"),
            "termCode": .text(card.id),
            "name": .object(["@language": .text(card.language), "@value": .text(card.name)]),
            "alternateName": .array(own + names),
            "description": card.definition.map { .text($0) } ?? .null,
            "inDefinedTermSet": .object([
                "@type": .text("DefinedTermSet"),
                "@id": .text(site.address("\(tag)/index.html") ?? "../index.html"),
                "name": .text(siteName)
            ])
        ])
        return Self.safeInScript(term.compact)
    }

    /// JSON without what could end a script element or turn a page's writing direction.
    private static func safeInScript(_ json: String) -> String {
        var result = ""
        for scalar in json.unicodeScalars {
            switch scalar.value {
            case 0x26, 0x3C, 0x3E: result += "\\u00" + String(scalar.value, radix: 16)
            case 0x202A...0x202E: result += "\\u" + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
