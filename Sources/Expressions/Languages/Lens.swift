internal import Formula

/// The formulas of Kibana Lens: `count(kql='status : "paid"') / count()`.
struct Lens: Dialect {
    let id = "lens"
    let name = "Kibana Lens formula"

    let lexicon = Lexicon(
        quotes: [
            .text("'", doubled: false, backslash: true),
            Lexicon.Quote(
                open: UInt8(ascii: "\""), close: UInt8(ascii: "\""), isDoubled: false,
                hasBackslash: true, kind: .quotedName)
        ],
        symbols: ["==", "<=", ">=", "<", ">"], nameStart: [UInt8(ascii: "@")],
        nameBody: [UInt8(ascii: "."), UInt8(ascii: "@")])

    let operators = OperatorTable.common.adding([
        "==": .init(strength: OperatorTable.Strength.comparison, meaning: "=")
    ])

    func argument(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let token = parser.current
        guard token.kind == .name, parser.ahead(1).isSymbol("=") else {
            return try parser.expression()
        }
        parser.advance()
        parser.advance()
        let value = try parser.expression()
        return try parser.made(
            .form("option " + token.text.folded, [value]), from: token.range.lowerBound)
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .name(let path) = syntax.kind else { return nil }
        return reading.resolve(Reference(path), .column, syntax.range, context)
    }

    // MARK: Functions

    let functions: [String: FunctionRule] = {
        var rules = SharedFunctions.plain
        for (name, function) in [
            ("sum", AggregateFunction.sum), ("average", .average), ("min", .minimum),
            ("max", .maximum), ("median", .median), ("count", .count),
            ("unique_count", .distinct), ("percentile", .percentile)
        ] {
            rules[name] = over(function)
        }
        for (name, sign) in [("add", "+"), ("subtract", "-"), ("multiply", "*"), ("divide", "/")] {
            rules[name] = .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.infix(sign, call.arguments[0], call.arguments[1], context)
            }
        }
        // Over all that the chart shows.
        rules["overall_sum"] = .built { call, context, reading in
            guard call.arguments.count == 1, let first = call.first,
                let value = reading.wholeMeaning(of: first, context)
            else { return nil }
            return Expression(.function("table_total", [value]))
        }
        for name in [
            "overall_average", "overall_min", "overall_max", "cumulative_sum", "differences",
            "counter_rate", "moving_average", "normalize_by_unit", "last_value",
            "standard_deviation", "percentile_rank"
        ] {
            rules[name] = .built { call, context, reading in
                var parts: [Expression] = []
                for argument in call.arguments {
                    var value = argument
                    if case .form(let kind, let inner) = argument.kind, kind.hasPrefix("option ") {
                        value = inner[0]
                        parts.append(Expression(.text(String(kind.dropFirst(7)))))
                    }
                    parts.append(reading.meaning(of: value, context))
                }
                return Expression(.function("table_" + name, parts))
            }
        }
        rules["ifelse"] = .built { call, context, reading in
            guard call.arguments.count == 3 else { return nil }
            let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
            return reading.conditional([branch], call.arguments[2], context, call.range)
        }
        rules["defaults"] = .built { call, context, reading in
            guard call.arguments.count == 2 else { return nil }
            return reading.firstPresent(call.arguments, context)
        }
        return rules
    }()

    /// An aggregate with its options: a filter, another period, a level.
    private static func over(_ function: AggregateFunction) -> FunctionRule {
        .built { call, _, reading in
            var field: Syntax?
            var condition: Expression?
            var shift: PeriodShift?
            var level: Rational?
            for argument in call.arguments {
                guard case .form(let kind, let parts) = argument.kind else {
                    guard field == nil else { return nil }
                    field = argument
                    continue
                }
                switch (kind, parts[0].kind) {
                case ("option kql", .text(let text)):
                    guard let test = filter(text, parts[0].range, &reading) else { return nil }
                    condition = test
                case ("option lucene", .text(let text)):
                    // Where it is as simple as KQL, it means the same.
                    condition =
                        filter(text, parts[0].range, &reading)
                        ?? Expression(.function("search", [Expression(.text(text))]))
                case ("option reducedtimerange", _): return nil
                case ("option shift", .text(let text)):
                    guard let read = period(text) else { return nil }
                    shift = read
                case ("option percentile", .number(let text)):
                    level = Rational(decimal: text).map { $0 * (Rational(100).reciprocal ?? .zero) }
                default: return nil
                }
            }
            let value: Expression
            if let field {
                value = reading.aggregate(
                    function, field, where: condition, level: level, range: call.range)
            } else {
                guard function == .count else { return nil }
                value = reading.rows(of: nil, where: condition, range: call.range)
            }
            return shift.map { Expression(.shifted(value, $0)) } ?? value
        }
    }

    private static func filter(_ text: String, _ range: Range<Int>, _ reading: inout Reading)
        -> Expression?
    {
        let formula = KQL.language.parse(text, scope: reading.scope)
        guard formula.isUnderstood else { return nil }
        for mention in formula.references {
            var mention = mention
            mention.range = range
            reading.mentions.append(mention)
        }
        return formula.expression.placed(at: range)
    }

    /// `1w`, `3M`
    private static func period(_ text: String) -> PeriodShift? {
        guard let letter = text.last, let count = Int(text.dropLast()), count > 0,
            let unit = [
                "d": CalendarUnit.day, "w": .week, "M": .month, "q": .quarter, "y": .year
            ][letter]
        else { return nil }
        return .earlier(count, unit)
    }
}

extension KQL {
    static let language = OutsideLanguage(KQL())
}
