internal import Diagnostics
internal import Documents
internal import Expressions
internal import Formats
internal import Formula

/// Something is divided by itself or taken from itself, so it says nothing.
enum SelfCancelling: Rule {
    static let id = "self-cancelling"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "To date", "expression": "SUM(s[amount]) * (↓SUM(s[days]) / SUM(s[days]))"}"#
        ),
        .measures(
            #"{"name": "To date", "expression": "SUM(s[amount]) * (SUM(s[elapsed]) / SUM(s[days]))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let found = use.expression?.cancelling else { return nil }
            // What stands in a measure that is only named here is told there.
            if let range = found.range,
                use.outside?.references.contains(where: { $0.kind == .measure && $0.range == range }
                )
                    == true
            {
                return nil
            }
            return finding(
                at: found.range.flatMap { use.use.formula?.place(of: $0) } ?? use.formulaPlace,
                ["label": .text(use.shownLabel), "part": .text(found.description)],
                metric: use.metric)
        }
    }
}

extension Expression {
    /// The innermost quotient or difference of two equal parts.
    fileprivate var cancelling: Expression? {
        for child in children {
            if let found = child.cancelling { return found }
        }
        guard case .arithmetic(let sign, let one, let other) = kind,
            sign == .divide || sign == .subtract, one.hasAggregateOrColumn,
            other.hasAggregateOrColumn,
            let left = try? NormalForm(one, assumingComplete: true),
            let right = try? NormalForm(other, assumingComplete: true), left == right,
            !left.isOpaque
        else { return nil }
        return self
    }

    private var hasAggregateOrColumn: Bool {
        switch kind {
        case .reference, .aggregate: true
        default: children.contains(where: \.hasAggregateOrColumn)
        }
    }
}
