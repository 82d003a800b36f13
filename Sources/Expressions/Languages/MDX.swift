internal import Formula

/// Multidimensional Expressions: the calculated members of SSAS and Mondrian.
struct MDX: Dialect {
    let id = "mdx"
    let name = "MDX"

    let lexicon = Lexicon(
        quotes: [.text("\""), .text("'"), .name("[", "]")], lineComments: ["//", "--"],
        blockComments: [("/*", "*/")],
        symbols: ["<>", "<=", ">=", "<", ">", ":", "&", ";", "||", "!"])

    let operators = OperatorTable.common.adding([
        "xor": .init(strength: OperatorTable.Strength.or, meaning: "xor"),
        "is": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
        ":": .init(strength: OperatorTable.Strength.concatenation, meaning: "range")
    ])

    // MARK: Grammar

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        switch token.kind {
        case .quotedName: return try member(&parser)
        case .symbol where token.text == "{":
            let members = try parser.arguments("{", "}")
            return try parser.made(.form("set", members), from: start)
        case .name:
            switch token.text.folded {
            case "case":
                parser.advance()
                return try parser.choice(from: start)
            case "null":
                parser.advance()
                return try parser.made(.missing, from: start)
            default: break
            }
            // `VBA!Abs(…)`
            if parser.ahead(1).isSymbol("!"), parser.ahead(2).kind == .name {
                parser.advance()
                parser.advance()
                return nil
            }
            // `Measures.[Profit]`
            if parser.ahead(1).isSymbol(".") { return try member(&parser) }
            return nil
        default: return nil
        }
    }

    /// `[Dimension].[Hierarchy].&[key].Function(…)`: names, keys as texts,
    /// functions as calls.
    private func member(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        var parts = [try parser.made(.name([parser.current.text]), from: start)]
        parser.advance()
        while parser.accept(".") {
            try part(&parts, &parser)
        }
        return try parser.made(.form("member", parts), from: start)
    }

    private func part(_ parts: inout [Syntax], _ parser: inout SyntaxParser) throws(SyntaxFailure) {
        let from = parser.current.range.lowerBound
        if parser.accept("&") {
            guard parser.current.kind == .quotedName else { throw parser.unexpected() }
            let key = parser.current.text
            parser.advance()
            parts.append(try parser.made(.text(key), from: from))
            return
        }
        let token = parser.current
        parser.advance()
        switch token.kind {
        case .quotedName: parts.append(try parser.made(.name([token.text]), from: from))
        case .name:
            let arguments = parser.isAt("(") ? try parser.arguments() : []
            parts.append(try parser.made(.call(token.text.folded, arguments), from: from))
        default: throw SyntaxFailure(.unexpected, at: token.range)
        }
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        // `ParallelPeriod(…).Item(0)`, `Root(…).Name`
        guard parser.isAt("."), parser.ahead(1).kind == .name else { return nil }
        var parts = [left]
        while parser.accept(".") { try part(&parts, &parser) }
        return try parser.made(.form("member", parts), from: left.range.lowerBound)
    }

    // MARK: Meaning

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .form("member", let parts): return member(parts, syntax.range, context, &reading)
        case .list(let parts): return tuple(parts, context, &reading)
        case .name(let path):
            return reading.resolve(Reference(path), .measure, syntax.range, context)
        default: return nil
        }
    }

    /// A measure, or something about the member that is shown.
    private func member(
        _ parts: [Syntax], _ range: Range<Int>, _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        var names: [String] = []
        var words: [String] = []
        for part in parts {
            switch part.kind {
            case .name(let path): names += path
            case .text(let key): names.append(key)
            case .call(let word, let arguments):
                guard arguments.allSatisfy({ !$0.kind.isForm }) else { return nil }
                words.append(word)
            default: return nil
            }
        }
        let isMeasure = names.first?.matchesWord("measures") == true || names.count == 1
        if isMeasure, words.isEmpty, let name = names.last {
            return reading.resolve(Reference([name]), .measure, range, context)
        }
        // What is shown is no matter of one value, but can be asked for.
        let reference = reading.resolve(Reference(names), .column, range, context)
        guard !words.isEmpty else { return reference }
        return Expression(.function("member " + words.joined(separator: " "), [reference]))
    }

    /// `([Measures].[Sales], [Product].[All])`: a measure with other members
    /// than those that are shown.
    private func tuple(_ parts: [Syntax], _ context: Context, _ reading: inout Reading)
        -> Expression?
    {
        let measures = parts.filter(\.isMeasure)
        guard measures.count == 1,
            let value = reading.wholeMeaning(of: measures[0], context)
        else { return nil }
        var result = value
        for part in parts where !part.isMeasure {
            guard let filter = filter(part, &reading) else { return nil }
            guard let next = apply(filter, to: result) else { return nil }
            result = next
        }
        return result
    }

    private enum Change {
        case filter(Filter)
        case named(String, [Expression])
    }

    /// What a member in a tuple changes.
    private func filter(_ syntax: Syntax, _ reading: inout Reading) -> Change? {
        switch syntax.kind {
        case .call("parallelperiod", let arguments):
            guard arguments.count >= 2, let unit = unit(of: arguments[0]),
                let number = reading.meaning(of: arguments[1], .row).constant,
                let steps = Int(number.description)
            else { return nil }
            return .filter(.shift(.earlier(steps, unit)))
        case .call("root", let arguments):
            guard let first = arguments.first, let reference = dimension(first) else {
                return arguments.isEmpty ? .filter(.fixed([])) : nil
            }
            return .filter(.across([reference]))
        case .form("member", let parts):
            guard let last = parts.last else { return nil }
            let name = Reference(parts.compactMap(\.plainName))
            switch last.kind {
            case .call("prevmember", _): return .named("previous_period", [])
            case .call("lag", let steps):
                guard steps.count == 1 else { return nil }
                return .named("periods_earlier", [reading.meaning(of: steps[0], .row)])
            case .call("parent", _):
                return .named("of_parent", [Expression(.reference(name), range: syntax.range)])
            case .call("currentmember", _), .call("datamember", _):
                return last.isCall("datamember")
                    ? .named("own_data", [Expression(.reference(name), range: syntax.range)])
                    : .named("", [])
            case .call("defaultmember", _): return .filter(.across([name]))
            case .text(let key):
                return condition(parts.dropLast(), key, last.range)
            case .name(let path):
                guard let member = path.last else { return nil }
                if member.lowercased().hasPrefix("all") {
                    return .filter(.across([Reference(Array(name.path.dropLast()))]))
                }
                return condition(parts.dropLast(), member, last.range)
            default: return nil
            }
        default: return nil
        }
    }

    private func condition(_ parts: ArraySlice<Syntax>, _ member: String, _ range: Range<Int>)
        -> Change?
    {
        let path = parts.compactMap(\.plainName)
        guard path.count == parts.count, !path.isEmpty else { return nil }
        return .filter(
            .condition(
                Expression(
                    .comparison(
                        .equal, Expression(.reference(Reference(path)), range: range),
                        Expression(.text(member), range: range)), range: range)))
    }

    /// A stored measure has no aggregate to reach into: the change stands by
    /// its name.
    private func apply(_ change: Change, to value: Expression) -> Expression? {
        switch change {
        case .named("", _): return value
        case .named(let name, let arguments):
            return Expression(.function(name, [value] + arguments))
        case .filter(let filter):
            if value.containsAggregate { return value.filtered(by: [filter]) }
            switch filter {
            case .condition(let condition):
                return Expression(.function("where", [value, condition]))
            case .across(let dimensions):
                return Expression(
                    .function("across", [value] + dimensions.map { Expression(.reference($0)) }))
            case .fixed: return Expression(.function("of_all", [value]))
            default: return value.filtered(by: [filter])
            }
        }
    }

    private func dimension(_ syntax: Syntax) -> Reference? {
        guard case .form("member", let parts) = syntax.kind else { return nil }
        return Reference(parts.compactMap(\.plainName))
    }

    /// The calendar unit that a level's name says.
    private func unit(of level: Syntax) -> CalendarUnit? {
        guard case .form("member", let parts) = level.kind,
            let name = parts.last?.plainName?.lowercased()
        else { return nil }
        return [CalendarUnit.year, .quarter, .month, .week, .day].first {
            name.contains($0.rawValue) || ($0 == .day && name.contains("date"))
        }
    }

    let functions: [String: FunctionRule] = SharedFunctions.plain.merging(
        [
            "iif": .built { call, context, reading in
                guard call.arguments.count == 3 else { return nil }
                let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
                return reading.conditional([branch], call.arguments[2], context, call.range)
            },
            "isempty": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: false))
            },
            "coalesceempty": .built { call, context, reading in
                guard call.arguments.count > 1 else { return nil }
                return reading.firstPresent(call.arguments, context)
            },
            "divide": .built { call, context, reading in
                guard (2...3).contains(call.arguments.count) else { return nil }
                let one = reading.meaning(of: call.arguments[0], context)
                let other = reading.meaning(of: call.arguments[1], context)
                let quotient = Expression(.arithmetic(.divide, one, other))
                var instead: Rational?
                if call.arguments.count == 3 {
                    instead = reading.meaning(of: call.arguments[2], context).constant
                }
                return Expression(.annotated(.zeroGuard(instead: instead), quotient))
            },
            "sum": toDate(.sum), "aggregate": toDate(.sum),
            "avg": overMembers, "max": overMembers, "min": overMembers, "median": overMembers,
            "count": overMembers, "distinctcount": overMembers, "rank": overMembers,
            "stdev": overMembers, "stddev": overMembers, "var": overMembers,
            "linregslope": overMembers, "cstr": .cast("text"), "cdbl": .cast("number"),
            "cint": .cast("integer"),
            "not": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                return Expression(.not(reading.meaning(of: call.arguments[0], context.condition)))
            },
            "kpivalue": .named("kpi_value", 1...1), "kpigoal": .named("kpi_goal", 1...1),
            "validmeasure": .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                return reading.meaning(of: call.arguments[0], context)
            },
            "format": .cast("text"),
            // On a member of time: the value that stands there.
            "parallelperiod": .built { call, _, reading in
                guard call.arguments.count >= 2 else { return nil }
                guard let number = reading.meaning(of: call.arguments[1], .row).constant else {
                    return nil
                }
                return Expression(.function("parallel_period", [.number(number)]))
            }
        ]
    ) { $1 }

    private static let overMembers: FunctionRule = .built { throughMembers($0, $1, &$2) }

    /// `Avg(set, measure)`: over members of a dimension, which are no rows. Two are the
    /// same where they are over the same set.
    private static func throughMembers(
        _ call: Call, _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        guard (1...4).contains(call.arguments.count) else { return nil }
        var parts: [Expression] = []
        for (number, argument) in call.arguments.enumerated() {
            if number > 0, argument.isMeasure {
                parts.append(reading.meaning(of: argument, context))
            } else {
                parts.append(reading.meaningOrText(of: argument, context))
            }
        }
        return Expression(.function("over_members_" + call.name, parts))
    }

    /// `Sum(YTD(), measure)`.
    private static func toDate(_ function: AggregateFunction) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count == 2, case .call(let name, _) = call.arguments[0].kind,
                let unit = ["ytd": CalendarUnit.year, "qtd": .quarter, "mtd": .month, "wtd": .week][
                    name]
            else { return throughMembers(call, context, &reading) }
            return Expression(
                .shifted(reading.meaning(of: call.arguments[1], context), .toDate(unit)))
        }
    }
}

extension Syntax.Kind {
    fileprivate var isForm: Bool {
        if case .form = self { return true }
        return false
    }
}

extension Syntax {
    fileprivate var plainName: String? {
        if case .name(let path) = kind { return path.last }
        return nil
    }

    fileprivate func isCall(_ name: String) -> Bool {
        if case .call(let own, _) = kind { return own == name }
        return false
    }

    /// Whether it is a measure, and no member of another dimension.
    fileprivate var isMeasure: Bool {
        guard case .form("member", let parts) = kind else { return false }
        return parts.first?.plainName?.matchesWord("measures") == true
            || (parts.count == 1 && parts[0].plainName != nil)
    }
}
