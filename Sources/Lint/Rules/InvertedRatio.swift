internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The formula is the reciprocal of the metric's.
enum InvertedRatio: Rule {
    static let id = "inverted-ratio"
    static let severity = Severity.error

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Average order value", "expression": ↓"DIVIDE(COUNTROWS(orders), SUM(orders[revenue]))"}"#
        ),
        .measures(
            #"{"name": "Orders for each euro", "expression": "DIVIDE(COUNTROWS(orders), SUM(orders[revenue]))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard case .inverted(let form) = use.verdict, let label = use.label else { return nil }
            return finding(
                at: use.formulaPlace,
                [
                    "label": .text(label.text.string), "metric": .metric(form.metric),
                    "expected": .text(form.expression.description)
                ], metric: form.metric)
        }
    }
}
