import Catalog
import Locales

/// schema.org's DefinedTermSet as JSON-LD, for search engines and knowledge graphs.
public enum DefinedTerms: Exporter {
    public static let id = "schema-org"
    public static let name = "schema.org DefinedTermSet, JSON-LD"
    public static let losses: Set<Part> = [
        .formulas, .units, .directions, .parameters, .variants, .targets, .benchmarks, .relations,
        .advice, .sources, .themes, .channels, .confusions, .readings
    ]

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let catalog = knowledge.workspace.catalog
        let terms = catalog.metricIDs.flatMap { id in
            knowledge.locales.tags.compactMap { tag -> String? in
                guard let text = knowledge.locales.languages[tag]?.metrics[id],
                    let term = text.term
                else { return nil }
                let others = Set(text.aliases.map(\.term)).subtracting([term]).sorted()
                var members = [
                    "\"@type\": \"DefinedTerm\"", "\"termCode\": \(JSONText.quoted(id))",
                    "\"inLanguage\": \(JSONText.quoted(tag.description))",
                    "\"name\": \(JSONText.quoted(term))"
                ]
                if !others.isEmpty {
                    let names = others.map(JSONText.quoted).joined(separator: ", ")
                    members.append("\"alternateName\": [\(names)]")
                }
                if let definition = text.definition {
                    members.append("\"description\": \(JSONText.quoted(definition))")
                }
                return "    {\(members.joined(separator: ", "))}"
            }
        }
        let name = knowledge.workspace.project?.company ?? "Metriglot"
        return """
            {
              "@context": "https://schema.org",
              "@type": "DefinedTermSet",
              "name": \(JSONText.quoted(name)),
              "hasDefinedTerm": [
            \(terms.joined(separator: ",\n"))
              ]
            }

            """
    }
}
