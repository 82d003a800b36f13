internal import Diagnostics
public import Documents

/// BIRT report designs (`.rptdesign`).
public enum BIRT: FormatReader {
    public static let id = "birt"
    public static let name = "BIRT report design"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        return root.isElement("report")
            && (root.attribute("xmlns")?.string.contains("birt") == true
                || root.element("data-sets") != nil)
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = value("title", of: root) ?? value("displayName", of: root)
        let formats = formats(root)
        var seen: Set<String> = []
        for measure in root.descendants("tabular-measure") {
            guard let name = measure.attribute("name"),
                let text = expression("measureExpression", of: measure)
            else { continue }
            add(
                name: name, caption: value("displayName", of: measure), text: text,
                function: value("function", of: measure), formats: formats, seen: &seen,
                to: &dashboard)
        }
        for list in root.descendants("list-property")
        where list.has("name", "computedColumns") || list.has("name", "boundDataColumns") {
            for column in list.elements("structure") {
                guard let name = value("name", of: column) else { continue }
                let text = expression("expression", of: column)
                let function = value("aggregateFunction", of: column)
                if let text, function != nil || isComputed(text.string) {
                    let caption = value("displayName", of: column)
                    add(
                        name: name, caption: caption, text: text, function: function,
                        formats: formats, seen: &seen, to: &dashboard)
                } else {
                    dashboard.fields.add(
                        Field(name: name.string, kind: .column, place: name.place))
                }
            }
        }
        return dashboard
    }

    /// Whether an expression does more than pass a column on.
    private static func isComputed(_ text: String) -> Bool {
        text.contains { "+-*/".contains($0) } && text.contains("[")
    }

    private static func add(
        name: PlacedText, caption: PlacedText?, text: PlacedText, function: PlacedText?,
        formats: [String: NumberFormat], seen: inout Set<String>,
        to dashboard: inout Dashboard
    ) {
        let formula = SourceFormula(source: text, language: "javascript")
        let aggregation = function.flatMap { Self.aggregation($0) }
        dashboard.fields.add(
            Field(
                name: name.string, caption: caption, kind: .calculation, formula: formula,
                aggregation: aggregation, numberFormat: formats[name.string], place: name.place))
        // The same column is bound again in each table that shows it.
        let key = [name.string, text.string, function?.string ?? ""].joined(separator: "\u{0}")
        guard seen.insert(key).inserted else { return }
        var labels = caption.map { [Label(text: $0, role: .caption)] } ?? []
        labels.append(Label(text: name, role: .name))
        dashboard.uses.append(
            MetricUse(
                internalName: name.string, labels: labels, formula: formula,
                defaultAggregation: aggregation, numberFormat: formats[name.string],
                place: (caption ?? name).place,
                container: dashboard.title.map { [$0.string] } ?? []))
    }

    private static func aggregation(_ word: PlacedText) -> Aggregation? {
        let function: Aggregation.Function? =
            switch word.string.lowercased() {
            case "sum": .sum
            case "ave", "average": .average
            case "count": .count
            case "count-distinct", "countdistinct": .distinct
            case "min": .minimum
            case "max": .maximum
            case "median": .median
            default: nil
            }
        return function.map { Aggregation($0, place: word.place) }
    }

    /// The format of the item that shows a column.
    private static func formats(_ root: Node) -> [String: NumberFormat] {
        var formats: [String: NumberFormat] = [:]
        for item in root.descendants("data") {
            guard
                let column = value("resultSetColumn", of: item)?.string
                    ?? item.attribute("name")?.string,
                let structure = item.elements("structure").first(where: {
                    $0.has("name", "numberFormat")
                }),
                let pattern = value("pattern", of: structure) ?? value("category", of: structure)
            else { continue }
            formats[column] = NumberPattern.read(pattern)
        }
        return formats
    }

    private static func value(_ name: String, of node: Node) -> PlacedText? {
        let found = node.children.first {
            ($0.isElement("property") || $0.isElement("text-property")) && $0.has("name", name)
        }
        guard let text = found?.text, !text.string.isEmpty else { return nil }
        return text
    }

    private static func expression(_ name: String, of node: Node) -> PlacedText? {
        let found = node.elements("expression").first { $0.has("name", name) }
        guard let text = found?.text.trimmed, !text.string.isEmpty else { return nil }
        return text
    }
}
