internal import Diagnostics
public import Documents

/// Power BI and Analysis Services tabular models (`.bim`, TMSL).
public enum TabularModel: FormatReader {
    public static let id = "tabular-model"
    public static let name = "Power BI model (TMSL)"

    public static func recognises(_ document: Document) -> Bool {
        model(document)?["tables"]?.kind == .array
    }

    /// The model, by itself or inside a `create` or `createOrReplace` command.
    private static func model(_ document: Document) -> Node? {
        let root = document.root
        if let model = root["model"] { return model }
        let command = root["createOrReplace"] ?? root["create"] ?? root["alter"]
        return command?["database"]?["model"]
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        guard let model = model(document) else { return dashboard }
        dashboard.language = model["culture"]?.string.flatMap(LanguageTag.normalised)
        dashboard.families = [PowerBIFamily.of(document.file)]
        dashboard.isSelfContained = true
        let captions = Captions(model, language: dashboard.language)
        for table in model["tables"]?.items ?? [] {
            let tableName = table["name"]?.string ?? ""
            for column in table["columns"]?.items ?? [] {
                if let field = field(column, table: tableName) { dashboard.fields.add(field) }
            }
            for measure in table["measures"]?.items ?? [] {
                guard let name = measure["name"]?.text else { continue }
                let use = use(measure, name: name, table: tableName, captions: captions)
                dashboard.uses.append(use)
                dashboard.fields.add(
                    Field(
                        name: name.string, scope: tableName, kind: .measure,
                        dataType: measure["dataType"]?.string, formula: use.formula,
                        numberFormat: use.numberFormat, place: use.place))
            }
        }
        return dashboard
    }

    private static func field(_ column: Node, table: String) -> Field? {
        guard let name = column["name"]?.text else { return nil }
        let formula = column["expression"].flatMap { dax($0) }
        return Field(
            name: name.string, scope: table, kind: formula == nil ? .column : .calculation,
            dataType: column["dataType"]?.string, formula: formula,
            aggregation: column["summarizeBy"].flatMap { aggregation($0) },
            numberFormat: column["formatString"].flatMap { NumberPattern.read($0.text) },
            place: name.place)
    }

    private static func use(
        _ node: Node, name: PlacedText, table: String, captions: Captions
    ) -> MetricUse {
        var measure = TabularMeasure(name: name, table: table)
        measure.language = captions.language
        measure.expression = joined(node["expression"])
        measure.format = node["formatString"]?.filledText
        measure.folder = node["displayFolder"]?.string
        measure.description = joined(node["description"])
        if let kpi = node["kpi"] {
            var stated = TabularMeasure.KPI()
            stated.target = joined(kpi["targetExpression"])
            stated.targetDescription = joined(kpi["targetDescription"])
            stated.status = joined(kpi["statusExpression"])
            for annotation in kpi["annotations"]?.items ?? [] {
                if let name = annotation["name"]?.string, let value = annotation["value"] {
                    stated.annotations[name] = value.text
                }
            }
            measure.kpi = stated
        }
        var use = measure.use
        use.labels.insert(contentsOf: captions.labels(table: table, measure: name.string), at: 1)
        return use
    }

    /// DAX as one string or as an array of lines.
    private static func dax(_ node: Node) -> SourceFormula? {
        joined(node).map { SourceFormula(source: $0, language: "dax") }
    }

    private static func joined(_ node: Node?) -> PlacedText? {
        guard let node else { return nil }
        if node.kind == .string { return node.text }
        return PlacedText.joined(
            node.items.filter { $0.kind == .string }.map(\.text), separator: "\n")
    }

    private static func aggregation(_ node: Node) -> Aggregation? {
        let function: Aggregation.Function? =
            switch node.string?.lowercased() {
            case "sum": .sum
            case "average": .average
            case "count": .count
            case "distinctcount": .distinct
            case "min": .minimum
            case "max": .maximum
            default: nil
            }
        return function.map { Aggregation($0, place: node.place) }
    }
}

// MARK: - Captions in other languages

/// The translated captions of a model's cultures.
private struct Captions {
    let language: String?
    private var byMeasure: [String: [Label]] = [:]

    init(_ model: Node, language: String?) {
        self.language = language
        for culture in model["cultures"]?.items ?? [] {
            let tag = culture["name"]?.string.flatMap(LanguageTag.normalised)
            let tables = culture[path: "translations", "model", "tables"]?.items ?? []
            for table in tables {
                for measure in table["measures"]?.items ?? [] {
                    let key = Self.key(table["name"]?.string, measure["name"]?.string)
                    if let text = measure["translatedCaption"], text.kind == .string {
                        byMeasure[key, default: []].append(
                            Label(text: text.text, language: tag, role: .caption))
                    }
                    if let text = measure["translatedDescription"], text.kind == .string {
                        byMeasure[key, default: []].append(
                            Label(text: text.text, language: tag, role: .description))
                    }
                }
            }
        }
    }

    func labels(table: String, measure: String) -> [Label] {
        byMeasure[Self.key(table, measure)] ?? []
    }

    private static func key(_ table: String?, _ measure: String?) -> String {
        (table ?? "") + "\u{0}" + (measure ?? "")
    }
}
