internal import Diagnostics
public import Documents

/// SSRS and Power BI paginated reports (`.rdl`, `.rdlc`).
///
/// A metric is a text box or a gauge whose value is computed from aggregates; its
/// label is the text that heads its column, where it stands in a table.
public enum SSRS: FormatReader {
    public static let id = "ssrs"
    public static let name = "SSRS report (RDL)"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        guard root.isElement("Report") else { return false }
        if root.attribute("xmlns")?.string.contains("reportdefinition") == true { return true }
        return root.element("DataSets") != nil
            && (root.element("Body") != nil || root.element("ReportSections") != nil)
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.language = root.element("Language").flatMap {
            LanguageTag.normalised($0.text.string)
        }
        readFields(root, into: &dashboard)
        let headers = headers(root)
        let code = VBCode(root.element("Code")?.text.string ?? "")
        for node in root.descendants where node.kind == .element {
            if node.isElement("Textbox") {
                read(textbox: node, header: headers[node], code, into: &dashboard)
            } else if node.isElement("StateIndicator") {
                read(indicator: node, code, into: &dashboard)
            } else if node.isElement("RadialPointer") || node.isElement("LinearPointer") {
                if let use = gauge(node, code) { dashboard.uses.append(use) }
            }
        }
        return dashboard
    }

    private static func readFields(_ root: Node, into dashboard: inout Dashboard) {
        for set in root.element("DataSets")?.elements("DataSet") ?? [] {
            let scope = set.attribute("Name")?.string
            if let name = set.attribute("Name"),
                let query = set.element("Query")?.element("CommandText")?.text
            {
                dashboard.fields.add(
                    Field(
                        name: name.string, kind: .query,
                        formula: SourceFormula(source: query, language: "sql", kind: .query),
                        place: name.place))
            }
            for field in set.element("Fields")?.elements("Field") ?? [] {
                guard let name = field.attribute("Name") else { continue }
                let formula = field.element("Value")?.text
                dashboard.fields.add(
                    Field(
                        name: name.string, scope: scope,
                        kind: formula == nil ? .column : .calculation,
                        dataType: field.element("TypeName")?.text.string,
                        formula: formula.map { SourceFormula(source: $0, language: "vb") },
                        place: name.place))
            }
        }
        for parameter in root.element("ReportParameters")?.elements("ReportParameter") ?? [] {
            guard let name = parameter.attribute("Name") else { continue }
            dashboard.fields.add(
                Field(
                    name: name.string, caption: parameter.element("Prompt")?.text, kind: .parameter,
                    place: name.place))
        }
    }

    /// The text that heads each text box of a table: the first fixed text of its column.
    private static func headers(_ root: Node) -> [Node: PlacedText] {
        var headers: [Node: PlacedText] = [:]
        for table in root.descendants("TablixBody") {
            var columns: [Int: PlacedText] = [:]
            for row in table.element("TablixRows")?.elements("TablixRow") ?? [] {
                let cells = row.element("TablixCells")?.elements("TablixCell") ?? []
                for (column, cell) in cells.enumerated() {
                    guard let box = cell.element(at: "CellContents", "Textbox"),
                        let text = values(box).first?.text
                    else { continue }
                    if text.string.hasPrefix("=") {
                        headers[box] = columns[column]
                    } else if columns[column] == nil, !text.string.isEmpty {
                        columns[column] = text
                    }
                }
            }
        }
        return headers
    }

    /// The values of a text box: in text runs, or directly in older files.
    private static func values(_ box: Node) -> [Node] {
        if let value = box.element("Value") { return [value] }
        let paragraphs = box.element("Paragraphs")?.elements("Paragraph") ?? []
        return paragraphs.flatMap { $0.element("TextRuns")?.elements("TextRun") ?? [] }
            .compactMap { $0.element("Value") }
    }

    private static func read(
        textbox box: Node, header: PlacedText?, _ code: VBCode,
        into dashboard: inout Dashboard
    ) {
        for value in values(box) {
            guard let formula = formula(value, code) else { continue }
            var use = MetricUse(
                internalName: box.attribute("Name")?.string, formula: formula,
                place: formula.source.place)
            if let header { use.labels.append(Label(text: header, role: .caption)) }
            if let name = box.attribute("Name") {
                use.labels.append(Label(text: name, role: .name))
            }
            let style = value.parent?.element("Style") ?? box.element("Style")
            let format = style?.element("Format") ?? box.element("Style")?.element("Format")
            use.numberFormat = format.flatMap { NumberPattern.read($0.text) }
            dashboard.uses.append(use)
        }
    }

    /// The expression of a value, where it aggregates.
    private static func formula(_ value: Node, _ code: VBCode) -> SourceFormula? {
        let text = value.text
        guard text.string.hasPrefix("=") else { return nil }
        let lower = text.string.lowercased()
        let isAggregate =
            [
                "sum", "avg", "count", "countdistinct", "countrows", "min", "max", "runningvalue",
                "first"
            ]
            .contains { lower.contains($0 + "(") || lower.contains($0 + " (") }
        guard isAggregate else { return nil }
        let expression = text.slice(1..<text.string.utf8.count)
        return SourceFormula(source: writtenOut(expression, code), language: "vb")
    }

    /// The expression with what the report's own functions return in place of their calls.
    private static func writtenOut(_ expression: PlacedText, _ code: VBCode) -> PlacedText {
        let string = expression.string
        guard !code.isEmpty else { return expression }
        var parts: [PlacedText.Part] = []
        var at = 0
        for call in code.calls(in: string) {
            let start = string.utf8.distance(from: string.startIndex, to: call.lowerBound)
            let end = string.utf8.distance(from: string.startIndex, to: call.upperBound)
            if at < start { parts.append(.text(expression.slice(at..<start))) }
            let written = code.expanded(String(string[call]))
            parts.append(.instead(written, of: expression.slice(start..<end)))
            at = end
        }
        guard !parts.isEmpty else { return expression }
        if at < string.utf8.count { parts.append(.text(expression.slice(at..<string.utf8.count))) }
        return PlacedText.composed(parts) ?? expression
    }

    private static func gauge(_ node: Node, _ code: VBCode) -> MetricUse? {
        guard let value = node.element(at: "GaugeInputValue", "Value"),
            let formula = formula(value, code)
        else { return nil }
        let panel = node.ancestors.first { $0.isElement("GaugePanel") }
        var use = MetricUse(
            internalName: panel?.attribute("Name")?.string, formula: formula,
            place: formula.source.place)
        let names = [panel?.attribute("Name"), node.attribute("Name")].compactMap { $0 }
        use.labels = names.map { Label(text: $0, role: .name) }
        return use
    }

    private static func read(
        indicator: Node, _ code: VBCode, into dashboard: inout Dashboard
    ) {
        guard let value = indicator.element(at: "GaugeInputValue", "Value") else { return }
        var use = gauge(indicator, code)
        if use == nil {
            // A plain field, aggregated by the table around it.
            let text = value.text
            guard text.string.hasPrefix("=") else { return }
            use = MetricUse(
                formula: SourceFormula(
                    source: text.slice(1..<text.string.utf8.count), language: "vb"),
                place: text.place)
            use?.labels =
                indicator.attribute("Name").map { [Label(text: $0, role: .name)] } ?? []
        }
        // Without a word to the contrary the boundaries are percents of the range.
        let kind = indicator.element("TransformationType")?.text.string ?? "Percentage"
        let states = indicator.element("IndicatorStates")?.elements("IndicatorState") ?? []
        use?.thresholds = states.enumerated().compactMap { number, state in
            guard let start = state.element(at: "StartValue", "Value")?.text else { return nil }
            let colour = state.element("Color")?.text.string ?? ""
            return Threshold(
                value: number == 0 ? nil : Double(start.string), isRelative: kind == "Percentage",
                colour: colour, rating: Threshold.Rating(colour: colour), place: start.place)
        }
        if let use { dashboard.uses.append(use) }
    }
}
