internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A label is a name of several metrics.
enum AmbiguousLabel: Rule {
    static let id = "ambiguous-label"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(#"{"name": ↓"TMR", "expression": "AVERAGE(t[x])"}"#),
        .measures(#"{"name": "CSAT", "expression": "AVERAGE(surveys[satisfaction])"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard use.matches.count > 1, let label = use.label else { return nil }
            let meant: [Message.Argument] = use.matches.map { .metric($0.metric) }
            if let metric = use.metric, use.agreedScale != nil {
                return finding(
                    at: label.place,
                    [
                        "label": .text(label.text.string), "metrics": .list(meant),
                        "metric": .metric(metric)
                    ], part: "message-decided", metric: metric, severity: .hint)
            }
            return finding(
                at: label.place, ["label": .text(label.text.string), "metrics": .list(meant)])
        }
    }
}
