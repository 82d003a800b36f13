/// A formula as one number divided by another, which is how a person redoes it.
public struct Quotient: Hashable, Sendable {
    public var numerator: Expression
    /// `nil` where the formula as a whole is no quotient.
    public var denominator: Expression?

    /// Averages and shares become quotients of sums and counts; a number that a
    /// quotient is multiplied by goes into its numerator.
    public init(_ expression: Expression) {
        self.init(expanded: expression.withoutAverages)
    }

    private init(expanded expression: Expression) {
        switch expression.kind {
        case .arithmetic(.divide, let one, let other):
            self.init(one, over: other)
        case .arithmetic(.multiply, let one, let other) where !one.hasAggregate:
            let inner = Quotient(expanded: other)
            self.init(one * inner.numerator, over: inner.denominator)
        case .arithmetic(.multiply, let one, let other) where !other.hasAggregate:
            let inner = Quotient(expanded: one)
            self.init(inner.numerator * other, over: inner.denominator)
        case .negative(let inner):
            let quotient = Quotient(expanded: inner)
            self.init(Expression(.negative(quotient.numerator)), over: quotient.denominator)
        case .annotated(_, let inner): self.init(expanded: inner)
        default: self.init(expression, over: nil)
        }
    }

    private init(_ numerator: Expression, over denominator: Expression?) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Everything that something is divided by within the numerator and the
    /// denominator, outermost first.
    public var innerDivisors: [Expression] {
        numerator.outerDivisors + (denominator?.outerDivisors ?? [])
    }
}

extension Expression {
    fileprivate var hasAggregate: Bool {
        if case .aggregate = kind { return true }
        return children.contains(where: \.hasAggregate)
    }

    fileprivate var outerDivisors: [Expression] {
        switch kind {
        case .aggregate: []
        case .arithmetic(.divide, let one, let other):
            [other] + one.outerDivisors + other.outerDivisors
        default: children.flatMap(\.outerDivisors)
        }
    }

    /// With averages and shares between aggregates written as quotients.
    fileprivate var withoutAverages: Expression {
        guard case .aggregate(let aggregate) = kind else {
            return mapChildren { $0.withoutAverages }
        }
        func part(
            _ function: AggregateFunction, _ value: Expression?, where condition: Expression?
        ) -> Expression {
            var part = aggregate
            part.function = function
            part.value = value
            part.condition = condition
            return Expression(.aggregate(part), range: range)
        }
        switch (aggregate.function, aggregate.value) {
        case (.average, let value):
            return part(.sum, value, where: aggregate.condition)
                / part(.count, value, where: aggregate.condition)
        case (.share, let value?):
            let holds = aggregate.condition.map { Expression(.all([$0, value])) } ?? value
            return part(.count, nil, where: holds)
                / part(.count, value, where: aggregate.condition)
        case (.share, nil):
            return part(.count, nil, where: aggregate.condition) / part(.count, nil, where: nil)
        default: return self
        }
    }
}
