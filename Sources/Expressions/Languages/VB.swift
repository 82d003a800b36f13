internal import Formula

/// The Visual Basic expressions of SSRS reports: `=Sum(Fields!Sales.Value)`.
struct VB: Dialect {
    let id = "vb"
    let name = "Visual Basic"

    let lexicon = Lexicon(
        quotes: [.text("\"")], lineComments: ["'"],
        symbols: ["<>", "<=", ">=", "<", ">", "&", "^", "!", "\\", ":"],
        numberSuffixes: [UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "r")])

    let operators = OperatorTable.common.adding(
        [
            "andalso": .init(strength: OperatorTable.Strength.and, meaning: "and"),
            "orelse": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "&": .init(strength: OperatorTable.Strength.concatenation, meaning: "concat"),
            "like": .init(strength: OperatorTable.Strength.comparison, meaning: "like"),
            "mod": .init(strength: OperatorTable.Strength.product, meaning: "modulo"),
            "\\": .init(strength: OperatorTable.Strength.product, meaning: "integer_divide"),
            "^": .init(strength: OperatorTable.Strength.power, meaning: "power")
        ])

    // MARK: Grammar

    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        _ = parser.accept("=")
        return try parser.expression()
    }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        guard token.kind == .name else { return nil }
        switch token.text.folded {
        case "nothing":
            parser.advance()
            return try parser.made(.missing, from: start)
        case "true", "false":
            parser.advance()
            return try parser.made(.boolean(token.isWord("true")), from: start)
        case "fields", "parameters", "reportitems", "globals", "variables", "user", "datasets":
            guard let name = try member(&parser) else { return nil }
            return try parser.made(
                .form(token.text.folded, [try parser.made(.name([name]), from: start)]),
                from: start)
        default: break
        }
        guard parser.ahead(1).isSymbol("."), parser.ahead(2).kind == .name else { return nil }
        // `Math.Round(…)`, `Code.Share(…)`, `Me.Value`
        var path = [token.text.folded]
        parser.advance()
        while parser.isAt("."), parser.ahead(1).kind == .name {
            parser.advance()
            path.append(parser.current.text.folded)
            parser.advance()
        }
        guard parser.isAt("(") else { return try parser.made(.name(path), from: start) }
        let arguments = try parser.arguments()
        let name = path.first == "code" ? path.joined(separator: ".") : path[path.count - 1]
        return try parser.made(.call(name, arguments), from: start)
    }

    /// `!Name.Value`, `!Name` or `("Name").Value`, after the collection's name.
    private func member(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> String? {
        let name: String
        if parser.ahead(1).isSymbol("!"), parser.ahead(2).kind == .name {
            name = parser.ahead(2).text
            for _ in 0..<3 { parser.advance() }
        } else if parser.ahead(1).isSymbol("("), parser.ahead(2).kind == .text,
            parser.ahead(3).isSymbol(")")
        {
            name = parser.ahead(2).text
            for _ in 0..<4 { parser.advance() }
        } else {
            return nil
        }
        if parser.isAt("."), ["value", "label", "count"].contains(parser.ahead(1).text.folded) {
            parser.advance()
            parser.advance()
        }
        return name
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
        guard strength <= OperatorTable.Strength.comparison,
            parser.isAt(word: "is") || parser.isAt(word: "isnot")
        else { return nil }
        let isNegated = parser.isAt(word: "isnot")
        parser.advance()
        try parser.expect(word: "nothing")
        let test = try parser.made(.call("isnothing", [left]), from: start)
        return isNegated ? try parser.made(.prefix("not", test), from: start) : test
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .form(let kind, let parts) = syntax.kind, case .name(let path) = parts[0].kind
        else { return nil }
        switch kind {
        case "fields": return reading.resolve(Reference(path), .column, syntax.range, context)
        case "reportitems", "variables":
            return reading.resolve(Reference(path), .measure, syntax.range, context)
        default:
            return reading.resolve(
                Reference([kind] + path), .parameter, syntax.range, context)
        }
    }

    let functions: [String: FunctionRule] = SharedFunctions.all.merging(
        [
            "sum": over(.sum), "avg": over(.average), "min": over(.minimum),
            "max": over(.maximum), "count": over(.count), "countdistinct": over(.distinct),
            "countrows": .built { call, _, reading in
                guard call.arguments.count <= 1 else { return nil }
                let rows = reading.rows(of: nil, range: call.range)
                return call.first.map { scoped(rows, $0) } ?? rows
            },
            "first": .named("first", 1...2), "last": .named("last", 1...2),
            "previous": .named("previous_group", 1...2),
            "runningvalue": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count) else { return nil }
                var parts: [Expression] = []
                for argument in call.arguments {
                    parts.append(reading.meaningOrText(of: argument, .row))
                }
                return Expression(.function("running_value", parts))
            },
            "lookupset": .named("looked_up", 4...4), "join": .named("joined", 1...2),
            "year": .named("year", 1...1), "today": .named("today", 0...0),
            "space": .named("space", 1...1), "chr": .named("character", 1...1),
            "isnumeric": .named("is_number", 1...1), "inscope": .named("is_in_scope", 1...1),
            "level": .named("level", 0...1), "formatpercentage": shown,
            "ceiling": .named("ceiling", 1...1), "floor": .named("floor", 1...1),
            ".substring": .named("substring", 2...3), ".replace": .named("replace", 3...3),
            ".adddays": .named("days_later", 2...2), ".addmonths": .named("months_later", 2...2),
            ".tostring()": shown,
            "rownumber": .named("row_number", 1...1),
            "lookup": .named("looked_up", 4...4),
            "stdev": .named("standard_deviation", 1...2), "var": .named("variance", 1...2),
            "iif": .built { call, context, reading in
                guard call.arguments.count == 3 else { return nil }
                let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
                return reading.conditional([branch], call.arguments[2], context, call.range)
            },
            "switch": .built { call, context, reading in
                guard call.arguments.count > 1, call.arguments.count % 2 == 0 else { return nil }
                var branches: [Syntax.Branch] = []
                for index in stride(from: 0, to: call.arguments.count, by: 2) {
                    branches.append(
                        .init(
                            condition: call.arguments[index], result: call.arguments[index + 1]))
                }
                return reading.conditional(branches[...], nil, context, call.range)
            },
            "isnothing": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: false))
            },
            "cdbl": .cast("number"), "cdec": .cast("number"), "csng": .cast("number"),
            "val": .cast("number"), "todouble": .cast("number"), "todecimal": .cast("number"),
            "cint": .cast("integer"), "clng": .cast("integer"), "int": .cast("integer"),
            "fix": .cast("integer"), "toint32": .cast("integer"), "cstr": .cast("text"),
            "cdate": .cast("moment"), "cbool": .cast("boolean"),
            "format": shown, "formatnumber": shown, "formatpercent": shown,
            "formatcurrency": shown, "formatdatetime": shown, ".tostring": shown,
            ".toupper": .named("upper", 1...1), ".tolower": .named("lower", 1...1),
            ".trim": .named("trim", 1...1), ".length": .named("length", 1...1),
            "ucase": .named("upper", 1...1), "lcase": .named("lower", 1...1),
            "mid": .named("substring", 2...3), "instr": .named("find", 2...3),
            "monthname": .named("month_name", 1...2),
            "datediff": .built { call, context, reading in
                guard (3...5).contains(call.arguments.count),
                    case .text(let unit) = call.arguments[0].kind
                else { return nil }
                let start = reading.meaning(of: call.arguments[1], context.exact)
                let end = reading.meaning(of: call.arguments[2], context.exact)
                return SharedFunctions.difference(unit, from: start, to: end)
            },
            "dateadd": .named("date_add", 3...3), "datepart": .named("date_part", 2...4)
        ]
    ) { $1 }

    private static let shown: FunctionRule = .built { call, context, reading in
        call.first.map { reading.cast($0, to: "text", context) } ?? nil
    }

    /// Over the rows of the group that it stands in, or of the one it names.
    private static func over(_ function: AggregateFunction) -> FunctionRule {
        .built { call, _, reading in
            guard (1...3).contains(call.arguments.count) else { return nil }
            let value = reading.aggregate(function, call.arguments[0], range: call.range)
            guard call.arguments.count > 1 else { return value }
            return scoped(value, call.arguments[1])
        }
    }

    private static func scoped(_ value: Expression, _ scope: Syntax) -> Expression? {
        switch scope.kind {
        case .text(let name): value.fixed(at: [Expression(.reference(Reference([name])))])
        case .missing: value
        default: nil
        }
    }
}
