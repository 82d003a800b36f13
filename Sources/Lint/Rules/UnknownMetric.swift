internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A ratio on a dashboard of known metrics has a name that nobody defined.
enum UnknownMetric: Rule {
    static let id = "unknown-metric"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(
            #"""
            {"name": "Average order value", "expression": "DIVIDE(SUM(orders[revenue]), COUNTROWS(orders))"},
            {"name": ↓"Happiness index", "expression": "DIVIDE(SUM(t[x]), SUM(t[y]))"}
            """#),
        .measures(#"{"name": "Happiness index", "expression": "DIVIDE(SUM(t[x]), SUM(t[y]))"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard use.isRatio, use.matches.isEmpty, let title = use.title,
                context.uses(in: use.file).contains(where: { !$0.matches.isEmpty })
            else { return nil }
            if let form = use.formulaForms.first {
                return finding(
                    at: title.place,
                    ["label": .text(title.text.string), "metric": .metric(form.metric)],
                    part: "message-known", metric: form.metric)
            }
            return finding(at: title.place, ["label": .text(title.text.string)])
        }
    }
}
