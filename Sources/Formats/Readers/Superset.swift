internal import Diagnostics
public import Documents

/// Superset's exports in JSON: charts with their form data, by value or as a string
/// (`params`), and the metrics of data sets.
public enum Superset: FormatReader {
    public static let id = "superset"
    public static let name = "Superset"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        guard root.kind == .object else { return false }
        if root["dashboards"]?[0]?["__Dashboard__"] != nil { return true }
        if root["datasources"]?[0]?["__SqlaTable__"] != nil { return true }
        if let answer = answer(root) {
            return answer["slice_name"] != nil || answer["table_name"] != nil
        }
        let charts = root["slices"] ?? root["charts"]
        return charts?.items.contains {
            $0["form_data"] != nil || $0["params"] != nil || $0["slice_name"] != nil
        } ?? false
    }

    /// What the API answers when asked for a chart or a data set: the thing itself.
    private static func answer(_ root: Node) -> Node? {
        guard let answer = root["result"], answer.kind == .object else { return nil }
        let isChart = answer["slice_name"] != nil && answer["params"] != nil
        let isTable = answer["table_name"] != nil && answer["metrics"]?.kind == .array
        return isChart || isTable ? answer : nil
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        let root = document.root
        if let answer = answer(root) {
            if answer["table_name"] != nil, answer["metrics"]?.kind == .array {
                read(table: answer, into: &dashboard)
            } else {
                read(charts: [answer], of: nil, into: &dashboard)
            }
            return dashboard
        }
        for source in root["datasources"]?.items ?? [] {
            if let table = source["__SqlaTable__"] { read(table: table, into: &dashboard) }
        }
        for wrapped in root["dashboards"]?.items ?? [] {
            if let board = wrapped["__Dashboard__"] { read(board: board, into: &dashboard) }
        }
        if root["dashboards"] == nil { read(board: root, into: &dashboard) }
        return dashboard
    }

    private static func read(table: Node, into dashboard: inout Dashboard) {
        let scope = table["table_name"]?.string
        for wrapped in table["columns"]?.items ?? [] {
            let column = wrapped["__TableColumn__"] ?? wrapped
            guard let name = column["column_name"]?.filledText else { continue }
            dashboard.fields.add(
                Field(
                    name: name.string, scope: scope, caption: column["verbose_name"]?.filledText,
                    kind: .column, dataType: column["type"]?.string,
                    formula: column["expression"]?.filledText.map {
                        SourceFormula(source: $0, language: "sql")
                    }, place: name.place))
        }
        for wrapped in table["metrics"]?.items ?? [] {
            let metric = wrapped["__SqlMetric__"] ?? wrapped
            guard let name = metric["metric_name"]?.filledText else { continue }
            let caption = metric["verbose_name"]?.filledText
            let formula = metric["expression"]?.filledText.map {
                SourceFormula(source: $0, language: "sql")
            }
            let format = metric["d3format"]?.filledText.map { D3Format.read($0) }
            dashboard.fields.add(
                Field(
                    name: name.string, scope: scope, caption: caption, kind: .measure,
                    formula: formula, numberFormat: format ?? nil, place: name.place))
            var labels = caption.map { [Label(text: $0, role: .caption)] } ?? []
            labels.append(Label(text: name, role: .name))
            if let text = metric["description"]?.filledText {
                labels.append(Label(text: text, role: .description))
            }
            dashboard.uses.append(
                MetricUse(
                    internalName: name.string, labels: labels, formula: formula,
                    numberFormat: format ?? nil, place: (caption ?? name).place,
                    container: scope.map { [$0] } ?? [], scope: scope))
        }
    }

    private static func read(board: Node, into dashboard: inout Dashboard) {
        let title = board["dashboard_title"]?.filledText
        if dashboard.title == nil { dashboard.title = title }
        read(
            charts: (board["slices"] ?? board["charts"])?.items ?? [], of: title, into: &dashboard)
    }

    private static func read(
        charts: [Node], of title: PlacedText?, into dashboard: inout Dashboard
    ) {
        for wrapped in charts {
            let chart = wrapped["__Slice__"] ?? wrapped
            let name = chart["slice_name"]?.filledText
            guard let form = form(of: chart, problems: &dashboard.problems) else { continue }
            let scope = chart["datasource_name"]?.string
            let metrics = metrics(of: form)
            for (metric, isPercent) in metrics {
                var use = use(metric, isAlone: metrics.count == 1, chart: name, scope: scope)
                use.container = [title?.string, name?.string].compactMap { $0 }
                use.numberFormat =
                    isPercent ? nil : format(of: form, metric: use.labels.first?.text.string)
                use.thresholds = thresholds(form, metric: use.labels.first?.text.string)
                if use.formula == nil, let named = metric.string {
                    use.formula = dashboard.fields.field(named, in: scope)?.formula
                }
                dashboard.uses.append(use)
            }
        }
    }

    /// A chart's settings: an object, or an object written as a string.
    private static func form(of chart: Node, problems: inout [DocumentError]) -> Node? {
        guard let settings = chart["form_data"] ?? chart["params"] else { return nil }
        guard settings.kind == .string else { return settings }
        do throws(DocumentError) {
            return try settings.embedded().root
        } catch {
            problems.append(error)
            return nil
        }
    }

    private static func metrics(of form: Node) -> [(node: Node, isPercent: Bool)] {
        var found: [(Node, Bool)] = []
        for key in ["metric", "secondary_metric", "metric_2", "size", "x", "y"] {
            guard let metric = form[key] else { continue }
            // Some charts keep a column's name under these keys.
            let isMetric =
                metric.kind == .object || (metric.kind == .string && key.hasPrefix("metric"))
            if isMetric { found.append((metric, false)) }
        }
        for key in ["metrics", "metrics_b"] {
            found += (form[key]?.items ?? []).map { ($0, false) }
        }
        found += (form["percent_metrics"]?.items ?? []).map { ($0, true) }
        return found.filter { $0.0.kind == .object || $0.0.filledText != nil }
    }

    private static func use(
        _ metric: Node, isAlone: Bool, chart: PlacedText?, scope: String?
    ) -> MetricUse {
        var use = MetricUse(place: metric.place, scope: scope)
        if let name = metric.filledText {
            use.internalName = name.string
            use.labels = [Label(text: name, role: .name)]
        } else if let sql = metric["sqlExpression"]?.filledText,
            metric["expressionType"]?.string != "SIMPLE"
        {
            use.formula = SourceFormula(source: sql, language: "sql")
        } else if let aggregate = metric["aggregate"]?.filledText,
            let column = metric[path: "column", "column_name"]?.filledText
        {
            use.formula = AggregateCall.sql(aggregate, AggregateCall.quoted(column))
        }
        if let label = metric["label"]?.filledText {
            use.place = label.place
            let isCustom = metric["hasCustomLabel"]?.boolean ?? true
            use.labels.append(Label(text: label, role: isCustom ? .series : .name))
        }
        if let chart {
            let title = Label(text: chart, role: .title)
            // A label that the tool made up says less than the chart's name.
            let isMadeUp = use.labels.first?.role != .series
            if isAlone, isMadeUp {
                use.labels.insert(title, at: 0)
            } else {
                use.labels.append(title)
            }
        }
        return use
    }

    private static func format(of form: Node, metric: String?) -> NumberFormat? {
        if let metric, let own = form[path: "column_config", metric, "d3NumberFormat"]?.filledText {
            return D3Format.read(own)
        }
        for key in ["number_format", "y_axis_format"] {
            if let text = form[key]?.filledText { return D3Format.read(text) }
        }
        return nil
    }

    private static func thresholds(_ form: Node, metric: String?) -> [Threshold] {
        let rules = (form["conditional_formatting"]?.items ?? []).compactMap { rule -> BandRule? in
            guard let value = rule["targetValue"], let amount = value.number,
                rule["column"]?.string == nil || rule["column"]?.string == metric
            else { return nil }
            let colour = rule["colorScheme"]?.string ?? ""
            return BandRule(
                comparator: rule["operator"]?.string ?? ">", bound: amount, colour: colour,
                rating: Threshold.Rating(colour: colour), place: value.place)
        }
        return BandRule.bands(rules)
    }
}

/// The number formats of the D3 library, such as `.1%`, `,d` and `$,.2f`.
enum D3Format {
    static func read(_ raw: PlacedText) -> NumberFormat? {
        let text = raw.string
        if text.hasPrefix("DURATION") {
            return NumberFormat(raw: raw, meaning: .duration(.milliseconds))
        }
        if text.hasPrefix("SMART_NUMBER") || text == "~g" {
            return NumberFormat(raw: raw, meaning: .plain)
        }
        let decimals = text.firstIndex(of: ".").flatMap {
            Int(text[text.index(after: $0)...].prefix { $0.isNumber })
        }
        if text.hasSuffix("%") || text.hasSuffix("p") {
            return NumberFormat(raw: raw, meaning: .percentOfFraction, decimals: decimals)
        }
        if let code = Currency.code(in: text) {
            return NumberFormat(raw: raw, meaning: .currency(code), decimals: decimals)
        }
        let isWhole = text.hasSuffix("d")
        return NumberFormat(raw: raw, meaning: .plain, decimals: isWhole ? 0 : decimals)
    }
}
