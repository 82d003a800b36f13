internal import Formula

/// One outside language: the tables that its words, operators and functions
/// stand in, and what it has that no other does.
protocol Dialect: Sendable {
    var id: String { get }
    var name: String { get }
    var lexicon: Lexicon { get }
    var operators: OperatorTable { get }
    /// What its functions mean, by their names in small letters.
    var functions: [String: FunctionRule] { get }

    /// The whole text; whatever stands behind it is an error.
    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax
    /// What begins an operand in no other language; `nil` for all else.
    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax?
    /// What stands behind an operand and is no operator between two:
    /// `IS NULL`, `::int`, `OVER (…)`; `nil` where there is none that binds at
    /// least as tightly as `strength`.
    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax?
    func argument(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax
    /// Reads past what may stand between an operator and its right side.
    func skipModifiers(_ parser: inout SyntaxParser) throws(SyntaxFailure)

    /// The values that the text gives.
    func columns(_ syntax: Syntax, _ reading: inout Reading) -> [OutsideFormula.Column]
    /// The meaning of what only this language has; `nil` where it is not
    /// understood.
    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression?
}

extension Dialect {
    var operators: OperatorTable { .common }

    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        try parser.expression()
    }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? { nil }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? { nil }

    func argument(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        try parser.expression()
    }

    func skipModifiers(_ parser: inout SyntaxParser) throws(SyntaxFailure) {}

    func columns(_ syntax: Syntax, _ reading: inout Reading) -> [OutsideFormula.Column] {
        let expression = reading.meaning(of: syntax, .shown)
        return [.init(name: nil, expression: expression, range: syntax.range)]
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        nil
    }

    /// The grammar alone: words, then the tree.
    func syntax(of bytes: [UInt8]) throws(SyntaxFailure) -> Syntax {
        var tokenizer = Tokenizer(bytes, lexicon)
        var parser = SyntaxParser(try tokenizer.tokens(), self)
        let syntax = try whole(&parser)
        guard parser.isAtEnd else { throw parser.unexpected() }
        return syntax
    }
}

/// Where in a formula an expression stands, as far as its meaning depends on it.
struct Context: Sendable {
    enum Precision: Sendable {
        /// Between aggregates: rounding, casts and replaced missing values are
        /// a matter of showing the result.
        case shown
        /// A factor of what is summed up: a missing value counts like zero.
        case summed
        /// Where every difference between values counts, as in a condition.
        case exact
    }

    var precision: Precision
    var isInAggregate: Bool
    /// Whether only different values are counted, however often they stand there.
    var isDistinct = false

    static let shown = Context(precision: .shown, isInAggregate: false)
    static let summed = Context(precision: .summed, isInAggregate: true)
    static let row = Context(precision: .exact, isInAggregate: true)

    /// For a part whose value is compared or added to others.
    var exact: Context {
        precision == .shown ? self : condition
    }
    /// For a condition.
    var condition: Context {
        var context = self
        context.precision = .exact
        return context
    }
}

/// What a function of an outside language means.
enum FunctionRule: Sendable {
    /// Computed over many rows of its one argument.
    case aggregate(AggregateFunction)
    /// A function that is understood by name only, under the name it has
    /// among us.
    case named(String, ClosedRange<Int>)
    /// Its only argument, converted to another type.
    case cast(String)
    /// Built by the language; `nil` where it is not understood after all.
    case built(@Sendable (Call, Context, inout Reading) -> Expression?)
}

/// A function with its arguments.
struct Call: Sendable {
    var name: String
    var arguments: [Syntax]
    var range: Range<Int>

    var first: Syntax? { arguments.first }
}
