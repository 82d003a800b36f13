internal import Formula

/// GoodData's metrics: `SELECT SUM({fact/price}) WHERE {label/status} = "sold"`.
struct MAQL: Dialect {
    let id = "maql"
    let name = "MAQL"

    let lexicon = Lexicon(
        quotes: [.text("\"", doubled: false, backslash: true), .text("'")],
        lineComments: ["#"], symbols: ["<>", "!=", "<=", ">=", "<", ">", "%"],
        special: { bytes, start in
            // `{kind/name}`
            guard bytes[start] == UInt8(ascii: "{") else { return nil }
            guard let end = bytes[start...].prefix(300).firstIndex(of: UInt8(ascii: "}")) else {
                return nil
            }
            return (
                .quotedName, String(decoding: bytes[(start + 1)..<end], as: UTF8.self), end + 1
            )
        })

    let operators = OperatorTable.common.adding([
        "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
        "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo")
    ])

    // MARK: Grammar

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let start = parser.current.range.lowerBound
        if parser.isAt(word: "select") { return try selection(&parser) }
        if parser.isAt(word: "case") {
            parser.advance()
            let choice = try cases(start, &parser)
            return choice
        }
        if parser.isAt(word: "if") {
            parser.advance()
            return try parser.branches(from: start, separator: "elseif")
        }
        if parser.isAt(word: "null") {
            parser.advance()
            return try parser.made(.missing, from: start)
        }
        return nil
    }

    /// `CASE WHEN … THEN …, WHEN … THEN … ELSE … END`, with commas between.
    private func cases(_ start: Int, _ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        var branches: [Syntax.Branch] = []
        while parser.accept(word: "when") {
            let condition = try parser.expression()
            try parser.expect(word: "then")
            branches.append(.init(condition: condition, result: try parser.expression()))
            _ = parser.accept(",")
        }
        guard !branches.isEmpty else { throw parser.unexpected() }
        var otherwise: Syntax?
        if parser.accept(word: "else") { otherwise = try parser.expression() }
        try parser.expect(word: "end")
        return try parser.made(.conditional(branches, otherwise: otherwise), from: start)
    }

    /// A metric with what it is computed over.
    private func selection(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        parser.advance()
        var result = try parser.expression()
        while parser.current.kind == .name {
            switch parser.current.text.folded {
            case "where":
                parser.advance()
                let condition = try parser.expression()
                result = try parser.made(.form("where", [result, condition]), from: start)
            case "by":
                parser.advance()
                if parser.accept(words: ["all", "other"]) || parser.accept(word: "all") {
                    var parts = [result]
                    while parser.current.kind == .quotedName {
                        parts.append(try parser.expression(OperatorTable.Strength.sign))
                        guard parser.accept(",") else { break }
                    }
                    result = try parser.made(.form("by all", parts), from: start)
                    if parser.accept(word: "except") {
                        throw parser.unexpected()
                    }
                    continue
                }
                var parts = [result]
                repeat {
                    // Beside what it is computed by, nothing else splits it.
                    if parser.accept(words: ["all", "other"]) { break }
                    parts.append(try parser.expression(OperatorTable.Strength.sum))
                } while parser.accept(",")
                result = try parser.made(.form("by", parts), from: start)
            case "within":
                parser.advance()
                var parts = [result]
                parts += try parser.arguments()
                result = try parser.made(.form("by", parts), from: start)
            case "for":
                parser.advance()
                let shift = try parser.expression(OperatorTable.Strength.sign)
                result = try parser.made(.form("for", [result, shift]), from: start)
            case "without":
                guard
                    parser.accept(words: ["without", "parent", "filter"])
                        || parser.accept(words: ["without", "pf"])
                else { throw parser.unexpected() }
            case "with":
                guard
                    parser.accept(words: ["with", "parent", "filter"])
                        || parser.accept(words: ["with", "pf"])
                else { throw parser.unexpected() }
            default: return result
            }
        }
        return result
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        guard strength <= OperatorTable.Strength.comparison else { return nil }
        if let membership = try parser.membership(of: left) { return membership }
        guard parser.isAt(word: "between") else { return nil }
        parser.advance()
        let low = try parser.expression(OperatorTable.Strength.concatenation)
        try parser.expect(word: "and")
        let high = try parser.expression(OperatorTable.Strength.concatenation)
        return try parser.made(
            .form("between", [left, low, high]), from: left.range.lowerBound)
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .name(let path):
            guard let (kind, name) = Self.object(path) else { return nil }
            return reading.resolve(
                Reference([name]), kind == "metric" ? .measure : .column, syntax.range, context)
        case .form(let kind, let parts): return form(kind, parts, context, &reading)
        default: return nil
        }
    }

    private static func object(_ path: [String]) -> (kind: String, name: String)? {
        let parts = (path.first ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : path.first.map { ("", $0) }
    }

    private func form(
        _ kind: String, _ parts: [Syntax], _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        switch kind {
        case "in": return reading.membership(parts, context)
        case "between":
            let value = reading.meaning(of: parts[0], context.condition)
            let low = reading.meaning(of: parts[1], context.condition)
            let high = reading.meaning(of: parts[2], context.condition)
            return .all(
                .compared(.greaterOrEqual, value, low), .compared(.lessOrEqual, value, high))
        case "where":
            guard let value = reading.wholeMeaning(of: parts[0], context),
                let condition = reading.wholeMeaning(of: parts[1], .row)
            else { return nil }
            // What is not taken over cannot be told to compute otherwise.
            guard value.containsAggregate else {
                return Expression(.function("where", [value, condition]))
            }
            return value.filtered(by: condition.conjuncts.map { .condition($0) })
        case "by", "by all":
            guard let value = reading.wholeMeaning(of: parts[0], context) else { return nil }
            var groups: [Expression] = []
            for part in parts.dropFirst() { groups.append(reading.meaning(of: part, .row)) }
            guard value.containsAggregate else {
                return Expression(.function(kind == "by" ? "by" : "by_all", [value] + groups))
            }
            if kind == "by" || groups.isEmpty { return value.fixed(at: groups) }
            var dimensions: [Reference] = []
            for group in groups {
                guard case .reference(let reference) = group.kind else { return nil }
                dimensions.append(reference)
            }
            return value.across(dimensions)
        case "for":
            guard let value = reading.wholeMeaning(of: parts[0], context),
                case .call(let name, let arguments) = parts[1].kind
            else { return nil }
            return shifted(value, name, arguments, &reading)
        default: return nil
        }
    }

    private func shifted(
        _ value: Expression, _ name: String, _ arguments: [Syntax], _ reading: inout Reading
    ) -> Expression? {
        guard let first = arguments.first, case .name(let path) = first.kind,
            let label = Self.object(path)?.name
        else { return nil }
        let unit = label.split(separator: ".").last.flatMap {
            CalendarUnit(rawValue: $0.lowercased())
        }
        var steps = 1
        if arguments.count == 2 {
            guard let number = reading.meaning(of: arguments[1], .row).constant,
                let count = Int(number.description)
            else { return nil }
            steps = count
        }
        switch name {
        case "previous", "next":
            guard let unit else { return nil }
            return Expression(
                .shifted(value, .earlier(name == "previous" ? steps : -steps, unit)))
        // As long as the period that the reader chose.
        case "previousperiod": return Expression(.function("previous_period", [value]))
        case "nextperiod": return Expression(.function("next_period", [value]))
        default: return nil
        }
    }

    let functions: [String: FunctionRule] = SharedFunctions.plain.merging(
        [
            "sum": aggregate(.sum), "avg": aggregate(.average), "min": aggregate(.minimum),
            "max": aggregate(.maximum), "median": aggregate(.median),
            // An attribute is counted by its values; with a second one only
            // those that it connects.
            "count": .built { call, _, reading in
                guard (1...2).contains(call.arguments.count) else { return nil }
                var condition: Expression?
                if call.arguments.count == 2 {
                    let other = reading.meaning(of: call.arguments[1], .row)
                    condition = Expression(.presence(other, present: true))
                }
                return reading.aggregate(
                    .distinct, call.arguments[0], where: condition, range: call.range)
            },
            "approximate_count": aggregate(.distinct),
            "ifnull": .built { call, context, reading in
                guard call.arguments.count == 2 else { return nil }
                return reading.firstPresent(call.arguments, context)
            },
            "runsum": .named("table_running_sum", 1...1),
            "runavg": .named("table_running_avg", 1...1),
            "rank": .named("table_rank", 1...2),
            "report": .named("report", 1...1)
        ]
    ) { $1 }

    /// Of a fact; of another metric it is that metric's own.
    private static func aggregate(_ function: AggregateFunction) -> FunctionRule {
        .built { call, _, reading in
            guard call.arguments.count == 1 else { return nil }
            return reading.aggregate(function, call.arguments[0], range: call.range)
        }
    }
}
