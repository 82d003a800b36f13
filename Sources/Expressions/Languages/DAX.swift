internal import Formula

/// Data Analysis Expressions, the formulas of Power BI and tabular models.
struct DAX: Dialect {
    let id = "dax"
    let name = "DAX"

    let lexicon = Lexicon(
        quotes: [
            Lexicon.Quote.text("\""), .name("'", "'"),
            // A column or a measure, and not a table.
            Lexicon.Quote(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), kind: .special)
        ],
        lineComments: ["//", "--"], blockComments: [("/*", "*/")],
        symbols: ["<>", "==", "<=", ">=", "<", ">", "&&", "||", "&", "^", ";"],
        nameBody: [UInt8(ascii: ".")])

    let operators = OperatorTable.common.adding(
        [
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "&&": .init(strength: OperatorTable.Strength.and, meaning: "and"),
            "||": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "&": .init(strength: OperatorTable.Strength.concatenation, meaning: "concat"),
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
        switch token.kind {
        case .special:
            parser.advance()
            let name = try parser.made(.name([token.text]), from: start)
            return try parser.made(.form("member", [name]), from: start)
        case .name where token.isWord("var"): return try definitions(&parser)
        case .name, .quotedName:
            guard parser.ahead(1).kind == .special,
                parser.ahead(1).range.lowerBound == token.range.upperBound
            else { return nil }
            let column = parser.ahead(1).text
            parser.advance()
            parser.advance()
            return try parser.made(.name([token.text, column]), from: start)
        case .symbol where token.text == "{":
            let members = try parser.arguments("{", "}")
            return try parser.made(.list(members), from: start)
        default: return nil
        }
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        guard strength <= OperatorTable.Strength.comparison else { return nil }
        return try parser.membership(of: left, brackets: ("{", "}"))
    }

    /// `VAR a = … VAR b = … RETURN …`
    private func definitions(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        var parts: [Syntax] = []
        while parser.accept(word: "var") {
            let name = parser.current
            guard name.kind == .name else { throw parser.unexpected() }
            parser.advance()
            parts.append(try parser.made(.name([name.text.folded]), from: name.range.lowerBound))
            try parser.expect("=")
            parts.append(try parser.expression())
        }
        try parser.expect(word: "return")
        parts.append(try parser.expression())
        return try parser.made(.form("let", parts), from: start)
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .name(let path) where path.count > 1:
            return reading.resolve(Reference(path), .column, syntax.range, context)
        case .name(let path):
            return variable(path[0], context, &reading)
        case .form("member", let parts):
            guard case .name(let path) = parts.first?.kind else { return nil }
            return reading.resolve(
                Reference(path), context.isInAggregate ? .column : .measure, syntax.range, context)
        case .form("in", let parts): return reading.membership(parts, context)
        case .form("let", let parts):
            let outer = reading.variables
            defer { reading.variables = outer }
            for index in stride(from: 0, to: parts.count - 2, by: 2) {
                guard case .name(let path) = parts[index].kind else { return nil }
                reading.variables[path[0]] = parts[index + 1]
            }
            return parts.last.map { reading.meaning(of: $0, context) }
        case .list(let parts) where parts.count == 1:
            return reading.meaning(of: parts[0], context)
        default: return nil
        }
    }

    /// A variable has the value that it had where it was defined.
    private func variable(_ name: String, _ context: Context, _ reading: inout Reading)
        -> Expression?
    {
        if name.matchesWord("true") { return Expression(.boolean(true)) }
        if name.matchesWord("false") { return Expression(.boolean(false)) }
        guard let syntax = reading.variables[name.folded] else { return nil }
        // The definition sees the variables before it alone.
        let outer = reading.variables
        defer { reading.variables = outer }
        reading.variables[name.folded] = nil
        guard let value = reading.wholeMeaning(of: syntax, context) else { return nil }
        return reading.isElsewhere && value.containsAggregate ? nil : value
    }

    let functions: [String: FunctionRule] = SharedFunctions.all
        .merging(DAX.choices) { $1 }
        .merging(DAX.aggregates) { $1 }
        .merging(DAX.periods) { $1 }
        .merging(DAX.values) { $1 }
        .merging(DAX.namedFunctions) { $1 }
}

// MARK: - Functions of one row or of results

extension DAX {
    private static let choices: [String: FunctionRule] = [
        "divide": .built { call, context, reading in
            guard (2...3).contains(call.arguments.count) else { return nil }
            let one = reading.meaning(of: call.arguments[0], context.exact)
            let other = reading.meaning(of: call.arguments[1], context.exact)
            let quotient = Expression(.arithmetic(.divide, one, other), range: call.range)
            guard call.arguments.count == 3 else {
                return Expression(.annotated(.zeroGuard(instead: nil), quotient))
            }
            let instead = reading.meaning(of: call.arguments[2], context.exact)
            let test = Expression(.comparison(.equal, other, .number(0)))
            return ZeroGuard.conditional(test, instead, quotient, range: call.range)
        },
        "if": .built { call, context, reading in
            guard (2...3).contains(call.arguments.count) else { return nil }
            let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
            return reading.conditional(
                [branch], call.arguments.dropFirst(2).first, context, call.range)
        },
        "switch": .built { call, context, reading in
            guard let subject = call.first, call.arguments.count > 2 else { return nil }
            let isPlain = DAX.isTrue(subject)
            var rest = call.arguments.dropFirst()
            var branches: [Syntax.Branch] = []
            while rest.count > 1, let test = rest.popFirst(), let result = rest.popFirst() {
                let condition =
                    isPlain ? test : Syntax(.infix("=", subject, test), test.range)
                branches.append(.init(condition: condition, result: result))
            }
            return reading.conditional(branches[...], rest.first, context, call.range)
        },
        "iferror": .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            let value = reading.meaning(of: call.arguments[0], context)
            let instead = reading.meaning(of: call.arguments[1], context)
            return ZeroGuard.onError(value, instead: instead)
        },
        "coalesce": .built { call, context, reading in
            reading.firstPresent(call.arguments, context)
        },
        "blank": .built { call, _, _ in call.arguments.isEmpty ? Expression(.missing) : nil },
        "isblank": .built { call, context, reading in
            guard call.arguments.count == 1 else { return nil }
            let value = reading.meaning(of: call.arguments[0], context.condition)
            return Expression(.presence(value, present: false))
        },
        "true": .built { _, _, _ in Expression(.boolean(true)) },
        "false": .built { _, _, _ in Expression(.boolean(false)) },
        "not": .built { call, context, reading in
            guard call.arguments.count == 1 else { return nil }
            return Expression(.not(reading.meaning(of: call.arguments[0], context.condition)))
        },
        "and": .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.infix("and", call.arguments[0], call.arguments[1], context)
        },
        "or": .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.infix("or", call.arguments[0], call.arguments[1], context)
        }
    ]

    private static let values: [String: FunctionRule] = [
        "related": .built { call, context, reading in
            guard call.arguments.count == 1 else { return nil }
            return reading.meaning(of: call.arguments[0], context)
        },
        "format": .built { call, context, reading in
            guard (2...3).contains(call.arguments.count) else { return nil }
            return reading.cast(call.arguments[0], to: "text", context)
        },
        "int": .cast("integer"), "value": .cast("number"), "currency": .cast("money"),
        "convert": .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.cast(call.arguments[0], to: "number", context)
        },
        "fixed": .cast("text"),
        "date": .named("date_of", 3...3),
        "concatenate": .named("concat", 2...2),
        "search": .named("find", 2...4), "find": .named("find", 2...4),
        "containsstring": .named("contains", 2...2),
        "mid": .named("substring", 3...3),
        "substitute": .named("replace", 3...4),
        "quotient": .named("integer_divide", 2...2),
        "weeknum": .named("week", 1...2),
        "unichar": .named("character", 1...1), "rept": .named("repeated", 2...2),
        "edate": .named("months_later", 2...2), "eomonth": .named("end_of_month", 2...2),
        "selectedvalue": .named("selected_value", 1...2),
        "hasonevalue": .named("has_one_value", 1...1),
        "hasonefilter": .named("has_one_filter", 1...1),
        "isfiltered": .named("is_filtered", 1...1),
        "isinscope": .named("is_in_scope", 1...1),
        "iscrossfiltered": .named("is_filtered", 1...1),
        "username": .named("user_name", 0...0),
        "datediff": .built { call, context, reading in
            guard call.arguments.count == 3, case .name(let unit) = call.arguments[2].kind,
                let unit = unit.first
            else { return nil }
            let start = reading.meaning(of: call.arguments[0], context.exact)
            let end = reading.meaning(of: call.arguments[1], context.exact)
            return SharedFunctions.difference(unit, from: start, to: end)
        }
    ]

    private static func isTrue(_ syntax: Syntax) -> Bool {
        switch syntax.kind {
        case .call("true", _): true
        case .name(let path): path.count == 1 && path[0].matchesWord("true")
        default: false
        }
    }
}

// MARK: - Functions that are understood by name only

extension DAX {
    /// Over tables or in the order of what is shown.
    static let namedFunctions: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [:]
        for (name, meaning) in [
            ("rankx", "rank"), ("rank.eq", "rank"), ("concatenatex", "values_of"),
            ("productx", "product"), ("product", "product"), ("geomeanx", "geometric_mean"),
            ("geomean", "geometric_mean"), ("stdev.s", "standard_deviation"),
            ("stdev.p", "standard_deviation_of_all"), ("stdevx.s", "standard_deviation"),
            ("stdevx.p", "standard_deviation_of_all"), ("var.s", "variance"),
            ("var.p", "variance_of_all"), ("varx.s", "variance"), ("varx.p", "variance_of_all"),
            ("lookupvalue", "looked_up"), ("percentilex.inc", "percentile_at"),
            ("percentilex.exc", "percentile_at"), ("earlier", "outer_row"),
            ("earliest", "outer_row"), ("firstnonblankvalue", "first_value"), ("xirr", "xirr"),
            ("xnpv", "xnpv"), ("contains", "contains_row"), ("isempty", "is_empty"),
            ("firstnonblank", "first_non_blank"), ("lastnonblank", "last_non_blank"),
            ("calendar", "calendar"), ("datesbetween", "dates"), ("pathcontains", "path_contains")
        ] {
            rules[name] = byName(meaning)
        }
        for (name, meaning, arity) in [
            ("roundup", "round_up", 2...2), ("rounddown", "round_down", 2...2),
            ("mround", "round_to", 2...2), ("trunc", "truncate", 1...2), ("pi", "pi", 0...0),
            ("yearfrac", "years_between", 2...3), ("iserror", "is_error", 1...1),
            ("isnumber", "is_number", 1...1), ("istext", "is_text", 1...1),
            ("rand", "random", 0...0), ("randbetween", "random", 2...2),
            ("time", "time_of", 3...3), ("datevalue", "date", 1...1),
            ("utcnow", "now", 0...0), ("utctoday", "today", 0...0), ("exact", "exact", 2...2),
            ("userprincipalname", "user_name", 0...0), ("userculture", "user_language", 0...0)
        ] {
            rules[name] = .named(meaning, arity)
        }
        return rules
    }()

    private static func byName(_ name: String) -> FunctionRule {
        .built { call, context, reading in
            var parts: [Expression] = []
            for argument in call.arguments {
                parts.append(reading.meaningOrText(of: argument, context.exact))
            }
            return parts.isEmpty ? nil : Expression(.function(name, parts))
        }
    }
}
