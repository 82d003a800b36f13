import Testing

@testable import Formula

/// A seeded source of random numbers (SplitMix64), so that a failure comes back.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Random formulas over the example schema, and rewritings that keep their meaning.
struct FormulaGenerator {
    var random: SeededGenerator

    init(seed: Int) { random = SeededGenerator(state: UInt64(seed)) }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    mutating func formula(depth: Int) -> Expression {
        if depth == 0 || Int.random(in: 0..<5, using: &random) == 0 {
            return Int.random(in: 0..<4, using: &random) == 0 ? number() : aggregate()
        }
        let sign = pick(ArithmeticOperator.allCases)
        return Expression(.arithmetic(sign, formula(depth: depth - 1), formula(depth: depth - 1)))
    }

    mutating func number() -> Expression {
        .number(pick([1, 2, 3, 7, Rational(decimal: "0.5") ?? 1, Rational(decimal: "1.25") ?? 1]))
    }

    mutating func aggregate() -> Expression {
        let function = pick([AggregateFunction.count, .sum, .average, .share, .distinct, .maximum])
        let condition = Bool.random(using: &random) ? self.condition(depth: 2) : nil
        switch function {
        case .count:
            let value = pick([nil, Expression.reference("talk")])
            return .aggregate(Aggregate(.count, of: "calls", value: value, where: condition))
        case .share:
            return .aggregate(
                Aggregate(.share, of: "calls", where: condition ?? self.condition(depth: 1)))
        case .distinct:
            return .aggregate(
                Aggregate(.distinct, of: "calls", value: .reference("channel"), where: condition))
        default:
            return .aggregate(Aggregate(function, of: "calls", value: value(), where: condition))
        }
    }

    mutating func value() -> Expression {
        let base = pick([Expression.reference("wait"), .reference("talk")])
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return base * number()
        case 1: return base + .reference("wait")
        case 2:
            return Expression(
                .conditional(
                    condition: condition(depth: 1), then: base,
                    otherwise: pick([nil, .number(0), .reference("wait")])))
        default: return base
        }
    }

    mutating func condition(depth: Int) -> Expression {
        if depth > 0, Bool.random(using: &random) {
            let parts = [condition(depth: depth - 1), condition(depth: depth - 1)]
            switch Int.random(in: 0..<3, using: &random) {
            case 0: return Expression(.all(parts))
            case 1: return Expression(.any(parts))
            default: return Expression(.not(parts[0]))
            }
        }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .reference("answered")
        case 1:
            return Expression(
                .comparison(
                    .equal, .reference("channel"), Expression(.text(pick(["phone", "app"])))))
        case 2:
            return Expression(.presence(.reference("talk"), present: Bool.random(using: &random)))
        default:
            return Expression(
                .comparison(
                    pick(ComparisonOperator.allCases),
                    pick([.reference("wait"), .reference("talk")]), .number(pick([2, 5]))))
        }
    }

    // MARK: Rewriting

    /// The same meaning, written another way, at every level.
    mutating func rewritten(_ expression: Expression) -> Expression {
        var result = expression
        if case .aggregate(var aggregate) = expression.kind {
            if let condition = aggregate.condition {
                aggregate.condition = rewrittenCondition(condition)
            }
            result = .aggregate(aggregate)
        } else {
            var copy = self
            result = expression.mapChildren { copy.rewritten($0) }
            self = copy
        }
        switch (result.kind, Int.random(in: 0..<4, using: &random)) {
        case (.arithmetic(.add, let one, let other), 0): return other + one
        case (.arithmetic(.multiply, let one, let other), 0): return other * one
        case (.arithmetic(.subtract, let one, let other), 0):
            return one + Expression(.negative(other))
        case (.arithmetic(.multiply, let one, let other), 1):
            guard case .arithmetic(.add, let left, let right) = one.kind else { break }
            return left * other + right * other
        case (.arithmetic(.divide, let one, let other), 0):
            return Expression(
                .conditional(
                    condition: Expression(.comparison(.equal, other, .number(0))),
                    then: Expression(.missing), otherwise: one / other))
        case (.arithmetic(.divide, let one, let other), 1):
            return one / Expression(.annotated(.zeroGuard(instead: nil), other))
        case (.arithmetic(.divide, let one, let other), 2):
            return one * .number(3) / (other * .number(3))
        case (.aggregate(let aggregate), 0) where aggregate.function == .average:
            var sum = aggregate
            sum.function = .sum
            var count = aggregate
            count.function = .count
            return .aggregate(sum) / .aggregate(count)
        case (_, 3): return Expression(.annotated(.cast("float"), result))
        default: break
        }
        return result
    }

    mutating func rewrittenCondition(_ expression: Expression) -> Expression {
        var copy = self
        let inner =
            switch expression.kind {
            case .all, .any, .not: expression.mapChildren { copy.rewrittenCondition($0) }
            default: expression
            }
        self = copy
        guard Bool.random(using: &random) else { return inner }
        switch inner.kind {
        case .all(let parts):
            return Bool.random(using: &random)
                ? Expression(.all(parts.reversed()))
                : Expression(.not(Expression(.any(parts.map { Expression(.not($0)) }))))
        case .any(let parts): return Expression(.any(parts + parts.prefix(1)))
        case .comparison(let sign, let one, let other):
            return Bool.random(using: &random)
                ? Expression(.comparison(sign.mirrored, other, one))
                : Expression(.not(Expression(.comparison(sign.negated, one, other))))
        default: return Expression(.not(Expression(.not(inner))))
        }
    }
}

@Suite struct NormalFormPropertyTests {
    /// A formula that divides by what is always zero has no normal form.
    private func form(_ expression: Expression) -> NormalForm? {
        try? NormalForm(expression, schema: .example)
    }

    @Test(arguments: 0..<8)
    func rewritingKeepsTheNormalForm(batch: Int) {
        for seed in (batch * 40)..<(batch * 40 + 40) {
            var generator = FormulaGenerator(seed: seed)
            let formula = generator.formula(depth: 3)
            let other = generator.rewritten(formula)
            guard let one = form(formula), let two = form(other) else { continue }
            let isEqual = one == two && two == one && one.hashValue == two.hashValue
            #expect(isEqual, "seed \(seed): \(formula)  ≠  \(other)")
        }
    }

    @Test(arguments: 0..<6)
    func equalFormulasHaveEqualValuesOnAnyData(batch: Int) throws {
        var compared = 0
        for seed in (batch * 40)..<(batch * 40 + 40) {
            var generator = FormulaGenerator(seed: 10_000 + seed)
            let formula = generator.formula(depth: 3)
            let other = generator.rewritten(formula)
            guard let one = form(formula), let two = form(other), one == two else { continue }
            for _ in 0..<4 {
                let interpreter = Interpreter(rows: CallRow.random(using: &generator.random))
                guard let left = interpreter.value(formula),
                    let right = interpreter.value(other)
                else { continue }
                #expect(left == right, "seed \(seed): \(formula)  and  \(other)")
                compared += 1
            }
        }
        #expect(compared >= 10)
    }

    /// Two formulas drawn at random are hardly ever equal; where they are, they
    /// have to agree on data.
    @Test(arguments: 0..<4)
    func formulasThatDifferOnDataAreNotEqual(batch: Int) {
        for seed in (batch * 50)..<(batch * 50 + 50) {
            var generator = FormulaGenerator(seed: 20_000 + seed)
            let one = generator.formula(depth: 2)
            let other = generator.formula(depth: 2)
            let interpreter = Interpreter(rows: CallRow.random(using: &generator.random))
            guard let left = interpreter.value(one), let right = interpreter.value(other),
                left != right, let first = form(one), let second = form(other)
            else { continue }
            let isEqual = first == second
            #expect(!isEqual, "seed \(seed): \(one)  and  \(other)")
        }
    }

    @Test(arguments: 0..<4)
    func changingAnAtomChangesTheNormalForm(batch: Int) {
        for seed in (batch * 50)..<(batch * 50 + 50) {
            var generator = FormulaGenerator(seed: 30_000 + seed)
            let rest = generator.formula(depth: 2)
            let factor = generator.number()
            let atom = parsedOrdersSum(where: 1)
            let changed = parsedOrdersSum(where: 2)
            guard let one = form(rest * .number(2) + atom * factor),
                let other = form(rest * .number(2) + changed * factor)
            else { continue }
            let isEqual = one == other
            #expect(!isEqual, "seed \(seed)")
        }
    }

    private func parsedOrdersSum(where bound: Int) -> Expression {
        .aggregate(
            Aggregate(
                .sum, of: "orders", value: .reference("revenue"),
                where: Expression(.comparison(.greater, .reference("revenue"), .number(bound)))))
    }

    @Test(arguments: 0..<4)
    func printingAndParsingIsTheIdentity(batch: Int) throws {
        for seed in (batch * 50)..<(batch * 50 + 50) {
            var generator = FormulaGenerator(seed: 40_000 + seed)
            let formula = generator.formula(depth: 4)
            let text = formula.description
            #expect(try FormulaParser.parse(text) == formula, "\(text)")
        }
    }
}
