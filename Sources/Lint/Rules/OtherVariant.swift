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
            var arguments: [String: Message.Argument] = [
                "label": .text(label.text.string), "metric": .metric(metric),
                "found": .text(form.expression.description)
            ]
            if let variant = form.variant {
                arguments["variant"] = .variant(metric: metric, id: variant)
            }
            if let meant = context.workspace.chosenVariant(of: metric) {
                arguments["meant"] = .variant(metric: metric, id: meant.id)
            }
            return finding(
                at: use.formulaPlace, arguments,
                part: form.variant == nil ? "message-standard" : "message", metric: metric,
                // Nobody has said which one is meant here.
                severity: context.workspace.project == nil ? .hint : severity)
        }
    }
}
