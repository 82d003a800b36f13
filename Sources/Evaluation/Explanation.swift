internal import Catalog
internal import Diagnostics
public import Formula

/// How a formula's value comes about, so that a person can redo it by hand.
public struct Explanation: Sendable {
    public var item: EvaluationRequest.Item
    /// With parameters and other metrics put in.
    public var formula: Expression
    public var numerator: Expression
    /// `nil` where the formula divides by nothing.
    public var denominator: Expression?
    /// Each aggregate once, in reading order, with those within others.
    public var atoms: [Atom]
    /// The script that computes it.
    public var sql: String

    /// What became of the rows that an aggregate runs over.
    public struct Atom: Sendable {
        public var aggregate: Aggregate
        /// What its table is called in messages.
        public var source: String
        /// How many rows, by what became of them; what became of none is left out.
        public var rows: [Fate: Int]
    }

    /// Why a row counts, or not.
    public enum Fate: String, Sendable, CaseIterable {
        case used
        case withoutTime = "without-time"
        case outsideRange = "outside-range"
        /// Not in the state that a level is about when the last period ends.
        case notInState = "not-in-state"
        /// The request's own condition does not hold.
        case filtered
        /// The formula's condition is about something that is missing.
        case unknown
        /// The formula's condition does not hold.
        case condition
        case withoutValue = "without-value"
    }
}

extension Evaluator {
    /// Explains what can be computed of a request; what cannot is told with the
    /// values.
    public func explain(
        _ request: EvaluationRequest, with engine: any Engine
    ) async throws(EvaluationError) -> [Explanation] {
        let evaluator = over(engine)
        var explanations: [Explanation] = []
        for item in request.items {
            var single = request
            single.items = [item]
            single.hasTotals = false
            let range = try await evaluator.knownRange(single, engine)
            let faults = try await evaluator.tableFaults(single, range, engine)
            let plan = evaluator.plan(single, range, excluding: faults)
            guard let planned = plan.frames.first?.items.first else { continue }
            let quotient = planned.quotient
            var explanation = Explanation(
                item: item, formula: planned.expression, numerator: quotient.numerator,
                denominator: quotient.denominator, atoms: [],
                sql: try evaluator.script(single, range, faults.typesOnly))
            var atoms: [Aggregate] = []
            for part in [quotient.numerator] + [quotient.denominator].compactMap(\.self) {
                for atom in part.atomsOfSingleEntities(schema) where !atoms.contains(atom) {
                    atoms.append(atom)
                }
            }
            explanation.atoms = try await evaluator.fates(
                of: atoms, single, range, faults, engine)
            explanations.append(explanation)
        }
        return explanations
    }

    /// Counts the rows of each aggregate by what became of them.
    private func fates(
        of atoms: [Aggregate], _ request: EvaluationRequest, _ range: PeriodRange,
        _ faults: Faults, _ engine: any Engine
    ) async throws(EvaluationError) -> [Explanation.Atom] {
        let clock = Clock(
            grain: .all, periods: request.periods(range, calendar, today: today, grain: .all),
            range: range, calendar: calendar, zone: reportZone, dialect: dialect)
        var needed: [String: Set<String>] = [:]
        var queries: [(atom: Aggregate, query: QueryWriter.Query)] = []
        for atom in atoms {
            let planner = Planner(
                schema: schema, tables: tables, condition: request.condition,
                arePeriodsPlain: true, dialect: dialect,
                currency: workspace.project?.currency)
            var writer = QueryWriter(planner: planner, dimensions: [], clock: clock)
            queries.append((atom, try writer.fates(of: atom)))
            needed.merge(writer.planner.neededFields) { $0.union($1) }
        }
        let tables = typedTables(needed, faults)
        var statements = readsFiles ? tables.map { Statement($0.definition) } : []
        let parts = readsFiles ? [] : tables.map(\.namedQuery)
        for (index, query) in queries.enumerated() {
            statements.append(
                Statement(query.query.text(tables: parts) + ";", name: "atom\(index)"))
        }
        let rows = try await engine.run(statements)
        return queries.enumerated().map { index, query in
            var atom = Explanation.Atom(
                aggregate: query.atom,
                source: tables.first { $0.entity.id == query.atom.entity }?.name ?? "", rows: [:])
            for row in rows["atom\(index)"] ?? [] {
                guard let fate = row["fate"]?.text.flatMap({ Explanation.Fate(rawValue: $0) })
                else { continue }
                atom.rows[fate] = row["rows_"]?.number.map { Int($0) }
            }
            return atom
        }
    }
}

extension Expression {
    /// The aggregates that it is made of, those within others included, and one
    /// for each part of an entity that has parts.
    fileprivate func atomsOfSingleEntities(_ schema: Schema) -> [Aggregate] {
        outerAggregates.flatMap { aggregate -> [Aggregate] in
            let inner = Expression(.aggregate(aggregate)).innerAggregates
            guard inner.isEmpty else { return inner }
            let parts = aggregate.entity.flatMap { schema.entities[$0]?.parts } ?? []
            guard !parts.isEmpty else { return [aggregate] }
            return parts.map { part in
                var copy = aggregate
                copy.entity = part
                return copy
            }
        }
    }
}

extension QueryWriter {
    /// How many rows of an aggregate's entity count, and how many do not for
    /// which reason: the first that applies.
    mutating func fates(of aggregate: Aggregate) throws(EvaluationError) -> Query {
        let (index, entity) = try plan(aggregate)
        var cases: [(condition: String, fate: Explanation.Fate)] = []
        let key = planner.scans[index].key
        if key.moment != nil {
            let (from, until) = try stay(index, entity)
            if let from, let last = clock.periods.last {
                let moment = clock.moment(
                    dialect.sql(.dayLiteral, dialect.literal(last.after.text)))
                let until = until.map { "(\($0.sql) IS NULL OR \($0.sql) > \(moment))" } ?? "TRUE"
                cases.append(
                    ("NOT coalesce(\(from.sql) <= \(moment) AND \(until), FALSE)", .notInState))
            }
        } else if let time = key.time {
            let day = try localTime(time, entity, scan: index)
            cases.append(("\(day) IS NULL", .withoutTime))
            cases.append(
                ("NOT (\(clock.isWithin(day).joined(separator: " AND ")))", .outsideRange))
        }
        if let filter = key.filter {
            let sql = try planner.rowSQL(filter, entity, scan: index)
            cases.append(("NOT coalesce(\(sql), FALSE)", .filtered))
        }
        if let condition = aggregate.condition {
            let sql = try planner.rowSQL(condition, entity, scan: index)
            cases.append(("\(sql) IS NULL", .unknown))
            cases.append(("NOT \(sql)", .condition))
        }
        if let value = aggregate.value {
            let sql = try planner.rowSQL(value, entity, scan: index)
            cases.append(("\(sql) IS NULL", .withoutValue))
        }
        let branches = cases.map {
            "WHEN \($0.condition) THEN \(dialect.literal($0.fate.rawValue))"
        }
        let used = dialect.literal(Explanation.Fate.used.rawValue)
        let fate =
            branches.isEmpty
            ? used : "CASE \(branches.joined(separator: "\n        ")) ELSE \(used) END"
        let rows = """
            fates AS (
                SELECT
                    \(fate) AS fate
                FROM \(table(entity))
                \(joins(index))
            )
            """
        return Query(
            parts: lookups() + [rows],
            selection: "SELECT fate, count(*) AS rows_\nFROM fates\nGROUP BY fate",
            order: "ORDER BY fate")
    }

    private mutating func plan(
        _ aggregate: Aggregate
    ) throws(EvaluationError) -> (index: Int, entity: Entity) {
        guard let entity = aggregate.entity.flatMap({ planner.schema.entities[$0] }) else {
            throw EvaluationError("unknown-entity", ["entity": .text(aggregate.entity ?? "")])
        }
        _ = try planner.expression(Expression(.aggregate(aggregate)), dimensions: [])
        return (planner.scans.count - 1, entity)
    }
}
