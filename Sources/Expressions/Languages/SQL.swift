internal import Formula

/// SQL as dashboards write it: an expression, or a whole query whose columns
/// are the values. The dialects of PostgreSQL, MySQL, SQL Server, BigQuery,
/// Snowflake, SQLite, DuckDB and ClickHouse are read as one, with the macros
/// of Grafana and the placeholders of report tools.
struct SQL: Dialect {
    let id = "sql"
    let name = "SQL"

    let lexicon = Lexicon(
        quotes: [.text("'"), .name("\"", "\""), .name("`", "`"), .name("[", "]")],
        lineComments: ["--"],
        blockComments: [
            ("/*", "*/"), ("{#", "#}"),
            // What a template sets is seen where it is used.
            ("{% set", "%}"), ("{%- set", "%}")
        ],
        symbols: [
            "<>", "!=", "==", "<=", ">=", "<", ">", "||", "::", "%", ";", ":", "->>", "->", "~*",
            "!~", "=~", "~", "&", "|", "^", "?", "@"
        ],
        nameBody: [UInt8(ascii: "$"), UInt8(ascii: "#")],
        special: { SQLPlaceholders.read($0, $1) })

    let operators = OperatorTable.common.adding(
        [
            "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "||": .init(strength: OperatorTable.Strength.concatenation, meaning: "concat"),
            "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo"),
            "mod": .init(strength: OperatorTable.Strength.product, meaning: "modulo"),
            "div": .init(strength: OperatorTable.Strength.product, meaning: "integer_divide"),
            "~": .init(strength: OperatorTable.Strength.comparison, meaning: "matches"),
            "~*": .init(strength: OperatorTable.Strength.comparison, meaning: "matches"),
            "=~": .init(strength: OperatorTable.Strength.comparison, meaning: "matches"),
            "!~": .init(strength: OperatorTable.Strength.comparison, meaning: "matches not"),
            "->": .init(strength: OperatorTable.Strength.power, meaning: "member"),
            "->>": .init(strength: OperatorTable.Strength.power, meaning: "member")
        ])

    /// Words that end an expression and are no names.
    static let reserved: Set<String> = [
        "and", "as", "asc", "between", "by", "case", "cross", "desc", "distinct", "else", "end",
        "except", "fetch", "from", "full", "group", "having", "in", "inner", "intersect", "into",
        "is", "join", "left", "like", "limit", "natural", "not", "null", "offset", "on", "or",
        "order", "outer", "over", "qualify", "right", "select", "settings", "then", "union",
        "using", "when", "where", "window", "with", "format", "final", "ilike", "rlike", "regexp",
        "filter", "within", "collate", "prewhere", "apply", "lateral"
    ]

    // MARK: Grammar

    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let syntax: Syntax
        if parser.isAt(word: "select") || parser.isAt(word: "with") {
            syntax = try query(&parser)
        } else {
            syntax = try parser.expression()
            if parser.accept(word: "as") { parser.advance() }
        }
        while parser.accept(";") {}
        return syntax
    }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        switch token.kind {
        case .number
        where parser.ahead(1).kind == .name
            && parser.ahead(1).range.lowerBound == token.range.upperBound:
            // A stretch of time: `1h`
            let text = token.text + parser.ahead(1).text
            for _ in 0..<2 { parser.advance() }
            return try parser.made(.text(text), from: start)
        case .text where SQLPlaceholders.isIn(token.text):
            parser.advance()
            return try parser.made(.variable(token.text), from: start)
        case .symbol where token.text == "*":
            parser.advance()
            return try parser.made(.star, from: start)
        case .symbol where token.text == "(":
            guard parser.ahead(1).isWord("select") || parser.ahead(1).isWord("with") else {
                return nil
            }
            parser.advance()
            let inner = try query(&parser)
            try parser.expect(")")
            return inner
        case .quotedName: return try path(&parser)
        case .name:
            if let form = try keyword(token.text.folded, start, &parser) { return form }
            guard !parser.ahead(1).isSymbol("(") else { return try call(&parser) }
            guard !Self.reserved.contains(token.text.folded) else { throw parser.unexpected() }
            return try path(&parser)
        default: return nil
        }
    }

    /// `schema.table.column`, `alias.*` or a name alone.
    private func path(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        var parts = [parser.current.text]
        parser.advance()
        while parser.accept(".") {
            if parser.accept("*") { return try parser.made(.star, from: start) }
            guard parser.current.kind == .name || parser.current.kind == .quotedName else {
                throw parser.unexpected()
            }
            parts.append(parser.current.text)
            parser.advance()
            if parser.isAt("("), let last = parts.last {
                let arguments = try parser.arguments()
                return try parser.made(.call(last.folded, arguments), from: start)
            }
        }
        return try parser.made(.name(parts), from: start)
    }

    /// A function, also ClickHouse's `quantile(0.9)(x)`.
    private func call(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let token = parser.current
        let start = token.range.lowerBound
        parser.advance()
        let arguments = try parser.arguments()
        if parser.isAt("(") {
            let more = try parser.arguments()
            return try parser.made(
                .call(token.text.folded + " parametric", more + arguments), from: start)
        }
        return try parser.made(.call(token.text.folded, arguments), from: start)
    }

    func argument(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        if parser.accept(word: "distinct") {
            var parts = [try parser.expression()]
            while parser.accept(",") { parts.append(try parser.expression()) }
            return try parser.made(.form("distinct", parts), from: start)
        }
        _ = parser.isAt(word: "all") && !parser.ahead(1).isSymbol("(") && parser.accept(word: "all")
        let value = try parser.expression()
        // Within `string_agg` and its like.
        if parser.accept(words: ["order", "by"]) { try order(&parser) }
        if parser.accept(word: "separator") { parser.advance() }
        return value
    }

    private func keyword(
        _ word: String, _ start: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        switch word {
        case "case":
            parser.advance()
            return try parser.choice(from: start)
        case "null":
            parser.advance()
            return try parser.made(.missing, from: start)
        case "true", "false":
            parser.advance()
            return try parser.made(.boolean(word == "true"), from: start)
        case "cast", "try_cast", "safe_cast":
            guard parser.ahead(1).isSymbol("(") else { return nil }
            parser.advance()
            parser.advance()
            let value = try parser.expression()
            try parser.expect(word: "as")
            let type = try type(&parser)
            try parser.expect(")")
            return try parser.made(.form("cast", [value, type]), from: start)
        case "convert", "try_convert":
            guard parser.ahead(1).isSymbol("(") else { return nil }
            return try conversion(start, &parser)
        case "extract":
            guard parser.ahead(1).isSymbol("("), parser.ahead(3).isWord("from") else { return nil }
            parser.advance()
            parser.advance()
            let unit = try parser.made(
                .text(parser.current.text.folded), from: parser.current.range.lowerBound)
            parser.advance()
            parser.advance()
            let value = try parser.expression()
            try parser.expect(")")
            return try parser.made(.form("extract", [unit, value]), from: start)
        case "interval":
            guard !parser.ahead(1).isSymbol(","), !parser.ahead(1).isSymbol(")") else { return nil }
            parser.advance()
            var parts = [try parser.expression(OperatorTable.Strength.sign)]
            if parser.current.kind == .name, !Self.reserved.contains(parser.current.text.folded) {
                parts.append(
                    try parser.made(
                        .text(parser.current.text.folded),
                        from: parser.current.range.lowerBound))
                parser.advance()
            }
            return try parser.made(.form("interval", parts), from: start)
        case "date", "timestamp", "time", "datetime":
            guard parser.ahead(1).kind == .text else { return nil }
            parser.advance()
            let text = parser.current.text
            parser.advance()
            return try parser.made(.text(text), from: start)
        case "exists":
            guard parser.ahead(1).isSymbol("(") else { return nil }
            parser.advance()
            let inner = try parser.expression(OperatorTable.Strength.sign)
            return try parser.made(.form("exists", [inner]), from: start)
        default: return nil
        }
    }

    /// `CONVERT(type, value)`, `CONVERT(value, type)` or `CONVERT(value USING …)`.
    private func conversion(
        _ start: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax {
        parser.advance()
        parser.advance()
        if SQLTypes.isType(parser.current.text), parser.current.kind == .name {
            let type = try type(&parser)
            try parser.expect(",")
            let value = try parser.expression()
            if parser.accept(",") { _ = try parser.expression() }
            try parser.expect(")")
            return try parser.made(.form("cast", [value, type]), from: start)
        }
        let value = try parser.expression()
        guard parser.accept(",") || parser.accept(word: "using") else { throw parser.unexpected() }
        let type = try type(&parser)
        try parser.expect(")")
        return try parser.made(.form("cast", [value, type]), from: start)
    }

    /// The name of a type, with its length left out.
    private func type(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let token = parser.current
        let start = token.range.lowerBound
        guard token.kind == .name || token.kind == .quotedName else { throw parser.unexpected() }
        parser.advance()
        if parser.isAt("(") { _ = try parser.arguments() }
        let more: Set<String> = [
            "precision", "varying", "unsigned", "signed", "integer", "with", "without", "time",
            "zone"
        ]
        while parser.current.kind == .name, more.contains(parser.current.text.folded) {
            parser.advance()
        }
        return try parser.made(.text(token.text.folded), from: start)
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        let start = left.range.lowerBound
        if parser.accept("::") {
            let type = try type(&parser)
            return try parser.made(.form("cast", [left, type]), from: start)
        }
        guard parser.current.kind == .name else { return nil }
        let word = parser.current.text.folded
        switch word {
        case "over":
            parser.advance()
            let isOverAll = parser.isAt("(") && parser.ahead(1).isSymbol(")")
            let from = parser.current.range.lowerBound
            if parser.isAt("(") { try skipParentheses(&parser) } else { parser.advance() }
            let rows = try parser.made(.star, from: from)
            return try parser.made(
                .form(isOverAll ? "over all" : "window", [left, rows]), from: start)
        case "filter" where parser.ahead(1).isSymbol("(") && parser.ahead(2).isWord("where"):
            for _ in 0..<3 { parser.advance() }
            let condition = try parser.expression()
            try parser.expect(")")
            return try parser.made(.form("filter", [left, condition]), from: start)
        case "within" where parser.ahead(1).isWord("group"):
            for _ in 0..<2 { parser.advance() }
            try parser.expect("(")
            guard parser.accept(words: ["order", "by"]) else { throw parser.unexpected() }
            let value = try parser.expression()
            if !parser.accept(word: "asc"), parser.accept(word: "desc") {
                throw parser.unexpected()
            }
            try parser.expect(")")
            return try parser.made(.form("within", [left, value]), from: start)
        case "at" where parser.isAt(words: ["at", "time", "zone"]):
            for _ in 0..<3 { parser.advance() }
            _ = try parser.expression(OperatorTable.Strength.sign)
            return left
        case "collate":
            parser.advance()
            parser.advance()
            return left
        default: break
        }
        guard strength <= OperatorTable.Strength.comparison else { return nil }
        return try test(of: left, &parser)
    }

    /// `IS NULL`, `IN (…)`, `BETWEEN … AND …`, `LIKE …`, and their negations.
    private func test(of left: Syntax, _ parser: inout SyntaxParser) throws(SyntaxFailure)
        -> Syntax?
    {
        let start = left.range.lowerBound
        if parser.accept(word: "is") {
            let isNegated = parser.accept(word: "not")
            let kind = parser.current.text.folded
            guard ["null", "true", "false", "unknown"].contains(kind) else {
                throw parser.unexpected()
            }
            parser.advance()
            let test = try parser.made(.form("is \(kind)", [left]), from: start)
            return isNegated ? try parser.made(.prefix("not", test), from: start) : test
        }
        if let membership = try parser.membership(of: left) { return membership }
        let isNegated = parser.isAt(word: "not")
        let word = parser.ahead(isNegated ? 1 : 0)
        guard word.kind == .name,
            ["between", "like", "ilike", "rlike", "regexp"].contains(word.text.folded)
        else { return nil }
        if isNegated { parser.advance() }
        parser.advance()
        let first = try parser.expression(OperatorTable.Strength.concatenation)
        var parts = [left, first]
        var kind = ["rlike", "regexp"].contains(word.text.folded) ? "matches" : "like"
        if word.isWord("between") {
            kind = "between"
            try parser.expect(word: "and")
            parts.append(try parser.expression(OperatorTable.Strength.concatenation))
        } else if parser.accept(word: "escape") {
            parser.advance()
        }
        let test = try parser.made(.form(kind, parts), from: start)
        return isNegated ? try parser.made(.prefix("not", test), from: start) : test
    }

    private func skipParentheses(_ parser: inout SyntaxParser) throws(SyntaxFailure) {
        var open = 0
        repeat {
            if parser.isAt("(") { open += 1 }
            if parser.isAt(")") { open -= 1 }
            guard !parser.isAtEnd else { throw parser.unexpected() }
            parser.advance()
        } while open > 0
    }

    // MARK: Meaning

    let functions = SQLFunctions.all

    func columns(_ syntax: Syntax, _ reading: inout Reading) -> [OutsideFormula.Column] {
        if case .query(let query) = syntax.kind {
            if let columns = reading.columns(of: query) { return columns }
            return [
                .init(name: nil, expression: reading.gap(syntax.range), range: syntax.range)
            ]
        }
        let expression = reading.meaning(of: syntax, .shown)
        return [.init(name: nil, expression: expression, range: syntax.range)]
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .name(let path): return reading.queryColumn(path, syntax.range, context)
        case .query(let query): return reading.singleValue(of: query)
        case .list(let parts):
            return reading.named("tuple", parts, context)
        case .form(let kind, let parts): return form(kind, parts, context, &reading)
        case .infix("matches", let one, let other):
            return reading.named("matches", [one, other], context)
        case .infix("matches not", let one, let other):
            return reading.named("matches", [one, other], context).map { Expression(.not($0)) }
        case .infix("member", let one, let other):
            return reading.named("member", [one, other], context)
        default: return nil
        }
    }

    private func form(
        _ kind: String, _ parts: [Syntax], _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        switch kind {
        case "in":
            if parts.count == 2, case .query = parts[1].kind { return nil }
            return reading.membership(parts, context)
        case "is null":
            return Expression(
                .presence(reading.meaning(of: parts[0], context.condition), present: false))
        case "is true": return reading.meaning(of: parts[0], context.condition)
        case "is false":
            return Expression(.not(reading.meaning(of: parts[0], context.condition)))
        case "between":
            let value = reading.meaning(of: parts[0], context.condition)
            let low = reading.meaning(of: parts[1], context.condition)
            let high = reading.meaning(of: parts[2], context.condition)
            return .all(
                .compared(.greaterOrEqual, value, low), .compared(.lessOrEqual, value, high))
        case "like", "matches", "interval": return reading.named(kind, parts, context)
        case "cast":
            guard case .text(let type) = parts[1].kind else { return nil }
            return reading.cast(parts[0], to: SQLTypes.kind(of: type), context)
        case "extract":
            guard case .text(let unit) = parts[0].kind else { return nil }
            // A stretch of time is a number of seconds already.
            if unit == "epoch" {
                let value = reading.meaning(of: parts[1], context)
                return Expression(.annotated(.cast("second"), value))
            }
            return reading.named(unit, [parts[1]], context)
        case "filter":
            guard let value = reading.wholeMeaning(of: parts[0], context),
                case .aggregate = value.kind,
                let condition = reading.wholeMeaning(of: parts[1], .row)
            else { return nil }
            return value.restricted(to: condition)
        case "over all":
            // `SUM(COUNT(*)) OVER ()`: the total of all groups
            guard case .call("sum", let arguments) = parts[0].kind, arguments.count == 1,
                !reading.frame.isGrouped,
                let value = reading.wholeMeaning(of: arguments[0], .shown),
                case .aggregate(let aggregate) = value.kind,
                aggregate.function == .count || aggregate.function == .sum
            else { return nil }
            return value.fixed(at: [])
        case "window":
            // The value of a row before or after: the same where the order is written the same.
            guard case .call(let name, let arguments) = parts[0].kind,
                let first = arguments.first, name == "lag" || name == "lead",
                let value = reading.wholeMeaning(of: first, context)
            else { return nil }
            let order = reading.source(parts[1].range).split(whereSeparator: \.isWhitespace)
            return Expression(
                .function(name, [value, Expression(.text(order.joined(separator: " ")))]))
        case "within":
            guard case .call(let name, let arguments) = parts[0].kind,
                ["percentile_cont", "percentile_disc", "approx_percentile"].contains(name),
                let level = arguments.first.flatMap({ reading.meaning(of: $0, .row).constant })
            else { return nil }
            return reading.aggregate(
                .percentile, parts[1], level: level,
                range: parts[0].range.lowerBound..<parts[1].range.upperBound)
        default: return nil
        }
    }
}
