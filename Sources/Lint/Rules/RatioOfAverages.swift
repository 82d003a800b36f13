internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The average of one column is divided by the average of another: right only
/// where both have a value in the same rows.
enum RatioOfAverages: Rule {
    static let id = "ratio-of-averages"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(#"{"name": "Markup", "expression": ↓"AVERAGE(s[price]) / AVERAGE(s[cost])"}"#),
        .measures(#"{"name": "Markup", "expression": "SUM(s[price]) / SUM(s[cost])"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let ratio = use.expression?.ratioOfAverages else { return nil }
            return finding(
                at: use.formulaPlace,
                ["label": .text(use.shownLabel), "ratio": .text(ratio.description)],
                metric: use.metric)
        }
    }
}

extension Expression {
    fileprivate var ratioOfAverages: Expression? {
        if case .arithmetic(.divide, let one, let other) = kind, one.isAverage, other.isAverage {
            return self
        }
        for child in children {
            if let found = child.ratioOfAverages { return found }
        }
        return nil
    }

    private var isAverage: Bool {
        switch kind {
        case .aggregate(let aggregate): aggregate.function == .average
        case .annotated(_, let inner), .negative(let inner): inner.isAverage
        default: false
        }
    }
}
