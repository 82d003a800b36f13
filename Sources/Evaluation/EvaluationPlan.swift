internal import Catalog
internal import Diagnostics
internal import Formula

extension Evaluator {
    /// A set of formulas that are split alike, as one query.
    struct Frame {
        var items: [PlannedItem]
        var shape: Shape
        var query: QueryWriter.Query
        /// The scans that each item reads, to tell a period without any rows.
        var scans: [[String]]
    }

    /// What a query's rows are: by which dimensions and for which periods.
    struct Shape: Hashable {
        var dimensions: [Reference]
        var grain: Grain
        var periods: [Period]
        /// What its rows stand for where they are not marked otherwise.
        var part = MetricValue.Part.group
        /// The dimensions that only the greatest groups are told apart by.
        var topDimensions: [Reference] = []
    }

    struct PlannedItem {
        var item: EvaluationRequest.Item
        var metric: Metric
        var variant: Variant?
        /// The formula, with parameters and other metrics put in.
        var expression: Expression
        var quotient: Quotient
        /// How its value may vary by chance; `nil` where that is not asked for or
        /// cannot be told.
        var spread: Spread?
        /// What it is always split by.
        var split: [Reference]
        /// And what is asked for.
        var dimensions: [Reference]

        var unit: DeclaredUnit { variant?.unit ?? metric.unit }
    }

    struct Plan {
        var frames: [Frame] = []
        var tables: [TypedTable] = []
        var failures: [(item: EvaluationRequest.Item, error: EvaluationError)] = []
        /// A query for the groups that are told apart, where not all are.
        var topGroups: String?
        var range: PeriodRange
        /// The keys of the periods that are asked for; others are only there to
        /// be compared with.
        var asked: Set<Day>

        /// What has to run before the frames' queries.
        var preparations: [String] {
            topGroups.map { ["CREATE TEMP TABLE \(QueryWriter.topGroups) AS\n\($0);"] } ?? []
        }

        /// The same, and the tables, as parts of each query.
        var namedQueries: [String] {
            tables.map(\.namedQuery)
                + (topGroups.map { ["\(QueryWriter.topGroups) AS (\n\($0)\n)"] } ?? [])
        }
    }

    func plan(
        _ request: EvaluationRequest, _ range: PeriodRange, excluding faults: Faults
    ) -> Plan {
        var plan = Plan(range: range, asked: [])
        var needed: [String: Set<String>] = [:]
        var byDimensions: [[Reference]: [PlannedItem]] = [:]
        var order: [[Reference]] = []
        for item in good(request, range, faults, &plan.failures) {
            if byDimensions[item.dimensions] == nil { order.append(item.dimensions) }
            byDimensions[item.dimensions, default: []].append(item)
        }
        let (periods, asked) = periods(request, range)
        plan.asked = asked
        let top = prepareTop(
            order.lazy.compactMap { byDimensions[$0]?.first }.first, request, range)
        if let top {
            plan.topGroups = top.sql
            needed.merge(top.fields) { $0.union($1) }
        }
        for dimensions in order {
            let items = byDimensions[dimensions] ?? []
            guard let split = items.first?.split else { continue }
            let main = Shape(
                dimensions: dimensions, grain: request.grain, periods: periods,
                topDimensions: top == nil ? [] : request.dimensions)
            for shape in shapes(main, split, request, range) {
                guard let (frame, fields) = try? query(items, shape, request, range) else {
                    continue
                }
                plan.frames.append(frame)
                needed.merge(fields) { $0.union($1) }
            }
        }
        plan.tables = typedTables(needed, faults)
        return plan
    }

    /// The values themselves, and the totals of the groups and of the periods.
    private func shapes(
        _ main: Shape, _ split: [Reference], _ request: EvaluationRequest, _ range: PeriodRange
    ) -> [Shape] {
        guard request.hasTotals else { return [main] }
        var shapes = [main]
        if main.dimensions != split {
            shapes.append(
                Shape(
                    dimensions: split, grain: main.grain, periods: main.periods, part: .total))
        }
        // Windows overlap; together they are no longer stretch of time.
        guard request.grain != .all, request.window == nil else { return shapes }
        let whole = request.periods(range, calendar, today: today, grain: .all)
        return shapes
            + shapes.map { shape in
                var shape = shape
                shape.grain = .all
                shape.periods = whole
                return shape
            }
    }

    // MARK: Items

    /// The formulas that can be computed. Each is tried on its own, so that one
    /// that cannot does not hold back the others.
    private func good(
        _ request: EvaluationRequest, _ range: PeriodRange, _ faults: Faults,
        _ failures: inout [(item: EvaluationRequest.Item, error: EvaluationError)]
    ) -> [PlannedItem] {
        var good: [PlannedItem] = []
        for item in request.items {
            do throws(EvaluationError) {
                let planned = try planned(item, request)
                let shape = Shape(
                    dimensions: planned.dimensions, grain: request.grain, periods: [])
                let (_, fields) = try query([planned], shape, request, range)
                if let error = faults.first(among: fields) { throw error }
                good.append(planned)
            } catch {
                failures.append((item, error))
            }
        }
        return good
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
        let quotient = Quotient(expression)
        var planned = PlannedItem(
            item: item, metric: metric, variant: variant, expression: expression,
            quotient: quotient, split: split,
            dimensions: split + request.dimensions.filter { !split.contains($0) })
        if request.hasIntervals {
            let spread = Spread(quotient, isShare: planned.unit.kind == .share)
            // What a sum by itself is in the long run matters only for its change.
            planned.spread =
                spread?.kind == .flow && request.comparison == nil ? nil : spread
        }
        return planned
    }

    // MARK: Queries

    private func query(
        _ items: [PlannedItem], _ shape: Shape, _ request: EvaluationRequest, _ range: PeriodRange
    ) throws(EvaluationError) -> (frame: Frame, fields: [String: Set<String>]) {
        let isContiguous = zip(shape.periods, shape.periods.dropFirst())
            .allSatisfy { $0.after == $1.first }
        let isPlain =
            isContiguous && (shape.grain != .all || shape.periods.count < 2)
            && Clock.arePlain(
                shape.grain, shape.grain == .all ? nil : request.window, calendar)
        var planner = Planner(
            schema: schema, tables: tables, condition: request.condition, arePeriodsPlain: isPlain,
            dialect: dialect, currency: workspace.project?.currency)
        var outputs: [QueryWriter.Output] = []
        var scans: [[String]] = []
        for (index, item) in items.enumerated() {
            var columns: [(name: String, sql: String)] = []
            func add(
                _ name: String, _ expression: Expression
            ) throws(EvaluationError) {
                columns.append(
                    (name, try planner.expression(expression, dimensions: shape.dimensions)))
            }
            try add("n\(index)", item.quotient.numerator)
            if let denominator = item.quotient.denominator { try add("d\(index)", denominator) }
            let both = columns.map(\.sql).joined()
            for (position, divisor) in item.quotient.innerDivisors.enumerated() {
                try add("d\(index)_\(position)", divisor)
            }
            for (position, sum) in (item.spread?.sums ?? []).enumerated() {
                try add("s\(index)_\(position)", sum)
            }
            outputs.append(QueryWriter.Output(columns: columns))
            scans.append(planner.scans.map(\.name).filter { both.contains($0 + ".") })
        }
        let clock = Clock(
            grain: shape.grain, periods: shape.periods, range: range, calendar: calendar,
            zone: reportZone, dialect: dialect)
        var writer = QueryWriter(
            planner: planner, dimensions: shape.dimensions, clock: clock,
            topDimensions: shape.topDimensions)
        let query = try writer.query(outputs)
        let frame = Frame(items: items, shape: shape, query: query, scans: scans)
        return (frame, writer.planner.neededFields)
    }

    /// The statement that finds the greatest groups: by what a quotient is
    /// divided by, since a quotient of little may be anything, else by the value.
    private func prepareTop(
        _ item: PlannedItem?, _ request: EvaluationRequest, _ range: PeriodRange
    ) -> (sql: String, fields: [String: Set<String>])? {
        guard let top = request.top, !request.dimensions.isEmpty, var item else { return nil }
        item.spread = nil
        let shape = Shape(
            dimensions: request.dimensions, grain: .all,
            periods: request.periods(range, calendar, today: today, grain: .all))
        guard let (frame, fields) = try? query([item], shape, request, range) else { return nil }
        let sql = QueryWriter.topGroups(
            frame.query, dimensions: request.dimensions.count, count: top,
            hasDenominator: item.quotient.denominator != nil)
        return (sql, fields)
    }

    func typedTables(
        _ needed: [String: Set<String>], _ faults: Faults
    ) -> [TypedTable] {
        needed.keys.sorted().compactMap { entity in
            guard let definition = schema.entities[entity], let binding = tables[entity] else {
                return nil
            }
            var names = needed[entity] ?? []
            if let time = definition.time, time.path.count == 1,
                binding.columns[time.path[0]] != nil
            {
                names.insert(time.path[0])
            }
            var table = TypedTable(
                entity: definition, binding: binding,
                fields: names.sorted().compactMap { definition.fields[$0] }, folder: folder,
                reportZone: reportZone, dialect: dialect,
                columnTypes: readsFiles ? .text : .asBound)
            if let types = faults.columnTypes[entity] { table.columnTypes = types }
            table.head = table.readHead()
            return table
        }
    }

    // MARK: Periods

    /// The periods to compute, and which of them are asked for.
    private func periods(
        _ request: EvaluationRequest, _ range: PeriodRange
    ) -> (all: [Period], asked: Set<Day>) {
        let periods = request.periods(range, calendar, today: today)
        let asked = Set(periods.map(\.key))
        guard let comparison = request.comparison, let first = periods.first else {
            return (periods, asked)
        }
        var earlier = range
        earlier.until = first.first.adding(days: -1)
        if request.grain == .all {
            let days = range.until.ordinal - range.from.ordinal + 1
            earlier.from =
                comparison == .year
                ? range.from.adding(months: -12) : range.from.adding(days: -days)
            if comparison == .year { earlier.until = range.until.adding(months: -12) }
        } else {
            earlier.until = first.key.adding(days: -1)
            earlier.from =
                comparison == .year
                ? calendar.yearEarlier(first.key, request.grain)
                : calendar.start(of: request.grain, containing: earlier.until)
        }
        // Before the data there is nothing to compare with.
        earlier.from = max(earlier.from, range.dataFrom)
        guard earlier.from <= earlier.until else { return (periods, asked) }
        return (request.periods(earlier, calendar, today: today) + periods, asked)
    }

    /// The key of the period that a value is compared with.
    func pastKey(of key: Day, _ request: EvaluationRequest, _ periods: [Period]) -> Day? {
        guard let comparison = request.comparison else { return nil }
        if request.grain == .all { return periods.first { $0.key < key }?.key }
        switch comparison {
        case .year: return calendar.yearEarlier(key, request.grain)
        case .previous:
            return calendar.start(of: request.grain, containing: key.adding(days: -1))
        }
    }
}
