internal import Diagnostics
public import Documents

/// GoodData's analytics model: metrics in MAQL and the visualisations that show them.
public enum GoodData: FormatReader {
    public static let id = "gooddata"
    public static let name = "GoodData analytics model"

    public static func recognises(_ document: Document) -> Bool {
        analytics(document) != nil
    }

    private static func analytics(_ document: Document) -> Node? {
        let analytics = document.root["analytics"] ?? document.root
        let metrics = analytics["metrics"]?.items ?? []
        let isModel =
            metrics.contains { $0[path: "content", "maql"] != nil }
            || analytics["visualizationObjects"]?.kind == .array
        return isModel ? analytics : nil
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        guard let analytics = analytics(document) else { return dashboard }
        for metric in analytics["metrics"]?.items ?? [] { read(metric: metric, into: &dashboard) }
        for visual in analytics["visualizationObjects"]?.items ?? [] {
            read(visual: visual, into: &dashboard)
        }
        return dashboard
    }

    private static func read(metric: Node, into dashboard: inout Dashboard) {
        guard let name = metric["id"]?.filledText else { return }
        let title = metric["title"]?.filledText
        let formula = metric[path: "content", "maql"]?.filledText.map {
            SourceFormula(source: $0, language: "maql")
        }
        let format = metric[path: "content", "format"]?.filledText.flatMap {
            NumberPattern.read($0)
        }
        dashboard.fields.add(
            Field(
                name: name.string, scope: "metric", caption: title, kind: .calculation,
                formula: formula, numberFormat: format, place: name.place))
        var labels = [Label(text: title ?? name, role: title == nil ? .name : .caption)]
        if let text = metric["description"]?.filledText {
            labels.append(Label(text: text, role: .description))
        }
        dashboard.uses.append(
            MetricUse(
                internalName: name.string, labels: labels, formula: formula, numberFormat: format,
                place: (title ?? name).place, scope: "metric"))
    }

    /// A measure of a visualisation that is given a name of its own, or aggregates a fact.
    private static func read(visual: Node, into dashboard: inout Dashboard) {
        let title = visual["title"]?.filledText
        for bucket in visual[path: "content", "buckets"]?.items ?? [] {
            for item in bucket["items"]?.items ?? [] {
                guard let measure = item["measure"],
                    let definition = measure[path: "definition", "measureDefinition"],
                    let identifier = definition[path: "item", "identifier", "id"]?.filledText
                else { continue }
                let alias = measure["alias"]?.filledText
                let aggregation = definition["aggregation"]?.filledText
                // Shown under the metric's own name, it says nothing new.
                guard alias != nil || aggregation != nil else { continue }
                let label = alias ?? measure["title"]?.filledText ?? identifier
                let isMetric = definition[path: "item", "identifier", "type"]?.string == "metric"
                let formula =
                    isMetric
                    ? PlacedText.composed([
                        .literal("SELECT {metric/"), .text(identifier), .literal("}")
                    ])
                    : aggregation.flatMap {
                        PlacedText.composed([
                            .literal("SELECT "), .instead($0.string.uppercased(), of: $0),
                            .literal("({fact/"), .text(identifier), .literal("})")
                        ])
                    }
                var use = MetricUse(
                    internalName: identifier.string, labels: [Label(text: label, role: .series)],
                    formula: formula.map { SourceFormula(source: $0, language: "maql") },
                    place: label.place, container: title.map { [$0.string] } ?? [],
                    scope: "metric")
                use.numberFormat = measure["format"]?.filledText.flatMap { NumberPattern.read($0) }
                dashboard.uses.append(use)
            }
        }
    }
}
