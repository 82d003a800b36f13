internal import Diagnostics
internal import Documents
internal import Expressions
internal import Formats
internal import Formula

/// A formula that rates a value, such as 1 for good and −1 for bad.
enum StatusFormula {
    /// The numbers that the value is held against, in the order of the formula.
    static func bounds(of formula: SourceFormula) -> [(value: Rational, place: Place)] {
        let outside = OutsideLanguage.parse(formula.text, language: formula.language)
        guard outside.isUnderstood else { return [] }
        return outside.expression.bounds.map { bound in
            (bound.value, bound.range.map { formula.place(of: $0) } ?? formula.place)
        }
    }

    /// Whether it rates great values better than small ones; `nil` where that
    /// cannot be told, or where the best is in between.
    static func isHigherBetter(_ formula: SourceFormula) -> Bool? {
        let outside = OutsideLanguage.parse(formula.text, language: formula.language)
        guard outside.isUnderstood else { return nil }
        let bounds = outside.expression.bounds.map(\.value)
        guard let least = bounds.min(), let greatest = bounds.max() else { return nil }
        // The value itself is every name in it: ratings compare just one.
        let low = outside.expression.rating(at: least - .one - least.magnitude)
        let high = outside.expression.rating(at: greatest + .one + greatest.magnitude)
        guard let low, let high, low != high else { return nil }
        return high > low
    }
}

extension Rational {
    fileprivate var magnitude: Rational { isNegative ? -self : self }
}

extension Expression {
    /// The numbers that a value is compared with.
    fileprivate var bounds: [(value: Rational, range: Range<Int>?)] {
        if case .comparison(_, let one, let other) = kind {
            return [one, other].compactMap { side in
                switch side.kind {
                case .number(let number), .quantity(let number, _): (number, side.range)
                case .negative(let inner):
                    if case .number(let number) = inner.kind { (-number, side.range) } else { nil }
                default: nil
                }
            }
        }
        return children.flatMap(\.bounds)
    }

    /// The value where every name stands for one number.
    fileprivate func rating(at value: Rational) -> Rational? {
        switch kind {
        case .number(let number), .quantity(let number, _): return number
        case .reference, .aggregate: return value
        case .negative(let inner): return inner.rating(at: value).map { -$0 }
        case .annotated(_, let inner): return inner.rating(at: value)
        case .arithmetic(let sign, let one, let other):
            guard let left = one.rating(at: value), let right = other.rating(at: value) else {
                return nil
            }
            switch sign {
            case .add: return left + right
            case .subtract: return left - right
            case .multiply: return left * right
            case .divide: return right.reciprocal.map { left * $0 }
            }
        case .conditional(let condition, let then, let otherwise):
            guard let holds = condition.truth(at: value) else { return nil }
            return holds ? then.rating(at: value) : otherwise?.rating(at: value)
        default: return nil
        }
    }

    private func truth(at value: Rational) -> Bool? {
        switch kind {
        case .boolean(let truth): return truth
        case .not(let inner): return inner.truth(at: value).map { !$0 }
        case .all(let parts):
            let truths = parts.map { $0.truth(at: value) }
            return truths.contains(false) ? false : truths.contains(nil) ? nil : true
        case .any(let parts):
            let truths = parts.map { $0.truth(at: value) }
            return truths.contains(true) ? true : truths.contains(nil) ? nil : false
        case .presence(_, let isPresent): return isPresent
        case .comparison(let sign, let one, let other):
            guard let left = one.rating(at: value), let right = other.rating(at: value) else {
                return nil
            }
            switch sign {
            case .equal: return left == right
            case .unequal: return left != right
            case .less: return left < right
            case .lessOrEqual: return left <= right
            case .greater: return left > right
            case .greaterOrEqual: return left >= right
            }
        default: return nil
        }
    }
}
