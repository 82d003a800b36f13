internal import Formula

/// Arithmetic, comparisons and choices, which mean the same everywhere.
extension Reading {
    mutating func infix(
        _ sign: String, _ one: Syntax, _ other: Syntax, _ context: Context
    ) -> Expression? {
        if let sign = ArithmeticOperator(rawValue: sign) {
            return arithmetic(sign, one, other, context)
        }
        if let sign = ComparisonOperator(rawValue: sign) {
            let left = meaning(of: one, context.condition)
            let right = meaning(of: other, context.condition)
            return Expression.compared(sign, left, right)
        }
        switch sign {
        case "and", "or":
            let left = meaning(of: one, context.condition)
            let right = meaning(of: other, context.condition)
            return sign == "and" ? .all(left, right) : .any(left, right)
        case "concat", "modulo", "power", "integer_divide", "like":
            return named(sign, [one, other], context)
        default: return nil
        }
    }

    private mutating func arithmetic(
        _ sign: ArithmeticOperator, _ one: Syntax, _ other: Syntax, _ context: Context
    ) -> Expression {
        // A missing term makes the sum missing, so it is not like zero there.
        let inner = sign == .add || sign == .subtract ? context.exact : context
        let left = meaning(of: one, inner)
        let right = meaning(of: other, sign == .divide ? context.exact : inner)
        if sign == .add, left.isText || right.isText {
            return Expression(.function("concat", [left, right]))
        }
        guard sign == .divide else { return Expression(.arithmetic(sign, left, right)) }
        return ZeroGuard.quotient(left, right)
    }

    mutating func conditional(
        _ branches: ArraySlice<Syntax.Branch>, _ otherwise: Syntax?, _ context: Context,
        _ range: Range<Int>
    ) -> Expression? {
        guard branches.count <= SyntaxParser.depthLimit / 2 else { return nil }
        var result = otherwise.map { meaning(of: $0, context.exact) }
        if case .missing = result?.kind { result = nil }
        for branch in branches.reversed() {
            let condition = meaning(of: branch.condition, context.condition)
            let then = meaning(of: branch.result, context.exact)
            result = ZeroGuard.conditional(
                condition, then, result, range: branch.condition.range.lowerBound..<range.upperBound
            )
        }
        return result
    }

    /// The first of the values that is not missing.
    mutating func firstPresent(_ values: [Syntax], _ context: Context) -> Expression? {
        guard values.count > 1, let last = values.last else {
            return values.first.map { meaning(of: $0, context) }
        }
        var result = meaning(of: last, context.exact)
        for value in values.dropLast().reversed() {
            let isPlain = context.precision != .exact
            let value = meaning(of: value, isPlain ? context : context.exact)
            if let number = result.constant, context.precision == .shown || number.isZero, isPlain {
                result = Expression(.annotated(.missingReplaced(by: number), value))
            } else if case .missing = result.kind {
                result = value
            } else {
                result = Expression(
                    .conditional(
                        condition: Expression(.presence(value, present: true)), then: value,
                        otherwise: result))
            }
        }
        return result
    }

    /// A value rounded to some decimal places.
    mutating func rounded(_ value: Syntax, to places: Syntax?, _ context: Context) -> Expression? {
        var digits = Rational.zero
        if let places {
            guard let written = meaning(of: places, context.exact).constant else {
                return named("round", [value, places], context)
            }
            digits = written
        }
        guard digits.denominator == 1, let whole = Int(digits.description) else { return nil }
        let inner = meaning(of: value, context.precision == .shown ? context : context.exact)
        if context.precision == .shown { return Expression(.annotated(.rounded(whole), inner)) }
        return Expression(.function("round", [inner, .number(whole)]))
    }

    /// A value as another type.
    mutating func cast(_ value: Syntax, to type: String, _ context: Context) -> Expression? {
        let inner = meaning(of: value, context)
        switch type {
        case "date": return Expression(.function("date", [inner]))
        case "integer":
            if inner.isCondition {
                return .indicator(inner, keepsMissing: context.precision != .summed)
            }
            if context.precision != .shown, !inner.isReference {
                return Expression(.function("integer", [inner]))
            }
        case "number":
            if inner.isCondition {
                return .indicator(inner, keepsMissing: context.precision != .summed)
            }
        default: break
        }
        return Expression(.annotated(.cast(type), inner))
    }

    /// `value IN (…)`: the value, then the members.
    mutating func membership(_ parts: [Syntax], _ context: Context) -> Expression? {
        guard let first = parts.first, parts.count > 1 else { return nil }
        let value = meaning(of: first, context.condition)
        var members: [Expression] = []
        for part in parts.dropFirst() { members.append(meaning(of: part, context.condition)) }
        return Expression(.membership(value, members))
    }
}

extension Expression {
    var isText: Bool {
        switch kind {
        case .text: true
        case .function("concat", _): true
        case .annotated(.cast("text"), _): true
        default: false
        }
    }

    var isReference: Bool {
        if case .reference = kind { return true }
        return false
    }

    /// Whether it is true or false by its form.
    var isCondition: Bool {
        switch kind {
        case .comparison, .membership, .presence, .not, .all, .any, .boolean: true
        case .function("like", _), .function("matches", _), .function("contains", _): true
        default: false
        }
    }

    /// Its value, where it is made of numbers alone.
    var constant: Rational? {
        switch kind {
        case .number(let number): return number
        case .negative(let inner): return inner.constant.map { -$0 }
        case .annotated(.cast, let inner): return inner.constant
        case .arithmetic(let sign, let one, let other):
            guard let one = one.constant, let other = other.constant else { return nil }
            switch sign {
            case .add: return one + other
            case .subtract: return one - other
            case .multiply: return one * other
            case .divide: return other.reciprocal.map { one * $0 }
            }
        default: return nil
        }
    }

    /// One where the condition holds, else zero; missing where the condition
    /// is, if that is kept.
    static func indicator(_ condition: Expression, keepsMissing: Bool) -> Expression {
        let zero: Expression =
            keepsMissing
            ? Expression(
                .conditional(
                    condition: Expression(.not(condition)), then: .number(0), otherwise: nil))
            : .number(0)
        return Expression(
            .conditional(condition: condition, then: .number(1), otherwise: zero),
            range: condition.range)
    }

    /// A comparison; that with true or false is the condition itself.
    static func compared(
        _ sign: ComparisonOperator, _ one: Expression, _ other: Expression
    ) -> Expression {
        if case .boolean(let value) = other.kind, sign == .equal || sign == .unequal {
            return value == (sign == .equal) ? one : Expression(.not(one))
        }
        if case .boolean = one.kind, sign == .equal || sign == .unequal {
            return compared(sign, other, one)
        }
        return Expression(.comparison(sign, one, other))
    }

    /// Both hold; what is joined already is not nested.
    static func all(_ one: Expression, _ other: Expression) -> Expression {
        let parts = one.conjuncts + other.conjuncts
        return parts.count == 1 ? parts[0] : Expression(.all(parts))
    }

    static func any(_ one: Expression, _ other: Expression) -> Expression {
        func parts(_ of: Expression) -> [Expression] {
            if case .any(let parts) = of.kind { return parts }
            return [of]
        }
        return Expression(.any(parts(one) + parts(other)))
    }

    /// The conditions that must all hold.
    var conjuncts: [Expression] {
        if case .all(let parts) = kind { return parts }
        if case .boolean(true) = kind { return [] }
        return [self]
    }
}
