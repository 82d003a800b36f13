internal import Diagnostics
public import Documents

/// JasperReports, both dialects: `variableExpression` up to 6, `expression` from 7.
public enum Jasper: FormatReader {
    public static let id = "jasper"
    public static let name = "JasperReports"

    public static func recognises(_ document: Document) -> Bool {
        document.root.isElement("jasperReport")
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = root.attribute("name")
        if let bundle = root.attribute("resourceBundle")?.string {
            let folder = document.file.split(separator: "/", omittingEmptySubsequences: false)
            dashboard.families = [
                ResourceBundle.family(
                    folder: folder.dropLast().joined(separator: "/"), bundle: bundle)
            ]
        }
        let layout = JasperLayout(root)
        for field in root.descendants("field") {
            guard let name = field.attribute("name") else { continue }
            dashboard.fields.add(
                Field(
                    name: name.string, kind: .column, dataType: field.attribute("class")?.string,
                    place: name.place))
        }
        for parameter in root.elements("parameter") {
            guard let name = parameter.attribute("name") else { continue }
            dashboard.fields.add(Field(name: name.string, kind: .parameter, place: name.place))
        }
        let patterns = patterns(root)
        let container = dashboard.title.map { [$0.string] } ?? []
        let measures = root.descendants("variable") + root.descendants("measure")
        for node in measures {
            guard var use = use(node, patterns: patterns, container: container) else { continue }
            layout.label(&use)
            dashboard.fields.add(
                Field(
                    name: use.internalName ?? "", kind: .calculation, formula: use.formula,
                    aggregation: use.defaultAggregation, numberFormat: use.numberFormat,
                    place: use.place))
            dashboard.uses.append(use)
        }
        for plot in root.descendants("meterPlot") + root.descendants("thermometerPlot") {
            if let use = meter(plot, container: container) { dashboard.uses.append(use) }
        }
        return dashboard
    }

    private static func use(
        _ node: Node, patterns: [String: PlacedText], container: [String]
    ) -> MetricUse? {
        let expression =
            node.element("variableExpression") ?? node.element("measureExpression")
            ?? node.element("expression")
        guard let name = node.attribute("name"), let text = expression?.text.trimmed,
            !text.string.isEmpty
        else { return nil }
        return MetricUse(
            internalName: name.string, labels: [Label(text: name, role: .name)],
            formula: SourceFormula(source: text, language: "java"),
            defaultAggregation: node.attribute("calculation").flatMap { aggregation($0) },
            numberFormat: patterns[name.string].flatMap { NumberPattern.read($0) },
            place: name.place, container: container)
    }

    private static func aggregation(_ word: PlacedText) -> Aggregation? {
        let function: Aggregation.Function? =
            switch word.string {
            case "Sum": .sum
            case "Average": .average
            case "Count": .count
            case "DistinctCount": .distinct
            case "Lowest": .minimum
            case "Highest": .maximum
            case "First": .first
            default: nil
            }
        return function.map { Aggregation($0, place: word.place) }
    }

    /// The pattern of the text field that shows a variable and nothing else.
    private static func patterns(_ root: Node) -> [String: PlacedText] {
        var patterns: [String: PlacedText] = [:]
        let fields =
            root.descendants("textField")
            + root.descendants("element").filter { $0.has("kind", "textField") }
        for field in fields {
            let node = field.element("textFieldExpression") ?? field.element("expression")
            guard let pattern = field.attribute("pattern"), let text = node?.text.trimmed.string,
                text.hasPrefix("$V{"), text.hasSuffix("}"),
                !text.dropFirst(3).dropLast().contains("$")
            else { continue }
            patterns[String(text.dropFirst(3).dropLast())] = pattern
        }
        return patterns
    }

    /// A meter: its value, and the intervals of its scale with their colours.
    private static func meter(_ plot: Node, container: [String]) -> MetricUse? {
        let data = plot.parent?.descendants("valueDataset").first
        guard let value = (data?.element("valueExpression") ?? plot.element("valueExpression"))
        else { return nil }
        let text = value.text.trimmed
        var use = MetricUse(
            formula: SourceFormula(source: text, language: "java"), place: text.place,
            container: container)
        if let title = plot.parent?.descendants("titleExpression").first?.text.trimmed {
            use.labels = [Label(text: unquoted(title), role: .title)]
        }
        for interval in plot.descendants("meterInterval") {
            let range = interval.element("dataRange") ?? interval
            guard let low = range.element("lowExpression")?.text.trimmed,
                let number = number(low.string)
            else { continue }
            let colour = (interval.attribute("color") ?? interval.attribute("backgroundColor"))
            let shade = colour?.string ?? ""
            use.thresholds.append(
                Threshold(
                    value: use.thresholds.isEmpty ? nil : number, colour: shade,
                    rating: Threshold.Rating(colour: shade), place: low.place))
        }
        return use
    }

    private static func unquoted(_ text: PlacedText) -> PlacedText {
        let string = text.string
        guard string.count > 1, string.hasPrefix("\""), string.hasSuffix("\"") else { return text }
        return text.slice(1..<string.utf8.count - 1)
    }

    /// The number in `50`, `50d`, `new Double(50)`.
    private static func number(_ text: String) -> Double? {
        Double(text.filter { $0.isNumber || $0 == "." || $0 == "-" })
    }
}
