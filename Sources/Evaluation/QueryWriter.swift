internal import Diagnostics
internal import Formula

/// Writes the scans of a plan and what is computed from them as one query.
struct QueryWriter {
    /// One formula in the result: what each of its columns is called, and its SQL.
    struct Output {
        var columns: [(name: String, sql: String)]
    }

    /// A query, taken apart.
    struct Query {
        /// What stands behind `WITH`.
        var parts: [String]
        var selection: String
        var order: String

        /// - Parameter tables: Parts that the query's own read from.
        func text(tables: [String] = []) -> String {
            "WITH\n\((tables + parts).joined(separator: ",\n"))\n\(selection)\n\(order)"
        }
    }

    var planner: Planner
    let dimensions: [Reference]
    let clock: Clock
    /// The dimensions by whose table of groups the others are put together;
    /// empty where all groups are told apart.
    let topDimensions: [Reference]
    /// How each scan finds out whether a group is at the top.
    private var topJoins: [Int: String] = [:]
    var dialect: SQLDialect { planner.dialect }

    init(
        planner: Planner, dimensions: [Reference], clock: Clock, topDimensions: [Reference] = []
    ) {
        self.planner = planner
        self.dimensions = dimensions
        self.clock = clock
        self.topDimensions = topDimensions
    }

    /// The table of the groups that are told apart.
    static let topGroups = "top_groups"

    /// A query for those groups.
    ///
    /// - Parameters:
    ///   - query: Their sizes, in the column `n0`, or `d0` for a quotient.
    ///   - hasDenominator: Whether there is such a column.
    static func topGroups(
        _ query: Query, dimensions: Int, count: Int, hasDenominator: Bool
    ) -> String {
        let names = (0..<dimensions).map(name(ofDimension:))
        let size = "coalesce(\(hasDenominator ? "d0" : "n0"), 0) DESC"
        return """
            SELECT \(names.joined(separator: ", ")), 0 AS part
            FROM (
            WITH
            \(query.parts.joined(separator: ",\n"))
            \(query.selection)
            ) AS sizes
            ORDER BY \(([size] + names).joined(separator: ", "))
            LIMIT \(count)
            """
    }

    private var hasTop: Bool { !topDimensions.isEmpty }

    mutating func query(_ outputs: [Output]) throws(EvaluationError) -> Query {
        var parts = [clock.periodTable(nil)]
        var shifts: [PeriodShift] = []
        for scan in planner.scans {
            guard let shift = scan.key.shift, !shifts.contains(shift) else { continue }
            shifts.append(shift)
            parts.append(clock.periodTable(shift))
        }
        var scans: [String] = []
        for index in planner.scans.indices { scans.append(try scan(index)) }
        parts += lookups() + scans
        // Sub-aggregates' scans have a row for each owner; they are no results.
        let results = planner.scans.filter { $0.key.owner == nil }
        var columns = ["    \(dialect.sql(.isoDay, "spine.period")) AS period"]
        columns += dimensions.indices.map {
            "    \(dialect.sql(.text, "spine.\(name(of: $0))")) AS \(name(of: $0))"
        }
        if hasTop { columns.append("    spine.part") }
        for output in outputs {
            columns += output.columns.map { "    \(dialect.sql(.double, $0.sql)) AS \($0.name)" }
        }
        for scan in results {
            columns.append("    \(scan.name).rows_ AS \(dialect.identifier("rows \(scan.name)"))")
        }
        parts.append(spine(results))
        var query = "SELECT\n"
        query += columns.joined(separator: ",\n") + "\nFROM spine"
        for scan in results { query += "\nLEFT JOIN \(scan.name) ON \(match(scan))" }
        let order =
            ["spine.period"] + (hasTop ? ["spine.part"] : [])
            + dimensions.indices.map { "spine.\(name(of: $0))" }
        return Query(
            parts: parts, selection: query,
            order: "ORDER BY \(order.joined(separator: ", "))")
    }

    /// What the column of a dimension is called.
    static func name(ofDimension index: Int) -> String { "dimension\(index + 1)" }

    private func name(of index: Int) -> String { Self.name(ofDimension: index) }

    /// Which of the query's dimensions a scan has.
    private func positions(_ scan: Scan) -> [Int] {
        let names = scan.key.dimensions.map(\.name)
        return dimensions.indices.filter { names.contains(dimensions[$0]) }
    }

    /// Whether a scan tells the groups at the top from the others.
    private func hasParts(_ scan: Scan) -> Bool {
        guard hasTop, scan.key.owner == nil else { return false }
        let names = scan.key.dimensions.map(\.name)
        return topDimensions.allSatisfy(names.contains)
    }

    private func match(_ scan: Scan) -> String {
        var conditions = ["\(scan.name).period = spine.period"]
        let names = positions(scan).map(name(of:)) + (hasParts(scan) ? ["part"] : [])
        conditions += names.map { dialect.sql(.isSame, "\(scan.name).\($0)", "spine.\($0)") }
        return conditions.joined(separator: " AND ")
    }

    private func spine(_ scans: [Scan]) -> String {
        guard !dimensions.isEmpty else { return "spine AS (SELECT period FROM periods)" }
        // A line for every combination that occurs in the period on any side.
        let columns = dimensions.indices.map(name(of:)) + (hasTop ? ["part"] : [])
        let full = scans.filter { positions($0).count == dimensions.count }
        let seen = full.map {
            "SELECT period, \(columns.joined(separator: ", ")) FROM \($0.name)"
        }
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
        if !key.children.isEmpty, key.time == nil { return try scanWithChildren(index, entity) }
        if key.moment != nil { return try levelScan(index, entity) }
        if key.owner != nil, key.time == nil { return try timelessScan(index, entity) }
        guard let time = key.time else {
            throw EvaluationError("entity-without-time", ["entity": .text(entity.id)])
        }
        let day = try localTime(time, entity, scan: index)
        var groups = try groupColumns(index, entity)
        var conditions = try filter(index, entity)
        switch planner.scans[index].strategy {
        case .direct:
            groups.insert(("period", clock.start(ofPeriodWith: day)), at: 0)
            conditions += clock.isWithin(day)
            return selection(index, groups, from: table(entity), where: conditions)
        case .joined:
            groups.insert(("period", "w.period"), at: 0)
            let source = """
                \(table(entity))
                    \(joins(index))JOIN \(clock.tableName(key.shift)) AS w \
                ON \(day) >= w.first_day AND \(day) < w.after_day
                """
            return selection(index, groups, from: source, where: conditions, hasJoins: false)
        case .staged:
            groups.insert(("day", clock.day(of: day)), at: 0)
            conditions.append("\(day) IS NOT NULL")
            let days = selection(
                index, groups, from: table(entity), where: conditions, suffix: "_days")
            return days + ",\n"
                + putTogether(index, on: "d.day >= w.first_day AND d.day < w.after_day")
        }
    }

    /// A level, as the sum of all arrivals and departures up to each moment.
    private mutating func levelScan(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> String {
        let key = planner.scans[index].key
        guard planner.scans[index].strategy == .staged else {
            return try levelScanByRow(index, entity)
        }
        let (from, until) = try stay(index, entity)
        var groups = try groupColumns(index, entity)
        var conditions = try filter(index, entity)
        // What arrives at the very first moment of a day was there at the end of
        // the day before.
        var moment = from?.sql ?? "NULL"
        var edges = "SELECT 1 AS change"
        if let from {
            conditions.append("\(from.sql) IS NOT NULL")
            if let until {
                moment = "CASE WHEN edge.change = 1 THEN \(from.sql) ELSE \(until.sql) END"
                conditions.append("(\(until.sql) IS NULL OR \(until.sql) > \(from.sql))")
                conditions.append("(edge.change = 1 OR \(until.sql) IS NOT NULL)")
                edges += " UNION ALL SELECT -1"
            }
            moment = clock.dayBefore(moment, isInstant: from.isInstant)
        } else {
            moment = dialect.sql(.dayLiteral, dialect.literal("0001-01-01"))
        }
        let source = "\(table(entity))\n    CROSS JOIN (\(edges)) AS edge"
        groups.insert(("day", moment), at: 0)
        let days = selection(
            index, groups, from: source, where: conditions, rows: "sum(edge.change)",
            suffix: "_days")
        let edge = key.moment == .endOfPeriod ? "w.after_day" : "w.first_day"
        return days + ",\n"
            + putTogether(index, on: "d.day < \(edge)", having: "sum(d.rows_) <> 0")
    }

    /// When a row comes into all states that are required, and when it leaves
    /// the first of them; without states, when it falls into a period.
    mutating func stay(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> (
        from: (sql: String, isInstant: Bool)?, until: (sql: String, isInstant: Bool)?
    ) {
        let key = planner.scans[index].key
        var from: [String] = []
        var until: [String] = []
        var isInstant = true
        for name in key.states {
            guard let state = entity.states[name] else { continue }
            from.append(try planner.column(Reference(state.from), entity, scan: index).sql)
            until.append(try planner.column(Reference(state.until), entity, scan: index).sql)
            isInstant = isInstant && planner.isInstant(Reference(state.from), entity)
        }
        guard let first = from.first, let last = until.first else {
            guard let time = key.time else { return (nil, nil) }
            let column = try planner.column(time, entity, scan: index).sql
            return ((column, planner.isInstant(time, entity)), nil)
        }
        guard from.count > 1 else { return ((first, isInstant), (last, isInstant)) }
        let present = from.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
        let latest = from.dropFirst().reduce(first) { dialect.sql(.greatest, $0, $1) }
        // Databases differ in what is the least where something is missing.
        let earliest = until.dropFirst().reduce(last) {
            "CASE WHEN \($0) IS NULL OR \($1) < \($0) THEN \($1) ELSE \($0) END"
        }
        return (
            ("CASE WHEN \(present) THEN \(latest) END", isInstant), (earliest, isInstant)
        )
    }

    /// Rows that are in a state at the moment of each period, one by one.
    private mutating func levelScanByRow(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> String {
        let key = planner.scans[index].key
        var groups = try groupColumns(index, entity)
        groups.insert(("period", "w.period"), at: 0)
        var conditions = try filter(index, entity)
        for state in key.states {
            conditions.append(try planner.column(Reference(state), entity, scan: index).sql)
        }
        if key.states.isEmpty, let time = key.time {
            conditions.append(
                "\(try planner.column(time, entity, scan: index).sql) <= w.moment")
        }
        let moment = clock.moment(key.moment == .endOfPeriod ? "after_day" : "first_day")
        let source = """
            (SELECT period, \(moment) AS moment FROM \(clock.tableName(key.shift))) AS w
                CROSS JOIN \(table(entity))
            """
        return selection(index, groups, from: source, where: conditions)
    }

    /// What belongs to each row of another entity, whenever it happened.
    private mutating func timelessScan(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> String {
        let groups = try groupColumns(index, entity)
        return selection(
            index, groups, from: table(entity), where: try filter(index, entity))
    }

    /// Rows of an entity that count by what belongs to them.
    private mutating func scanWithChildren(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> String {
        let scan = planner.scans[index]
        guard let first = scan.children.first, let key = entity.key else {
            throw EvaluationError("unknown-entity", ["entity": .text(entity.id)])
        }
        try planner.need(key, of: entity)
        let row = "t.\(dialect.identifier(key))"
        let conditions = try filter(index, entity)
        // What the sub-aggregates' rows are split by.
        let inner = dimensions.indices.filter { position in
            scan.key.dimensions.contains { $0.name == dimensions[position] && $0.path == nil }
        }
        let groups = try groupColumns(index, entity, ofChildren: inner)
        var source: String
        if scan.includesRowsWithoutChildren {
            guard inner.isEmpty else {
                throw EvaluationError("split-without-rows", ["entity": .text(entity.id)])
            }
            source =
                "\(clock.tableName(scan.key.shift)) AS w\n    CROSS JOIN \(lookupName(entity)) AS t"
            for child in scan.children {
                source += """

                        LEFT JOIN \(child) ON \(child).period = w.period \
                    AND \(child).owner = \(row)
                    """
            }
            return selection(
                index, [("period", "w.period")] + groups, from: source, where: conditions)
        }
        source = first
        let using = (["period"] + inner.map(name(of:)) + ["owner"]).joined(separator: ", ")
        for child in scan.children.dropFirst() {
            source += "\n    FULL JOIN \(child) USING (\(using))"
        }
        source += "\n    JOIN \(lookupName(entity)) AS t ON \(row) = owner"
        return selection(index, [("period", "period")] + groups, from: source, where: conditions)
    }

    // MARK: Parts of a scan

    func table(_ entity: Entity) -> String { "\(dialect.identifier(entity.id)) AS t" }

    /// A row's moment by the report's clock; a day as its first moment.
    mutating func localTime(
        _ time: Reference, _ entity: Entity, scan index: Int
    ) throws(EvaluationError) -> String {
        let column = try planner.column(time, entity, scan: index)
        return planner.isInstant(time, entity) ? clock.local(column.sql) : column.sql
    }

    private mutating func filter(
        _ index: Int, _ entity: Entity
    ) throws(EvaluationError) -> [String] {
        var conditions: [String] = []
        if let filter = planner.scans[index].key.filter {
            conditions.append(try planner.rowSQL(filter, entity, scan: index))
        }
        if let owner = planner.scans[index].key.owner {
            let column = try planner.column(owner, entity, scan: index).sql
            conditions.append("\(column) IS NOT NULL")
        }
        return conditions
    }

    /// The dimensions, whether the group is at the top (`part`), and the owner.
    private mutating func groupColumns(
        _ index: Int, _ entity: Entity, ofChildren inner: [Int] = []
    ) throws(EvaluationError) -> [(name: String, sql: String)] {
        var groups: [(name: String, sql: String)] = []
        let key = planner.scans[index].key
        for position in positions(planner.scans[index]) {
            let dimension = key.dimensions.first { $0.name == dimensions[position] }
            guard let path = dimension?.path, !inner.contains(position) else {
                groups.append((name(of: position), name(of: position)))
                continue
            }
            groups.append(
                (name(of: position), try planner.column(path, entity, scan: index).sql))
        }
        if hasParts(planner.scans[index]) {
            var matches: [String] = []
            for (number, reference) in topDimensions.enumerated() {
                guard let position = dimensions.firstIndex(of: reference),
                    let group = groups.firstIndex(where: { $0.name == name(of: position) })
                else { continue }
                let column = "top.\(Self.name(ofDimension: number))"
                matches.append(
                    dialect.sql(.isSame, column, dialect.sql(.text, groups[group].sql)))
                groups[group].sql = column
            }
            topJoins[index] = """
                LEFT JOIN \(Self.topGroups) AS top ON \(matches.joined(separator: " AND "))
                """
            groups.append(("part", "coalesce(top.part, 1)"))
        }
        if let owner = key.owner {
            groups.append(("owner", try planner.column(owner, entity, scan: index).sql))
        }
        return groups
    }

    private func lookupName(_ entity: Entity) -> String {
        dialect.identifier(entity.id + " by key")
    }

    /// One row for each key, so that a key that stands twice joins once.
    func lookups() -> [String] {
        var entities = planner.scans.flatMap(\.joins).map(\.entity)
        entities += planner.scans.filter { !$0.key.children.isEmpty && $0.key.time == nil }
            .map(\.key.entity)
        return Set(entities).sorted().compactMap { id in
            guard let entity = planner.schema.entities[id], let key = entity.key else {
                return nil
            }
            let column = dialect.identifier(key)
            return """
                \(lookupName(entity)) AS (
                    \(dialect.sql(.oneRowPerKey, column, dialect.identifier(id)))
                )
                """
        }
    }

    /// The look-ups of a scan, each on a line, with what stands before the next.
    func joins(_ index: Int) -> String {
        let scan = planner.scans[index]
        var lines: [String] = []
        for join in scan.joins {
            guard let entity = planner.schema.entities[join.entity], let key = entity.key else {
                continue
            }
            lines.append(
                """
                LEFT JOIN \(lookupName(entity)) AS \(join.alias) \
                ON \(join.alias).\(dialect.identifier(key)) = \
                \(join.from).\(dialect.identifier(join.field))
                """)
        }
        if scan.isCohort, let key = planner.schema.entities[scan.key.entity]?.key {
            lines += scan.children.map {
                "LEFT JOIN \($0) ON \($0).owner = t.\(dialect.identifier(key))"
            }
        }
        if let join = topJoins[index] { lines.append(join) }
        return lines.map { $0 + "\n    " }.joined()
    }

    private mutating func selection(
        _ index: Int, _ groups: [(name: String, sql: String)], from source: String,
        where conditions: [String], rows: String = "count(*)", hasJoins: Bool = true,
        suffix: String = ""
    ) -> String {
        let scan = planner.scans[index]
        var columns = groups.map { $0.sql == $0.name ? $0.name : "\($0.sql) AS \($0.name)" }
        columns.append("\(rows) AS rows_")
        if let entity = planner.schema.entities[scan.key.entity] {
            for column in scan.columns {
                // It was written once before, when the column was added.
                let sql = (try? planner.columnSQL(column.aggregate, entity, scan: index)) ?? "NULL"
                columns.append("\(sql) AS \(dialect.identifier(column.name))")
            }
        }
        var sql = "\(scan.name)\(suffix) AS (\n    SELECT\n"
        sql += columns.map { "        \($0)" }.joined(separator: ",\n")
        sql += "\n    FROM \(source)"
        if hasJoins {
            let joins = joins(index)
            if !joins.isEmpty { sql += "\n    " + joins.dropLast(5) }
        }
        if !conditions.isEmpty {
            sql += "\n    WHERE \(conditions.joined(separator: "\n        AND "))"
        }
        let numbers = groups.indices.map { String($0 + 1) }
        return sql + "\n    GROUP BY \(numbers.joined(separator: ", "))\n)"
    }

    /// The days of a scan, put together to the stretches of time they lie in.
    private func putTogether(
        _ index: Int, on condition: String, having: String? = nil
    ) -> String {
        let scan = planner.scans[index]
        let names = positions(scan).map(name(of:)) + (hasParts(scan) ? ["part"] : [])
        var columns = ["w.period"] + names.map { "d.\($0)" }
        columns.append("sum(d.rows_) AS rows_")
        for column in scan.columns {
            let name = dialect.identifier(column.name)
            let function =
                switch column.aggregate.function {
                case .minimum: "min"
                case .maximum: "max"
                default: "sum"
                }
            columns.append("\(function)(d.\(name)) AS \(name)")
        }
        let numbers = (0...names.count).map { String($0 + 1) }.joined(separator: ", ")
        return """
            \(scan.name) AS (
                SELECT
            \(columns.map { "        \($0)" }.joined(separator: ",\n"))
                FROM \(clock.tableName(scan.key.shift)) AS w
                JOIN \(scan.name)_days AS d ON \(condition)
                GROUP BY \(numbers)\(having.map { "\n    HAVING \($0)" } ?? "")
            )
            """
    }
}
