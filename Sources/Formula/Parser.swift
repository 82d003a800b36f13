internal import Diagnostics

/// Reads the catalog's formula language.
///
///     formula     = disjunction
///     disjunction = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | comparison
///     comparison  = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum
///                       | ["not"] "in" "(" sum { "," sum } ")"
///                       | "is" ("present" | "missing") ]
///     sum         = product { ("+" | "-") product }
///     product     = factor { ("*" | "/") factor }
///     factor      = "-" factor | primary { number unit "earlier" | unit "to" "date" }
///     primary     = number [ unit ] | text | "true" | "false" | "missing"
///                 | "(" formula ")" | "if" formula "then" formula [ "else" formula ]
///                 | name "(" … ")" | name { "." name }
///     aggregate   = function "(" sum [ "," sum ] [ "where" formula ] [ "by" path ]
///                   [ "across" path { "," path } ] [ "per" sum { "," sum } ] ")"
///                   [ "at" ("start" | "end") "of" "period" ]
public struct FormulaParser {
    /// How deeply a formula may nest, and how many operators may follow each
    /// other. Beyond it no person reads it, and the stack is not endless.
    public static let depthLimit = 200

    private let tokens: [Token]
    private var index = 0
    private var depth = 0

    /// - Throws: ``FormulaError`` with what was expected and where.
    public static func parse(_ text: String) throws(FormulaError) -> Expression {
        var parser = FormulaParser(tokens: try Lexer.tokens(of: text))
        let expression = try parser.disjunction()
        guard parser.current.kind == .end else {
            throw parser.unexpected([.message(Message("formula.an-operator")), endOfFormula])
        }
        return expression
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    private static var endOfFormula: Message.Argument {
        .message(Message("formula.end-of-formula"))
    }

    // MARK: Conditions

    private mutating func disjunction() throws(FormulaError) -> Expression {
        try nest()
        defer { depth -= 1 }
        let first = try conjunction()
        var parts = [first]
        while accept(word: "or") { parts.append(try conjunction()) }
        return parts.count == 1
            ? first : Expression(.any(parts), range: range(from: first))
    }

    private mutating func conjunction() throws(FormulaError) -> Expression {
        let first = try negation()
        var parts = [first]
        while accept(word: "and") { parts.append(try negation()) }
        return parts.count == 1
            ? first : Expression(.all(parts), range: range(from: first))
    }

    private mutating func negation() throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        guard accept(word: "not") else { return try comparison() }
        try nest()
        defer { depth -= 1 }
        return Expression(.not(try negation()), range: start..<previousEnd)
    }

    private mutating func comparison() throws(FormulaError) -> Expression {
        let left = try sum()
        if case .sign(let sign) = current.kind, let comparison = ComparisonOperator(rawValue: sign)
        {
            advance()
            let right = try sum()
            return Expression(.comparison(comparison, left, right), range: range(from: left))
        }
        let isNegated = isWord("not") && isWord("in", ahead: 1)
        if isNegated { advance() }
        if accept(word: "in") {
            try expect("(")
            var members = [try sum()]
            while accept(",") { members.append(try sum()) }
            try expect(")")
            let membership = Expression(.membership(left, members), range: range(from: left))
            return isNegated
                ? Expression(.not(membership), range: membership.range) : membership
        }
        if accept(word: "is") {
            let isPresent = accept(word: "present")
            guard isPresent || accept(word: "missing") else {
                throw unexpected([.text("present"), .text("missing")])
            }
            return Expression(.presence(left, present: isPresent), range: range(from: left))
        }
        return left
    }

    // MARK: Arithmetic

    private mutating func sum() throws(FormulaError) -> Expression {
        var left = try product()
        var length = 0
        while let sign = accept(oneOf: [.add, .subtract]) {
            length += 1
            try limit(depth + length)
            let right = try product()
            left = Expression(.arithmetic(sign, left, right), range: range(from: left))
        }
        return left
    }

    private mutating func product() throws(FormulaError) -> Expression {
        var left = try factor()
        var length = 0
        while let sign = accept(oneOf: [.multiply, .divide]) {
            length += 1
            try limit(depth + length)
            let right = try factor()
            left = Expression(.arithmetic(sign, left, right), range: range(from: left))
        }
        return left
    }

    private mutating func factor() throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        if accept("-") {
            try nest()
            defer { depth -= 1 }
            return Expression(.negative(try factor()), range: start..<previousEnd)
        }
        var operand = try primary()
        while let shift = try shift() {
            operand = Expression(.shifted(operand, shift), range: range(from: operand))
        }
        return operand
    }

    /// `1 year earlier` or `year to date`.
    private mutating func shift() throws(FormulaError) -> PeriodShift? {
        if case .number(let number) = current.kind {
            guard let unit = calendarUnit(ahead: 1), isWord("earlier", ahead: 2),
                number.isDecimal, number.denominator == 1, let steps = Int(number.description),
                steps > 0
            else { throw unexpected([.message(Message("formula.an-operator"))]) }
            index += 3
            return .earlier(steps, unit)
        }
        if let unit = calendarUnit(ahead: 0), isWord("to", ahead: 1), isWord("date", ahead: 2) {
            index += 3
            return .toDate(unit)
        }
        return nil
    }

    private func calendarUnit(ahead distance: Int) -> CalendarUnit? {
        guard case .name(let name, isQuoted: false) = token(ahead: distance).kind else {
            return nil
        }
        return CalendarUnit(rawValue: name)
            ?? (name.hasSuffix("s") ? CalendarUnit(rawValue: String(name.dropLast())) : nil)
    }

    // MARK: Operands

    private mutating func primary() throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        switch current.kind {
        case .number(let number):
            advance()
            return try quantity(number, from: start)
        case .text(let text):
            advance()
            return Expression(.text(text), range: start..<previousEnd)
        case .sign("("):
            advance()
            var inner = try disjunction()
            try expect(")")
            inner.range = start..<previousEnd
            return inner
        case .name(let name, let isQuoted):
            return try named(name, isQuoted: isQuoted)
        default:
            throw unexpected([
                .message(Message("formula.a-number")), .message(Message("formula.a-name")),
                .text("(")
            ])
        }
    }

    private mutating func quantity(
        _ number: Rational, from start: Int
    ) throws(FormulaError) -> Expression {
        if accept("%") {
            guard let hundredth = Rational(100).reciprocal else { return .number(number) }
            return Expression(
                .quantity(number * hundredth, .one), range: start..<previousEnd)
        }
        if case .name(let name, isQuoted: false) = current.kind,
            let unit = LiteralUnit.named(name), !isWord("earlier", ahead: 1)
        {
            advance()
            return Expression(
                .quantity(number * unit.factor, unit.unit), range: start..<previousEnd)
        }
        return Expression(.number(number), range: start..<previousEnd)
    }

    /// Words that have a meaning of their own and name nothing else.
    static let keywords: Set<String> = [
        "and", "or", "not", "in", "is", "where", "by", "across", "per", "if", "then", "else",
        "true", "false", "missing"
    ]

    private mutating func named(_ name: String, isQuoted: Bool) throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        if !isQuoted {
            switch name {
            case "true", "false":
                advance()
                return Expression(.boolean(name == "true"), range: start..<previousEnd)
            case "missing":
                advance()
                return Expression(.missing, range: start..<previousEnd)
            case "if": return try conditional()
            case _ where Self.keywords.contains(name):
                throw unexpected([
                    .message(Message("formula.a-number")), .message(Message("formula.a-name")),
                    .text("(")
                ])
            default: break
            }
            if token(ahead: 1).kind == .sign("(") {
                if let function = AggregateFunction(rawValue: name) {
                    return try aggregate(function)
                }
                return try function(name)
            }
        }
        return Expression(.reference(try path()), range: start..<previousEnd)
    }

    private mutating func path() throws(FormulaError) -> Reference {
        var path = [try pathName()]
        while accept(".") { path.append(try pathName()) }
        return Reference(path)
    }

    private mutating func pathName() throws(FormulaError) -> String {
        guard case .name(let name, let isQuoted) = current.kind,
            isQuoted || !Self.keywords.contains(name)
        else { throw unexpected([.message(Message("formula.a-name"))]) }
        advance()
        return name
    }

    private mutating func conditional() throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        advance()
        let condition = try disjunction()
        try expect(word: "then")
        let then = try disjunction()
        let otherwise = accept(word: "else") ? try disjunction() : nil
        return Expression(
            .conditional(condition: condition, then: then, otherwise: otherwise),
            range: start..<previousEnd)
    }

    private mutating func function(_ name: String) throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        advance()
        try expect("(")
        var arguments: [Expression] = []
        if current.kind != .sign(")") {
            arguments.append(try disjunction())
            while accept(",") { arguments.append(try disjunction()) }
        }
        try expect(")")
        return Expression(.function(name, arguments), range: start..<previousEnd)
    }

    // MARK: Aggregates

    private mutating func aggregate(
        _ function: AggregateFunction
    ) throws(FormulaError) -> Expression {
        let start = current.range.lowerBound
        advance()
        try expect("(")
        let operand = try disjunction()
        var aggregate = Aggregate(function)
        if function == .percentile {
            guard accept(",") else { throw unexpected([.text(",")]) }
            aggregate.level = try percentileLevel()
        }
        (aggregate.entity, aggregate.value) = Self.split(operand, for: function)
        let entity = aggregate.entity
        if accept(word: "where") {
            aggregate.condition = Self.withoutEntity(try disjunction(), entity)
        }
        if accept(word: "by") { aggregate.time = Self.withoutEntity(try path(), entity) }
        if accept(word: "across") {
            aggregate.across.append(Self.withoutEntity(try path(), entity))
            while accept(",") { aggregate.across.append(Self.withoutEntity(try path(), entity)) }
        }
        if accept(word: "per") {
            var fixed = [Self.withoutEntity(try sum(), entity)]
            while accept(",") { fixed.append(Self.withoutEntity(try sum(), entity)) }
            aggregate.fixed = fixed
        }
        guard accept(")") else {
            throw unexpected([
                .text("where"), .text("by"), .text("across"), .text(")")
            ])
        }
        aggregate.moment = try moment()
        return Expression(.aggregate(aggregate), range: start..<previousEnd)
    }

    private mutating func percentileLevel() throws(FormulaError) -> Rational {
        let start = current.range
        let expression = try sum()
        let level: Rational? =
            switch expression.kind {
            case .number(let number), .quantity(let number, .one): number
            default: nil
            }
        guard let level, level >= .zero, level <= .one else {
            throw FormulaError("percentile-level", at: expression.range ?? start)
        }
        return level
    }

    private mutating func moment() throws(FormulaError) -> Moment? {
        guard isWord("at") else { return nil }
        advance()
        let isEnd = accept(word: "end")
        guard isEnd || accept(word: "start") else {
            throw unexpected([.text("end of period"), .text("start of period")])
        }
        try expect(word: "of")
        try expect(word: "period")
        return isEnd ? .endOfPeriod : .startOfPeriod
    }

    /// What an aggregate runs over: `orders` is the entity itself, in
    /// `orders.revenue` the first name of the first reference.
    private static func split(
        _ operand: Expression, for function: AggregateFunction
    ) -> (entity: String?, value: Expression?) {
        if case .reference(let reference) = operand.kind, reference.path.count == 1,
            function == .count || function == .share
        {
            return (reference.path[0], nil)
        }
        guard let first = operand.firstReference, first.path.count > 1 else {
            return (nil, operand)
        }
        return (first.path[0], withoutEntity(operand, first.path[0]))
    }

    private static func withoutEntity(_ reference: Reference, _ entity: String?) -> Reference {
        guard let entity, reference.path.count > 1, reference.path[0] == entity else {
            return reference
        }
        return Reference(Array(reference.path.dropFirst()))
    }

    private static func withoutEntity(_ expression: Expression, _ entity: String?) -> Expression {
        expression.mapReferences { withoutEntity($0, entity) }
    }

    // MARK: Tokens

    private var current: Token { token(ahead: 0) }

    private func token(ahead distance: Int) -> Token {
        tokens[min(index + distance, tokens.count - 1)]
    }

    private var previousEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

    private func range(from first: Expression) -> Range<Int> {
        (first.range?.lowerBound ?? 0)..<previousEnd
    }

    private mutating func advance() { index += 1 }

    private func isWord(_ word: String, ahead distance: Int = 0) -> Bool {
        token(ahead: distance).kind == .name(word, isQuoted: false)
    }

    private mutating func accept(_ sign: String) -> Bool {
        guard current.kind == .sign(sign) else { return false }
        advance()
        return true
    }

    private mutating func accept(word: String) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    private mutating func accept(oneOf signs: [ArithmeticOperator]) -> ArithmeticOperator? {
        guard case .sign(let sign) = current.kind, let found = ArithmeticOperator(rawValue: sign),
            signs.contains(found)
        else { return nil }
        advance()
        return found
    }

    private mutating func expect(_ sign: String) throws(FormulaError) {
        guard accept(sign) else { throw unexpected([.text(sign)]) }
    }

    private mutating func expect(word: String) throws(FormulaError) {
        guard accept(word: word) else { throw unexpected([.text(word)]) }
    }

    private func unexpected(_ expected: [Message.Argument]) -> FormulaError {
        FormulaError(
            "unexpected", ["found": current.described, "expected": .list(expected)],
            at: current.range)
    }

    private mutating func nest() throws(FormulaError) {
        depth += 1
        try limit(depth)
    }

    private func limit(_ depth: Int) throws(FormulaError) {
        guard depth <= Self.depthLimit else {
            throw FormulaError(
                "too-deep", ["limit": .count(Self.depthLimit)], at: current.range)
        }
    }
}

/// A unit that may follow a number.
struct LiteralUnit {
    var names: [String]
    var factor: Rational
    var unit: MeasureUnit

    static let all: [LiteralUnit] = [
        LiteralUnit(names: ["s", "second", "seconds"], factor: 1, unit: .second),
        LiteralUnit(names: ["min", "minute", "minutes"], factor: 60, unit: .second),
        LiteralUnit(names: ["h", "hour", "hours"], factor: 3600, unit: .second),
        LiteralUnit(names: ["days", "day"], factor: 86400, unit: .second),
        LiteralUnit(names: ["points", "point"], factor: 1, unit: .point)
    ]

    static func named(_ name: String) -> LiteralUnit? { all.first { $0.names.contains(name) } }
}

extension Rational: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}
