import Catalog
import Locales

/// A label linkbase of XBRL 2.1: the names and definitions of the metrics in
/// every language, for the concepts of a taxonomy schema beside it.
public enum XBRL: Exporter {
    public static let id = "xbrl"
    public static let name = "XBRL 2.1 label linkbase"
    public static let losses: Set<Part> = [
        .formulas, .units, .directions, .parameters, .variants, .targets, .benchmarks, .relations,
        .advice, .sources, .themes, .channels, .confusions
    ]

    private static let role = "http://www.xbrl.org/2003/role"
    /// The taxonomy schema whose elements have the ids of the metrics.
    private static let schema = "metrics.xsd"

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        var writer = XMLWriter()
        writer.element(
            "link:linkbase",
            [
                "xmlns:link": "http://www.xbrl.org/2003/linkbase",
                "xmlns:xlink": "http://www.w3.org/1999/xlink",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:schemaLocation":
                    "http://www.xbrl.org/2003/linkbase http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"
            ]
        ) { writer in
            writer.element(
                "link:labelLink",
                [
                    "xlink:type": "extended", "xlink:role": "http://www.xbrl.org/2003/role/link"
                ]
            ) { writer in
                for id in knowledge.workspace.catalog.metricIDs {
                    concept(id, knowledge, &writer)
                }
            }
        }
        return writer.text
    }

    private static func concept(
        _ id: String, _ knowledge: Knowledge, _ writer: inout XMLWriter
    ) {
        writer.element(
            "link:loc",
            [
                "xlink:type": "locator", "xlink:href": "\(schema)#\(id)", "xlink:label": id
            ], text: nil)
        writer.element(
            "link:labelArc",
            [
                "xlink:type": "arc",
                "xlink:arcrole": "http://www.xbrl.org/2003/arcrole/concept-label",
                "xlink:from": id, "xlink:to": "\(id).label"
            ], text: nil)
        for tag in knowledge.locales.tags {
            guard let text = knowledge.locales.languages[tag]?.metrics[id] else { continue }
            func label(_ role: String, _ value: String?) {
                guard let value else { return }
                writer.element(
                    "link:label",
                    [
                        "xlink:type": "resource", "xlink:label": "\(id).label",
                        "xlink:role": "\(Self.role)/\(role)", "xml:lang": tag.description
                    ], text: value)
            }
            label("label", text.term)
            label("terseLabel", text.aliases.first { $0.kind == .abbreviation }?.term)
            label("documentation", text.definition)
            label("commentaryGuidance", text.reading)
        }
    }
}
