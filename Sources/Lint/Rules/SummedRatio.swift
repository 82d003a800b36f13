internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// Ratios of single rows are added up.
enum SummedRatio: Rule {
    static let id = "summed-ratio"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Margin", "formatString": "0.0%", "expression": ↓"SUMX(lines, DIVIDE(lines[profit], lines[amount]))"}"#
        ),
        .measures(
            #"{"name": "Margin", "formatString": "0.0%", "expression": "DIVIDE(SUM(lines[profit]), SUM(lines[amount]))"}"#
        ),
        .measures(#"{"name": "Closed", "expression": ↓"SUM(cases[closure_rate])"}"#),
        .measures(
            #"{"name": "Sales in euros", "expression": "SUMX(lines, DIVIDE(lines[amount], lines[exchange_rate]))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let expression = use.expression else { return nil }
            if let sum = expression.first(where: isSumOfRatios), showsShare(use) {
                return finding(for: sum, use, severity: .warning)
            }
            if use.language?.namesSeries != true,
                let sum = expression.first(where: isSumOfNamedRatio)
            {
                return finding(for: sum, use, severity: .hint)
            }
            guard let aggregation = use.use.defaultAggregation, aggregation.function == .sum,
                !expression.containsFixed, !expression.hasAggregate,
                expression.dividesByAColumn, showsShare(use)
            else { return nil }
            return finding(
                at: aggregation.place,
                ["label": .text(use.shownLabel), "ratio": .text(expression.description)],
                metric: use.metric)
        }
    }

    private static func finding(
        for sum: Expression, _ use: InterpretedUse, severity: Severity
    ) -> Finding {
        finding(
            at: sum.range.flatMap { use.use.formula?.place(of: $0) } ?? use.formulaPlace,
            ["label": .text(use.shownLabel), "ratio": .text(sum.description)], metric: use.metric,
            severity: severity)
    }

    private static func isSumOfRatios(_ expression: Expression) -> Bool {
        guard case .aggregate(let aggregate) = expression.kind, aggregate.function == .sum else {
            return false
        }
        return aggregate.value?.dividesByAColumn == true
    }

    /// `SUM(conversion_rate)`.
    private static func isSumOfNamedRatio(_ expression: Expression) -> Bool {
        guard case .aggregate(let aggregate) = expression.kind, aggregate.function == .sum,
            case .reference(let reference) = aggregate.value?.kind, let name = reference.path.last
        else { return false }
        return NameClaims(name).isShare
    }

    /// Amounts that are converted are divided row by row as well; a share is not
    /// an amount.
    private static func showsShare(_ use: InterpretedUse) -> Bool {
        switch use.use.numberFormat?.meaning {
        case .percentOfFraction, .percentPoints: true
        default: NameClaims(use.shownLabel).isShare
        }
    }
}
