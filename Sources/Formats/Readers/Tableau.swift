internal import Diagnostics
public import Documents

/// Tableau workbooks and data sources (`.twb`, `.tds`).
///
/// A column stands in its data source and again in every worksheet that uses it;
/// it is read once. Formulas keep the internal names (`[Calculation_21]`); the
/// scope knows their captions.
public enum Tableau: FormatReader {
    public static let id = "tableau"
    public static let name = "Tableau"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        if root.isElement("workbook") {
            return root.element("datasources") != nil || root.element("worksheets") != nil
        }
        return root.isElement("datasource")
            && (root.attribute("formatted-name") != nil || root.element("connection") != nil)
    }

    public static func read(_ document: Document) -> Dashboard {
        var workbook = Workbook(document)
        workbook.readColumns()
        workbook.readWorksheets()
        return workbook.dashboard()
    }
}

/// What is gathered while a workbook is read.
private struct Workbook {
    let document: Document
    var columns: [Column] = []
    /// The number of each column by data source and name.
    var numbers: [String: Int] = [:]
    var sourceCaptions: [String: String] = [:]
    /// The column, if any, of each instance's name that was looked up.
    var instances: [String: Int?] = [:]

    struct Column {
        var source: String
        var sourceCaption: String
        var name: String
        var node: Node
        var instances: [(function: Aggregation, worksheet: String)] = []
        var format: NumberFormat?
        var targets: [StatedTarget] = []
    }

    init(_ document: Document) { self.document = document }

    mutating func readColumns() {
        let root = document.root
        let sources =
            root.isElement("datasource")
            ? [root] : root.element("datasources")?.elements("datasource") ?? []
        for source in sources {
            let name =
                source.attribute("name")?.string ?? source.attribute("formatted-name")?.string ?? ""
            let caption = source.attribute("caption")?.string ?? name
            sourceCaptions[name] = caption
            for column in source.elements("column") {
                add(column, source: name, caption: caption)
            }
        }
    }

    private mutating func add(_ node: Node, source: String, caption: String) {
        guard let name = node.attribute("name")?.string,
            !name.hasPrefix("[__tableau_internal"), node.attribute("datatype")?.string != "table"
        else { return }
        let bare = Self.bare(name)
        let key = source + "\u{0}" + bare
        guard numbers[key] == nil else { return }
        numbers[key] = columns.count
        var column = Column(source: source, sourceCaption: caption, name: bare, node: node)
        if let format = node.attribute("default-format") { column.format = Self.format(format) }
        columns.append(column)
    }

    mutating func readWorksheets() {
        for worksheet in document.root.element("worksheets")?.elements("worksheet") ?? [] {
            let title = worksheet.attribute("name")?.string ?? ""
            for dependencies in worksheet.descendants("datasource-dependencies") {
                let source = dependencies.attribute("datasource")?.string ?? ""
                for column in dependencies.elements("column") {
                    add(column, source: source, caption: sourceCaptions[source] ?? source)
                }
                for instance in dependencies.elements("column-instance") {
                    readInstance(instance, source: source, worksheet: title)
                }
            }
            for format in worksheet.descendants("format")
            where format.has("attr", "text-format") {
                readFormat(format)
            }
            let lines = worksheet.descendants("reference-line")
            for line in lines { readReferenceLine(line) }
        }
    }

    private mutating func readInstance(_ node: Node, source: String, worksheet: String) {
        guard let column = node.attribute("column")?.string,
            let number = numbers[source + "\u{0}" + Self.bare(column)],
            let derivation = node.attribute("derivation"),
            let function = Self.function(derivation.string)
        else { return }
        let known = columns[number].instances.contains { $0.function.function == function }
        guard !known else { return }
        columns[number].instances.append(
            (Aggregation(function, place: derivation.place), worksheet))
    }

    /// A worksheet's own format of a field, such as `[source].[usr:Calculation_21:qk]`.
    private mutating func readFormat(_ node: Node) {
        guard let field = node.attribute("field")?.string, let number = column(ofInstance: field),
            columns[number].format == nil, let value = node.attribute("value")
        else { return }
        columns[number].format = Self.format(value)
    }

    private mutating func readReferenceLine(_ node: Node) {
        let field = node.attribute("axis-column") ?? node.attribute("value-column")
        guard let field, let number = column(ofInstance: field.string) else { return }
        let label = node.attribute("label")
        if node.has("formula", "constant"), let value = node.attribute("value"),
            let amount = Double(value.string)
        {
            columns[number].targets.append(
                StatedTarget(value: amount, label: label, place: value.place))
        } else if let value = node.attribute("value-column"), value.string != field.string,
            let other = column(ofInstance: value.string),
            let amount = columns[other].node.attribute("value")
        {
            // A line at a parameter's value.
            columns[number].targets.append(
                StatedTarget(
                    value: Double(amount.string), label: columns[other].node.attribute("caption"),
                    place: value.place))
        }
    }

    /// The column of `[source].[sum:name:qk]`.
    private mutating func column(ofInstance text: String) -> Int? {
        // The same few instances stand in every worksheet.
        if let known = instances[text] { return known }
        let found = findColumn(ofInstance: text)
        instances[text] = .some(found)
        return found
    }

    private func findColumn(ofInstance text: String) -> Int? {
        guard let split = text.firstRange(of: "].[") else { return nil }
        let source = String(text[text.index(after: text.startIndex)..<split.lowerBound])
        let rest = text[split.upperBound...].dropLast()
        if let number = numbers[source + "\u{0}" + String(rest)] { return number }
        // The name itself may hold colons: what is left after the first and the last parts.
        var parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        while parts.count > 1 {
            parts.removeFirst()
            var inner = parts
            while !inner.isEmpty {
                let name = inner.joined(separator: ":")
                if let number = numbers[source + "\u{0}" + name] { return number }
                inner.removeLast()
            }
        }
        return nil
    }

    func dashboard() -> Dashboard {
        var dashboard = Dashboard(format: Tableau.id, file: document.file)
        dashboard.language = document.root.attribute("locale").flatMap {
            LanguageTag.normalised($0.string)
        }
        for column in columns {
            dashboard.fields.add(field(column))
            dashboard.uses += uses(column)
        }
        return dashboard
    }

    private func formula(_ column: Column) -> SourceFormula? {
        guard let calculation = column.node.element("calculation"),
            let text = calculation.attribute("formula"), !isParameter(column)
        else { return nil }
        return SourceFormula(source: text, language: "tableau")
    }

    private func isParameter(_ column: Column) -> Bool {
        column.node.attribute("param-domain-type") != nil
    }

    private func field(_ column: Column) -> Field {
        let formula = formula(column)
        return Field(
            name: column.name, scope: column.source, caption: column.node.attribute("caption"),
            kind: isParameter(column) ? .parameter : formula == nil ? .column : .calculation,
            dataType: column.node.attribute("datatype")?.string, formula: formula,
            aggregation: column.node.attribute("aggregation").flatMap { text in
                Self.function(text.string).map { Aggregation($0, place: text.place) }
            },
            numberFormat: column.format,
            value: isParameter(column) ? column.node.attribute("value") : nil,
            place: column.node.place)
    }

    /// A calculated measure is one use, and one more for each aggregation that
    /// worksheets put on it; a plain column is one for each aggregation.
    private func uses(_ column: Column) -> [MetricUse] {
        // What gives texts, dates or truth values is no metric.
        let type = column.node.attribute("datatype")?.string
        guard !isParameter(column), !column.node.has("role", "dimension"),
            type == nil || type == "real" || type == "integer"
        else { return [] }
        let formula = formula(column)
        guard formula != nil || !column.instances.isEmpty else { return [] }
        var labels: [Label] = []
        if let caption = column.node.attribute("caption") {
            labels.append(Label(text: caption, role: .caption))
        } else if let name = column.node.attribute("name"), name.string.count > 2 {
            let bare = name.slice(1..<name.string.utf8.count - 1)
            labels.append(Label(text: bare, role: .name))
        }
        var use = MetricUse(
            internalName: column.name, labels: labels, formula: formula,
            numberFormat: column.format, targets: column.targets, place: column.node.place,
            container: [column.sourceCaption], scope: column.source)
        if column.instances.isEmpty { return [use] }
        return column.instances.map { instance in
            use.defaultAggregation = instance.function
            use.container = [column.sourceCaption, instance.worksheet]
            return use
        }
    }

    private static func bare(_ name: String) -> String {
        name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
    }

    /// `User` means that the formula itself aggregates.
    private static func function(_ derivation: String) -> Aggregation.Function? {
        switch derivation.lowercased() {
        case "sum": .sum
        case "avg", "average": .average
        case "count", "cnt": .count
        case "countd", "ctd": .distinct
        case "min": .minimum
        case "max": .maximum
        case "median": .median
        default: nil
        }
    }

    /// Tableau puts a letter before the pattern: `p` percent, `c` and `C` money,
    /// `n` number, `*` the user's own; others are dates.
    private static func format(_ raw: PlacedText) -> NumberFormat? {
        guard let kind = raw.string.first else { return nil }
        let pattern = String(raw.string.dropFirst())
        let (meaning, decimals) = NumberPattern.meaning(of: pattern)
        switch kind {
        case "p", "P":
            return NumberFormat(raw: raw, meaning: .percentOfFraction, decimals: decimals)
        case "c", "C":
            // `C1033%` is the currency of a Windows language.
            if case .currency(let code) = meaning {
                return NumberFormat(raw: raw, meaning: .currency(code), decimals: decimals)
            }
            // A unit written as literal text, such as `#` before a count, is no money.
            let isLiteral = pattern.contains("\"")
            return NumberFormat(
                raw: raw, meaning: isLiteral ? meaning : .currency(nil), decimals: decimals)
        case "n", "N", "*": return NumberFormat(raw: raw, meaning: meaning, decimals: decimals)
        default: return nil
        }
    }
}
