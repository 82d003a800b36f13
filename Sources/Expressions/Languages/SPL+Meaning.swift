internal import Formula

extension SPL {
    func columns(_ syntax: Syntax, _ reading: inout Reading) -> [OutsideFormula.Column] {
        guard case .form("pipeline", let commands) = syntax.kind else {
            let expression = reading.meaning(of: syntax, .shown)
            return [.init(name: nil, expression: expression, range: syntax.range)]
        }
        var columns: [OutsideFormula.Column] = []
        for command in commands {
            guard run(command, &columns, &reading) else {
                return [
                    .init(name: nil, expression: reading.gap(syntax.range), range: syntax.range)
                ]
            }
        }
        return columns
    }

    /// What a command makes of the rows or of the results so far; false where
    /// that is not known.
    private func run(
        _ command: Syntax, _ columns: inout [OutsideFormula.Column], _ reading: inout Reading
    ) -> Bool {
        guard case .form(let kind, let parts) = command.kind else { return false }
        switch kind {
        case "neutral": return true
        case "search", "where":
            guard columns.isEmpty else {
                // Which results are shown.
                for part in parts { reading.selection.append(reading.meaning(of: part, .shown)) }
                return true
            }
            for part in parts where !choose(part, &reading) { return false }
            return true
        case "eval":
            for index in stride(from: 0, to: parts.count - 1, by: 2) {
                guard case .name(let path) = parts[index].kind, let name = path.first else {
                    return false
                }
                let context: Context = columns.isEmpty ? .row : .shown
                let value = reading.meaning(of: parts[index + 1], context)
                reading.frame.columns[name] = value
                guard !columns.isEmpty else { continue }
                columns.removeAll { $0.name == name }
                columns.append(
                    .init(name: name, expression: value, range: parts[index + 1].range))
            }
            return true
        case "rename":
            for index in stride(from: 0, to: parts.count - 1, by: 2) {
                guard case .name(let old) = parts[index].kind,
                    case .name(let new) = parts[index + 1].kind
                else { return false }
                if let known = reading.frame.columns[old[0]] {
                    reading.frame.columns[new[0]] = known
                }
                for at in columns.indices where columns[at].name == old[0] {
                    columns[at].name = new[0]
                }
            }
            return true
        case "chosen":
            return parts.allSatisfy { run($0, &columns, &reading) }
        case "top":
            guard columns.isEmpty, let range = Optional(command.range) else { return false }
            let count = reading.rows(of: nil, range: range)
            columns = [.init(name: "count", expression: count, range: range)]
            reading.frame.columns = ["count": count]
            reading.frame.condition = nil
            return true
        case "eventstats": return combine(parts, &columns, &reading)
        case "stats":
            // Results of results are another thing than results of rows.
            guard columns.isEmpty else { return false }
            var results: [String: Expression] = [:]
            for index in stride(from: 0, to: parts.count - 1, by: 2) {
                let value = reading.meaning(of: parts[index + 1], .shown)
                var name = reading.source(parts[index + 1].range)
                if case .name(let path) = parts[index].kind { name = path[0] }
                results[name] = value
                columns.append(.init(name: name, expression: value, range: parts[index + 1].range))
            }
            reading.frame.columns = results
            reading.frame.condition = nil
            return true
        default: return false
        }
    }

    /// Over all results, which stay as they are: understood by name, since it is another
    /// thing than results of rows.
    private func combine(
        _ parts: [Syntax], _ columns: inout [OutsideFormula.Column], _ reading: inout Reading
    ) -> Bool {
        var results = reading.frame.columns
        var next = columns
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            guard case .call(let name, let arguments) = parts[index + 1].kind else { return false }
            var values: [Expression] = []
            for argument in arguments { values.append(reading.meaning(of: argument, .shown)) }
            let value = Expression(.function("over_results_" + name, values))
            var label = reading.source(parts[index + 1].range)
            if case .name(let path) = parts[index].kind { label = path[0] }
            results[label] = value
            next.append(.init(name: label, expression: value, range: parts[index + 1].range))
        }
        reading.frame.columns = results
        columns = next
        return true
    }

    /// A term of a search: a condition on the rows, or what only says where to
    /// look and what the reader chose.
    private func choose(_ term: Syntax, _ reading: inout Reading) -> Bool {
        guard let condition = reading.wholeMeaning(of: term, .row) else { return false }
        if term.hasVariable || Self.names(condition).isSubset(of: Self.places) {
            reading.selection.append(condition)
        } else {
            reading.frame.condition = Expression.joined(reading.frame.condition, condition)
        }
        return true
    }

    private static let places: Set<String> = [
        "index", "sourcetype", "source", "host", "earliest", "latest"
    ]

    private static func names(_ condition: Expression) -> Set<String> {
        var found: Set<String> = []
        condition.visitRow { found.insert($0.path[0]) }
        if case .function = condition.kind { found.insert("") }
        return found
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .name(let path):
            if let known = reading.frame.columns[path[0]] { return known.placed(at: syntax.range) }
            return reading.resolve(Reference(path), .column, syntax.range, context)
        case .form("in", let parts): return reading.membership(parts, context)
        case .form("terms", let parts):
            var result: Expression?
            for part in parts {
                result = Expression.joined(result, reading.meaning(of: part, context.condition))
            }
            return result
        case .form("subsearch", _):
            return Expression(
                .function("subsearch", [Expression(.text(reading.source(syntax.range)))]))
        case .form("contains", let parts): return reading.named("search", parts, context)
        case .infix("=", let one, let other):
            guard case .text(let text) = other.kind, text.contains("*"), case .name = one.kind
            else { return nil }
            return reading.named("like", [one, other], context)
        default: return nil
        }
    }

    var functions: [String: FunctionRule] { Self.rules }

    private static let rules: [String: FunctionRule] = {
        var rules = SharedFunctions.plain.merging(SharedFunctions.texts) { $1 }
        for (function, names) in [
            (AggregateFunction.sum, ["sum"]), (.average, ["avg", "mean"]), (.minimum, ["min"]),
            (.maximum, ["max"]), (.median, ["median"]),
            (.distinct, ["dc", "distinct_count", "estdc"])
        ] {
            for name in names { rules[name] = over(function) }
        }
        rules["count"] = .built { call, _, reading in
            guard let first = call.first else { return reading.rows(of: nil, range: call.range) }
            guard call.arguments.count == 1 else { return nil }
            guard case .call("eval", let parts) = first.kind, parts.count == 1 else {
                return reading.aggregate(.count, first, range: call.range)
            }
            // What is not true is not counted.
            let value = reading.meaning(of: parts[0], .row)
            guard value.isCondition else {
                return reading.aggregate(.count, of: value, range: call.range)
            }
            return reading.rows(of: nil, where: value, range: call.range)
        }
        rules["c"] = rules["count"]
        for percent in 1...99 {
            for prefix in ["perc", "p", "exactperc", "upperperc"] {
                rules["\(prefix)\(percent)"] = .built { call, _, reading in
                    guard call.arguments.count == 1, let first = call.first,
                        let hundredth = Rational(100).reciprocal
                    else { return nil }
                    return reading.aggregate(
                        .percentile, first, level: Rational(percent) * hundredth,
                        range: call.range)
                }
            }
        }
        rules["eval"] = .built { call, context, reading in
            guard call.arguments.count == 1 else { return nil }
            return reading.meaning(of: call.arguments[0], context)
        }
        rules["if"] = .built { call, context, reading in
            guard call.arguments.count == 3 else { return nil }
            let branch = Syntax.Branch(condition: call.arguments[0], result: call.arguments[1])
            return reading.conditional([branch], call.arguments[2], context, call.range)
        }
        rules["case"] = .built { call, context, reading in
            guard call.arguments.count > 1, call.arguments.count % 2 == 0 else { return nil }
            var branches: [Syntax.Branch] = []
            for index in stride(from: 0, to: call.arguments.count, by: 2) {
                branches.append(
                    .init(condition: call.arguments[index], result: call.arguments[index + 1]))
            }
            return reading.conditional(branches[...], nil, context, call.range)
        }
        rules["coalesce"] = .built { call, context, reading in
            reading.firstPresent(call.arguments, context)
        }
        for (name, present) in [("isnull", false), ("isnotnull", true)] {
            rules[name] = .built { call, context, reading in
                guard call.arguments.count == 1 else { return nil }
                let value = reading.meaning(of: call.arguments[0], context.condition)
                return Expression(.presence(value, present: present))
            }
        }
        rules["null"] = .built { _, _, _ in Expression(.missing) }
        rules["true"] = .built { _, _, _ in Expression(.boolean(true)) }
        rules["tonumber"] = .cast("number")
        rules["tostring"] = .built { call, context, reading in
            call.first.map { reading.cast($0, to: "text", context) } ?? nil
        }
        rules["match"] = .named("matches", 2...2)
        for (name, arity) in [
            ("like", 2...2), ("cidrmatch", 2...2), ("searchmatch", 1...1), ("mvcount", 1...1),
            ("relative_time", 2...2), ("strftime", 2...2), ("strptime", 2...2), ("now", 0...0),
            ("time", 0...0), ("mvindex", 2...3), ("split", 2...2), ("urldecode", 1...1),
            ("isnum", 1...1), ("typeof", 1...1), ("random", 0...0), ("nullif", 2...2),
            ("validate", 2...8), ("stdev", 1...1), ("var", 1...1), ("range", 1...1),
            ("rate", 1...1), ("per_second", 1...1), ("per_minute", 1...1), ("per_hour", 1...1),
            ("per_day", 1...1), ("sumsq", 1...1)
        ] {
            rules[name] = .named(name, arity)
        }
        rules["pow"] = .named("power", 2...2)
        for name in ["values", "list", "first", "last", "latest", "earliest", "mode"] {
            rules[name] = .named("only_value", 1...1)
        }
        return rules
    }()

    private static func over(_ function: AggregateFunction) -> FunctionRule {
        .built { call, context, reading in
            // `max(a, b)` is of one row.
            guard call.arguments.count == 1, let first = call.first, !context.isInAggregate else {
                guard function == .minimum || function == .maximum else { return nil }
                return reading.named(
                    function == .minimum ? "least" : "greatest", call.arguments, context)
            }
            return reading.aggregate(function, first, range: call.range)
        }
    }
}
