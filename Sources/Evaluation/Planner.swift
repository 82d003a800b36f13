internal import Catalog
internal import Diagnostics
internal import Formula

/// Finds out which aggregates a set of formulas needs and writes them as as few
/// scans as possible: one for each entity, time and grouping.
struct Planner {
    let schema: Schema
    let tables: [String: TableBinding]
    let grain: Grain
    let weekStart: Int
    let reportZone: String
    let dialect: SQLDialect

    /// The fields that are read of each entity.
    private(set) var neededFields: [String: Set<String>] = [:]
    /// In the order in which they were first needed.
    private(set) var scans: [Scan] = []

    init(
        schema: Schema, tables: [String: TableBinding], grain: Grain, weekStart: Int,
        reportZone: String, dialect: SQLDialect
    ) {
        self.schema = schema
        self.tables = tables
        self.grain = grain
        self.weekStart = weekStart
        self.reportZone = reportZone
        self.dialect = dialect
    }

    /// One pass over the rows of an entity that gives one row for each period
    /// and combination of dimensions.
    struct Scan {
        struct Key: Hashable {
            var entity: String
            var time: Reference?
            /// For levels: the moment, and the states that rows have to be in.
            var moment: Moment?
            var states: [String] = []
            var dimensions: [Reference]
            /// The sub-aggregates that decide which rows count.
            var children: [Aggregate] = []
            /// For a sub-aggregate: the field that names the row it belongs to.
            var owner: Reference?
        }

        struct Column {
            var name: String
            var aggregate: Aggregate
            var sql: String
        }

        var name: String
        var key: Key
        var columns: [Column] = []
        var joins: [Join] = []
        /// The scans of the sub-aggregates.
        var children: [String] = []
        /// Whether rows without any row of a sub-aggregate may count, too.
        var includesRowsWithoutChildren = false
    }

    /// A look-up of the row that a reference names.
    struct Join: Hashable {
        var alias: String
        var from: String
        var field: String
        var entity: String
    }

    // MARK: Top level

    /// The SQL of a part of a formula between aggregates, over the columns of
    /// the scans, which it adds where they are missing.
    mutating func expression(
        _ expression: Expression, dimensions: [Reference]
    ) throws(EvaluationError) -> String {
        var columns: [Aggregate: String] = [:]
        for aggregate in expression.outerAggregates where columns[aggregate] == nil {
            columns[aggregate] = try value(of: aggregate, dimensions: dimensions)
        }
        let printer = SQLPrinter(dialect: dialect) { _ in
            SQLPrinter.Column(sql: "NULL")
        } aggregate: {
            columns[$0] ?? "NULL"
        }
        do {
            return try printer.print(expression)
        } catch {
            throw EvaluationError(message: error.message)
        }
    }

    private mutating func value(
        of aggregate: Aggregate, dimensions: [Reference]
    ) throws(EvaluationError) -> String {
        guard let entity = aggregate.entity.flatMap({ schema.entities[$0] }) else {
            throw EvaluationError(
                "unknown-entity", ["entity": .text(aggregate.entity ?? "")])
        }
        guard !entity.parts.isEmpty else {
            let (scan, column) = try self.column(for: aggregate, entity, dimensions)
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
            parts.append(try value(of: copy, dimensions: dimensions))
        }
        return "(\(parts.joined(separator: " + ")))"
    }

    // MARK: Scans

    private mutating func column(
        for aggregate: Aggregate, _ entity: Entity, _ dimensions: [Reference]
    ) throws(EvaluationError) -> (scan: String, column: String) {
        guard aggregate.fixed == nil else {
            throw EvaluationError(
                "fixed-grouping", ["formula": .text("\(Expression(.aggregate(aggregate)))")])
        }
        guard tables[entity.id] != nil else {
            throw EvaluationError("unbound-entity", ["entity": .text(entity.id)])
        }
        let split = dimensions.filter { !aggregate.across.contains($0) }
        let children = Expression(.aggregate(aggregate)).innerAggregates
        var key = Scan.Key(
            entity: entity.id, time: aggregate.time ?? entity.time, moment: aggregate.moment,
            states: aggregate.moment == nil ? [] : aggregate.requiredStates(of: entity),
            dimensions: split, children: children)
        if !children.isEmpty || aggregate.moment != nil { key.time = nil }
        let index = try scan(key, aggregate, entity)
        if let known = scans[index].columns.first(where: { $0.aggregate == aggregate }) {
            return (scans[index].name, known.name)
        }
        let sql = try columnSQL(aggregate, entity, scan: index)
        let name = "\(aggregate.function.rawValue)_\(scans[index].columns.count + 1)"
        scans[index].columns.append(Scan.Column(name: name, aggregate: aggregate, sql: sql))
        return (scans[index].name, name)
    }

    private mutating func scan(
        _ key: Scan.Key, _ aggregate: Aggregate, _ entity: Entity
    ) throws(EvaluationError) -> Int {
        if let known = scans.firstIndex(where: { $0.key == key }) { return known }
        var scan = Scan(name: "", key: key)
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
                scan.children.append(
                    try childScan(name, aggregates, of: entity, key.dimensions))
            }
            scan.includesRowsWithoutChildren = aggregate.mayHoldWithoutChildren
        }
        // Ids come from files that anybody may have written.
        let plain = entity.id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        scan.name = "\(plain)_\(scans.count + 1)"
        scans.append(scan)
        return scans.count - 1
    }

    /// The sub-aggregates of one entity for each row of another, by period.
    private mutating func childScan(
        _ name: String, _ aggregates: [Aggregate], of owner: Entity, _ dimensions: [Reference]
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
        let key = Scan.Key(
            entity: name, time: aggregates.first?.time ?? entity.time, dimensions: dimensions,
            owner: Reference(link.id))
        let index = try scan(key, Aggregate(.count, of: name), entity)
        for aggregate in aggregates {
            guard !scans[index].columns.contains(where: { $0.aggregate == aggregate }) else {
                continue
            }
            let sql = try columnSQL(aggregate, entity, scan: index)
            scans[index].columns.append(
                Scan.Column(
                    name: "\(aggregate.function.rawValue)_\(scans[index].columns.count + 1)",
                    aggregate: aggregate, sql: sql))
        }
        return scans[index].name
    }

    // MARK: Columns

    private mutating func columnSQL(
        _ aggregate: Aggregate, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> String {
        let value = try aggregate.value.map { (part) throws(EvaluationError) in
            try rowSQL(part, entity, scan: index)
        }
        let condition = try aggregate.condition.map { (part) throws(EvaluationError) in
            try rowSQL(part, entity, scan: index)
        }
        guard aggregate.function != .share else { throw EvaluationError("share-not-split", [:]) }
        do {
            return try dialect.aggregate(
                aggregate.function, of: value, level: aggregate.level, where: condition)
        } catch {
            throw EvaluationError(message: error.message)
        }
    }

    /// A part of a formula over one row.
    private mutating func rowSQL(
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
        let printer = SQLPrinter(dialect: dialect) {
            columns[$0] ?? SQLPrinter.Column(sql: "NULL")
        } aggregate: {
            aggregates[$0] ?? "NULL"
        }
        do {
            return try printer.print(expression)
        } catch {
            throw EvaluationError(message: error.message)
        }
    }

    /// The column of a field, through the look-ups that its path needs.
    mutating func column(
        _ reference: Reference, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> SQLPrinter.Column {
        if reference.path.count == 1, let state = entity.states[reference.path[0]] {
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
                ?? Join(
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
        return """
            (\(from) <= periods.moment AND (\(until) IS NULL OR \(until) > periods.moment))
            """
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
        neededFields[entity.id, default: []].insert(field)
    }
}

// MARK: - What a formula holds

extension Expression {
    /// The aggregates that stand in it, those within other aggregates left out.
    var outerAggregates: [Aggregate] {
        if case .aggregate(let aggregate) = kind { return [aggregate] }
        return children.flatMap(\.outerAggregates)
    }

    /// The aggregates within an aggregate, one level down, each once.
    var innerAggregates: [Aggregate] {
        var found: [Aggregate] = []
        for aggregate in children.flatMap(\.outerAggregates) where !found.contains(aggregate) {
            found.append(aggregate)
        }
        return found
    }

    /// The references to fields of the same row.
    var rowReferences: [Reference] {
        switch kind {
        case .reference(let reference): [reference]
        case .aggregate: []
        default: children.flatMap(\.rowReferences)
        }
    }
}

extension AggregateFunction {
    /// Whether there is a value, nought, where there are no rows.
    var isZeroWithoutRows: Bool { self == .count || self == .sum || self == .distinct }
}

extension Aggregate {
    /// The states that every row that counts has to be in.
    func requiredStates(of entity: Entity) -> [String] {
        func states(_ expression: Expression) -> [String] {
            switch expression.kind {
            case .reference(let reference):
                reference.path.count == 1 && entity.states[reference.path[0]] != nil
                    ? [reference.path[0]] : []
            case .all(let parts): parts.flatMap(states)
            default: []
            }
        }
        return (condition.map(states) ?? []).sorted()
    }

    /// Whether the condition might hold for a row to which no row of any
    /// sub-aggregate belongs: then all rows have to be looked at.
    var mayHoldWithoutChildren: Bool {
        guard let condition else { return true }
        return condition.truthWithoutChildren != false
    }
}

extension Expression {
    /// The value of a condition where every sub-aggregate is nought or missing;
    /// `nil` where it depends on the row.
    fileprivate var truthWithoutChildren: Bool? {
        switch kind {
        case .boolean(let value): return value
        case .not(let inner): return inner.truthWithoutChildren.map { !$0 }
        case .all(let parts):
            let values = parts.map(\.truthWithoutChildren)
            if values.contains(false) { return false }
            return values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map(\.truthWithoutChildren)
            if values.contains(true) { return true }
            return values.contains(nil) ? nil : false
        case .comparison(let sign, let one, let other):
            guard let left = one.numberWithoutChildren, let right = other.numberWithoutChildren
            else { return nil }
            guard let left, let right else { return false }
            return switch sign {
            case .equal: left == right
            case .unequal: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        default: return nil
        }
    }

    /// Two levels of «not known»: outer `nil` where it depends on the row,
    /// inner `nil` where it is missing.
    private var numberWithoutChildren: Rational?? {
        switch kind {
        case .number(let number), .quantity(let number, _): return .some(number)
        case .aggregate(let aggregate):
            return .some(aggregate.function.isZeroWithoutRows ? .zero : nil)
        default: return nil
        }
    }
}
