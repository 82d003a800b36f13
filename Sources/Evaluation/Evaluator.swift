public import Catalog
internal import Diagnostics
internal import Formula

/// Computes metrics over a company's data.
public struct Evaluator {
    private let workspace: Workspace
    private let schema: Schema
    private let tables: [String: TableBinding]
    /// The data folder, with a slash at its end.
    private let folder: String
    private let reportZone: String

    /// - Parameter projectFolder: The folder that the project file lies in;
    ///   relative file names start there.
    public init(workspace: Workspace, projectFolder: String) {
        self.workspace = workspace
        schema = workspace.catalog.schema
        tables = workspace.project?.data?.tables ?? [:]
        reportZone = workspace.project?.timeZone ?? "UTC"
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

    /// The SQL that ``evaluate(_:with:)`` runs, as one script.
    public func sql(for request: EvaluationRequest) throws(EvaluationError) -> String {
        let plan = plan(request, excluding: Faults())
        if plan.frames.isEmpty, let failure = plan.failures.first { throw failure.error }
        let statements =
            plan.tables.map(\.definition) + plan.rangeStatement + plan.frames.map(\.sql)
        return statements.joined(separator: "\n\n") + "\n"
    }

    /// - Throws: ``EvaluationError`` where nothing can be computed at all, such
    ///   as an engine that does not start. What only some metrics need is told
    ///   in ``EvaluationResult/failures``.
    public func evaluate(
        _ request: EvaluationRequest, with engine: any Engine
    ) async throws(EvaluationError) -> EvaluationResult {
        let first = plan(request, excluding: Faults())
        let faults = try await faults(of: first.tables, engine)
        let plan = faults.isEmpty ? first : plan(request, excluding: faults)
        var result = EvaluationResult(
            values: [], rejected: [], withoutPeriod: [:], outsideRange: [:],
            failures: plan.failures)
        guard !plan.frames.isEmpty else { return result }
        var statements = plan.tables.map { Statement($0.definition) }
        statements += plan.rangeStatement.map { Statement($0) }
        for (index, frame) in plan.frames.enumerated() {
            statements.append(Statement(frame.sql, name: "frame\(index)"))
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

    // MARK: Plans

    /// A set of formulas that are split alike, as one query.
    private struct Frame {
        var dimensions: [Reference]
        var items: [PlannedItem]
        var sql: String
        /// The scans that each item reads, to tell a period without any rows.
        var scans: [[String]]
    }

    private struct PlannedItem {
        var item: EvaluationRequest.Item
        var metric: Metric
        var variant: Variant?
        var quotient: Quotient
        var dimensions: [Reference]

        var unit: DeclaredUnit { variant?.unit ?? metric.unit }
    }

    private struct Plan {
        var frames: [Frame] = []
        var tables: [TypedTable] = []
        var failures: [(item: EvaluationRequest.Item, error: EvaluationError)] = []
        var rangeStatement: [String] = []
    }

    private func plan(
        _ request: EvaluationRequest, excluding faults: Faults
    ) -> Plan {
        var plan = Plan()
        var byDimensions: [[Reference]: [PlannedItem]] = [:]
        var order: [[Reference]] = []
        for item in request.items {
            do {
                let planned = try self.planned(item, request)
                if byDimensions[planned.dimensions] == nil { order.append(planned.dimensions) }
                byDimensions[planned.dimensions, default: []].append(planned)
            } catch {
                plan.failures.append((item, error))
            }
        }
        var needed: [String: Set<String>] = [:]
        for dimensions in order {
            guard
                let frame = frame(
                    byDimensions[dimensions] ?? [], dimensions, request, faults, &plan.failures,
                    &needed)
            else { continue }
            plan.frames.append(frame)
        }
        for entity in needed.keys.sorted() {
            guard let definition = schema.entities[entity], let binding = tables[entity] else {
                continue
            }
            var names = needed[entity] ?? []
            if let time = definition.time, time.path.count == 1,
                binding.columns[time.path[0]] != nil
            {
                names.insert(time.path[0])
            }
            plan.tables.append(
                TypedTable(
                    entity: definition, binding: binding,
                    fields: names.sorted().compactMap { definition.fields[$0] }, folder: folder,
                    reportZone: reportZone))
        }
        if range(request) == nil { plan.rangeStatement = [dataRange(plan.tables)] }
        return plan
    }

    private func planned(
        _ item: EvaluationRequest.Item, _ request: EvaluationRequest
    ) throws(EvaluationError) -> PlannedItem {
        guard let metric = workspace.catalog.metrics[item.metric] else {
            throw EvaluationError("unknown-metric", ["metric": .text(item.metric)])
        }
        let variant = item.variant.flatMap { metric.variant($0) }
        if let name = item.variant, variant == nil {
            throw EvaluationError(
                "unknown-variant", ["metric": .text(metric.id), "variant": .text(name)])
        }
        var expression = try workspace.resolvedExpression(of: metric, variant: variant)
        if let scale = variant?.scale {
            expression = expression.rescalingScores(to: scale, schema: schema)
        }
        let split = variant?.splitBy ?? metric.splitBy
        var dimensions = split
        for dimension in request.dimensions where !dimensions.contains(dimension) {
            dimensions.append(dimension)
        }
        return PlannedItem(
            item: item, metric: metric, variant: variant, quotient: Quotient(expression),
            dimensions: dimensions)
    }

    /// Plans each formula on its own first, so that one that cannot be computed
    /// does not hold back the others.
    private func frame(
        _ items: [PlannedItem], _ dimensions: [Reference], _ request: EvaluationRequest,
        _ faults: Faults,
        _ failures: inout [(item: EvaluationRequest.Item, error: EvaluationError)],
        _ needed: inout [String: Set<String>]
    ) -> Frame? {
        var good: [PlannedItem] = []
        for item in items {
            do {
                let (_, fields, _) = try query([item], dimensions, request)
                if let error = faults.first(among: fields) {
                    failures.append((item.item, error))
                } else {
                    good.append(item)
                }
            } catch {
                failures.append((item.item, error))
            }
        }
        guard !good.isEmpty, let (sql, fields, scans) = try? query(good, dimensions, request) else {
            return nil
        }
        needed.merge(fields) { $0.union($1) }
        return Frame(dimensions: dimensions, items: good, sql: sql, scans: scans)
    }

    private func query(
        _ items: [PlannedItem], _ dimensions: [Reference], _ request: EvaluationRequest
    ) throws(EvaluationError) -> (sql: String, fields: [String: Set<String>], scans: [[String]]) {
        let weekday = workspace.project?.weekStarts ?? .monday
        var planner = Planner(
            schema: schema, tables: tables, grain: request.grain,
            weekStart: Project.Weekday.allCases.firstIndex(of: weekday) ?? 0,
            reportZone: reportZone, dialect: .duckDB)
        var outputs: [QueryWriter.Output] = []
        var scans: [[String]] = []
        for item in items {
            let numerator = try planner.expression(
                item.quotient.numerator, dimensions: dimensions)
            let denominator = try item.quotient.denominator.map {
                (part) throws(EvaluationError) in
                try planner.expression(part, dimensions: dimensions)
            }
            var divisors: [String] = []
            for divisor in item.quotient.innerDivisors {
                divisors.append(try planner.expression(divisor, dimensions: dimensions))
            }
            outputs.append(
                QueryWriter.Output(
                    numerator: numerator, denominator: denominator, divisors: divisors))
            let both = numerator + (denominator ?? "")
            scans.append(
                planner.scans.map(\.name).filter { both.contains($0 + ".") })
        }
        let range = range(request)
        let dialect = SQLDialect.duckDB
        var writer = QueryWriter(
            planner: planner, dimensions: dimensions, grain: request.grain,
            from: range.map { "DATE \(dialect.literal($0.from.text))" }
                ?? "(SELECT first_day FROM data_range)",
            until: range.map { "DATE \(dialect.literal($0.until.text)) + 1" }
                ?? "((SELECT last_day FROM data_range) + 1)")
        let sql = try writer.query(outputs)
        return (sql, writer.planner.neededFields, scans)
    }

    // MARK: Range

    private func range(_ request: EvaluationRequest) -> (from: Day, until: Day)? {
        let data = workspace.project?.data
        guard let from = request.from ?? data?.from.flatMap({ Day($0) }),
            let until = request.until ?? data?.until.flatMap({ Day($0) })
        else { return nil }
        return (from, until)
    }

    /// From the first to the last row, where nobody says what the data is about.
    private func dataRange(_ tables: [TypedTable]) -> String {
        let dialect = SQLDialect.duckDB
        let days = tables.compactMap { table -> String? in
            guard let time = table.entity.time, time.path.count == 1,
                table.fields.contains(where: { $0.id == time.path[0] })
            else { return nil }
            let column = dialect.identifier(time.path[0])
            let isInstant = table.entity.fields[time.path[0]]?.kind == .instant
            let day =
                isInstant ? "\(column) AT TIME ZONE \(dialect.literal(reportZone))" : column
            return """
                SELECT CAST(min(\(day)) AS DATE) AS low, CAST(max(\(day)) AS DATE) AS high \
                FROM \(dialect.identifier(table.entity.id))
                """
        }
        let rows = days.isEmpty ? ["SELECT current_date AS low, current_date AS high"] : days
        return """
            CREATE TEMP TABLE data_range AS
            SELECT min(low) AS first_day, max(high) AS last_day
            FROM (\(rows.joined(separator: " UNION ALL ")));
            """
    }

    // MARK: Tables

    /// How many cells of each column could not be read, and how many rows have
    /// no time.
    private func qualityQuery(_ table: TypedTable) -> String? {
        let dialect = SQLDialect.duckDB
        var columns: [String] = []
        for field in table.checkedFields {
            let mark = dialect.identifier(TypedTable.rejectedMark + field.id)
            columns.append("count(\(mark)) AS \(dialect.identifier("count " + field.id))")
            columns.append(
                """
                min(rowid) FILTER (WHERE \(mark) IS NOT NULL) + 1 \
                AS \(dialect.identifier("row " + field.id))
                """)
            columns.append(
                "arg_min(\(mark), rowid) AS \(dialect.identifier("example " + field.id))")
        }
        if let time = table.entity.time, time.path.count == 1,
            table.fields.contains(where: { $0.id == time.path[0] })
        {
            columns.append(
                "count(*) FILTER (WHERE \(dialect.identifier(time.path[0])) IS NULL) AS without_time"
            )
        }
        guard !columns.isEmpty else { return nil }
        return
            "SELECT \(columns.joined(separator: ", ")) FROM \(dialect.identifier(table.entity.id));"
    }

    private func rejected(_ row: Row, _ table: TypedTable) -> [RejectedCells] {
        table.checkedFields.compactMap { field in
            guard let count = row["count \(field.id)"]?.number, count > 0,
                let first = row["row \(field.id)"]?.number
            else { return nil }
            return RejectedCells(
                entity: table.entity.id, file: table.name,
                column: table.binding.columns[field.id]?.column ?? field.id, field: field.id,
                count: Int(count), firstRow: Int(first),
                example: row["example \(field.id)"]?.text ?? "")
        }
    }

    // MARK: Values

    private func values(
        _ rows: [Row], _ frame: Frame, _ request: EvaluationRequest
    ) -> [MetricValue] {
        var values: [MetricValue] = []
        for (index, planned) in frame.items.enumerated() {
            for row in rows {
                guard let start = row["period"]?.text.flatMap({ Day($0) }) else { continue }
                let last = range(request)?.until ?? start
                values.append(
                    value(
                        planned, row, index, frame, start: start,
                        period: request.grain.label(ofPeriodFrom: start, until: last),
                        grain: request.grain))
            }
        }
        return values
    }

    private func value(
        _ planned: PlannedItem, _ row: Row, _ index: Int, _ frame: Frame, start: Day,
        period: String, grain: Grain
    ) -> MetricValue {
        let numerator = row["n\(index)"]?.number
        let denominator = row["d\(index)"]?.number
        var value = MetricValue(
            metric: planned.item.metric, variant: planned.item.variant, start: start,
            period: period, dimensions: [:], unit: planned.unit, numerator: numerator,
            denominator: denominator)
        for (position, reference) in frame.dimensions.enumerated() {
            let name = reference.path.joined(separator: ".")
            value.dimensions[name] = .some(row["dimension\(position + 1)"]?.text)
        }
        if planned.quotient.denominator == nil {
            value.value = numerator
        } else if let numerator, let denominator, denominator != 0 {
            value.value = numerator / denominator
        }
        if value.value == nil {
            value.reason = reason(planned, row, index, frame, denominator)
        }
        value.target = target(of: planned, grain: grain)
        if let target = value.target, let number = value.value {
            value.status = target.holds(for: number) ? .met : .missed
        }
        return value
    }

    /// Why a value is undefined: a divisor that is nought, or nothing to compute from.
    private func reason(
        _ planned: PlannedItem, _ row: Row, _ index: Int, _ frame: Frame, _ denominator: Double?
    ) -> Message {
        var divisors = planned.quotient.innerDivisors.enumerated().map {
            ($0.element, row["d\(index)_\($0.offset)"]?.number)
        }
        if let divisor = planned.quotient.denominator { divisors.append((divisor, denominator)) }
        if let zero = divisors.first(where: { $0.1 == 0 }) {
            return Message(
                "eval.reason.zero-divisor", ["divisor": .text(zero.0.description)])
        }
        let hasRows = frame.scans[index].contains { row["rows \($0)"]?.number != nil }
        return Message(hasRows ? "eval.reason.no-value" : "eval.reason.no-rows")
    }

    /// The target that holds for a formula and a length of period: one for
    /// another period, population, variant or other parameters does not.
    private func target(of planned: PlannedItem, grain: Grain) -> Target? {
        let id = planned.metric.id
        let parameters = workspace.parameters(of: id)
        // A company that names no variant speaks of the one that it means.
        let isOwn = planned.metric.isOwn || workspace.project?.targets[id] != nil
        let meant = isOwn ? workspace.chosenVariant(of: id)?.id : nil
        return planned.metric.targets.first { target in
            (target.variant ?? meant) == planned.variant?.id && target.population == nil
                && (target.period.map { $0.rawValue == grain.rawValue } ?? true)
                && target.parameters.allSatisfy { parameters[$0.key]?.value == $0.value.value }
        }
    }
}

extension Target {
    /// Whether a value in base units reaches the target.
    public func holds(for number: Double) -> Bool {
        let bound = value.value.doubleValue
        return switch comparison {
        case .less: number < bound
        case .lessOrEqual: number <= bound
        case .greater: number > bound
        case .greaterOrEqual: number >= bound
        case .equal: number == bound
        case .unequal: number != bound
        }
    }
}
