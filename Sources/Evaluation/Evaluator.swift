public import Catalog
internal import Diagnostics
public import Formula

/// Computes metrics over a company's data.
public struct Evaluator {
    let workspace: Workspace
    let schema: Schema
    let tables: [String: TableBinding]
    /// The data folder, with a slash at its end.
    let folder: String
    let reportZone: String
    let calendar: PeriodCalendar
    /// Periods that lie after it have not come yet.
    let today: Day
    /// Whose SQL is written.
    var dialect = SQLDialect.duckDB
    /// Whether tables are read from files.
    var readsFiles = true
    /// Whether each is read once, into a table of the session's own; otherwise
    /// each query reads what it needs.
    var keepsTables = true

    /// - Parameters:
    ///   - projectFolder: The folder that the project file lies in; relative
    ///     file names start there.
    ///   - today: By the report's clock.
    public init(workspace: Workspace, projectFolder: String, today: Day? = nil) {
        self.workspace = workspace
        schema = workspace.catalog.schema
        tables = workspace.project?.data?.tables ?? [:]
        reportZone = workspace.project?.timeZone ?? "UTC"
        calendar = PeriodCalendar(workspace.project)
        self.today = today ?? Day.today(in: reportZone)
        func closed(_ path: String) -> String {
            path.isEmpty || path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
        }
        let data = closed(workspace.project?.data?.folder ?? "")
        folder = data.hasPrefix("/") ? data : closed(projectFolder) + data
    }

    /// Every metric with the formula that the company means, and all its others.
    public var allItems: [EvaluationRequest.Item] {
        workspace.catalog.metricIDs.flatMap { items(of: $0) }
    }

    /// The formula that the company means by a metric.
    public func meaning(of metric: String) -> EvaluationRequest.Item {
        EvaluationRequest.Item(metric: metric, variant: workspace.chosenVariant(of: metric)?.id)
    }

    /// All formulas of a metric: first the one that the company means, then the
    /// standard one, then the variants as the catalog lists them.
    public func items(of metric: String) -> [EvaluationRequest.Item] {
        let meaning = meaning(of: metric)
        let variants = workspace.catalog.metrics[metric]?.variants.map(\.id) ?? []
        return [meaning]
            + ([nil] + variants).map { EvaluationRequest.Item(metric: metric, variant: $0) }
            .filter { $0 != meaning }
    }

    /// Whose SQL is an engine's.
    func over(_ engine: any Engine) -> Evaluator {
        var evaluator = self
        evaluator.dialect = engine.dialect
        evaluator.readsFiles = engine.readsFiles
        evaluator.keepsTables = engine.keepsTables
        return evaluator
    }

    /// The SQL that ``evaluate(_:with:)`` runs, as one script.
    ///
    /// - Parameter engine: Asked for what the columns hold, and for the first and
    ///   last day of the data where neither the request nor the project says
    ///   what days it is about.
    public func sql(
        for request: EvaluationRequest, with engine: any Engine
    ) async throws(EvaluationError) -> String {
        let evaluator = over(engine)
        let range = try await evaluator.knownRange(request, engine)
        // A table that is not as it should be still shows in the script.
        let faults = try? await evaluator.tableFaults(request, range, engine)
        return try evaluator.script(request, range, (faults ?? Faults()).typesOnly)
    }

    /// The days that a request is about, from the data where nobody says.
    func knownRange(
        _ request: EvaluationRequest, _ engine: any Engine
    ) async throws(EvaluationError) -> PeriodRange {
        if let range = range(request) { return range }
        let draft = plan(request, Self.anyRange, excluding: Faults())
        let faults = try await faults(of: draft.tables, engine, isThorough: false)
        return try await dataRange(request, draft.tables, faults, engine)
    }

    /// What is wrong with the tables that a request needs.
    func tableFaults(
        _ request: EvaluationRequest, _ range: PeriodRange, _ engine: any Engine
    ) async throws(EvaluationError) -> Faults {
        try await faults(
            of: plan(request, range, excluding: Faults()).tables, engine, isThorough: false)
    }

    /// The same for a database that is not there, whose columns are taken to
    /// hold what their fields say.
    ///
    /// - Throws: ``EvaluationError`` `no-range` where neither the request nor the
    ///   project says what days it is about.
    public func sql(
        for request: EvaluationRequest, in dialect: SQLDialect
    ) throws(EvaluationError) -> String {
        var evaluator = self
        evaluator.dialect = dialect
        evaluator.readsFiles = false
        evaluator.keepsTables = false
        guard let range = range(request) else { throw EvaluationError("no-range") }
        return try evaluator.script(request, range, Faults())
    }

    func script(
        _ request: EvaluationRequest, _ range: PeriodRange, _ faults: Faults
    ) throws(EvaluationError) -> String {
        let plan = plan(request, range, excluding: faults)
        if plan.frames.isEmpty, let failure = plan.failures.first { throw failure.error }
        let statements =
            keepsTables
            ? plan.tables.map(\.definition) + plan.preparations
            : dialect.setup.map { $0 + ";" }
        return (statements + plan.frames.map { statement($0, plan) })
            .joined(separator: "\n\n") + "\n"
    }

    /// A frame's query, with the tables that it reads from where they are not
    /// tables of the session's own.
    private func statement(_ frame: Frame, _ plan: Plan) -> String {
        frame.query.text(tables: keepsTables ? [] : plan.namedQueries) + ";"
    }

    /// - Throws: ``EvaluationError`` where nothing can be computed at all, such
    ///   as an engine that does not start. What only some metrics need is told
    ///   in ``EvaluationResult/failures``.
    public func evaluate(
        _ request: EvaluationRequest, with engine: any Engine
    ) async throws(EvaluationError) -> EvaluationResult {
        let evaluator = over(engine)
        let known = range(request)
        let draft = evaluator.plan(request, known ?? Self.anyRange, excluding: Faults())
        var faults = try await evaluator.faults(of: draft.tables, engine, isThorough: false)
        do {
            return try await evaluator.evaluate(request, known, draft, faults, engine)
        } catch {
            // One table that cannot be read must not keep the others from it.
            guard error.message.key == "eval.error.engine-failed" else { throw error }
            let found = try await evaluator.faults(of: draft.tables, engine, isThorough: true)
            guard found.count > faults.count else { throw error }
            faults = found
        }
        return try await evaluator.evaluate(request, known, draft, faults, engine)
    }

    private func evaluate(
        _ request: EvaluationRequest, _ known: PeriodRange?, _ draft: Plan, _ faults: Faults,
        _ engine: any Engine
    ) async throws(EvaluationError) -> EvaluationResult {
        var plan = draft
        var range = known
        if range == nil {
            range = try await dataRange(request, draft.tables, faults, engine)
        }
        if known == nil || !faults.isEmpty {
            plan = self.plan(request, range ?? Self.anyRange, excluding: faults)
        }
        var result = EvaluationResult(
            values: [], rejected: [], withoutPeriod: [:], outsideRange: [:],
            failures: plan.failures)
        guard !plan.frames.isEmpty else { return result }
        var statements: [Statement] = []
        if keepsTables {
            statements = (plan.tables.map(\.definition) + plan.preparations).map { Statement($0) }
        }
        for (index, frame) in plan.frames.enumerated() {
            statements.append(Statement(statement(frame, plan), name: "frame\(index)"))
        }
        for table in plan.tables {
            if let sql = qualityQuery(table) {
                statements.append(Statement(sql, name: "quality \(table.entity.id)"))
            }
        }
        let rows = try await engine.run(statements)
        for (index, frame) in plan.frames.enumerated() {
            result.values += values(rows["frame\(index)"] ?? [], frame, request)
        }
        compare(&result.values, request, plan)
        result.values = sorted(result.values, as: request.items)
        for table in plan.tables {
            guard let row = rows["quality \(table.entity.id)"]?.first else { continue }
            result.rejected += rejected(row, table)
            if let count = row["without_time"]?.number, count > 0 {
                result.withoutPeriod[table.entity.id] = Int(count)
            }
        }
        return result
    }

    /// In the order in which the formulas were asked for.
    private func sorted(
        _ values: [MetricValue], as items: [EvaluationRequest.Item]
    ) -> [MetricValue] {
        let byItem = Dictionary(grouping: values) {
            EvaluationRequest.Item(metric: $0.metric, variant: $0.variant)
        }
        var seen: Set<EvaluationRequest.Item> = []
        return items.flatMap { seen.insert($0).inserted ? byItem[$0] ?? [] : [] }
    }

    // MARK: Range

    /// What a plan is about before the data's days are known.
    private static let anyRange: PeriodRange = {
        let day = Day(year: 2000, month: 1, day: 1)
        return PeriodRange(from: day, until: day, dataFrom: day, dataUntil: day)
    }()

    /// The days that the request and the project name; `nil` where they leave
    /// an end open.
    private func range(_ request: EvaluationRequest) -> PeriodRange? {
        let data = workspace.project?.data
        let dataFrom = data?.from.flatMap { Day($0) }
        let dataUntil = data?.until.flatMap { Day($0) }
        guard let from = request.from ?? dataFrom, let until = request.until ?? dataUntil else {
            return nil
        }
        return PeriodRange(
            from: from, until: until, dataFrom: dataFrom ?? from, dataUntil: dataUntil ?? until)
    }

    /// From the first to the last row, where nobody says what the data is about.
    private func dataRange(
        _ request: EvaluationRequest, _ tables: [TypedTable], _ faults: Faults,
        _ engine: any Engine
    ) async throws(EvaluationError) -> PeriodRange {
        var definitions: [TypedTable] = []
        var days: [String] = []
        for var table in tables {
            guard let time = table.entity.time, time.path.count == 1,
                let field = table.entity.fields[time.path[0]],
                faults.first(among: [table.entity.id: [field.id]]) == nil,
                table.binding.columns[field.id] != nil
            else { continue }
            table.fields = [field]
            if let types = faults.columnTypes[table.entity.id] { table.columnTypes = types }
            definitions.append(table)
            let column = dialect.identifier(field.id)
            let day =
                field.kind == .instant
                ? dialect.sql(.clock, column, dialect.literal(reportZone)) : column
            days.append(
                """
                SELECT \(dialect.sql(.day, "min(\(day))")) AS low, \
                \(dialect.sql(.day, "max(\(day))")) AS high \
                FROM \(dialect.identifier(table.entity.id))
                """)
        }
        var low: Day?
        var high: Day?
        if !days.isEmpty {
            var statements = keepsTables ? definitions.map { Statement($0.definition) } : []
            let tables = definitions.map(\.namedQuery).joined(separator: ",\n")
            statements.append(
                Statement(
                    """
                    \(keepsTables ? "" : "WITH\n\(tables)\n")SELECT \
                    \(dialect.sql(.isoDay, "min(low)")) AS low, \
                    \(dialect.sql(.isoDay, "max(high)")) AS high
                    FROM (\(days.joined(separator: " UNION ALL "))) AS days;
                    """, name: "range"))
            let row = try await engine.run(statements)["range"]?.first
            low = row?["low"]?.text.flatMap { Day($0) }
            high = row?["high"]?.text.flatMap { Day($0) }
        }
        let data = workspace.project?.data
        let first = data?.from.flatMap { Day($0) } ?? low ?? request.from ?? today
        let last = data?.until.flatMap { Day($0) } ?? high ?? request.until ?? today
        let from = request.from ?? first
        return PeriodRange(
            from: from, until: max(from, request.until ?? last), dataFrom: first, dataUntil: last)
    }
}
