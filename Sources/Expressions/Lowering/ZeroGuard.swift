internal import Formula

/// Finds the ways in which people keep a quotient from dividing by zero, and
/// notes them beside it.
///
/// A division by zero is undefined as it is. What is shown in its place does
/// not change what the formula means.
enum ZeroGuard {
    /// One divided by the other; `x / NULLIF(y, 0)` is a guarded `x / y`.
    static func quotient(_ one: Expression, _ other: Expression) -> Expression {
        let (divisor, isGuarded) = unguarded(other)
        let quotient = Expression(.arithmetic(.divide, one, divisor))
        guard isGuarded else { return quotient }
        return Expression(.annotated(.zeroGuard(instead: nil), quotient))
    }

    /// `if condition then … else …`, or what it guards.
    static func conditional(
        _ condition: Expression, _ then: Expression, _ otherwise: Expression?, range: Range<Int>?
    ) -> Expression {
        let plain = Expression(
            .conditional(condition: condition, then: then, otherwise: otherwise), range: range)
        for test in tests(condition) {
            let whenZero = test.isZero ? then : otherwise
            guard let kept = test.isZero ? otherwise : then else { continue }
            let guarded = assuming(test.value, isNotZeroIn: kept)
            guard guarded.divides(by: test.value), let instead = replacement(whenZero) else {
                continue
            }
            return Expression(.annotated(.zeroGuard(instead: instead), guarded), range: range)
        }
        if case .presence(let value, let isPresent) = condition.kind,
            let replaced = replaced(
                value, isPresent ? otherwise : then, isPresent ? then : otherwise)
        {
            return Expression(replaced, range: range)
        }
        return plain
    }

    /// `IFERROR(quotient, instead)`.
    static func onError(_ value: Expression, instead: Expression?) -> Expression {
        guard value.hasDivision, let instead = replacement(instead) else { return value }
        return Expression(.annotated(.zeroGuard(instead: instead), value))
    }

    // MARK: Tests for zero

    private struct Test {
        var value: Expression
        /// Whether the test holds where the value is zero, or where it is not.
        var isZero: Bool
    }

    /// What a condition asks about being zero.
    private static func tests(_ condition: Expression) -> [Test] {
        switch condition.kind {
        case .comparison(let sign, let one, let other):
            if other.constant?.isZero == true { return test(one, sign).map { [$0] } ?? [] }
            if one.constant?.isZero == true {
                return test(other, sign.mirrored).map { [$0] } ?? []
            }
            return []
        case .not(let inner):
            return tests(inner).map { Test(value: $0.value, isZero: !$0.isZero) }
        case .any(let parts):
            return joined(parts, zero: true)
        case .all(let parts):
            return joined(parts, zero: false)
        case .reference, .aggregate:
            // A number as a condition, in the languages that allow it.
            return [Test(value: condition, isZero: false)]
        case .annotated(_, let inner): return tests(inner)
        default: return []
        }
    }

    private static func test(_ value: Expression, _ sign: ComparisonOperator) -> Test? {
        switch sign {
        case .equal, .lessOrEqual: Test(value: value, isZero: true)
        case .unequal, .greater: Test(value: value, isZero: false)
        case .less, .greaterOrEqual: nil
        }
    }

    /// Several tests of one value: `y = 0 or y is missing`.
    private static func joined(_ parts: [Expression], zero: Bool) -> [Test] {
        var found: [Test] = []
        for part in parts {
            if case .presence(let value, let present) = part.kind, present != zero {
                found.append(Test(value: value, isZero: zero))
                continue
            }
            let tests = tests(part)
            guard let test = tests.first, tests.count == 1, test.isZero == zero else { return [] }
            found.append(test)
        }
        guard let first = found.first, found.allSatisfy({ $0.value.bare == first.value.bare })
        else { return [] }
        return [first]
    }

    // MARK: What stands instead

    /// The number that is shown instead; `.some(nil)` for nothing or for a
    /// text; `nil` where it is neither.
    private static func replacement(_ value: Expression?) -> Rational?? {
        guard let value else { return .some(nil) }
        switch value.kind {
        case .missing, .text: return .some(nil)
        case .annotated(_, let inner): return replacement(inner)
        default:
            guard let number = value.constant else { return nil }
            return .some(number)
        }
    }

    /// `if x is missing then 0 else …x…`, where `…x…` is missing with it.
    private static func replaced(
        _ value: Expression, _ instead: Expression?, _ kept: Expression?
    ) -> Expression.Kind? {
        guard let kept, kept.isMissing(with: value), let instead = replacement(instead) else {
            return nil
        }
        guard let number = instead else { return kept.kind }
        // Of single rows it would change what is summed up or counted.
        return kept.containsAggregate ? .annotated(.missingReplaced(by: number), kept) : nil
    }

    // MARK: Divisors

    /// The divisor without a guard of its own.
    private static func unguarded(_ divisor: Expression) -> (Expression, Bool) {
        switch divisor.kind {
        case .conditional(let condition, let then, let otherwise):
            for test in tests(condition) {
                let whenZero = test.isZero ? then : otherwise
                guard let kept = test.isZero ? otherwise : then,
                    kept.bare.isMultiple(of: test.value.bare)
                else { continue }
                if whenZero == nil { return (kept, true) }
                if case .missing = whenZero?.kind { return (kept, true) }
            }
            return (divisor, false)
        case .arithmetic(.multiply, let one, let other):
            let (left, leftGuarded) = unguarded(one)
            let (right, rightGuarded) = unguarded(other)
            guard leftGuarded || rightGuarded else { return (divisor, false) }
            return (
                Expression(.arithmetic(.multiply, left, right), range: divisor.range), true
            )
        case .annotated(let annotation, let inner):
            let (bare, isGuarded) = unguarded(inner)
            guard isGuarded else { return (divisor, false) }
            return (Expression(.annotated(annotation, bare), range: divisor.range), true)
        default: return (divisor, false)
        }
    }

    /// The expression where the value is known not to be zero, so that a
    /// further guard inside of it says nothing.
    private static func assuming(_ value: Expression, isNotZeroIn expression: Expression)
        -> Expression
    {
        switch expression.kind {
        case .aggregate: return expression
        case .conditional(let condition, let then, let otherwise):
            for test in tests(condition) where test.value.bare == value.bare {
                guard let kept = test.isZero ? otherwise : then else { continue }
                return assuming(value, isNotZeroIn: kept)
            }
            return expression
        default:
            return expression.mapChildren { assuming(value, isNotZeroIn: $0) }
        }
    }
}

extension Expression {
    /// Without anything that stands beside the meaning.
    var bare: Expression {
        if case .annotated(_, let inner) = kind { return inner.bare }
        return mapChildren { $0.bare }
    }

    /// Whether there is a division between aggregates, or of one row's values.
    var hasDivision: Bool {
        if case .arithmetic(.divide, _, _) = kind { return true }
        if case .aggregate = kind { return false }
        return children.contains { $0.hasDivision }
    }

    /// Whether it is undefined where the value is zero, because it divides by it.
    fileprivate func divides(by value: Expression) -> Bool {
        switch kind {
        case .arithmetic(.divide, let one, let other):
            other.bare.isMultiple(of: value.bare) || one.divides(by: value)
                || other.divides(by: value)
        case .arithmetic(_, let one, let other):
            one.divides(by: value) || other.divides(by: value)
        case .negative(let inner), .annotated(_, let inner): inner.divides(by: value)
        case .function("round", let parts), .function("integer", let parts):
            parts.first?.divides(by: value) ?? false
        default: false
        }
    }

    fileprivate func isMultiple(of value: Expression) -> Bool {
        if self == value { return true }
        if case .arithmetic(.multiply, let one, let other) = kind {
            return one.isMultiple(of: value) || other.isMultiple(of: value)
        }
        return false
    }

    /// Whether it is missing wherever the value is.
    fileprivate func isMissing(with value: Expression) -> Bool {
        if bare == value.bare { return true }
        switch kind {
        case .arithmetic(_, let one, let other):
            return one.isMissing(with: value) || other.isMissing(with: value)
        case .negative(let inner): return inner.isMissing(with: value)
        default: return false
        }
    }
}
