internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The number format shows another kind of number than the formula gives.
enum UnitMismatch: Rule {
    static let id = "unit-mismatch"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Average order value", "formatString": ↓"0.0%", "expression": "DIVIDE(SUM(orders[revenue]), COUNTROWS(orders))"}"#
        ),
        .measures(
            #"{"name": "Average order value", "formatString": "0.00 €", "expression": "DIVIDE(SUM(orders[revenue]), COUNTROWS(orders))"}"#
        ),
        .measures(
            #"""
            {"name": "Sales", "formatString": "\\$#,0", "expression": "SUM(t[s])"},
            {"name": "Cost", "formatString": "\\$#,0", "expression": "SUM(t[c])"},
            {"name": "Margin", "formatString": ↓"0.00%", "expression": "[Sales] - [Cost]"},
            {"name": "Margin share", "formatString": "0.00%", "expression": "DIVIDE([Sales] - [Cost], [Sales])"}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let format = use.use.numberFormat, let kind = context.kind(of: use),
                kind.contradicts(format.meaning)
            else { return nil }
            return finding(
                at: format.place,
                [
                    "label": .text(use.shownLabel),
                    "format": .text(format.raw.string),
                    "kind": .message(Message("rules.kind.\(kind.key)"))
                ], metric: use.metric)
        }
    }
}
