internal import Formula

extension DAX {
    static let aggregates: [String: FunctionRule] = [
        "sum": over(.sum), "average": over(.average), "averagea": over(.average),
        "median": over(.median), "count": over(.count), "counta": over(.count),
        "distinctcount": over(.distinct), "distinctcountnoblank": over(.distinct),
        "approximatedistinctcount": over(.distinct),
        "min": extreme(.minimum, "least"), "max": extreme(.maximum, "greatest"),
        "sumx": iterated(.sum), "averagex": iterated(.average), "countx": iterated(.count),
        "countax": iterated(.count), "minx": iterated(.minimum), "maxx": iterated(.maximum),
        "medianx": iterated(.median),
        "percentile.inc": percentile, "percentile.exc": percentile,
        "countblank": .built { call, context, reading in
            guard call.arguments.count == 1, !context.isInAggregate else { return nil }
            let value = reading.meaning(of: call.arguments[0], .row)
            guard case .reference(let reference) = value.kind else { return nil }
            let entity = reference.path.count > 1 ? reference.path[0] : nil
            return reading.rows(
                of: entity, where: Expression(.presence(value, present: false)), range: call.range)
        },
        "countrows": .built { call, context, reading in
            guard let table = call.first else {
                return reading.rows(of: nil, range: call.range)
            }
            guard call.arguments.count == 1 else { return nil }
            return DAX.rows(of: table, call.range, context, &reading)
        }
    ]

    /// Over the rows that the surroundings select. Within an iteration it
    /// would not be over the row's own, which nobody here can say.
    private static func over(_ function: AggregateFunction) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count == 1, !context.isInAggregate else { return nil }
            return reading.aggregate(function, call.arguments[0], range: call.range)
        }
    }

    private static func extreme(_ function: AggregateFunction, _ rowwise: String) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count == 1 else {
                return reading.named(rowwise, call.arguments, context)
            }
            guard !context.isInAggregate else { return nil }
            return reading.aggregate(function, call.arguments[0], range: call.range)
        }
    }

    private static let percentile: FunctionRule = .built { call, context, reading in
        guard call.arguments.count == 2, !context.isInAggregate,
            let level = reading.meaning(of: call.arguments[1], .row).constant
        else { return nil }
        return reading.aggregate(.percentile, call.arguments[0], level: level, range: call.range)
    }

    // MARK: Iteration

    /// The rows that are iterated over.
    private struct Rows {
        var entity: String?
        var filters: [Filter] = []
        /// For one row per combination of values: of what.
        var groups: [Expression]?
    }

    private static func iterated(_ function: AggregateFunction) -> FunctionRule {
        .built { call, context, reading in
            guard call.arguments.count == 2, !context.isInAggregate,
                let rows = table(call.arguments[0], &reading)
            else { return nil }
            let context: Context = function == .sum ? .summed : .row
            let value = reading.meaning(of: call.arguments[1], context)
            if let groups = rows.groups {
                guard value.containsAggregate else { return nil }
                return reading.aggregate(
                    function, of: value.fixed(at: groups), range: call.range
                )
                .filtered(by: rows.filters)
            }
            return reading.aggregate(function, of: value, entity: rows.entity, range: call.range)
                .filtered(by: rows.filters)
        }
    }

    private static func rows(
        of syntax: Syntax, _ range: Range<Int>, _ context: Context, _ reading: inout Reading
    ) -> Expression? {
        if case .call(let name, let arguments) = syntax.kind {
            if dateTables.contains(name), let filters = filters(syntax, &reading),
                let dates = column(arguments.first, &reading)
            {
                let entity = dates.path.count > 1 ? dates.path[0] : nil
                return reading.rows(of: entity, range: range).filtered(by: filters)
            }
            if name.hasPrefix("dates") {
                return reading.named("count_dates", arguments, context)
            }
        }
        guard let rows = table(syntax, &reading) else { return nil }
        if let groups = rows.groups {
            guard groups.count == 1 else { return nil }
            return reading.aggregate(.distinct, of: groups[0], range: range)
                .filtered(by: rows.filters)
        }
        // Inside of an iteration only the rows that belong to this one count.
        guard !context.isInAggregate || isRelated(syntax) else { return nil }
        return reading.rows(of: rows.entity, range: range).filtered(by: rows.filters)
    }

    private static func isRelated(_ syntax: Syntax) -> Bool {
        if case .call("relatedtable", _) = syntax.kind { return true }
        return false
    }

    private static let dateTables: Set<String> = ["datesytd", "datesqtd", "datesmtd"]

    /// What a table expression stands for.
    private static func table(_ syntax: Syntax, _ reading: inout Reading) -> Rows? {
        switch syntax.kind {
        case .name(let path) where path.count == 1:
            guard let variable = reading.variables[path[0].folded] else {
                return Rows(entity: path[0])
            }
            return table(variable, &reading)
        case .call("filter", let parts) where parts.count == 2:
            guard var rows = table(parts[0], &reading), rows.groups == nil,
                let condition = reading.wholeMeaning(of: parts[1], .row)
            else { return nil }
            rows.filters.append(.condition(condition))
            return rows
        case .call("calculatetable", let parts):
            guard let first = parts.first, var rows = table(first, &reading) else { return nil }
            for part in parts.dropFirst() {
                guard let filters = filters(part, &reading) else { return nil }
                rows.filters += filters
            }
            return rows
        case .call("relatedtable", let parts) where parts.count == 1:
            return table(parts[0], &reading)
        case .call("keepfilters", let parts) where parts.count == 1:
            return table(parts[0], &reading)
        case .call("all", let parts), .call("allselected", let parts):
            guard let first = parts.first, parts.count == 1, case .name(let path) = first.kind,
                path.count == 1
            else { return nil }
            return Rows(entity: path[0], filters: [.fixed([])])
        case .call("values", let parts), .call("distinct", let parts),
            .call("summarize", let parts):
            var columns = parts
            if case .call("summarize", _) = syntax.kind { columns.removeFirst(min(1, parts.count)) }
            if columns.count == 1, case .name(let path) = columns[0].kind, path.count == 1 {
                return Rows(entity: path[0])
            }
            var groups: [Expression] = []
            for part in columns {
                guard let reference = column(part, &reading) else { return nil }
                groups.append(Expression(.reference(reference), range: part.range))
            }
            return groups.isEmpty ? nil : Rows(groups: groups)
        default: return nil
        }
    }

    static func column(_ syntax: Syntax?, _ reading: inout Reading) -> Reference? {
        guard let syntax else { return nil }
        switch syntax.kind {
        case .name, .form("member", _): break
        default: return nil
        }
        guard case .reference(let reference) = reading.meaning(of: syntax, .row).kind else {
            return nil
        }
        return reference
    }
}
