internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The formula is none of the metric's that the label names.
enum FormulaMismatch: Rule {
    static let id = "formula-mismatch"
    static let severity = Severity.error

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Average order value", "expression": ↓"DIVIDE(SUM(orders[revenue]), COUNTROWS(visits))"}"#
        ),
        .measures(
            #"{"name": "Average order value", "expression": "DIVIDE(SUM(orders[revenue]), COUNTROWS(orders))"}"#
        ),
        .measures(
            #"{"name": "Average order value", "expression": "DIVIDE(SUM(t[x]), COUNT(t[y]))"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard case .other(let certainty) = use.verdict, let metric = use.metric,
                let label = use.label, let expression = use.canonical?.expression,
                let form = context.matcher.forms.forms(of: metric).first
            else { return nil }
            var arguments: [String: Message.Argument] = [
                "label": .text(label.text.string), "metric": .metric(metric),
                "found": .text(expression.description),
                "expected": .text(form.expression.description)
            ]
            var part = "message"
            if let other = use.formulaForms.first {
                arguments["other"] = .metric(other.metric)
                part = "message-other"
            }
            return finding(
                at: use.formulaPlace, arguments, part: part, metric: metric,
                severity: Self.severity(certainty, use))
        }
    }

    /// A label that holds more than the name may mean more than the metric.
    private static func severity(
        _ certainty: ColumnCertainty, _ use: InterpretedUse
    ) -> Severity {
        let isTrimmed = use.matches.first { $0.metric == use.metric }?.isTrimmed ?? false
        switch (certainty, isTrimmed) {
        case (.binding, false): return .error
        case (.binding, true), (.name, false): return .warning
        case (.name, true): return .hint
        }
    }
}
