internal import Formula

/// What a formula's surroundings do to the rows and the period that it is
/// computed over.
enum Filter: Sendable {
    /// Only rows for which it holds.
    case condition(Expression)
    /// Not split by these, or by nothing of a table.
    case across([Reference])
    /// Split by these alone.
    case fixed([Expression])
    case shift(PeriodShift)
    /// At a moment instead of over the period.
    case moment(Moment)
    /// Rows fall into the period by the moment in this column.
    case time(Reference)
    /// The last so many units up to the end of the period.
    case window(Expression)
}

extension Expression {
    /// The same under further filters; `nil` where one of them would have to
    /// replace another.
    func filtered(by filters: [Filter]) -> Expression? {
        var result = self
        for filter in filters {
            switch filter {
            case .condition(let condition):
                guard !result.constrains(columnsOf: condition) else { return nil }
                result = result.restricted(to: condition)
            case .across(let dimensions): result = result.across(dimensions)
            case .fixed(let dimensions): result = result.fixed(at: dimensions)
            case .shift(let shift):
                result = Expression(.shifted(result, shift), range: result.range)
            case .moment(let moment):
                result = result.mapAggregates { aggregate in
                    var aggregate = aggregate
                    aggregate.moment = moment
                    return aggregate
                }
            case .time(let time):
                result = result.mapAggregates { aggregate in
                    var aggregate = aggregate
                    aggregate.time = aggregate.entity.map { time.inside($0) } ?? time
                    return aggregate
                }
            case .window(let stretch):
                result = Expression(.function("rolling", [result, stretch]), range: result.range)
            }
        }
        return result
    }

    /// Whether some aggregate has a different condition on one of the same columns.
    private func constrains(columnsOf condition: Expression) -> Bool {
        if case .aggregate(let aggregate) = kind {
            guard let present = aggregate.condition else { return false }
            func columns(_ expression: Expression) -> Set<Reference> {
                var found: Set<Reference> = []
                expression.visitRow { reference in
                    found.insert(aggregate.entity.map { reference.inside($0) } ?? reference)
                }
                return found
            }
            let new = columns(condition)
            return present.conjuncts.contains {
                $0 != condition && !columns($0).isDisjoint(with: new)
            }
        }
        return children.contains { $0.constrains(columnsOf: condition) }
    }
}
