internal import Catalog
internal import Diagnostics
internal import Formula

/// Finds out which aggregates a set of formulas needs and writes them as as few
/// scans as possible: one for each entity, time and grouping.
struct Planner {
    let schema: Schema
    let tables: [String: TableBinding]
    /// Only rows for which it holds count, whatever they are rows of.
    let condition: Expression?
    /// Whether the periods follow each other and a database can tell from a day
    /// in which of them it lies.
    let arePeriodsPlain: Bool
    let dialect: SQLDialect
    /// What amounts are in; `nil` until the first table with amounts says so.
    private var currency: String?

    /// The fields that are read of each entity.
    private(set) var neededFields: [String: Set<String>] = [:]
    /// In the order in which they were first needed.
    private(set) var scans: [Scan] = []

    init(
        schema: Schema, tables: [String: TableBinding], condition: Expression?,
        arePeriodsPlain: Bool, dialect: SQLDialect, currency: String? = nil
    ) {
        self.schema = schema
        self.tables = tables
        self.condition = condition
        self.arePeriodsPlain = arePeriodsPlain
        self.dialect = dialect
        self.currency = currency
    }

    private var reach: Reach { Reach(schema: schema) }

    // MARK: Top level

    /// The SQL of a part of a formula between aggregates, over the columns of
    /// the scans, which it adds where they are missing.
    mutating func expression(
        _ expression: Expression, dimensions: [Reference]
    ) throws(EvaluationError) -> String {
        var columns: [Reference: String] = [:]
        let plain = try planned(expression, nil, dimensions, &columns)
        let names = columns
        return try print(plain) {
            SQLPrinter.Column(sql: names[$0] ?? "NULL")
        } aggregate: { _ in
            "NULL"
        }
    }

    /// The expression with names in the place of its aggregates, for which it
    /// adds the columns.
    private mutating func planned(
        _ expression: Expression, _ shift: PeriodShift?, _ dimensions: [Reference],
        _ columns: inout [Reference: String]
    ) throws(EvaluationError) -> Expression {
        switch expression.kind {
        case .aggregate(let aggregate):
            let name = Reference("\(columns.count)")
            columns[name] = try value(of: aggregate, shift, dimensions)
            return Expression(.reference(name))
        case .shifted(let inner, let inwards):
            guard shift == nil else {
                throw EvaluationError(
                    "shift-within-shift", ["formula": .text("\(expression)")])
            }
            return try planned(inner, inwards, dimensions, &columns)
        default:
            return try expression.mapChildren { (part) throws(EvaluationError) in
                try planned(part, shift, dimensions, &columns)
            }
        }
    }

    private func print(
        _ expression: Expression, column: @escaping (Reference) -> SQLPrinter.Column,
        aggregate: @escaping (Aggregate) -> String
    ) throws(EvaluationError) -> String {
        let printer = SQLPrinter(dialect: dialect, column: column, aggregate: aggregate)
        do {
            return try printer.print(expression)
        } catch {
            throw EvaluationError(message: error.message)
        }
    }

    private mutating func value(
        of aggregate: Aggregate, _ shift: PeriodShift?, _ dimensions: [Reference]
    ) throws(EvaluationError) -> String {
        guard let entity = aggregate.entity.flatMap({ schema.entities[$0] }) else {
            throw EvaluationError(
                "unknown-entity", ["entity": .text(aggregate.entity ?? "")])
        }
        guard !entity.parts.isEmpty else {
            let (scan, column) = try self.column(for: aggregate, entity, shift, dimensions)
            let name = "\(scan).\(dialect.identifier(column))"
            // The sum and count of no rows are nought; what has no value stays missing.
            return aggregate.function.isZeroWithoutRows ? "coalesce(\(name), 0)" : name
        }
        guard aggregate.function == .count || aggregate.function == .sum else {
            throw EvaluationError(
                "function-over-parts",
                [
                    "function": .text(aggregate.function.rawValue), "entity": .text(entity.id)
                ])
        }
        var parts: [String] = []
        for part in entity.parts {
            var copy = aggregate
            copy.entity = part
            parts.append(try value(of: copy, shift, dimensions))
        }
        return "(\(parts.joined(separator: " + ")))"
    }

    // MARK: Scans

    private mutating func column(
        for aggregate: Aggregate, _ entity: Entity, _ shift: PeriodShift?,
        _ dimensions: [Reference]
    ) throws(EvaluationError) -> (scan: String, column: String) {
        guard aggregate.fixed == nil else {
            throw EvaluationError(
                "fixed-grouping", ["formula": .text("\(Expression(.aggregate(aggregate)))")])
        }
        guard tables[entity.id] != nil else {
            throw EvaluationError("unbound-entity", ["entity": .text(entity.id)])
        }
        let children = Expression(.aggregate(aggregate)).innerAggregates
        var key = Scan.Key(
            entity: entity.id, time: aggregate.time ?? entity.time, moment: aggregate.moment,
            states: aggregate.moment == nil ? [] : aggregate.requiredStates(of: entity),
            shift: shift, children: children)
        // Unless the formula says when a row counts, its sub-aggregates' rows do.
        if !children.isEmpty, aggregate.time == nil { key.time = nil }
        let split = dimensions.filter { !aggregate.across.contains($0) }
        key.dimensions = try self.dimensions(split, entity, children)
        if let condition { key.filter = try filter(condition, entity, children) }
        key.isByRow = !aggregate.adds(over: entity)
        return try column(for: aggregate, entity, key)
    }

    /// The scan's column for an aggregate, which is new or was there.
    mutating func column(
        for aggregate: Aggregate, _ entity: Entity, _ key: Scan.Key
    ) throws(EvaluationError) -> (scan: String, column: String) {
        let index = try scan(key, aggregate, entity)
        if let known = scans[index].columns.first(where: { $0.aggregate == aggregate }) {
            return (scans[index].name, known.name)
        }
        // Written once more when the query is; what it cannot do shows here.
        _ = try columnSQL(aggregate, entity, scan: index)
        let name = "\(aggregate.function.rawValue)_\(scans[index].columns.count + 1)"
        scans[index].columns.append(Scan.Column(name: name, aggregate: aggregate))
        return (scans[index].name, name)
    }

    private func dimensions(
        _ asked: [Reference], _ entity: Entity, _ children: [Aggregate]
    ) throws(EvaluationError) -> [Scan.Dimension] {
        var result: [Scan.Dimension] = []
        for name in asked {
            let path = try reach.path(to: name, from: entity)
            if path == nil {
                // Customers have no channel, but their orders do.
                for child in children {
                    guard let rows = child.entity.flatMap({ schema.entities[$0] }),
                        try reach.path(to: name, from: rows) != nil
                    else { throw unreachable(name, entity, "cannot-split") }
                }
                if children.isEmpty { throw unreachable(name, entity, "cannot-split") }
            }
            result.append(Scan.Dimension(name: name, path: path))
        }
        return result
    }

    /// The condition as it stands for an entity's rows; `nil` where it is about
    /// the rows of the sub-aggregates.
    private func filter(
        _ condition: Expression, _ entity: Entity, _ children: [Aggregate]
    ) throws(EvaluationError) -> Expression? {
        if let own = try reach.condition(condition, from: entity) { return own }
        let rows = children.compactMap { $0.entity.flatMap { schema.entities[$0] } }
        for entity in rows {
            guard try reach.condition(condition, from: entity) != nil else {
                throw unreachable(condition, entity)
            }
        }
        if rows.isEmpty { throw unreachable(condition, entity) }
        return nil
    }

    private func unreachable(_ condition: Expression, _ entity: Entity) -> EvaluationError {
        let missing = condition.rowReferences.first {
            (try? reach.path(to: $0, from: entity)) == nil
        }
        return unreachable(missing ?? Reference("\(condition)"), entity, "cannot-filter")
    }

    private func unreachable(
        _ name: Reference, _ entity: Entity, _ key: String
    ) -> EvaluationError {
        EvaluationError(
            key,
            [
                "field": .text(name.path.joined(separator: ".")), "entity": .text(entity.id),
                "fields": .list(
                    reach.dimensions(of: entity).map { .text($0.path.joined(separator: ".")) })
            ])
    }

    private mutating func scan(
        _ key: Scan.Key, _ aggregate: Aggregate, _ entity: Entity
    ) throws(EvaluationError) -> Int {
        var key = key
        let strategy = strategy(for: key)
        if strategy == .direct { key.isByRow = false }
        if let known = scans.firstIndex(where: { $0.key == key }) { return known }
        var scan = Scan(name: "", key: key, strategy: strategy)
        if !key.children.isEmpty {
            var byEntity: [(entity: String, aggregates: [Aggregate])] = []
            for child in key.children {
                let name = child.entity ?? ""
                if let index = byEntity.firstIndex(where: { $0.entity == name }) {
                    byEntity[index].aggregates.append(child)
                } else {
                    byEntity.append((name, [child]))
                }
            }
            for (name, aggregates) in byEntity {
                scan.children.append(try childScan(name, aggregates, of: entity, scan))
            }
            scan.includesRowsWithoutChildren = aggregate.mayHoldWithoutChildren
        }
        // Ids come from files that anybody may have written.
        let plain = entity.id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        scan.name = "\(plain)_\(scans.count + 1)"
        scans.append(scan)
        return scans.count - 1
    }

    private func strategy(for key: Scan.Key) -> Scan.Strategy {
        let isCohort = !key.children.isEmpty && key.time != nil
        if key.moment != nil { return key.isByRow || isCohort ? .joined : .staged }
        if key.owner != nil, key.time == nil { return .direct }
        if arePeriodsPlain, key.shift == nil { return .direct }
        // What belongs to one owner is not put together from days.
        return key.isByRow || key.owner != nil || !key.children.isEmpty ? .joined : .staged
    }

    /// The sub-aggregates of one entity for each row of another, by period, or
    /// whenever they happened where the other has a time of its own.
    private mutating func childScan(
        _ name: String, _ aggregates: [Aggregate], of owner: Entity, _ parent: Scan
    ) throws(EvaluationError) -> String {
        guard let entity = schema.entities[name], entity.parts.isEmpty else {
            throw EvaluationError("unknown-entity", ["entity": .text(name)])
        }
        guard tables[name] != nil else {
            throw EvaluationError("unbound-entity", ["entity": .text(name)])
        }
        let link = entity.fields.values.filter { $0.kind == .reference(to: owner.id) }
            .min { $0.id < $1.id }
        guard let link else {
            throw EvaluationError(
                "no-reference", ["entity": .text(name), "owner": .text(owner.id)])
        }
        var key = Scan.Key(
            entity: name,
            time: parent.isCohort ? nil : aggregates.first?.time ?? entity.time,
            shift: parent.key.shift, owner: Reference(link.id))
        for dimension in parent.key.dimensions where dimension.path == nil {
            let path = try reach.path(to: dimension.name, from: entity)
            key.dimensions.append(Scan.Dimension(name: dimension.name, path: path))
        }
        if let condition, parent.key.filter == nil {
            key.filter = try reach.condition(condition, from: entity)
        }
        let index = try scan(key, Aggregate(.count, of: name), entity)
        for aggregate in aggregates {
            _ = try column(for: aggregate, entity, scans[index].key)
        }
        return scans[index].name
    }

    // MARK: Columns

    /// An aggregate over the rows of a scan.
    mutating func columnSQL(
        _ aggregate: Aggregate, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> String {
        let value = try aggregate.value.map { (part) throws(EvaluationError) in
            try rowSQL(part, entity, scan: index)
        }
        var condition = try aggregate.condition.map { (part) throws(EvaluationError) in
            try rowSQL(part, entity, scan: index)
        }
        if condition == "TRUE" { condition = nil }
        guard aggregate.function != .share else { throw EvaluationError("share-not-split", [:]) }
        do {
            guard scans[index].key.moment != nil, scans[index].strategy == .staged else {
                return try dialect.aggregate(
                    aggregate.function, of: value, level: aggregate.level, where: condition)
            }
            // What a level gains by rows that come into a state and loses by
            // those that leave it.
            var conditions = [condition].compactMap(\.self)
            var change = "edge.change"
            if let value {
                if aggregate.function == .count { conditions.append("\(value) IS NOT NULL") }
                if aggregate.function == .sum { change = "edge.change * \(value)" }
            }
            return try dialect.aggregate(
                .sum, of: change,
                where: conditions.isEmpty ? nil : conditions.joined(separator: " AND "))
        } catch {
            throw EvaluationError(message: error.message)
        }
    }

    /// A part of a formula over one row.
    mutating func rowSQL(
        _ expression: Expression, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> String {
        var columns: [Reference: SQLPrinter.Column] = [:]
        for reference in expression.rowReferences {
            columns[reference] = try column(reference, entity, scan: index)
        }
        var aggregates: [Aggregate: String] = [:]
        for child in expression.outerAggregates {
            for name in scans[index].children {
                guard let scan = scans.first(where: { $0.name == name }),
                    let column = scan.columns.first(where: { $0.aggregate == child })
                else { continue }
                let sql = "\(scan.name).\(dialect.identifier(column.name))"
                aggregates[child] =
                    child.function.isZeroWithoutRows ? "coalesce(\(sql), 0)" : sql
            }
        }
        let (names, values) = (columns, aggregates)
        return try print(expression) {
            names[$0] ?? SQLPrinter.Column(sql: "NULL")
        } aggregate: {
            values[$0] ?? "NULL"
        }
    }

    /// The column of a field, through the look-ups that its path needs.
    mutating func column(
        _ reference: Reference, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> SQLPrinter.Column {
        if reference.path.count == 1, let state = entity.states[reference.path[0]] {
            // When it begins and ends says how a level changes.
            if scans[index].strategy == .staged { return SQLPrinter.Column(sql: "TRUE") }
            return SQLPrinter.Column(sql: try stateSQL(state, entity, scan: index))
        }
        var current = entity
        var alias = "t"
        for (position, name) in reference.path.enumerated() {
            guard let field = current.fields[name] else {
                throw EvaluationError(
                    "unknown-field", ["field": .text(name), "entity": .text(current.id)])
            }
            try need(name, of: current)
            if position == reference.path.count - 1 {
                let isMoment = field.kind == .instant
                var sql = "\(alias).\(dialect.identifier(name))"
                // A day minus a day is whole days; in seconds they compare with moments.
                if field.kind == .date { sql = dialect.sql(.momentOfDay, sql) }
                return SQLPrinter.Column(
                    sql: sql, isMoment: isMoment || field.kind == .date)
            }
            guard case .reference(let target) = field.kind, let next = schema.entities[target],
                let key = next.key
            else {
                throw EvaluationError(
                    "unknown-field", ["field": .text(name), "entity": .text(current.id)])
            }
            guard tables[target] != nil else {
                throw EvaluationError("unbound-entity", ["entity": .text(target)])
            }
            try need(key, of: next)
            let known = scans[index].joins.first { $0.from == alias && $0.field == name }
            let join =
                known
                ?? Scan.Join(
                    alias: "t\(scans[index].joins.count + 1)", from: alias, field: name,
                    entity: target)
            if known == nil { scans[index].joins.append(join) }
            alias = join.alias
            current = next
        }
        return SQLPrinter.Column(sql: "NULL")
    }

    private mutating func stateSQL(
        _ state: Entity.State, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> String {
        let from = try column(Reference(state.from), entity, scan: index).sql
        let until = try column(Reference(state.until), entity, scan: index).sql
        return "(\(from) <= w.moment AND (\(until) IS NULL OR \(until) > w.moment))"
    }

    mutating func need(_ field: String, of entity: Entity) throws(EvaluationError) {
        guard let table = tables[entity.id] else {
            throw EvaluationError("unbound-entity", ["entity": .text(entity.id)])
        }
        guard table.columns[field] != nil else {
            throw EvaluationError(
                "unbound-field", ["field": .text(field), "entity": .text(entity.id)],
                at: table.place)
        }
        if entity.fields[field]?.kind == .number(.money), let own = table.currency {
            // Amounts in several currencies add up to nothing.
            if let currency, currency != own {
                throw EvaluationError(
                    "other-currency",
                    [
                        "entity": .text(entity.id), "currency": .text(own),
                        "other": .text(currency)
                    ], at: table.place)
            }
            currency = own
        }
        neededFields[entity.id, default: []].insert(field)
    }

    /// Whether a time is a moment, which has a zone, and not a day.
    func isInstant(_ reference: Reference, _ entity: Entity) -> Bool {
        var current = entity
        for (index, name) in reference.path.enumerated() {
            guard let field = current.fields[name] else { return false }
            if index == reference.path.count - 1 { return field.kind == .instant }
            guard case .reference(let target) = field.kind, let next = schema.entities[target]
            else { return false }
            current = next
        }
        return false
    }
}
