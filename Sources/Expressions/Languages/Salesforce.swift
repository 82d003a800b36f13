internal import Formula

/// The summary formulas of Salesforce reports: `AMOUNT:SUM / RowCount`.
struct Salesforce: Dialect {
    let id = "salesforce"
    let name = "Salesforce summary formula"

    let lexicon = Lexicon(
        quotes: [.text("\"", doubled: false, backslash: true)], blockComments: [("/*", "*/")],
        symbols: ["<>", "!=", "==", "<=", ">=", "<", ">", "&&", "||", "&", "^", ":", "!"],
        nameBody: [UInt8(ascii: "."), UInt8(ascii: "$")])

    let operators = OperatorTable.common.adding(
        [
            "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "&&": .init(strength: OperatorTable.Strength.and, meaning: "and"),
            "||": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "&": .init(strength: OperatorTable.Strength.concatenation, meaning: "concat"),
            "^": .init(strength: OperatorTable.Strength.power, meaning: "power")
        ], prefix: ["!": (OperatorTable.Strength.sign, "not")])

    private static let summaries: [String: AggregateFunction] = [
        "sum": .sum, "avg": .average, "min": .minimum, "max": .maximum, "median": .median,
        "unique": .distinct
    ]

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        guard case .name = left.kind, parser.accept(":") else { return nil }
        let word = parser.current
        guard word.kind == .name, Self.summaries[word.text.folded] != nil else {
            throw parser.unexpected()
        }
        parser.advance()
        return try parser.made(
            .form("summary " + word.text.folded, [left]), from: left.range.lowerBound)
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .form(let kind, let parts) where kind.hasPrefix("summary "):
            guard let function = Self.summaries[String(kind.dropFirst(8))] else { return nil }
            return reading.aggregate(function, parts[0], range: syntax.range)
        case .name(let path):
            guard let name = path.first else { return nil }
            if name.matchesWord("rowcount") { return reading.rows(of: nil, range: syntax.range) }
            if name.matchesWord("null") { return Expression(.missing) }
            if name.matchesWord("true") || name.matchesWord("false") {
                return Expression(.boolean(name.matchesWord("true")))
            }
            return reading.resolve(
                Reference(name.split(separator: ".").map(String.init)),
                context.isInAggregate ? .column : .measure, syntax.range, context)
        default: return nil
        }
    }

    let functions: [String: FunctionRule] = SharedFunctions.all.merging(
        [
            "if": .built { call, context, reading in
                guard call.arguments.count == 3 else { return nil }
                let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
                return reading.conditional([branch], call.arguments[2], context, call.range)
            },
            "case": .built { call, context, reading in
                guard call.arguments.count > 3, call.arguments.count % 2 == 0,
                    let subject = call.first
                else { return nil }
                var branches: [Syntax.Branch] = []
                for index in stride(from: 1, to: call.arguments.count - 1, by: 2) {
                    let value = call.arguments[index]
                    branches.append(
                        .init(
                            condition: Syntax(.infix("=", subject, value), value.range),
                            result: call.arguments[index + 1]))
                }
                return reading.conditional(
                    branches[...], call.arguments.last, context, call.range)
            },
            "and": joined("and"), "or": joined("or"),
            "not": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                return Expression(.not(reading.meaning(of: call.arguments[0], context.condition)))
            },
            "isnull": isMissing, "isblank": isMissing,
            "nullvalue": replaced, "blankvalue": replaced,
            "value": .cast("number"), "text": .cast("text"),
            "max": .named("greatest", 1...16), "min": .named("least", 1...16),
            "parentgroupval": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count),
                    let value = reading.wholeMeaning(of: call.arguments[0], context)
                else { return nil }
                var groups: [Expression] = []
                for argument in call.arguments.dropFirst() {
                    guard case .name(let path) = argument.kind else { return nil }
                    let isTotal = ["grand_summary", "row_grand_summary", "column_grand_summary"]
                        .contains(path[0].folded)
                    if !isTotal { groups.append(Expression(.reference(Reference(path)))) }
                }
                return value.fixed(at: groups)
            },
            "prevgroupval": .named("previous_group", 2...3)
        ]
    ) { $1 }

    private static let isMissing: FunctionRule = .built { call, context, reading in
        guard call.arguments.count == 1 else { return nil }
        let value = reading.meaning(of: call.arguments[0], context.condition)
        return Expression(.presence(value, present: false))
    }

    private static let replaced: FunctionRule = .built { call, context, reading in
        guard call.arguments.count == 2 else { return nil }
        return reading.firstPresent(call.arguments, context)
    }

    private static func joined(_ sign: String) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count > 1 else { return nil }
            var parts: [Expression] = []
            for argument in call.arguments {
                parts.append(reading.meaning(of: argument, context.condition))
            }
            return parts.dropFirst().reduce(parts[0]) {
                sign == "and" ? .all($0, $1) : .any($0, $1)
            }
        }
    }
}
