internal import Formula

/// InfluxDB's query language, which is SQL but for a few clauses and functions.
struct InfluxQL: Dialect {
    let id = "influxql"
    let name = "InfluxQL"

    private let sql = SQL()

    var lexicon: Lexicon { sql.lexicon }
    var operators: OperatorTable { sql.operators }

    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        try sql.whole(&parser)
    }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        try sql.operand(&parser)
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? { try sql.suffix(of: left, strength, &parser) }

    func argument(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        try sql.argument(&parser)
    }

    func columns(_ syntax: Syntax, _ reading: inout Reading) -> [OutsideFormula.Column] {
        sql.columns(syntax, &reading)
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        sql.meaning(syntax, context, &reading)
    }

    let functions: [String: FunctionRule] = SQLFunctions.all.merging(
        [
            "percentile": .built { call, _, reading in
                guard call.arguments.count == 2, let hundredth = Rational(100).reciprocal,
                    let level = reading.meaning(of: call.arguments[1], .row).constant
                else { return nil }
                return reading.aggregate(
                    .percentile, call.arguments[0], level: level * hundredth, range: call.range)
            },
            "spread": .named("spread", 1...1), "last": .named("last", 1...1),
            "first": .named("first", 1...1), "derivative": .named("derivative", 1...2),
            "non_negative_derivative": .named("increase", 1...2),
            "time": .named("truncated", 1...2)
        ]
    ) { $1 }
}
