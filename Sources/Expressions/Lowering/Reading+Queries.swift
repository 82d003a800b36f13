internal import Formula

/// What the columns of a query mean.
extension Reading {
    /// All columns; `nil` where the query as a whole is not understood.
    mutating func columns(of query: Query) -> [OutsideFormula.Column]? {
        guard !query.isCompound else { return nil }
        let outer = frame
        defer { frame = outer }
        for definition in query.definitions {
            frame.definitions[definition.name.folded] = definition.query
        }
        let known = frame.definitions
        frame = QueryFrame()
        frame.definitions = known
        guard open(query.sources) else { return nil }
        if let condition = query.condition {
            guard let kept = rowCondition(condition) else { return nil }
            if frame.isGrouped, kept != nil { return nil }
            frame.condition = Expression.joined(frame.condition, kept)
        }
        var columns: [OutsideFormula.Column] = []
        for column in query.columns {
            if case .star = column.value.kind { continue }
            let expression = meaning(of: column.value, .shown)
            columns.append(
                .init(name: column.name, expression: expression, range: column.value.range))
            if let name = column.name { frame.aliases[name.folded] = expression }
        }
        innermost = frame
        if let having = query.having { selection.append(meaning(of: having, .shown)) }
        return columns
    }

    /// The one value of a query that stands in an expression.
    mutating func singleValue(of query: Query) -> Expression? {
        guard let columns = columns(of: query), columns.count == 1, query.groups.isEmpty,
            columns[0].isAggregate
        else { return nil }
        return columns[0].expression
    }

    // MARK: Sources

    private mutating func open(_ sources: [Query.Source]) -> Bool {
        var queries: [(query: Query, alias: String?)] = []
        var tables: [(table: String, alias: String?)] = []
        for source in sources {
            switch source.kind {
            case .query(let syntax):
                guard case .query(let query) = syntax.kind else { return false }
                queries.append((query, source.alias))
            case .table(let name):
                if case .query(let query) = frame.definitions[name.folded]?.kind {
                    queries.append((query, source.alias ?? name))
                } else {
                    tables.append((name, source.alias))
                }
            case .other: return false
            }
        }
        for (table, alias) in tables {
            frame.tables[table.folded] = table
            if let alias { frame.tables[alias.folded] = table }
        }
        if queries.isEmpty {
            frame.onlyTable = tables.count == 1 ? tables[0].table : nil
            return true
        }
        guard tables.isEmpty else { return false }
        for (query, alias) in queries {
            guard open(query, alias, isOnly: queries.count == 1) else { return false }
        }
        return true
    }

    /// Makes the columns of an inner query known by their names.
    private mutating func open(_ query: Query, _ alias: String?, isOnly: Bool) -> Bool {
        guard !query.isLimited, query.having == nil else { return false }
        let outer = frame
        frame = QueryFrame()
        frame.definitions = outer.definitions
        // A definition sees those before it, and not itself.
        if let alias { frame.definitions[alias.folded] = nil }
        let columns = columns(of: query)
        let inner = innermost
        frame = outer
        guard let columns else { return false }
        let isGrouped =
            query.isDistinct || !query.groups.isEmpty || columns.contains { $0.isAggregate }
        guard isGrouped || isOnly else { return false }
        if !isGrouped { guard passOn(query) else { return false } }
        frame.isGrouped = isGrouped
        var groups: [Expression] = []
        if isGrouped {
            groups = columns.filter { !$0.isAggregate }.map(\.expression)
        }
        for column in columns {
            guard let name = column.name?.folded else { continue }
            let value = column.expression
            frame.columns[name] = value
            if let alias { frame.columns[alias.folded + "." + name] = value }
        }
        frame.groups = isOnly ? groups : nil
        frame.groupCondition = inner.condition
        frame.groupTable = inner.onlyTable
        return true
    }

    /// The rows of an inner query that only chooses among those of a table are
    /// that table's.
    private mutating func passOn(_ query: Query) -> Bool {
        let columns = frame.columns
        guard open(query.sources) else { return false }
        frame.columns = columns.merging(frame.columns) { $1 }
        guard let condition = query.condition else { return true }
        guard let kept = rowCondition(condition) else { return false }
        frame.condition = Expression.joined(frame.condition, kept)
        return true
    }

    // MARK: Names

    /// A column by its name.
    mutating func queryColumn(_ path: [String], _ range: Range<Int>, _ context: Context)
        -> Expression?
    {
        guard let name = path.last else { return nil }
        let key = path.suffix(2).map(\.folded).joined(separator: ".")
        if let known = frame.columns[key] ?? (path.count == 1 ? frame.columns[name.folded] : nil) {
            // A value of each group is at that group's level once more is
            // computed of it.
            guard context.isInAggregate, frame.isGrouped else { return known.placed(at: range) }
            guard let groups = frame.groups else { return nil }
            guard known.containsAggregate else {
                return context.isDistinct ? known.placed(at: range) : nil
            }
            return known.fixed(at: groups).placed(at: range)
        }
        if path.count == 1 {
            if let word = SQLFunctions.all[name.folded], case .named(let meaning, let arity) = word,
                arity.contains(0), ["now", "today"].contains(meaning)
            {
                return Expression(.function(meaning, []))
            }
            if !context.isInAggregate, let alias = frame.aliases[name.folded],
                alias.containsAggregate
            {
                return alias.placed(at: range)
            }
            return resolve(Reference([name]), .column, range, context)
        }
        let table = path[path.count - 2]
        let known = frame.tables[table.folded] ?? table
        if let only = frame.onlyTable, only.matchesWord(known) {
            return resolve(Reference([name]), .column, range, context)
        }
        return resolve(Reference([known, name]), .column, range, context)
    }

    // MARK: Conditions

    /// What remains of a query's condition without what only chooses what is
    /// shown; `nil` where it is not understood, `.some(nil)` where nothing does.
    private mutating func rowCondition(_ syntax: Syntax) -> Expression?? {
        var kept: Expression?
        for part in Self.conjuncts(syntax) {
            guard let condition = wholeMeaning(of: part, .row) else { return nil }
            if part.hasVariable || condition.choosesPeriod {
                selection.append(condition)
                condition.visitRow { reference in
                    guard reference.path.first?.hasPrefix("$") != true else { return }
                    for index in mentions.indices where mentions[index].reference == reference {
                        if condition.choosesPeriod { mentions[index].kind = .time }
                    }
                }
                continue
            }
            if condition.joinsTables { continue }
            // A total per row of something else is no row's own value.
            guard !condition.containsAggregate else { return nil }
            kept = Expression.joined(kept, condition)
        }
        return .some(kept)
    }

    private static func conjuncts(_ syntax: Syntax) -> [Syntax] {
        if case .infix("and", let one, let other) = syntax.kind {
            return conjuncts(one) + conjuncts(other)
        }
        return [syntax]
    }
}

/// What is known within one query.
struct QueryFrame: Sendable {
    /// The named queries before it, by their names in small letters.
    var definitions: [String: Syntax] = [:]
    /// The tables by the names that it gives them.
    var tables: [String: String] = [:]
    /// The table that every column is of, where there is but one.
    var onlyTable: String?
    /// The meanings of the columns of inner queries.
    var columns: [String: Expression] = [:]
    /// The meanings of its own columns, as far as they are read.
    var aliases: [String: Expression] = [:]
    /// The condition on every row.
    var condition: Expression?
    /// Whether its rows are groups of an inner query, and of what.
    var isGrouped = false
    var groups: [Expression]?
    /// The condition on the rows of that query, and their table.
    var groupCondition: Expression?
    var groupTable: String?
}

extension Syntax {
    /// Whether a value that the reader chooses stands in it.
    var hasVariable: Bool {
        switch kind {
        case .variable: true
        case .call(let name, _) where name.hasPrefix("$__"): true
        default: kind.parts.contains { $0.hasVariable }
        }
    }
}

extension Expression {
    static func joined(_ one: Expression?, _ other: Expression?) -> Expression? {
        guard let one else { return other }
        guard let other else { return one }
        return .all(one, other)
    }

    /// Whether it only says which rows of two tables belong together.
    fileprivate var joinsTables: Bool {
        guard case .comparison(.equal, let one, let other) = kind,
            case .reference(let left) = one.kind, case .reference(let right) = other.kind
        else { return false }
        return left.path.count > 1 && right.path.count > 1 && left.path[0] != right.path[0]
    }

    /// Whether it only says which period is looked at: a moment compared with
    /// a day that is written out, or with a stretch up to now.
    var choosesPeriod: Bool {
        switch kind {
        case .all(let parts): return parts.allSatisfy { $0.choosesPeriod }
        case .comparison(let sign, let one, let other):
            return one.isBounded(by: other, sign) || other.isBounded(by: one, sign.mirrored)
        case .function("in_period", _): return true
        default: return false
        }
    }

    private func isBounded(by other: Expression, _ sign: ComparisonOperator) -> Bool {
        guard sign != .unequal, isMoment, !mentionsNow else { return false }
        if case .text(let text) = other.bare.kind { return text.isDay }
        if case .function("date", let parts) = other.bare.kind,
            case .text(let text) = parts.first?.bare.kind
        {
            return text.isDay
        }
        if isPart, other.constant != nil { return true }
        guard other.mentionsNow else { return false }
        switch sign {
        case .greater, .greaterOrEqual, .equal: return true
        // What lies long ago is a fact about a row, up to now is not.
        case .less, .lessOrEqual: return other.isNow
        case .unequal: return false
        }
    }

    /// A column, or a day or month of it.
    private var isMoment: Bool {
        switch kind {
        case .reference: true
        case .annotated(_, let inner): inner.isMoment
        case .function(let name, let parts):
            ["date", "truncated", "year", "month", "quarter", "week"].contains(name)
                && parts.last?.isMoment == true
        default: false
        }
    }

    /// A calendar unit of a moment, as a number.
    private var isPart: Bool {
        if case .function(let name, _) = kind {
            return ["year", "month", "quarter", "week"].contains(name)
        }
        return false
    }

    private var mentionsNow: Bool {
        if case .function(let name, _) = kind, ["now", "today", "yesterday"].contains(name) {
            return true
        }
        return children.contains { $0.mentionsNow }
    }

    private var isNow: Bool {
        switch kind {
        case .function(let name, _): ["now", "today", "yesterday", "truncated"].contains(name)
        case .annotated(_, let inner): inner.isNow
        default: false
        }
    }
}

extension String {
    /// Whether it begins like a date: `2024-01…`.
    fileprivate var isDay: Bool {
        let bytes = Array(utf8.prefix(8))
        guard bytes.count >= 7 else { return false }
        return bytes[0..<4].allSatisfy(\.isDigit) && bytes[4] == UInt8(ascii: "-")
            && bytes[5].isDigit && bytes[6].isDigit
    }
}
