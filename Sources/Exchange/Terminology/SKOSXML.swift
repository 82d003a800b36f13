import Catalog
import Locales

/// SKOS as RDF/XML, for thesaurus tools that read no JSON-LD. It says what
/// ``SKOS`` says.
public enum SKOSXML: Exporter {
    public static let id = "skos-xml"
    public static let name = "SKOS, RDF/XML"
    public static let losses = SKOS.losses

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let catalog = knowledge.workspace.catalog
        var writer = XMLWriter()
        writer.element(
            "rdf:RDF",
            [
                "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                "xmlns:skos": "http://www.w3.org/2004/02/skos/core#"
            ]
        ) { writer in
            writer.element("skos:ConceptScheme", ["rdf:about": scheme], text: nil)
            for theme in catalog.themes {
                concept("theme:\(theme.id)", &writer) { writer in
                    labels("skos:prefLabel", knowledge, &writer) {
                        $0.themes[theme.id].map { [$0.term] } ?? []
                    }
                }
            }
            for id in catalog.metricIDs {
                guard let metric = catalog.metrics[id] else { continue }
                self.metric(metric, knowledge, &writer)
            }
        }
        return writer.text
    }

    private static let scheme = "urn:metriglot:catalog"

    private static func concept(
        _ name: String, _ writer: inout XMLWriter, _ content: (inout XMLWriter) -> Void
    ) {
        writer.element("skos:Concept", ["rdf:about": "urn:metriglot:\(name)"]) { writer in
            writer.element("skos:inScheme", ["rdf:resource": scheme], text: nil)
            content(&writer)
        }
    }

    private static func metric(
        _ metric: Metric, _ knowledge: Knowledge, _ writer: inout XMLWriter
    ) {
        concept("metric:\(metric.id)", &writer) { writer in
            writer.element("skos:notation", text: metric.id)
            func texts(_ name: String, _ text: @escaping (MetricText) -> [String]) {
                labels(name, knowledge, &writer) { $0.metrics[metric.id].map(text) ?? [] }
            }
            texts("skos:prefLabel") { $0.term.map { [$0] } ?? [] }
            texts("skos:altLabel") { text in
                text.aliases.filter { $0.kind != .deprecated && $0.term != text.term }.map(\.term)
            }
            texts("skos:hiddenLabel") { text in
                text.aliases.filter { $0.kind == .deprecated }.map(\.term)
            }
            texts("skos:definition") { $0.definition.map { [$0] } ?? [] }
            texts("skos:scopeNote") { $0.reading.map { [$0] } ?? [] }
            writer.element("skos:note", text: metric.formula.text)
            for theme in metric.themes {
                writer.element(
                    "skos:broader", ["rdf:resource": "urn:metriglot:theme:\(theme)"], text: nil)
            }
            for other in Set(metric.relations.map(\.metric)).sorted() {
                writer.element(
                    "skos:related", ["rdf:resource": "urn:metriglot:metric:\(other)"], text: nil)
            }
        }
    }

    private static func labels(
        _ name: String, _ knowledge: Knowledge, _ writer: inout XMLWriter,
        _ texts: (Language) -> [String]
    ) {
        for tag in knowledge.locales.tags {
            guard let language = knowledge.locales.languages[tag] else { continue }
            var seen: Set<String> = []
            for text in texts(language) where seen.insert(text).inserted {
                writer.element(name, ["xml:lang": tag.description], text: text)
            }
        }
    }
}
