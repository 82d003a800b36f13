internal import Diagnostics
public import Documents

/// Datadog dashboards: formulas over named queries, in widgets and groups of widgets.
public enum Datadog: FormatReader {
    public static let id = "datadog"
    public static let name = "Datadog dashboard"

    public static func recognises(_ document: Document) -> Bool {
        document.root["widgets"]?.items.contains { $0[path: "definition", "type"] != nil } ?? false
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = document.root["title"]?.filledText
        let container = dashboard.title.map { [$0.string] } ?? []
        read(widgetsOf: document.root, container: container, into: &dashboard)
        return dashboard
    }

    private static func read(
        widgetsOf node: Node, container: [String], into dashboard: inout Dashboard
    ) {
        for widget in node["widgets"]?.items ?? [] {
            guard let definition = widget["definition"] else { continue }
            let title = definition["title"]?.filledText
            let inner = container + (title.map { [$0.string] } ?? [])
            // Groups hold widgets again; the reader of JSON bounds how deep.
            read(widgetsOf: definition, container: inner, into: &dashboard)
            read(definition, title: title, container: inner, into: &dashboard)
        }
    }

    private static func read(
        _ definition: Node, title: PlacedText?, container: [String],
        into dashboard: inout Dashboard
    ) {
        // A list of requests, or one request for each role of the widget.
        let requests = definition["requests"]
        let all = requests?.kind == .object ? requests.map { Array($0.children) } : requests?.items
        let shown = (all ?? []).map { ($0, formulas($0)) }
        let count = shown.reduce(0) { $0 + $1.1.count }
        for (request, formulas) in shown {
            let scope = "request-\(dashboard.fields.all.count)"
            for query in request["queries"]?.items ?? [] {
                guard let name = query["name"]?.filledText,
                    let formula = DatadogEvents.formula(query)
                        ?? query["query"]?.filledText.map({
                            SourceFormula(source: $0, language: "datadog", kind: .query)
                        })
                else { continue }
                dashboard.fields.add(
                    Field(
                        name: name.string, scope: scope, kind: .query, formula: formula,
                        place: formula.place))
            }
            for formula in formulas {
                var use = MetricUse(
                    formula: formula.source, place: formula.source.source.place,
                    container: container, scope: scope)
                let alias = formula.node?["alias"]?.filledText
                let alone = count == 1
                if let alias { use.labels.append(Label(text: alias, role: .series)) }
                if let title {
                    let label = Label(text: title, role: .title)
                    if alone { use.labels.insert(label, at: 0) } else { use.labels.append(label) }
                }
                use.numberFormat = numberFormat(formula.node, definition)
                let rules = formula.node?["conditional_formats"] ?? request["conditional_formats"]
                use.thresholds = thresholds(rules)
                dashboard.uses.append(use)
            }
        }
    }

    /// A request's formulas; older ones have a single query instead.
    private static func formulas(_ request: Node) -> [(source: SourceFormula, node: Node?)] {
        let formulas = request["formulas"]?.items ?? []
        if !formulas.isEmpty {
            return formulas.compactMap { node in
                node["formula"]?.filledText.map {
                    (SourceFormula(source: $0, language: "datadog-math"), node)
                }
            }
        }
        for key in ["log_query", "rum_query", "apm_query", "event_query", "security_query"] {
            if let query = request[key], let formula = DatadogEvents.formula(query) {
                return [(formula, nil)]
            }
        }
        guard let query = request["q"]?.filledText else { return [] }
        return [(SourceFormula(source: query, language: "datadog", kind: .query), nil)]
    }

    private static func numberFormat(_ formula: Node?, _ definition: Node) -> NumberFormat? {
        let decimals = definition["precision"]?.integer
        if let unit = formula?[path: "number_format", "unit"] {
            let name = (unit["unit_name"] ?? unit["label"])?.filledText
            return name.map {
                NumberFormat(raw: $0, meaning: meaning($0.string), decimals: decimals)
            }
        }
        let unit = definition["custom_unit"]?.filledText
        return unit.map { NumberFormat(raw: $0, meaning: meaning($0.string), decimals: decimals) }
    }

    private static func meaning(_ unit: String) -> NumberFormat.Meaning {
        switch unit.lowercased() {
        case "percent", "%": .percentPoints
        case "fraction": .percentOfFraction
        case "nanosecond": .duration(.nanoseconds)
        case "microsecond": .duration(.microseconds)
        case "millisecond", "ms": .duration(.milliseconds)
        case "second", "s": .duration(.seconds)
        case "minute": .duration(.minutes)
        case "hour": .duration(.hours)
        case "day": .duration(.days)
        case "dollar", "usd", "$": .currency("USD")
        case "euro", "eur", "€": .currency("EUR")
        case "pound", "gbp", "£": .currency("GBP")
        default: .other(unit)
        }
    }

    /// Rules such as `> 90 white_on_red`.
    private static func thresholds(_ rules: Node?) -> [Threshold] {
        let rules = (rules?.items ?? []).compactMap { rule -> BandRule? in
            guard let value = rule["value"], let bound = value.number else { return nil }
            let palette = rule["palette"]?.string ?? ""
            // `white_on_red` is named by its background, `red_on_white` by its text.
            let words = palette.split(separator: "_").map(String.init)
            let colour = words.first { Threshold.Rating(colour: $0) != .unknown } ?? palette
            return BandRule(
                comparator: rule["comparator"]?.string ?? ">", bound: bound, colour: palette,
                rating: Threshold.Rating(colour: colour), place: value.place)
        }
        return BandRule.bands(rules)
    }
}
