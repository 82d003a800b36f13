@testable import Formula

/// One call, with values that may be missing.
struct CallRow {
    var wait: Rational
    var talk: Rational?
    var answered: Bool
    var channel: String

    static func random(using random: inout SeededGenerator) -> [CallRow] {
        (0..<Int.random(in: 3...9, using: &random)).map { _ in
            CallRow(
                wait: Rational(Int.random(in: 0...7, using: &random)),
                talk: Int.random(in: 0..<3, using: &random) == 0
                    ? nil : Rational(Int.random(in: 1...9, using: &random)),
                answered: Bool.random(using: &random),
                channel: Bool.random(using: &random) ? "phone" : "app")
        }
    }
}

/// Computes a formula row by row, as a person would with pencil and paper. It
/// knows nothing of normal forms.
struct Interpreter {
    enum Value: Equatable {
        case number(Rational)
        case text(String)
        case truth(Bool)
    }

    let rows: [CallRow]

    /// `nil` where the value is undefined.
    func value(_ expression: Expression) -> Rational? {
        switch expression.kind {
        case .number(let number): number
        case .aggregate(let aggregate): self.aggregate(aggregate)
        case .arithmetic(let sign, let one, let other):
            Self.arithmetic(sign, value(one), value(other))
        case .negative(let inner): value(inner).map { -$0 }
        case .annotated(_, let inner): value(inner)
        case .conditional(let condition, let then, let otherwise):
            guardHolds(condition) ? value(then) : otherwise.flatMap(value)
        default: nil
        }
    }

    private func guardHolds(_ condition: Expression) -> Bool {
        guard case .comparison(.equal, let one, _) = condition.kind else { return false }
        return value(one) == .zero
    }

    private static func arithmetic(
        _ sign: ArithmeticOperator, _ one: Rational?, _ other: Rational?
    ) -> Rational? {
        guard let one, let other else { return nil }
        switch sign {
        case .add: return one + other
        case .subtract: return one - other
        case .multiply: return one * other
        case .divide: return other.reciprocal.map { one * $0 }
        }
    }

    private func aggregate(_ aggregate: Aggregate) -> Rational? {
        let kept = rows.filter { row in
            aggregate.condition.map { truth($0, row) == true } ?? true
        }
        let values = kept.compactMap { row in
            aggregate.value.map { value($0, row) } ?? .number(1)
        }
        let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
        let sum = numbers.reduce(.zero, +)
        switch aggregate.function {
        case .count: return Rational(values.count)
        case .sum: return sum
        case .average: return Rational(values.count).reciprocal.map { sum * $0 }
        case .share: return Rational(rows.count).reciprocal.map { Rational(kept.count) * $0 }
        case .maximum: return numbers.max()
        case .distinct:
            return Rational(
                values.reduce(into: [Value]()) { if !$0.contains($1) { $0.append($1) } }.count)
        default: return nil
        }
    }

    private func value(_ expression: Expression, _ row: CallRow) -> Value? {
        switch expression.kind {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .reference(let reference):
            switch reference.path[0] {
            case "wait": return .number(row.wait)
            case "talk": return row.talk.map { .number($0) }
            case "answered": return .truth(row.answered)
            default: return .text(row.channel)
            }
        case .arithmetic(let sign, let one, let other):
            guard case .number(let left) = value(one, row),
                case .number(let right) = value(other, row)
            else { return nil }
            return Self.arithmetic(sign, left, right).map { .number($0) }
        case .conditional(let condition, let then, let otherwise):
            if truth(condition, row) == true { return value(then, row) }
            return otherwise.flatMap { value($0, row) }
        default: return truth(expression, row).map { .truth($0) }
        }
    }

    /// Three-valued, as SQL's.
    private func truth(_ expression: Expression, _ row: CallRow) -> Bool? {
        switch expression.kind {
        case .not(let inner): return truth(inner, row).map { !$0 }
        case .all(let parts):
            let values = parts.map { truth($0, row) }
            return values.contains(false) ? false : values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map { truth($0, row) }
            return values.contains(true) ? true : values.contains(nil) ? nil : false
        case .presence(let inner, let isPresent): return (value(inner, row) != nil) == isPresent
        case .comparison(let sign, let one, let other):
            guard let left = value(one, row), let right = value(other, row) else { return nil }
            if case .number(let low) = left, case .number(let high) = right {
                switch sign {
                case .equal: return low == high
                case .unequal: return low != high
                case .less: return low < high
                case .lessOrEqual: return low <= high
                case .greater: return low > high
                case .greaterOrEqual: return low >= high
                }
            }
            return (left == right) == (sign == .equal)
        case .reference:
            guard case .truth(let value) = value(expression, row) else { return nil }
            return value
        default: return nil
        }
    }
}
