internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// Something is divided that may be zero, where that gives an error or «infinity».
enum UnguardedDivision: Rule {
    static let id = "unguarded-division"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(#"{"name": "Price", "expression": ↓"SUM(s[amount]) / SUM(s[items])"}"#),
        .measures(#"{"name": "Price", "expression": "DIVIDE(SUM(s[amount]), SUM(s[items]))"}"#),
        .measures(
            #"{"name": "Price", "expression": "IF(SUM(s[items]) <> 0, SUM(s[amount]) / SUM(s[items]))"}"#
        ),
        .measures(#"{"name": "Hours", "expression": "SUM(s[seconds]) / 3600"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard use.language?.failsAtZero == true, use.isUnderstood,
                // A measure that is only named here is told where it stands.
                let expression = use.expressionOfMeasures ?? use.expression,
                let division = expression.unguardedDivision
            else { return nil }
            return finding(
                at: division.range.flatMap { use.use.formula?.place(of: $0) }
                    ?? use.formulaPlace,
                ["label": .text(use.shownLabel), "division": .text(division.description)],
                metric: use.metric)
        }
    }
}

extension Expression {
    /// The first quotient of aggregates that nothing keeps from dividing by zero.
    fileprivate var unguardedDivision: Expression? {
        switch kind {
        case .annotated(.zeroGuard, _), .conditional, .aggregate: return nil
        case .arithmetic(.divide, _, let other) where other.hasAggregate || other.isName:
            return self
        default:
            for child in children {
                if let found = child.unguardedDivision { return found }
            }
            return nil
        }
    }

    private var isName: Bool {
        if case .reference = kind { true } else { false }
    }
}
