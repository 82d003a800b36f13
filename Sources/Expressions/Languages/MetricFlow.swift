internal import Formula

/// What dbt's metrics say in terms of measures and of other metrics: names and
/// SQL arithmetic.
struct MetricFlow: Dialect {
    let id = "metricflow"
    let name = "dbt MetricFlow"

    private let sql = SQL()

    var lexicon: Lexicon { sql.lexicon }
    var operators: OperatorTable { sql.operators }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        try sql.operand(&parser)
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? { try sql.suffix(of: left, strength, &parser) }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .name(let path) = syntax.kind else {
            return sql.meaning(syntax, context, &reading)
        }
        return reading.resolve(Reference(path), .measure, syntax.range, context)
    }

    let functions: [String: FunctionRule] = SQLFunctions.all.merging(
        ["cumulative": .named("cumulative", 1...1)]
    ) { $1 }
}
