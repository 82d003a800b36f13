/// A formula as one number divided by another, which is how a person redoes it:
/// the numerator, the denominator, and nothing in between.
public struct Quotient: Hashable, Sendable {
    public var numerator: Expression
    /// `nil` where nothing is divided.
    public var denominator: Expression?

    /// Averages and shares become quotients of sums and counts.
    public init(_ expression: Expression) {
        switch expression.kind {
        case .aggregate(let aggregate):
            self.init(aggregate, expression)
        case .arithmetic(let sign, let one, let other):
            let left = Quotient(one)
            let right = Quotient(other)
            switch sign {
            case .multiply: self = left.times(right)
            case .divide:
                self = left.times(
                    Quotient(right.denominator ?? .number(1), over: right.numerator))
            case .add, .subtract:
                if left.denominator == right.denominator {
                    self.init(
                        Expression(.arithmetic(sign, left.numerator, right.numerator)),
                        over: left.denominator)
                } else {
                    let one = left.numerator.times(right.denominator)
                    let two = right.numerator.times(left.denominator)
                    self.init(
                        Expression(.arithmetic(sign, one, two)),
                        over: left.denominator?.times(right.denominator) ?? right.denominator)
                }
            }
        case .negative(let inner):
            let quotient = Quotient(inner)
            self.init(Expression(.negative(quotient.numerator)), over: quotient.denominator)
        case .annotated(_, let inner): self.init(inner)
        default: self.init(expression, over: nil)
        }
    }

    private init(_ numerator: Expression, over denominator: Expression?) {
        self.numerator = numerator
        self.denominator = denominator
    }

    private init(_ aggregate: Aggregate, _ expression: Expression) {
        func part(
            _ function: AggregateFunction, _ value: Expression?, where condition: Expression?
        ) -> Expression {
            var part = aggregate
            part.function = function
            part.value = value
            part.condition = condition
            return Expression(.aggregate(part), range: expression.range)
        }
        switch aggregate.function {
        case .average:
            self.init(
                part(.sum, aggregate.value, where: aggregate.condition),
                over: part(.count, aggregate.value, where: aggregate.condition))
        case .share:
            if let value = aggregate.value {
                let holds = aggregate.condition.map { Expression(.all([$0, value])) } ?? value
                self.init(
                    part(.count, nil, where: holds),
                    over: part(.count, value, where: aggregate.condition))
            } else {
                self.init(
                    part(.count, nil, where: aggregate.condition),
                    over: part(.count, nil, where: nil))
            }
        default: self.init(expression, over: nil)
        }
    }

    private func times(_ other: Quotient) -> Quotient {
        Quotient(
            numerator.times(other.numerator),
            over: denominator?.times(other.denominator) ?? other.denominator)
    }
}

extension Expression {
    fileprivate func times(_ other: Expression?) -> Expression {
        guard let other, other != .number(1) else { return self }
        return self == .number(1) ? other : self * other
    }
}
