import Catalog
import Locales

/// A table for spreadsheets (RFC 4180): a row for each metric and language.
public enum CSV: Exporter {
    public static let id = "csv"
    public static let name = "CSV"
    public static let losses: Set<Part> = [
        .parameters, .variants, .targets, .benchmarks, .relations, .advice, .sources, .themes,
        .channels, .confusions
    ]

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        var rows = [
            [
                "id", "language", "name", "also called", "definition", "how to read it", "formula",
                "unit", "direction"
            ]
        ]
        for id in knowledge.workspace.catalog.metricIDs {
            guard let metric = knowledge.workspace.catalog.metrics[id] else { continue }
            for tag in knowledge.locales.tags {
                guard let text = knowledge.locales.languages[tag]?.metrics[id] else { continue }
                rows.append([
                    id, tag.description, text.term ?? "",
                    text.aliases.map(\.term).joined(separator: "; "), text.definition ?? "",
                    text.reading ?? "", metric.formula.text, metric.unit.text,
                    metric.direction.kind.rawValue
                ])
            }
        }
        return rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell in quotation marks where it needs them. One that a spreadsheet
    /// would take for a formula of its own starts with an apostrophe.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
