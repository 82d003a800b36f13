internal import Expressions
internal import Formats
internal import Formula

extension Expression {
    /// The first part, outermost first, of which something holds.
    func first(where isWanted: (Expression) -> Bool) -> Expression? {
        if isWanted(self) { return self }
        for child in children {
            if let found = child.first(where: isWanted) { return found }
        }
        return nil
    }

    var hasAggregate: Bool {
        first { if case .aggregate = $0.kind { true } else { false } } != nil
    }

    /// Whether some aggregate is computed at a level of its own.
    var containsFixed: Bool {
        first {
            if case .aggregate(let aggregate) = $0.kind { aggregate.fixed != nil } else { false }
        } != nil
    }
}

/// The language of a formula, as far as it matters to what it says.
struct FormulaLanguage: Hashable, Sendable {
    let id: String

    /// Whether its names are those of time series, each of which is one value
    /// of one thing and not a table's column.
    var namesSeries: Bool { ["promql", "datadog", "datadog-query", "logql"].contains(id) }

    /// Whether a division by zero gives an error or «infinity» and not an empty value.
    var failsAtZero: Bool { ["dax", "sql", "mdx", "vb", "excel", "java"].contains(id) }
}

extension InterpretedUse {
    var language: FormulaLanguage? { use.formula.map { FormulaLanguage(id: $0.language) } }
}
