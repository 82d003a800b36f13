internal import Diagnostics
internal import Formula

/// Writes the scans of a plan and what is computed from them as one query.
struct QueryWriter {
    /// One formula in the result.
    struct Output {
        var numerator: String
        var denominator: String?
        /// What something is divided by further inside, to tell which is nought.
        var divisors: [String]
    }

    private(set) var planner: Planner
    let dimensions: [Reference]
    let grain: Grain
    /// The first day and the day after the last, as SQL.
    let from: String
    let until: String
    private var dialect: SQLDialect { planner.dialect }

    init(planner: Planner, dimensions: [Reference], grain: Grain, from: String, until: String) {
        self.planner = planner
        self.dimensions = dimensions
        self.grain = grain
        self.from = from
        self.until = until
    }

    mutating func query(_ outputs: [Output]) throws(EvaluationError) -> String {
        var parts = [periods]
        for index in planner.scans.indices { parts.append(try scan(index)) }
        // Sub-aggregates' scans have a row for each owner; they are no results.
        let results = planner.scans.filter { $0.key.owner == nil }
        var columns = ["    \(dialect.sql(.isoDay, "spine.period")) AS period"]
        for (index, _) in dimensions.enumerated() {
            columns.append("    spine.\(dimension(index))")
        }
        for (index, output) in outputs.enumerated() {
            columns.append("    \(dialect.sql(.double, output.numerator)) AS n\(index)")
            if let denominator = output.denominator {
                columns.append("    \(dialect.sql(.double, denominator)) AS d\(index)")
            }
            for (position, divisor) in output.divisors.enumerated() {
                columns.append("    \(dialect.sql(.double, divisor)) AS d\(index)_\(position)")
            }
        }
        for scan in results {
            columns.append("    \(scan.name).rows_ AS \(dialect.identifier("rows \(scan.name)"))")
        }
        parts.append(spine(results))
        var query = "WITH\n" + parts.joined(separator: ",\n") + "\nSELECT\n"
        query += columns.joined(separator: ",\n") + "\nFROM spine"
        for scan in results {
            var conditions = ["\(scan.name).period = spine.period"]
            for (index, reference) in dimensions.enumerated()
            where scan.key.dimensions.contains(reference) {
                conditions.append(
                    dialect.sql(
                        .isSame, "\(scan.name).\(dimension(index))", "spine.\(dimension(index))"))
            }
            query += "\nLEFT JOIN \(scan.name) ON \(conditions.joined(separator: " AND "))"
        }
        let order = ["spine.period"] + dimensions.indices.map { "spine.\(dimension($0))" }
        return query + "\nORDER BY \(order.joined(separator: ", "));"
    }

    private func dimension(_ index: Int) -> String { "dimension\(index + 1)" }

    // MARK: Periods

    /// The first day of the period that a day falls into.
    private func start(of day: String) -> String {
        switch grain {
        case .all: return dialect.sql(.day, from)
        case .day: return dialect.sql(.truncateDay, day)
        case .week:
            // Weeks that start on another day than Monday: shift, truncate, shift back.
            let shift = planner.weekStart
            guard shift > 0 else { return dialect.sql(.truncateWeek, day) }
            return dialect.sql(
                .later,
                dialect.sql(.truncateWeek, dialect.sql(.later, day, "-\(shift)", "DAY")),
                "\(shift)", "DAY")
        case .month: return dialect.sql(.truncateMonth, day)
        case .quarter: return dialect.sql(.truncateQuarter, day)
        case .year: return dialect.sql(.truncateYear, day)
        }
    }

    private var periods: String {
        let step: (count: String, unit: String) =
            switch grain {
            case .quarter: ("3", "MONTH")
            default: ("1", grain.rawValue.uppercased())
            }
        let zone = dialect.literal(planner.reportZone)
        func moment(_ edge: Moment) -> String {
            let day =
                switch edge {
                case .startOfPeriod: dialect.sql(.greatest, "first_day", from)
                case .endOfPeriod where grain == .all: until
                case .endOfPeriod:
                    dialect.sql(
                        .least, dialect.sql(.later, "first_day", step.count, step.unit), until)
                }
            return dialect.sql(.moment, dialect.sql(.midnight, day), zone)
        }
        let days =
            grain == .all
            ? "SELECT \(dialect.sql(.day, from)) AS first_day"
            : dialect.sql(.series, start(of: from), until, step.count, step.unit)
        return """
            periods AS (
                SELECT
                    first_day AS period,
                    \(moment(.startOfPeriod)) AS start_moment,
                    \(moment(.endOfPeriod)) AS end_moment
                FROM (\(days)) AS days
            )
            """
    }

    private func spine(_ scans: [Planner.Scan]) -> String {
        guard !dimensions.isEmpty else { return "spine AS (SELECT period FROM periods)" }
        // A line for every combination that occurs in the period on any side.
        let names = dimensions.indices.map(dimension).joined(separator: ", ")
        let full = scans.filter { $0.key.dimensions == dimensions }
        let seen = full.map { "SELECT period, \(names) FROM \($0.name)" }
        return """
            spine AS (
                \(seen.joined(separator: "\n    UNION\n    "))
            )
            """
    }

    // MARK: Scans

    private mutating func scan(_ index: Int) throws(EvaluationError) -> String {
        let key = planner.scans[index].key
        guard let entity = planner.schema.entities[key.entity] else {
            throw EvaluationError("unknown-entity", ["entity": .text(key.entity)])
        }
        if !key.children.isEmpty { return try scanWithChildren(index, entity) }
        if let moment = key.moment { return try levelScan(index, entity, moment) }
        guard let time = key.time else {
            throw EvaluationError("entity-without-time", ["entity": .text(entity.id)])
        }
        let day = try localDay(time, entity, scan: index)
        var groups = ["\(start(of: day)) AS period"]
        groups += try dimensionColumns(index, entity)
        var conditions = ["\(day) >= \(from)", "\(day) < \(until)"]
        if let owner = key.owner {
            let column = try planner.column(owner, entity, scan: index).sql
            groups.append("\(column) AS owner")
            conditions.append("\(column) IS NOT NULL")
        }
        return selection(
            planner.scans[index], groups: groups, from: "\(dialect.identifier(entity.id)) AS t",
            where: conditions)
    }

    /// The day on which a row falls, by the report's clock.
    private mutating func localDay(
        _ time: Reference, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> String {
        let column = try planner.column(time, entity, scan: index)
        guard planner.isInstant(time, entity) else { return column.sql }
        return dialect.sql(.clock, column.sql, dialect.literal(planner.reportZone))
    }

    private mutating func dimensionColumns(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> [String] {
        var columns: [String] = []
        for (position, reference) in dimensions.enumerated()
        where planner.scans[index].key.dimensions.contains(reference) {
            let sql = try planner.column(reference, entity, scan: index).sql
            columns.append("\(sql) AS \(dimension(position))")
        }
        return columns
    }

    /// Rows that are in a state at the moment of each period.
    private mutating func levelScan(
        _ index: Int, _ entity: Entity, _ moment: Moment
    ) throws(EvaluationError) -> String {
        var groups = ["periods.period AS period"]
        groups += try dimensionColumns(index, entity)
        let edge = moment == .endOfPeriod ? "end_moment" : "start_moment"
        var conditions: [String] = []
        for state in planner.scans[index].key.states {
            conditions.append(try planner.column(Reference(state), entity, scan: index).sql)
        }
        return selection(
            planner.scans[index], groups: groups,
            from: """
                (SELECT period, \(edge) AS moment FROM periods) AS periods
                    CROSS JOIN \(dialect.identifier(entity.id)) AS t
                """,
            where: conditions)
    }

    /// Rows of an entity that count by what belongs to them.
    private mutating func scanWithChildren(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> String {
        let scan = planner.scans[index]
        let children = scan.children
        guard let first = children.first, let key = entity.key else {
            throw EvaluationError("unknown-entity", ["entity": .text(entity.id)])
        }
        try planner.need(key, of: entity)
        let row = "t.\(dialect.identifier(key))"
        let names = dimensions.indices.filter { scan.key.dimensions.contains(dimensions[$0]) }
            .map(dimension)
        let using = (["period"] + names + ["owner"]).joined(separator: ", ")
        var source: String
        var groups: [String]
        if scan.includesRowsWithoutChildren {
            guard names.isEmpty else {
                throw EvaluationError("split-without-rows", ["entity": .text(entity.id)])
            }
            source = "periods CROSS JOIN \(distinctRows(of: entity, key)) AS t"
            for child in children {
                source += """

                        LEFT JOIN \(child) ON \(child).period = periods.period \
                    AND \(child).owner = \(row)
                    """
            }
            groups = ["periods.period AS period"]
        } else {
            source = first
            for child in children.dropFirst() {
                source += "\n        FULL JOIN \(child) USING (\(using))"
            }
            source += "\n        JOIN \(distinctRows(of: entity, key)) AS t ON \(row) = owner"
            groups = ["period"] + names
        }
        return selection(planner.scans[index], groups: groups, from: source, where: [])
    }

    /// One row for each key, so that a key that stands twice joins once.
    private func distinctRows(of entity: Entity, _ key: String) -> String {
        let key = dialect.identifier(key)
        return "(\(dialect.sql(.oneRowPerKey, key, dialect.identifier(entity.id))))"
    }

    private func selection(
        _ scan: Planner.Scan, groups: [String], from source: String, where conditions: [String]
    ) -> String {
        var columns = groups
        columns.append("count(*) AS rows_")
        for column in scan.columns {
            columns.append("\(column.sql) AS \(dialect.identifier(column.name))")
        }
        var sql = "\(scan.name) AS (\n    SELECT\n"
        sql += columns.map { "        \($0)" }.joined(separator: ",\n")
        sql += "\n    FROM \(source)"
        for join in scan.joins {
            guard let entity = planner.schema.entities[join.entity], let key = entity.key else {
                continue
            }
            sql += """

                    LEFT JOIN \(distinctRows(of: entity, key)) AS \(join.alias) \
                ON \(join.alias).\(dialect.identifier(key)) = \
                \(join.from).\(dialect.identifier(join.field))
                """
        }
        if !conditions.isEmpty {
            sql += "\n    WHERE \(conditions.joined(separator: "\n        AND "))"
        }
        let numbers = groups.indices.map { String($0 + 1) }
        return sql + "\n    GROUP BY \(numbers.joined(separator: ", "))\n)"
    }
}

extension Planner {
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
