internal import Formula

/// The JavaScript expressions of BIRT: `row["PAID"] / row["BILLED"]`,
/// `Total.sum(row["PAID"])`.
struct JavaScript: Dialect {
    let id = "javascript"
    let name = "JavaScript"

    let lexicon = Lexicon(
        quotes: [
            .text("\"", doubled: false, backslash: true),
            .text("'", doubled: false, backslash: true)
        ],
        lineComments: ["//"], blockComments: [("/*", "*/")],
        symbols: [
            "===", "!==", "==", "!=", "<=", ">=", "<", ">", "&&", "||", "?", ":", "%", "!", ";"
        ],
        nameStart: [UInt8(ascii: "$")], nameBody: [UInt8(ascii: "$")])

    let operators = OperatorTable.common.adding(
        [
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "===": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
            "!==": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
            "&&": .init(strength: OperatorTable.Strength.and, meaning: "and"),
            "||": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo")
        ], prefix: ["!": (OperatorTable.Strength.sign, "not")])

    private static let rows: Set<String> = ["row", "datasetrow"]
    private static let results: Set<String> = ["measure", "data"]
    private static let chosen: Set<String> = ["params", "vars"]

    // MARK: Grammar

    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let syntax = try parser.expression()
        _ = parser.accept(";")
        return syntax
    }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        guard token.kind == .name else { return nil }
        switch token.text.folded {
        case "if" where parser.ahead(1).isSymbol("("): return try branch(&parser)
        case "null", "undefined":
            parser.advance()
            return try parser.made(.missing, from: start)
        case "true", "false":
            parser.advance()
            return try parser.made(.boolean(token.isWord("true")), from: start)
        default: break
        }
        if parser.ahead(1).isSymbol("[") {
            // `row["a"]`, `dimension["group"]["level"]`
            parser.advance()
            var path: [String] = []
            while parser.accept("[") {
                guard parser.current.kind == .text else { throw parser.unexpected() }
                path.append(parser.current.text)
                parser.advance()
                try parser.expect("]")
            }
            if parser.isAt("."), parser.ahead(1).isWord("value") {
                parser.advance()
                parser.advance()
            }
            let name = try parser.made(.name(path), from: start)
            return try parser.made(.form(token.text.folded, [name]), from: start)
        }
        // `row.price`, `row._outer["x"]`
        if Self.rows.contains(token.text.folded), parser.ahead(1).isSymbol("."),
            parser.ahead(2).kind == .name, !parser.ahead(3).isSymbol("(")
        {
            let isOuter = parser.ahead(2).isWord("_outer") && parser.ahead(3).isSymbol("[")
            var name = parser.ahead(2)
            for _ in 0..<3 { parser.advance() }
            if isOuter {
                try parser.expect("[")
                name = parser.current
                guard name.kind == .text else { throw parser.unexpected() }
                parser.advance()
                try parser.expect("]")
            }
            let path = try parser.made(
                .name(isOuter ? ["_outer", name.text] : [name.text]), from: start)
            return try parser.made(.form("row", [path]), from: start)
        }
        guard parser.ahead(1).isSymbol("."), parser.ahead(2).kind == .name,
            parser.ahead(3).isSymbol("(")
        else { return nil }
        let name = (token.text + "." + parser.ahead(2).text).folded
        for _ in 0..<3 { parser.advance() }
        let arguments = try parser.arguments()
        return try parser.made(.call(name, arguments), from: start)
    }

    /// `if (c) { a } else { b }`, whose value is that of the branch taken.
    private func branch(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        parser.advance()
        try parser.expect("(")
        let condition = try parser.expression()
        try parser.expect(")")
        let then = try block(&parser)
        let otherwise = parser.accept(word: "else") ? try block(&parser) : nil
        return try parser.made(
            .conditional([.init(condition: condition, result: then)], otherwise: otherwise),
            from: start)
    }

    private func block(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let isInBraces = parser.accept("{")
        _ = parser.accept(word: "return")
        let value = try parser.expression()
        _ = parser.accept(";")
        if isInBraces { try parser.expect("}") }
        return value
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        let start = left.range.lowerBound
        if parser.isAt("."), parser.ahead(1).kind == .name {
            parser.advance()
            let name = parser.current.text.folded
            parser.advance()
            let arguments = parser.isAt("(") ? try parser.arguments() : []
            return try parser.made(.call("." + name, [left] + arguments), from: start)
        }
        guard strength == 0, parser.accept("?") else { return nil }
        let then = try parser.expression()
        try parser.expect(":")
        let otherwise = try parser.expression()
        let branch = Syntax.Branch(condition: left, result: then)
        return try parser.made(.conditional([branch], otherwise: otherwise), from: start)
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .form(let kind, let parts):
            guard case .name(let path) = parts.first?.kind else { return nil }
            if Self.rows.contains(kind) || kind == "dimension" {
                return reading.resolve(Reference(path), .column, syntax.range, context)
            }
            if Self.results.contains(kind) {
                return reading.resolve(Reference(path), .measure, syntax.range, context)
            }
            guard Self.chosen.contains(kind) else { return nil }
            return reading.resolve(Reference(path), .parameter, syntax.range, context)
        case .infix(let sign, let one, let other) where sign == "=" || sign == "!=":
            guard case .missing = other.kind else { return nil }
            let value = reading.meaning(of: one, context.condition)
            return Expression(.presence(value, present: sign == "!="))
        default: return nil
        }
    }

    let functions: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [
            "total.sum": .aggregate(.sum), "total.ave": .aggregate(.average),
            "total.max": .aggregate(.maximum), "total.min": .aggregate(.minimum),
            "total.median": .aggregate(.median), "total.countdistinct": .aggregate(.distinct),
            "total.count": .built { call, _, reading in
                guard let first = call.first else {
                    return reading.rows(of: nil, range: call.range)
                }
                guard call.arguments.count == 1 else { return nil }
                return reading.aggregate(.count, first, range: call.range)
            },
            "math.abs": .named("abs", 1...1), "math.min": .named("least", 2...2),
            "math.max": .named("greatest", 2...2),
            "math.round": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                return reading.rounded(call.arguments[0], to: nil, context)
            },
            ".tofixed": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.rounded(call.arguments[0], to: call.arguments[1], context)
            },
            "parsefloat": .cast("number"), "number": .cast("number"),
            "parseint": .cast("integer"), ".tostring": .cast("text"),
            ".touppercase": .named("upper", 1...1), ".tolowercase": .named("lower", 1...1),
            ".length": .named("length", 1...1)
        ]
        rules["math.ceil"] = .named("ceiling", 1...1)
        rules["math.floor"] = .named("floor", 1...1)
        rules["birtmath.round"] = rules[".tofixed"]
        for name in ["ceil", "floor", "abs"] {
            rules["birtmath." + name] = rules["math." + name]
        }
        rules["birtmath.safedivide"] = .built { call, context, reading in
            guard call.arguments.count == 3 else { return nil }
            let one = reading.meaning(of: call.arguments[0], context)
            let other = reading.meaning(of: call.arguments[1], context)
            let instead = reading.meaning(of: call.arguments[2], context).constant
            return Expression(
                .annotated(
                    .zeroGuard(instead: instead), Expression(.arithmetic(.divide, one, other))))
        }
        return rules
    }()
}
