internal import Formula

/// The formulas of spreadsheets: `=SUM(Sales[Amount])/COUNTA(Sales[Id])`.
///
/// A cell stands for whatever stands in it, which the scope may know; a range
/// of cells is a column.
struct Excel: Dialect {
    let id = "excel"
    let name = "Excel"

    let lexicon = Lexicon(
        quotes: [
            .text("\""), .name("'", "'")
        ],
        symbols: ["<>", "<=", ">=", "<", ">", "&", "^", "%", ":", ";", "!", "@"],
        nameStart: [UInt8(ascii: "$")], nameBody: [UInt8(ascii: "$"), UInt8(ascii: ".")],
        special: { bytes, start in
            // Brackets stand in each other: `[[#This Row],[Amount]]`, `[@[Net price]]`.
            guard bytes[start] == UInt8(ascii: "[") else { return nil }
            var depth = 0
            var at = start
            var inner = start + 1
            while at < bytes.count {
                if bytes[at] == UInt8(ascii: "[") {
                    depth += 1
                    inner = at + 1
                } else if bytes[at] == UInt8(ascii: "]") {
                    depth -= 1
                    if depth == 0 { break }
                }
                at += 1
            }
            guard at < bytes.count else { return nil }
            let rest = bytes[inner..<at]
            let end = rest.firstIndex(of: UInt8(ascii: "]")) ?? at
            return (.special, String(decoding: bytes[inner..<end], as: UTF8.self), at + 1)
        })

    let operators = OperatorTable.common.adding([
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
            // `[@Amount]`, a column of the table that it stands in
            parser.advance()
            return try parser.made(.name([Self.column(token.text)]), from: start)
        case .name, .quotedName:
            if token.isWord("true") || token.isWord("false"), !parser.ahead(1).isSymbol("(") {
                parser.advance()
                return try parser.made(.boolean(token.isWord("true")), from: start)
            }
            guard !parser.ahead(1).isSymbol("(") else {
                // Newer functions are kept under a prefix.
                guard token.text.lowercased().hasPrefix("_xlfn.") else { return nil }
                parser.advance()
                let name = token.text.folded.replacing("_xlfn.", with: "")
                    .replacing("_xlws.", with: "")
                let arguments = try parser.arguments()
                return try parser.made(.call(name, arguments), from: start)
            }
            parser.advance()
            var path = [token.text]
            if parser.current.kind == .special {
                path.append(Self.column(parser.current.text))
                parser.advance()
                return try parser.made(.name(path), from: start)
            }
            if parser.accept("!") {
                path.append(parser.current.text)
                parser.advance()
            }
            if parser.accept(":") {
                path[path.count - 1] += ":" + parser.current.text
                parser.advance()
            }
            path[path.count - 1] = path[path.count - 1].filter { $0 != "$" }
            return try parser.made(.name(path), from: start)
        default: return nil
        }
    }

    /// A column's name without the mark for «this row».
    private static func column(_ text: String) -> String {
        String(text.drop { $0 == "@" || $0 == "[" })
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        guard parser.accept("%") else { return nil }
        let hundred = Syntax(.number("100"), left.range)
        return try parser.made(.infix("/", left, hundred), from: left.range.lowerBound)
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .name(let path) = syntax.kind else { return nil }
        return reading.resolve(
            Reference(path), context.isInAggregate ? .column : .measure, syntax.range, context)
    }

    // MARK: Functions

    let functions: [String: FunctionRule] = SharedFunctions.all.merging(Excel.namedFunctions) {
        shared, _ in shared
    }.merging(
        [
            "sum": over(.sum), "average": over(.average), "count": over(.count),
            "counta": over(.count), "median": over(.median), "min": over(.minimum),
            "max": over(.maximum),
            "sumifs": filtered(.sum, conditions: 1),
            "averageifs": filtered(.average, conditions: 1),
            "minifs": filtered(.minimum, conditions: 1),
            "maxifs": filtered(.maximum, conditions: 1),
            "countifs": filtered(.count, conditions: 0),
            "countif": filtered(.count, conditions: 0),
            "sumif": .built { call, _, reading in
                guard (2...3).contains(call.arguments.count),
                    let test = criterion(call.arguments[0], call.arguments[1], &reading)
                else { return nil }
                let value = call.arguments.count == 3 ? call.arguments[2] : call.arguments[0]
                return reading.aggregate(.sum, value, where: test, range: call.range)
            },
            "averageif": .built { call, _, reading in
                guard (2...3).contains(call.arguments.count),
                    let test = criterion(call.arguments[0], call.arguments[1], &reading)
                else { return nil }
                let value = call.arguments.count == 3 ? call.arguments[2] : call.arguments[0]
                return reading.aggregate(.average, value, where: test, range: call.range)
            },
            "sumproduct": .built { call, _, reading in
                guard let first = call.first else { return nil }
                let product = call.arguments.dropFirst().reduce(first) {
                    Syntax(.infix("*", $0, $1), call.range)
                }
                guard product.height < SyntaxParser.depthLimit else { return nil }
                return reading.aggregate(.sum, product, range: call.range)
            },
            "if": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count) else { return nil }
                let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
                return reading.conditional(
                    [branch], call.arguments.dropFirst(2).first, context, call.range)
            },
            "iferror": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context)
                let instead = reading.meaning(of: call.arguments[1], context)
                return ZeroGuard.onError(value, instead: instead)
            },
            "and": joined(all: true), "or": joined(all: false),
            "not": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                return Expression(.not(reading.meaning(of: call.arguments[0], context.condition)))
            },
            "isblank": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: false))
            },
            "int": .cast("integer"), "value": .cast("number"),
            "text": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.cast(call.arguments[0], to: "text", context)
            },
            "subtotal": .built { call, context, reading in
                // Over a hundred, rows that are hidden are left out.
                let functions: [Int: String] = [
                    1: "average", 2: "count", 3: "counta", 4: "max", 5: "min", 9: "sum"
                ]
                guard call.arguments.count > 1,
                    let code = reading.meaning(of: call.arguments[0], .row).constant,
                    let number = Int(code.description), let name = functions[number % 100]
                else { return nil }
                return reading.call(
                    Call(
                        name: name, arguments: Array(call.arguments.dropFirst()),
                        range: call.range), context)
            },
            "ifna": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context)
                let instead = reading.meaning(of: call.arguments[1], context)
                return ZeroGuard.onError(value, instead: instead)
            },
            "averagea": over(.average), "n": .cast("number"), "trunc": .named("truncate", 1...2),
            "percentile": percentile, "percentile.inc": percentile, "percentile.exc": percentile,
            "ifs": .built { call, context, reading in
                guard call.arguments.count > 1, call.arguments.count % 2 == 0 else { return nil }
                var branches: [Syntax.Branch] = []
                for index in stride(from: 0, to: call.arguments.count, by: 2) {
                    branches.append(
                        .init(condition: call.arguments[index], result: call.arguments[index + 1]))
                }
                return reading.conditional(branches[...], nil, context, call.range)
            },
            "roundup": .named("round_up", 2...2), "rounddown": .named("round_down", 2...2),
            "date": .named("date_of", 3...3)
        ]
    ) { $1 }

    private static let percentile: FunctionRule = .built { call, _, reading in
        guard call.arguments.count == 2,
            let level = reading.meaning(of: call.arguments[1], .row).constant
        else { return nil }
        return reading.aggregate(.percentile, call.arguments[0], level: level, range: call.range)
    }

    /// What is looked up or computed in a way of its own: understood by name, and the same
    /// where its arguments are.
    private static let namedFunctions: [String: FunctionRule] = {
        let names = [
            "vlookup", "hlookup", "xlookup", "lookup", "index", "match", "xmatch", "offset",
            "indirect", "choose", "switch", "large", "small", "rank", "rank.eq", "rank.avg",
            "stdev", "stdev.s", "stdev.p", "var", "var.s", "var.p", "quartile", "quartile.inc",
            "mode", "geomean", "correl", "slope", "intercept", "trend", "forecast", "growth",
            "eomonth", "edate", "datedif", "networkdays", "workday", "yearfrac", "weeknum",
            "unique", "filter", "sort", "countblank", "isnumber", "iserror", "isna", "istext",
            "getpivotdata", "rows", "columns", "row", "column", "npv", "irr", "pmt", "days",
            "product", "mround", "quotient", "sumsq", "datevalue", "time", "hour", "proper",
            "find", "search", "mid", "substitute", "textjoin", "concatenate", "rept", "exact"
        ]
        let rule: FunctionRule = .built { call, context, reading in
            var parts: [Expression] = []
            for argument in call.arguments {
                parts.append(reading.meaningOrText(of: argument, context.exact))
            }
            return Expression(.function("sheet_" + call.name, parts))
        }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, rule) })
    }()

    /// Over ranges; over several cells, of what stands in them.
    private static func over(_ function: AggregateFunction) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count == 1, let first = call.first else {
                guard function == .sum else {
                    var parts: [Expression] = []
                    for argument in call.arguments {
                        parts.append(reading.meaningOrText(of: argument, context.exact))
                    }
                    return parts.isEmpty
                        ? nil : Expression(.function("sheet_" + call.name, parts))
                }
                guard call.arguments.count > 1 else { return nil }
                var sum: Expression?
                for argument in call.arguments {
                    let part = reading.aggregate(.sum, argument, range: argument.range)
                    sum = sum.map { $0 + part } ?? part
                }
                return sum
            }
            return reading.aggregate(function, first, range: call.range)
        }
    }

    /// `SUMIFS(values, range, criterion, …)`, `COUNTIFS(range, criterion, …)`.
    private static func filtered(_ function: AggregateFunction, conditions start: Int)
        -> FunctionRule
    {
        .built { call, _, reading in
            let rest = Array(call.arguments.dropFirst(start))
            guard rest.count >= 2, rest.count % 2 == 0 else { return nil }
            var condition: Expression?
            for index in stride(from: 0, to: rest.count, by: 2) {
                guard let test = criterion(rest[index], rest[index + 1], &reading) else {
                    return nil
                }
                condition = Expression.joined(condition, test)
            }
            guard start > 0, let first = call.first else {
                var table: String?
                condition?.visitRow { reference in
                    if reference.path.count > 1 { table = table ?? reference.path[0] }
                }
                return reading.rows(of: table, where: condition, range: call.range)
            }
            return reading.aggregate(function, first, where: condition, range: call.range)
        }
    }

    /// `">=5"`, `"paid"` or a value.
    private static func criterion(_ range: Syntax, _ wanted: Syntax, _ reading: inout Reading)
        -> Expression?
    {
        let value = reading.meaning(of: range, .row)
        guard case .text(let text) = wanted.kind else {
            return .compared(.equal, value, reading.meaning(of: wanted, .row))
        }
        for (mark, sign) in [
            ("<>", ComparisonOperator.unequal), ("<=", .lessOrEqual), (">=", .greaterOrEqual),
            ("<", .less), (">", .greater), ("=", .equal)
        ] where text.hasPrefix(mark) {
            return .compared(sign, value, literal(String(text.dropFirst(mark.count))))
        }
        if text.contains("*") || text.contains("?") {
            return Expression(.function("like", [value, Expression(.text(text))]))
        }
        return .compared(.equal, value, literal(text))
    }

    private static func literal(_ text: String) -> Expression {
        Rational(decimal: text).map { Expression(.number($0)) } ?? Expression(.text(text))
    }

    private static func joined(all: Bool) -> FunctionRule {
        .built { call, context, reading in
            guard let first = call.first else { return nil }
            var result = reading.meaning(of: first, context.condition)
            for argument in call.arguments.dropFirst() {
                let next = reading.meaning(of: argument, context.condition)
                result = all ? .all(result, next) : .any(result, next)
            }
            return result
        }
    }
}
