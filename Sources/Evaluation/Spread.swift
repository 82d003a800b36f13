internal import Formula

/// What it takes to say how far a quotient may lie from what it would be in the
/// long run: how its numerator and denominator vary from row to row, and together.
///
/// Every row is taken for an independent draw, so the variance of a sum over
/// rows is the sum of their squares, and the delta method gives that of a
/// quotient N/D: (Σy² − 2·R·Σxy + R²·Σx²) / D², where y and x are what one row
/// adds to N and D, and R is N/D. For a mean this is s²·(n − 1)/n²; for the net
/// promoter score, (p + q − (p − q)²)/n.
struct Spread {
    enum Kind: Hashable {
        /// A part of the rows, or of the different values: binomial.
        case share
        /// A mean or a quotient of sums.
        case quotient
        /// A count or a sum by itself.
        case flow
    }

    var kind: Kind
    /// Σy², Σxy and Σx², as formulas; Σy² alone for a flow, none for a share.
    var sums: [Expression]
    /// Whether the denominator counts independent rows, so that it says how many
    /// there are.
    var countsRows: Bool

    /// - Parameter isShare: Whether the metric says that it is a part of a whole.
    /// - Returns: `nil` for what is no quotient of sums over rows: products of
    ///   metrics, medians, levels at a moment.
    init?(_ quotient: Quotient, isShare: Bool) {
        guard let denominator = quotient.denominator else {
            guard let terms = Self.terms(of: quotient.numerator, .one) else { return nil }
            guard let squares = Self.products(terms, terms) else { return nil }
            self.init(kind: .flow, sums: [squares], countsRows: false)
            return
        }
        if isShare, Self.isPart(quotient.numerator, of: denominator) {
            self.init(kind: .share, sums: [], countsRows: true)
            return
        }
        guard let above = Self.terms(of: quotient.numerator, .one),
            let below = Self.terms(of: denominator, .one),
            let yy = Self.products(above, above), let xy = Self.products(above, below),
            let xx = Self.products(below, below)
        else { return nil }
        let isCount = below.count == 1 && below[0].aggregate.function == .count
        let isOne = Set((above + below).map(\.aggregate.entity)).count == 1
        self.init(kind: .quotient, sums: [yy, xy, xx], countsRows: isCount && isOne)
    }

    private init(kind: Kind, sums: [Expression], countsRows: Bool) {
        self.kind = kind
        self.sums = sums
        self.countsRows = countsRows
    }

    // MARK: Sums over rows

    /// A number of times a count or a sum.
    private struct Term {
        var factor: Rational
        var aggregate: Aggregate
    }

    /// A formula as a sum of terms; `nil` where it is none.
    private static func terms(of expression: Expression, _ factor: Rational) -> [Term]? {
        switch expression.kind {
        case .aggregate(let aggregate):
            guard aggregate.function == .count || aggregate.function == .sum,
                aggregate.moment == nil, aggregate.across.isEmpty, aggregate.fixed == nil,
                Expression(.aggregate(aggregate)).innerAggregates.isEmpty
            else { return nil }
            return [Term(factor: factor, aggregate: aggregate)]
        case .negative(let inner): return terms(of: inner, -factor)
        case .annotated(_, let inner): return terms(of: inner, factor)
        case .arithmetic(.add, let one, let other):
            return joined(terms(of: one, factor), terms(of: other, factor))
        case .arithmetic(.subtract, let one, let other):
            return joined(terms(of: one, factor), terms(of: other, -factor))
        case .arithmetic(.multiply, let one, let other):
            if let number = one.constant { return terms(of: other, factor * number) }
            return other.constant.flatMap { terms(of: one, factor * $0) }
        case .arithmetic(.divide, let one, let other):
            return other.constant.flatMap(\.reciprocal).flatMap { terms(of: one, factor * $0) }
        default: return nil
        }
    }

    private static func joined(_ one: [Term]?, _ other: [Term]?) -> [Term]? {
        guard let one, let other else { return nil }
        return one + other
    }

    /// The sum over all rows of what one formula has of a row times what another
    /// has of it.
    private static func products(_ one: [Term], _ other: [Term]) -> Expression? {
        // Every pair, and pairs of pairs: as many as a person would still add up.
        guard one.count * other.count <= 36 else { return nil }
        var sum: Expression?
        for left in one {
            for right in other {
                // Rows of different entities have nothing to do with each other.
                guard left.aggregate.entity == right.aggregate.entity,
                    left.aggregate.time == right.aggregate.time
                else { continue }
                let product =
                    Expression.number(left.factor * right.factor)
                    * .aggregate(product(left.aggregate, right.aggregate))
                sum = sum.map { $0 + product } ?? product
            }
        }
        return sum ?? .number(0)
    }

    private static func product(_ one: Aggregate, _ other: Aggregate) -> Aggregate {
        var result = one
        let values = [one, other].compactMap { $0.function == .sum ? $0.value : nil }
        result.function = values.isEmpty ? .count : .sum
        result.value = values.count == 2 ? values[0] * values[1] : values.first
        var conditions: [Expression] = []
        func add(_ condition: Expression?) {
            guard let condition, !conditions.contains(condition) else { return }
            conditions.append(condition)
        }
        for part in [one, other] {
            if case .all(let all)? = part.condition?.kind {
                all.forEach(add)
            } else {
                add(part.condition)
            }
        }
        // Where only rows with a value are counted, the other ones add nothing.
        for part in [one, other] where part.function == .count {
            guard let value = part.value, !values.contains(value) else { continue }
            if values.isEmpty, result.value == nil || result.value == value {
                result.value = value
            } else {
                add(Expression(.presence(value, present: true)))
            }
        }
        result.condition = conditions.count > 1 ? Expression(.all(conditions)) : conditions.first
        if one.condition == result.condition || one == other { result.condition = one.condition }
        return result
    }

    // MARK: Shares

    /// Whether one counts some of what the other counts all of.
    private static func isPart(_ one: Expression, of other: Expression) -> Bool {
        guard case .aggregate(let part) = one.kind, case .aggregate(let whole) = other.kind,
            part.function == .count || part.function == .distinct, part.moment == nil,
            whole.moment == nil, part.function == whole.function, part.entity == whole.entity,
            part.time == whole.time
        else { return false }
        return part.function == .count || part.value == whole.value
    }
}

extension Expression {
    /// The number that it is, where it is written out.
    fileprivate var constant: Rational? {
        switch kind {
        case .number(let number), .quantity(let number, _): return number
        case .negative(let inner): return inner.constant.map { -$0 }
        case .arithmetic(let sign, let one, let other):
            guard let left = one.constant, let right = other.constant else { return nil }
            switch sign {
            case .add: return left + right
            case .subtract: return left - right
            case .multiply: return left * right
            case .divide: return right.reciprocal.map { left * $0 }
            }
        default: return nil
        }
    }
}
