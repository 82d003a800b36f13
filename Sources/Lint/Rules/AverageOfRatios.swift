internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A ratio is computed row by row and then averaged, so that small rows weigh as
/// much as large ones.
enum AverageOfRatios: Rule {
    static let id = "average-of-ratios"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Price", "expression": ↓"AVERAGEX(lines, DIVIDE(lines[amount], lines[quantity]))"}"#
        ),
        .measures(
            #"{"name": "Price", "expression": "DIVIDE(SUM(lines[amount]), SUM(lines[quantity]))"}"#),
        .measures(#"{"name": "Hours", "expression": "AVERAGEX(calls, calls[seconds] / 3600)"}"#),
        .measures(#"{"name": "Unit cost", "expression": ↓"AVERAGE(lines[cost_per_unit])"}"#),
        .measures(#"{"name": "Speed", "expression": "AVERAGE(trips[kilometres_per_hour])"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            if let average = use.expression?.averagedRatio {
                return finding(
                    at: average.range.flatMap { use.use.formula?.place(of: $0) }
                        ?? use.formulaPlace,
                    ["label": .text(use.shownLabel), "ratio": .text(average.description)],
                    metric: use.metric)
            }
            if use.language?.namesSeries != true, let average = use.expression?.averageOfNamedRatio
            {
                return finding(
                    at: average.range.flatMap { use.use.formula?.place(of: $0) }
                        ?? use.formulaPlace,
                    ["label": .text(use.shownLabel), "ratio": .text(average.description)],
                    part: "message-named", metric: use.metric, severity: .hint)
            }
            guard let aggregation = use.use.defaultAggregation, aggregation.function == .average,
                use.isRatio || use.expression?.dividesByAColumn == true,
                let expression = use.expression
            else { return nil }
            return finding(
                at: aggregation.place,
                ["label": .text(use.shownLabel), "ratio": .text(expression.description)],
                metric: use.metric)
        }
    }
}

extension Expression {
    /// The first average of a quotient of columns in it.
    fileprivate var averagedRatio: Expression? {
        if case .aggregate(let aggregate) = kind, aggregate.function == .average,
            aggregate.value?.dividesByAColumn == true
        {
            return self
        }
        for child in children {
            if let found = child.averagedRatio { return found }
        }
        return nil
    }

    /// The first average of a column that is called a ratio.
    fileprivate var averageOfNamedRatio: Expression? {
        first { part in
            guard case .aggregate(let aggregate) = part.kind, aggregate.function == .average,
                case .reference(let reference) = aggregate.value?.kind,
                let name = reference.path.last
            else { return false }
            return NameClaims(name).isQuotient
        }
    }

    /// Whether a column or an aggregate of columns is divided by, at this level.
    var dividesByAColumn: Bool {
        switch kind {
        case .arithmetic(.divide, let one, let other):
            other.hasColumn || one.dividesByAColumn
        case .aggregate: false
        default: children.contains(where: \.dividesByAColumn)
        }
    }

    private var hasColumn: Bool {
        switch kind {
        case .reference, .aggregate: true
        default: children.contains(where: \.hasColumn)
        }
    }
}
