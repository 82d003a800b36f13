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
        _ measure: Node, name: PlacedText, table: String, captions: Captions
    ) -> MetricUse {
        var use = MetricUse(
            internalName: name.string,
            labels: [Label(text: name, language: captions.language, role: .caption)],
            formula: measure["expression"].flatMap { dax($0) },
            numberFormat: measure["formatString"].flatMap { NumberPattern.read($0.text) },
            place: name.place,
            container: measure["displayFolder"]?.string.map { [table, $0] } ?? [table],
            scope: table)
        use.labels += captions.labels(table: table, measure: name.string)
        if let text = joined(measure["description"]) {
            use.labels.append(Label(text: text, language: captions.language, role: .description))
        }
        if let kpi = measure["kpi"] { read(kpi, into: &use) }
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

// MARK: - KPIs

extension TabularModel {
    private static func read(_ kpi: Node, into use: inout MetricUse) {
        if let target = kpi["targetExpression"], let formula = dax(target) {
            use.targets.append(
                StatedTarget(
                    value: Double(formula.text), raw: formula.source, formula: formula,
                    label: joined(kpi["targetDescription"]), place: formula.source.place))
        }
        use.statusFormula = kpi["statusExpression"].flatMap { dax($0) }
        var annotations: [String: PlacedText] = [:]
        for annotation in kpi["annotations"]?.items ?? [] {
            if let name = annotation["name"]?.string, let value = annotation["value"] {
                annotations[name] = value.text
            }
        }
        let boundaries = (0..<8).compactMap { annotations["KpiThreshold_\($0)"] }
        let ratings = ratings(annotations["KpiStatusType"]?.string, boundaries.count)
        guard !boundaries.isEmpty, ratings.count == boundaries.count + 1 else { return }
        if let status = annotations["KpiStatusType"] ?? annotations["KpiThresholdOrdering"],
            let direction = direction(ratings)
        {
            use.statedDirection = StatedDirection(direction, place: status.place)
        }
        let isRelative = annotations["KpiThresholdType"]?.string == "Percentage"
        use.thresholds = [
            Threshold(
                value: nil, isRelative: isRelative, colour: "", rating: ratings[0],
                place: boundaries[0].place)
        ]
        for (boundary, rating) in zip(boundaries, ratings.dropFirst()) {
            use.thresholds.append(
                Threshold(
                    value: Double(boundary.string), isRelative: isRelative, colour: "",
                    rating: rating, place: boundary.place))
        }
    }

    /// The bands of the designer's four patterns, from the lowest value up.
    private static func ratings(_ type: String?, _ boundaries: Int) -> [Threshold.Rating] {
        switch (type, boundaries) {
        case ("LinearReversed", 2): [.good, .warning, .bad]
        case ("Linear", 2), (nil, 2): [.bad, .warning, .good]
        case ("Centered", 4): [.bad, .warning, .good, .warning, .bad]
        case ("CenteredReversed", 4): [.good, .warning, .bad, .warning, .good]
        default: Array(repeating: .unknown, count: boundaries + 1)
        }
    }

    private static func direction(_ ratings: [Threshold.Rating]) -> StatedDirection.Direction? {
        switch (ratings.first, ratings.last) {
        case (.bad, .good): .higher
        case (.good, .bad): .lower
        case (.bad, .bad): .middle
        default: nil
        }
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
