import Catalog
import Locales

/// Simple Knowledge Organization System (W3C Recommendation of 2009) as JSON-LD 1.1.
///
/// It holds names, definitions and relations in every language. It has no place
/// for formulas, units, targets or variants; the formula goes along as a note in
/// the catalog's own language.
public enum SKOS: Exporter {
    public static let id = "skos"
    public static let name = "SKOS, JSON-LD"
    public static let losses: Set<Part> = [
        .units, .directions, .parameters, .variants, .targets, .benchmarks, .advice, .sources,
        .channels, .confusions
    ]

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let catalog = knowledge.workspace.catalog
        let concepts = catalog.metricIDs.compactMap { catalog.metrics[$0] }
            .map { concept($0, knowledge) }
        let themes = catalog.themes.map { theme($0, knowledge) }
        return """
            {
              "@context": {
                "skos": "http://www.w3.org/2004/02/skos/core#",
                "dct": "http://purl.org/dc/terms/",
                "metric": "urn:metriglot:metric:",
                "theme": "urn:metriglot:theme:"
              },
              "@graph": [
                {"@id": "urn:metriglot:catalog", "@type": "skos:ConceptScheme"},
            \((themes + concepts).joined(separator: ",\n"))
              ]
            }

            """
    }

    private static func theme(_ theme: Theme, _ knowledge: Knowledge) -> String {
        object(
            "theme:\(theme.id)",
            [("skos:prefLabel", labels(knowledge) { $0.themes[theme.id].map { [$0.term] } ?? [] })])
    }

    private static func concept(_ metric: Metric, _ knowledge: Knowledge) -> String {
        func texts(_ text: (MetricText) -> [String]) -> String {
            labels(knowledge) { $0.metrics[metric.id].map(text) ?? [] }
        }
        let related = metric.relations.map {
            "{\"@id\": \(JSONText.quoted("metric:\($0.metric)"))}"
        }
        let broader = metric.themes.map { "{\"@id\": \(JSONText.quoted("theme:\($0)"))}" }
        return object(
            "metric:\(metric.id)",
            [
                ("skos:notation", JSONText.quoted(metric.id)),
                ("skos:prefLabel", texts { $0.term.map { [$0] } ?? [] }),
                (
                    "skos:altLabel",
                    // The preferred label must not be an alternative one, too (S13).
                    texts { text in
                        text.aliases.filter { $0.kind != .deprecated && $0.term != text.term }
                            .map(\.term)
                    }
                ),
                (
                    "skos:hiddenLabel",
                    texts { $0.aliases.filter { $0.kind == .deprecated }.map(\.term) }
                ),
                ("skos:definition", texts { $0.definition.map { [$0] } ?? [] }),
                ("skos:scopeNote", texts { $0.reading.map { [$0] } ?? [] }),
                ("skos:note", JSONText.quoted(metric.formula.text)),
                ("skos:broader", "[\(broader.joined(separator: ", "))]"),
                ("skos:related", "[\(Array(Set(related)).sorted().joined(separator: ", "))]")
            ])
    }

    private static func object(_ id: String, _ members: [(String, String)]) -> String {
        let head = [
            ("@id", JSONText.quoted(id)), ("@type", "\"skos:Concept\""),
            ("skos:inScheme", "{\"@id\": \"urn:metriglot:catalog\"}")
        ]
        let shown = (head + members).filter { $0.1 != "[]" }
        return "    {" + shown.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// Texts with their languages.
    private static func labels(_ knowledge: Knowledge, _ texts: (Language) -> [String]) -> String {
        let values = knowledge.locales.tags.flatMap { tag -> [String] in
            guard let language = knowledge.locales.languages[tag] else { return [] }
            var seen: Set<String> = []
            return texts(language).filter { seen.insert($0).inserted }.map {
                "{\"@value\": \(JSONText.quoted($0)), \"@language\": \(JSONText.quoted(tag.description))}"
            }
        }
        return "[\(values.joined(separator: ", "))]"
    }
}
