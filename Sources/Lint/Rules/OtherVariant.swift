internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The formula is another variant of the metric than the one that is meant.
enum OtherVariant: Rule {
    static let id = "other-variant"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "First call resolution rate", "expression": ↓"DIVIDE(CALCULATE(COUNTROWS(calls), calls[sale] = TRUE()), COUNTROWS(calls))"}"#
        ),
        .measures(
            #"{"name": "Call conversion rate", "expression": "DIVIDE(CALCULATE(COUNTROWS(calls), calls[sale] = TRUE()), COUNTROWS(calls))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard case .variant(let form, _) = use.verdict, let metric = use.metric,
                let label = use.label
            else { return nil }
            return finding(
                at: use.formulaPlace,
                [
                    "label": .text(label.text.string), "metric": .metric(metric),
                    "variant": .text(form.variant ?? ""),
                    "meant": .text(context.workspace.chosenVariant(of: metric)?.id ?? ""),
                    "found": .text(form.expression.description)
                ], part: form.variant == nil ? "message-standard" : "message", metric: metric)
        }
    }
}
