import Catalog
import Locales

/// A structure message of SDMX-ML 3.0 with the metrics as a concept scheme, for
/// statistical registries.
public enum SDMX: Exporter {
    public static let id = "sdmx"
    public static let name = "SDMX-ML 3.0 concept scheme"
    public static let losses: Set<Part> = [
        .parameters, .variants, .targets, .benchmarks, .relations, .advice, .sources, .channels,
        .confusions
    ]

    private static let base = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let catalog = knowledge.workspace.catalog
        let company = knowledge.workspace.project?.company ?? "Metriglot"
        var writer = XMLWriter()
        writer.element(
            "mes:Structure",
            [
                "xmlns:mes": "\(base)/message", "xmlns:str": "\(base)/structure",
                "xmlns:com": "\(base)/common"
            ]
        ) { writer in
            writer.element("mes:Header") { writer in
                writer.element("mes:ID", text: "METRICS")
                writer.element("mes:Test", text: "false")
                // The same catalog gives the same file, whenever it is written.
                writer.element("mes:Prepared", text: "1970-01-01T00:00:00Z")
                writer.element("mes:Sender", ["id": agency], text: nil)
            }
            writer.element("mes:Structures") { writer in
                writer.element("str:ConceptSchemes") { writer in
                    writer.element(
                        "str:ConceptScheme",
                        [
                            "id": "METRICS", "agencyID": agency, "version": "1.0.0"
                        ]
                    ) { writer in
                        writer.element("com:Name", ["xml:lang": "en"], text: company)
                        for id in catalog.metricIDs {
                            guard let metric = catalog.metrics[id] else { continue }
                            concept(metric, knowledge, &writer)
                        }
                    }
                }
            }
        }
        return writer.text
    }

    private static let agency = "METRIGLOT"

    private static func concept(
        _ metric: Metric, _ knowledge: Knowledge, _ writer: inout XMLWriter
    ) {
        let texts = knowledge.locales.tags.compactMap { tag in
            knowledge.locales.languages[tag]?.metrics[metric.id].map { (tag, $0) }
        }
        guard texts.contains(where: { $0.1.term != nil }) else { return }
        writer.element("str:Concept", ["id": metric.id]) { writer in
            writer.element("com:Annotations") { writer in
                for (type, value) in [
                    ("FORMULA", metric.formula.text), ("UNIT", metric.unit.text),
                    ("DIRECTION", metric.direction.kind.rawValue),
                    ("THEMES", metric.themes.joined(separator: " "))
                ] where !value.isEmpty {
                    writer.element("com:Annotation") { writer in
                        writer.element("com:AnnotationType", text: type)
                        writer.element("com:AnnotationValue", text: value)
                    }
                }
                annotations("ALSO_CALLED", texts, &writer) { text in
                    text.aliases.filter { $0.kind != .deprecated }.map(\.term)
                }
                annotations("READING", texts, &writer) { $0.reading.map { [$0] } ?? [] }
            }
            for (tag, text) in texts {
                if let term = text.term {
                    writer.element("com:Name", ["xml:lang": tag.description], text: term)
                }
            }
            for (tag, text) in texts {
                if let definition = text.definition {
                    writer.element(
                        "com:Description", ["xml:lang": tag.description], text: definition)
                }
            }
        }
    }

    /// One annotation for each text, as an annotation has one text a language.
    private static func annotations(
        _ type: String, _ texts: [(LanguageTag, MetricText)], _ writer: inout XMLWriter,
        _ values: (MetricText) -> [String]
    ) {
        for (tag, text) in texts {
            for value in values(text) {
                writer.element("com:Annotation") { writer in
                    writer.element("com:AnnotationType", text: type)
                    writer.element(
                        "com:AnnotationText", ["xml:lang": tag.description], text: value)
                }
            }
        }
    }
}
