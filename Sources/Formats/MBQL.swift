internal import Diagnostics
internal import Documents

/// Metabase's query language, whose expressions are lists: `["/", ["sum", ["field", 3]],
/// ["count"]]`. They are written as SQL, with the places of their parts.
struct MBQL {
    /// The names of columns by their numbers.
    var columns: [String: PlacedText] = [:]
    /// The computed columns of the query.
    var expressions: Node?

    private typealias Parts = [PlacedText.Part]

    /// How deep lists may stand in each other, and expressions name each other.
    private static let depthLimit = 60

    /// One aggregation of a query with the query's filters.
    /// - Returns: nothing where a part of it has no counterpart.
    func aggregation(_ node: Node, filters: [Node], table: PlacedText?) -> SourceFormula? {
        guard let value = parts(node, 0) else { return nil }
        var whole: Parts = value
        if !filters.isEmpty || table != nil {
            whole.insert(.literal("SELECT "), at: 0)
            if let table {
                whole += [.literal(" FROM \""), .text(table), .literal("\"")]
            } else {
                whole += [.literal(" FROM rows")]
            }
            for (number, filter) in filters.enumerated() {
                guard let condition = parts(filter, 0) else { return nil }
                whole += [.literal(number == 0 ? " WHERE (" : " AND (")] + condition
                whole.append(.literal(")"))
            }
        }
        let isQuery = whole.count > value.count
        return PlacedText.composed(whole).map {
            SourceFormula(source: $0, language: "sql", kind: isQuery ? .query : .expression)
        }
    }

    /// The name that an aggregation is given in the query.
    static func name(of node: Node) -> PlacedText? {
        let options = node.items.first { $0.kind == .object }
        return (options?["display-name"] ?? options?["name"])?.filledText
    }

    private func parts(_ node: Node, _ depth: Int) -> Parts? {
        guard depth < Self.depthLimit else { return nil }
        switch node.kind {
        case .number, .boolean: return [.text(node.text)]
        case .null: return [.instead("NULL", of: node.text)]
        case .string:
            // A quote in the text would end the literal.
            guard node.string?.contains("'") == false else { return nil }
            return [.literal("'"), .text(node.text), .literal("'")]
        case .array: return call(node, depth)
        default: return nil
        }
    }

    private func call(_ node: Node, _ depth: Int) -> Parts? {
        guard let word = node[0], word.kind == .string else { return nil }
        // Options stand behind the word, or last in older queries.
        let arguments = node.items.dropFirst().filter { $0.kind != .object && !$0.isNull }
        let name = (word.string ?? "").lowercased()
        func part(_ index: Int) -> Parts? {
            arguments.indices.contains(index) ? parts(arguments[index], depth + 1) : nil
        }
        func function(_ text: String, _ indices: [Int]? = nil, _ close: String = ")") -> Parts? {
            var result: Parts = [.instead(text, of: word.text)]
            for (number, index) in (indices ?? Array(arguments.indices)).enumerated() {
                guard let inner = part(index) else { return nil }
                if number > 0 { result.append(.literal(", ")) }
                result += inner
            }
            return result + [.literal(close)]
        }
        func infix(_ sign: String) -> Parts? {
            var result: Parts = [.literal("(")]
            for index in arguments.indices {
                guard let inner = part(index) else { return nil }
                if index > 0 { result.append(.instead(" \(sign) ", of: word.text)) }
                result += inner
            }
            return arguments.isEmpty ? nil : result + [.literal(")")]
        }
        switch name {
        case "field", "field-id", "field-literal", "fk->", "datetime-field":
            return column(arguments, depth)
        case "expression": return computed(arguments, depth)
        case "aggregation-options", "value": return part(0)
        case "+", "-", "*", "/", "<", "<=", ">", ">=", "and", "or": return infix(name)
        case "=" where arguments.count > 2: return member("IN", arguments, word, depth)
        case "!=" where arguments.count > 2: return member("NOT IN", arguments, word, depth)
        case "=", "!=": return infix(name == "=" ? "=" : "<>")
        case "not": return function("NOT (")
        case "count" where arguments.isEmpty: return [.instead("COUNT(*)", of: word.text)]
        case "sum", "avg", "min", "max", "median", "count", "coalesce", "abs", "floor", "ceil",
            "round", "sqrt", "power", "log", "exp", "concat", "lower", "upper", "length":
            return function(name.uppercased() + "(")
        case "distinct": return function("COUNT(DISTINCT ")
        case "count-where":
            return all(word, "COUNT(*) FILTER (WHERE ", part(0), ")")
        case "sum-where":
            return all(word, "SUM(", part(0), ") FILTER (WHERE ", part(1), ")")
        case "distinct-where":
            return all(word, "COUNT(DISTINCT ", part(0), ") FILTER (WHERE ", part(1), ")")
        case "share":
            return all(word, "COUNT(*) FILTER (WHERE ", part(0), ") / COUNT(*)")
        case "percentile":
            return all(
                word, "PERCENTILE_CONT(", part(1), ") WITHIN GROUP (ORDER BY ", part(0), ")")
        case "case", "if": return choice(node, arguments, depth)
        case "is-null": return postfix(" IS NULL", part(0), word)
        case "not-null": return postfix(" IS NOT NULL", part(0), word)
        case "is-empty": return postfix(" = ''", part(0), word)
        case "not-empty": return postfix(" <> ''", part(0), word)
        case "between":
            guard let value = part(0) else { return nil }
            let bounds = all(word, " BETWEEN ", part(1), " AND ", part(2), "")
            return bounds.map { value + $0 }
        case "contains", "starts-with", "ends-with":
            guard let value = part(0), let text = arguments.last?.filledText,
                !text.string.contains("'")
            else { return nil }
            let pattern: Parts = [
                .instead(name == "starts-with" ? " LIKE '" : " LIKE '%", of: word.text),
                .text(text), .literal(name == "ends-with" ? "'" : "%'")
            ]
            return value + pattern
        // Which period is shown.
        case "time-interval", "relative-time-interval", "during":
            return all(word, "$__timeFilter(", part(0), ")")
        default: return nil
        }
    }

    /// A form of SQL with its parts, of which none may be missing.
    private func all(
        _ word: Node, _ opening: String, _ first: Parts?, _ next: String, _ second: Parts? = [],
        _ close: String = ""
    ) -> Parts? {
        guard let first, let second else { return nil }
        var result: Parts = [.instead(opening, of: word.text)]
        result += first
        result.append(.literal(next))
        result += second
        result.append(.literal(close))
        return result
    }

    private func postfix(_ text: String, _ value: Parts?, _ word: Node) -> Parts? {
        value.map { $0 + [.instead(text, of: word.text)] }
    }

    private func member(
        _ sign: String, _ arguments: [Node], _ word: Node, _ depth: Int
    ) -> Parts? {
        guard let first = arguments.first, let value = parts(first, depth + 1) else { return nil }
        var result = value + [.instead(" \(sign) (", of: word.text)]
        for (number, argument) in arguments.dropFirst().enumerated() {
            guard let inner = parts(argument, depth + 1) else { return nil }
            if number > 0 { result.append(.literal(", ")) }
            result += inner
        }
        return result + [.literal(")")]
    }

    /// `["case", [[condition, value], …], {"default": value}]`
    private func choice(_ node: Node, _ arguments: [Node], _ depth: Int) -> Parts? {
        guard let branches = arguments.first?.items, !branches.isEmpty else { return nil }
        var result: Parts = [.literal("CASE")]
        for branch in branches {
            guard let condition = branch[0].flatMap({ parts($0, depth + 1) }),
                let value = branch[1].flatMap({ parts($0, depth + 1) })
            else { return nil }
            result.append(.literal(" WHEN "))
            result += condition
            result.append(.literal(" THEN "))
            result += value
        }
        let otherwise =
            node.items.first { $0.kind == .object && $0["default"] != nil }?["default"]
            ?? arguments.dropFirst().first
        if let otherwise {
            guard let value = parts(otherwise, depth + 1) else { return nil }
            result += [.literal(" ELSE ")] + value
        }
        return result + [.literal(" END")]
    }

    /// A column by its number, its name or its path.
    private func column(_ arguments: [Node], _ depth: Int) -> Parts? {
        guard
            let target = arguments.last(where: { $0.kind != .string || arguments.count == 1 })
                ?? arguments.first
        else { return nil }
        switch target.kind {
        case .number:
            if let known = columns[target.raw] {
                return [.literal("\""), .text(known), .literal("\"")]
            }
            return [.literal("field_"), .text(target.text)]
        case .string: return [.literal("\""), .text(target.text), .literal("\"")]
        case .array where target[0]?.string == "field":
            return parts(target, depth + 1)
        case .array:
            guard let last = target.items.last, last.kind == .string else {
                return parts(target, depth + 1)
            }
            return [.literal("\""), .text(last.text), .literal("\"")]
        default: return nil
        }
    }

    private func computed(_ arguments: [Node], _ depth: Int) -> Parts? {
        guard let name = arguments.first(where: { $0.kind == .string })?.string else { return nil }
        if let found = expressions?[name] { return parts(found, depth + 1) }
        // Newer queries keep them in a list, with their names in the options.
        let found = expressions?.items.first { expression in
            expression.items.contains { $0["lib/expression-name"]?.string == name }
        }
        return found.flatMap { parts($0, depth + 1) }
    }
}
