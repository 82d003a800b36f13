internal import Formula

/// Tableau's calculated fields.
struct Tableau: Dialect {
    let id = "tableau"
    let name = "Tableau"

    let lexicon = Lexicon(
        quotes: [
            .text("'"), .text("\""), .name("[", "]"),
            Lexicon.Quote(
                open: UInt8(ascii: "#"), close: UInt8(ascii: "#"), isDoubled: false,
                kind: .special)
        ],
        lineComments: ["//"], blockComments: [("/*", "*/")],
        symbols: ["<>", "!=", "==", "<=", ">=", "<", ">", "%", "^", ":"])

    let operators = OperatorTable.common.adding([
        "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
        "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
        "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo"),
        "^": .init(
            strength: OperatorTable.Strength.power, meaning: "power", isRightBound: true)
    ])

    // MARK: Grammar

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        switch token.kind {
        case .quotedName:
            parser.advance()
            var path = [token.text]
            while parser.isAt("."), parser.ahead(1).kind == .quotedName {
                parser.advance()
                path.append(parser.current.text)
                parser.advance()
            }
            return try parser.made(.name(path), from: start)
        case .special:
            parser.advance()
            let text = try parser.made(.text(token.text), from: start)
            return try parser.made(.call("date", [text]), from: start)
        case .symbol where token.text == "{": return try levelOfDetail(&parser)
        case .name:
            switch token.text.folded {
            case "if":
                parser.advance()
                return try parser.branches(from: start, separator: "elseif")
            case "case":
                parser.advance()
                return try parser.choice(from: start)
            case "true", "false":
                parser.advance()
                return try parser.made(.boolean(token.text.matchesWord("true")), from: start)
            case "null":
                parser.advance()
                return try parser.made(.missing, from: start)
            default: return nil
            }
        default: return nil
        }
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        guard strength <= OperatorTable.Strength.comparison else { return nil }
        return try parser.membership(of: left)
    }

    /// `{ FIXED [a], [b] : SUM([x]) }`
    private func levelOfDetail(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        try parser.expect("{")
        var kind = "fixed"
        var parts: [Syntax] = []
        if ["fixed", "include", "exclude"].contains(parser.current.text.folded),
            parser.current.kind == .name
        {
            kind = parser.current.text.folded
            parser.advance()
            if !parser.isAt(":") {
                repeat { parts.append(try parser.expression()) } while parser.accept(",")
            }
            try parser.expect(":")
        }
        parts.append(try parser.expression())
        try parser.expect("}")
        return try parser.made(.form(kind, parts), from: start)
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .name(let path):
            let isParameter = path.count == 2 && path[0] == "Parameters"
            return reading.resolve(
                Reference(path), isParameter ? .parameter : .column, syntax.range, context)
        case .form("in", let parts): return reading.membership(parts, context)
        case .form(let kind, let parts): return levelOfDetail(kind, parts, context, &reading)
        default: return nil
        }
    }

    private func levelOfDetail(
        _ kind: String, _ parts: [Syntax], _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        guard let last = parts.last else { return nil }
        let value = reading.meaning(
            of: last, Context(precision: .shown, isInAggregate: false))
        var dimensions: [Expression] = []
        for part in parts.dropLast() {
            dimensions.append(reading.meaning(of: part, .row))
        }
        switch kind {
        case "fixed": return value.fixed(at: dimensions)
        case "exclude":
            var across: [Reference] = []
            for dimension in dimensions {
                guard case .reference(let reference) = dimension.kind else { return nil }
                across.append(reference)
            }
            return value.across(across)
        default: return Expression(.function("at_finer_detail", [value] + dimensions))
        }
    }

    let functions: [String: FunctionRule] = SharedFunctions.all.merging(
        [
            "sum": .aggregate(.sum),
            "avg": .aggregate(.average),
            "count": .aggregate(.count),
            "countd": .aggregate(.distinct),
            "median": .aggregate(.median),
            "min": extreme(.minimum, rowwise: "least"),
            "max": extreme(.maximum, rowwise: "greatest"),
            "attr": .named("only_value", 1...1),
            "percentile": .built { call, _, reading in
                guard call.arguments.count == 2,
                    let level = reading.meaning(of: call.arguments[1], .row).constant
                else { return nil }
                return reading.aggregate(
                    .percentile, call.arguments[0], level: level, range: call.range)
            },
            "zn": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let zero = Syntax(.number("0"), call.range)
                return reading.firstPresent(call.arguments + [zero], context)
            },
            "ifnull": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.firstPresent(call.arguments, context)
            },
            "isnull": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: false))
            },
            "iif": .built { call, context, reading in
                guard (3...4).contains(call.arguments.count) else { return nil }
                let branch = Syntax.Branch(
                    condition: call.arguments[0], result: call.arguments[1])
                return reading.conditional(
                    [branch], call.arguments[2], context, call.range)
            },
            "int": .cast("integer"),
            "float": .cast("number"),
            "str": .cast("text"),
            "date": .cast("date"),
            "datetime": .cast("moment"),
            "datediff": .built { call, context, reading in
                guard (3...4).contains(call.arguments.count),
                    case .text(let unit) = call.arguments[0].kind
                else { return nil }
                let start = reading.meaning(of: call.arguments[1], context.exact)
                let end = reading.meaning(of: call.arguments[2], context.exact)
                return SharedFunctions.difference(unit, from: start, to: end)
            },
            "datepart": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count),
                    case .text(let unit) = call.arguments[0].kind
                else { return nil }
                return reading.named(unit.folded, [call.arguments[1]], context)
            },
            "datetrunc": .named("truncated", 2...3),
            "dateadd": .named("date_add", 3...3),
            "datename": .named("date_name", 2...3),
            "dateparse": .named("date_parse", 2...2),
            "makedate": .named("date_of", 3...3),
            "find": .named("find", 2...3),
            "mid": .named("substring", 2...3),
            "split": .named("split", 3...3),
            "startswith": .named("starts_with", 2...2),
            "endswith": .named("ends_with", 2...2),
            "regexp_match": .named("matches", 2...2),
            "regexp_extract": .named("extract", 2...3),
            "regexp_replace": .named("replace_pattern", 3...3),
            "div": .named("integer_divide", 2...2),
            "stdev": .named("standard_deviation", 1...1),
            "stdevp": .named("standard_deviation_of_all", 1...1),
            "var": .named("variance", 1...1),
            "varp": .named("variance_of_all", 1...1),
            "corr": .named("correlation", 2...2),
            "username": .named("user_name", 0...0), "fullname": .named("user_name", 0...0),
            "userdomain": .named("user_domain", 0...0),
            "ismemberof": .named("is_member_of", 1...1), "isusername": .named("is_user", 1...1),
            "isfullname": .named("is_user", 1...1), "isdate": .named("is_date", 1...1),
            "pi": .named("pi", 0...0), "radians": .named("radians", 1...1),
            "degrees": .named("degrees", 1...1), "sin": .named("sin", 1...1),
            "cos": .named("cos", 1...1), "tan": .named("tan", 1...1),
            "asin": .named("asin", 1...1), "acos": .named("acos", 1...1),
            "atan": .named("atan", 1...1), "atan2": .named("atan2", 2...2),
            "cot": .named("cot", 1...1), "char": .named("character", 1...1),
            "ascii": .named("character_code", 1...1), "proper": .named("proper", 1...1),
            "space": .named("space", 1...1), "findnth": .named("find_nth", 3...3),
            "regexp_extract_nth": .named("extract", 3...3),
            "isoyear": .named("iso_year", 1...1), "isoquarter": .named("iso_quarter", 1...1),
            "isoweek": .named("iso_week", 1...1), "isoweekday": .named("iso_weekday", 1...1),
            "makedatetime": .named("moment_of", 2...2), "maketime": .named("time_of", 3...3),
            "makepoint": .named("point", 2...3), "makeline": .named("line", 2...2),
            "distance": .named("distance", 3...3), "buffer": .named("buffer", 3...3),
            "hexbinx": .named("hexbin_x", 2...2), "hexbiny": .named("hexbin_y", 2...2),
            "covar": .named("covariance", 2...2), "covarp": .named("covariance_of_all", 2...2),
            "collect": .named("collected", 1...1)
        ].merging(tableCalculations) { $1 }
    ) { $1 }

    /// What is computed over the table that is shown, not over the data. Two
    /// of them are the same where name and arguments are.
    private static var tableCalculations: [String: FunctionRule] {
        let names = [
            "first": 0...0, "index": 0...0, "last": 0...0, "size": 0...0, "lookup": 1...2,
            "previous_value": 1...1, "rank": 1...2, "rank_dense": 1...2, "rank_modified": 1...2,
            "rank_percentile": 1...2, "rank_unique": 1...2, "running_avg": 1...1,
            "running_count": 1...1, "running_max": 1...1, "running_min": 1...1,
            "running_sum": 1...1, "total": 1...1, "window_avg": 1...3, "window_count": 1...3,
            "window_max": 1...3, "window_median": 1...3, "window_min": 1...3,
            "window_percentile": 2...4, "window_stdev": 1...3, "window_stdevp": 1...3,
            "window_sum": 1...3, "window_var": 1...3, "window_varp": 1...3,
            "window_corr": 2...4, "window_covar": 2...4, "window_covarp": 2...4,
            "rawsql_real": 1...12, "rawsql_int": 1...12, "rawsql_str": 1...12,
            "rawsql_bool": 1...12, "rawsql_date": 1...12, "rawsql_datetime": 1...12,
            "rawsqlagg_real": 1...12, "rawsqlagg_int": 1...12, "rawsqlagg_str": 1...12,
            "rawsqlagg_bool": 1...12, "rawsqlagg_date": 1...12
        ]
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0.key, .named("table_\($0.key)", $0.value)) })
    }

    /// `MIN` of one argument is over rows, of two over one row's values.
    private static func extreme(_ function: AggregateFunction, rowwise: String) -> FunctionRule {
        .built { call, context, reading in
            if call.arguments.count == 1 {
                return reading.aggregate(function, call.arguments[0], range: call.range)
            }
            return reading.named(rowwise, call.arguments, context)
        }
    }
}
