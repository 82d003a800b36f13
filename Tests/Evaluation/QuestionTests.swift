import Catalog
import Diagnostics
import Formula
import Testing

@testable import Evaluation

/// Filters, groups, windows, comparisons and intervals on the example shop,
/// each held against SQL that a person wrote.
@Suite struct QuestionTests {
    /// Holds values against rows with the columns `period`, `value` and, for a
    /// group, `part` and `name`.
    private func expect(
        _ values: [MetricValue], _ rows: [Row], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        func name(_ value: MetricValue) -> String {
            let group = value.dimensions.first?.value
            return "\(value.period) \(value.part.rawValue) \((group ?? nil) ?? "")"
        }
        let expected = Dictionary(
            rows.map { row in
                let part = row["part"]?.text ?? "group"
                let key = "\(row["period"]?.text ?? "") \(part) \(row["name"]?.text ?? "")"
                return (key, row["value"]?.number)
            }
        ) { first, _ in first }
        #expect(
            Set(values.map(name)) == Set(expected.keys), sourceLocation: sourceLocation)
        for value in values {
            let wanted = expected[name(value)] ?? nil
            let isSame =
                switch (value.value, wanted) {
                case (nil, nil): true
                case (let one?, let other?): abs(one - other) <= 1e-9 * max(1, abs(other))
                default: false
                }
            #expect(
                isSame, "\(name(value)): \(String(describing: value.value)), not \(wanted ?? .nan)",
                sourceLocation: sourceLocation)
        }
        #expect(!values.isEmpty, sourceLocation: sourceLocation)
    }

    private static let months = "strftime(placed_day, '%Y-%m') AS period"

    // MARK: Filters and groups

    @Test func filtersByAFieldOfAReference() async throws {
        let result = try await Shop.values(["average-order-value"]) {
            $0.grain = .month
            $0.condition = try FormulaParser.parse(
                #"country = "ES" and channel in ("web", "app")"#)
        }
        let rows = try await Shop.rows(
            """
            SELECT strftime(o.placed_day, '%Y-%m') AS period, sum(o.revenue) / count(*) AS value
            FROM orders AS o JOIN customers AS c ON c.id = o.customer
            WHERE c.country = 'ES' AND o.channel IN ('web', 'app')
                AND o.placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
            GROUP BY 1
            """)
        expect(result.values, rows)
        #expect(result.failures.isEmpty)
    }

    @Test func groupsByAFieldOfAReference() async throws {
        let result = try await Shop.values(["average-order-value"]) {
            $0.dimensions = [Reference("customers", "country")]
        }
        let rows = try await Shop.rows(
            """
            SELECT '2025-01-01/2025-12-31' AS period, c.country AS name,
                sum(o.revenue) / count(*) AS value
            FROM orders AS o LEFT JOIN customers AS c ON c.id = o.customer
            WHERE o.placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
            GROUP BY 2
            """)
        expect(result.values, rows)
    }

    /// Customers have a country of their own; that of their orders is the same,
    /// but the orders' channel only the orders have.
    @Test(arguments: ["country", "channel"])
    func groupsWhatIsCountedBySubAggregates(dimension: String) async throws {
        let result = try await Shop.values(["repeat-customer-rate"]) {
            $0.dimensions = [Reference(dimension)]
        }
        let rows = try await Shop.rows(
            """
            SELECT '2025-01-01/2025-12-31' AS period, name,
                count(*) FILTER (WHERE n >= 2) / count(*) AS value
            FROM (
                SELECT c.id, \(dimension) AS name, count(*) AS n
                FROM orders AS o JOIN customers AS c ON c.id = o.customer
                WHERE o.placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
                GROUP BY 1, 2)
            GROUP BY 2
            """)
        expect(result.values, rows)
    }

    @Test func saysWhatCannotBeSplitAndByWhatItCan() async throws {
        let result = try await Shop.values(["average-order-value", "proactive-contact-share"]) {
            $0.dimensions = [Reference("source")]
        }
        #expect(Set(result.values.map(\.metric)) == ["proactive-contact-share"])
        let error = try #require(result.failures.first?.error.message)
        #expect(error.key == "eval.error.cannot-split")
        #expect(error.arguments["fields"] == .list([.text("channel"), .text("customer.country")]))
    }

    @Test func saysWhatCannotBeFiltered() async throws {
        let result = try await Shop.values(["call-volume", "average-order-value"]) {
            $0.condition = try FormulaParser.parse(#"channel = "carrier pigeon""#)
        }
        #expect(result.values.isEmpty)
        #expect(
            result.failures.map(\.error.message.key) == [
                "eval.error.cannot-filter", "eval.error.condition"
            ])
    }

    /// The second and third of the channels by revenue are told apart from the
    /// rest, whose customers are counted once, whatever channels they use.
    @Test func putsTheRestTogetherFromItsComponents() async throws {
        let workspace = try Shop.workspace(
            metrics: """
                  buyers:
                    formula: distinct(orders.customer)
                    unit: customers
                    direction: {is: higher}
                    themes: [loyalty]
                    measured: indirect
                    names: {en: {term: Buyers}}
                """)
        let result = try await Shop.values(["buyers"], workspace) {
            $0.dimensions = [Reference("channel")]
            $0.grain = .quarter
            $0.top = 2
            $0.hasTotals = true
        }
        let rows = try await Shop.rows(
            """
            WITH o AS (SELECT *, year(placed_day) || '-Q' || quarter(placed_day) AS quarter
                FROM orders WHERE placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'),
            size AS (SELECT channel, count(DISTINCT customer) AS n FROM o GROUP BY 1
                ORDER BY n DESC LIMIT 2),
            parts AS (SELECT o.*, size.channel AS name,
                CASE WHEN size.channel IS NULL THEN 'rest' ELSE 'group' END AS part
                FROM o LEFT JOIN size USING (channel))
            SELECT quarter AS period, part, name, count(DISTINCT customer) AS value FROM parts
                GROUP BY ALL
            UNION ALL SELECT '2025-01-01/2025-12-31', part, name, count(DISTINCT customer)
                FROM parts GROUP BY ALL
            UNION ALL SELECT quarter, 'total', NULL, count(DISTINCT customer) FROM parts GROUP BY 1
            UNION ALL SELECT '2025-01-01/2025-12-31', 'total', NULL, count(DISTINCT customer)
                FROM parts
            """)
        expect(result.values, rows)
        #expect(result.values.contains { $0.part == .rest })
    }

    // MARK: Levels and windows

    @Test func levelsByDayForEachChannel() async throws {
        let result = try await Shop.values(["active-requests"]) {
            $0.grain = .day
            $0.dimensions = [Reference("channel")]
            $0.from = Day("2025-03-20")
            $0.until = Day("2025-04-05")
        }
        let rows = try await Shop.rows(
            """
            SELECT strftime(day, '%Y-%m-%d') AS period, channel AS name, count(*) AS value
            FROM (SELECT unnest(generate_series(DATE '2025-03-20', DATE '2025-04-05',
                INTERVAL 1 DAY)) AS day)
            JOIN requests ON opened_at <= CAST(day + INTERVAL 1 DAY AS TIMESTAMP)
                    AT TIME ZONE 'Europe/Madrid'
                AND (resolved_at IS NULL OR resolved_at > CAST(day + INTERVAL 1 DAY AS TIMESTAMP)
                    AT TIME ZONE 'Europe/Madrid')
            GROUP BY 1, 2
            """)
        expect(result.values, rows)
    }

    private static let ownMetrics = """
          open-askers:
            formula: distinct(requests.customer where open) at end of period
            unit: customers
            direction: {is: lower}
            themes: [resolution-speed]
            measured: indirect
            names: {en: {term: Customers with an open request}}
          customers-so-far:
            formula: count(customers by acquired_at) at end of period
            unit: customers
            direction: {is: higher}
            themes: [acquisition]
            measured: indirect
            names: {en: {term: Customers so far}}
          revenue-against-last-month:
            formula: sum(orders.revenue) / (sum(orders.revenue) 1 month earlier)
            unit: ratio
            direction: {is: higher}
            themes: [conversion]
            measured: indirect
            names: {en: {term: Revenue against the month before}}
          revenue-so-far:
            formula: sum(orders.revenue) year to date
            unit: money
            direction: {is: higher}
            themes: [conversion]
            measured: indirect
            names: {en: {term: Revenue so far}}
          median-order:
            formula: median(orders.revenue)
            unit: money
            direction: {is: higher}
            themes: [conversion]
            measured: indirect
            names: {en: {term: Median order}}
        """

    /// What is no sum is looked at row by row.
    @Test func levelsThatAreNoSums() async throws {
        let workspace = try Shop.workspace(metrics: Self.ownMetrics)
        let result = try await Shop.values(["open-askers"], workspace) { $0.grain = .month }
        let rows = try await Shop.rows(
            """
            SELECT period, count(DISTINCT customer) AS value
            FROM months JOIN requests ON opened_at <= CAST(after_day AS TIMESTAMP)
                    AT TIME ZONE 'Europe/Madrid'
                AND (resolved_at IS NULL OR resolved_at > CAST(after_day AS TIMESTAMP)
                    AT TIME ZONE 'Europe/Madrid')
            GROUP BY 1
            """)
        expect(result.values, rows)
    }

    @Test func cumulativeCounts() async throws {
        let workspace = try Shop.workspace(metrics: Self.ownMetrics)
        let result = try await Shop.values(["customers-so-far"], workspace) { $0.grain = .month }
        let rows = try await Shop.rows(
            """
            SELECT period, count(*) AS value
            FROM months JOIN customers ON acquired_day < after_day GROUP BY 1
            """)
        expect(result.values, rows)
    }

    @Test func formulasOverOtherTimes() async throws {
        let workspace = try Shop.workspace(metrics: Self.ownMetrics)
        let result = try await Shop.values(
            ["revenue-against-last-month", "revenue-so-far"], workspace
        ) { $0.grain = .month }
        let rows = try await Shop.rows(
            """
            SELECT period, sum(revenue) / lag(sum(revenue)) OVER (ORDER BY period) AS value,
                CAST(sum(sum(revenue)) OVER (ORDER BY period) AS DOUBLE) AS so_far
            FROM months JOIN orders ON placed_day >= first_day AND placed_day < after_day
            GROUP BY 1
            """)
        expect(result.values.filter { $0.metric == "revenue-against-last-month" }, rows)
        let soFar = rows.map { row in
            ["period": row["period"] ?? .null, "value": row["so_far"] ?? .null]
        }
        expect(result.values.filter { $0.metric == "revenue-so-far" }, soFar)
    }

    @Test func rollingWindows() async throws {
        let workspace = try Shop.workspace(metrics: Self.ownMetrics)
        let result = try await Shop.values(
            ["average-order-value", "visitor-return-rate", "median-order"], workspace
        ) {
            $0.grain = .week
            $0.from = Day("2025-03-03")
            $0.until = Day("2025-04-06")
            $0.window = .rolling(28, .day)
        }
        let weeks = """
            FROM (SELECT unnest(generate_series(DATE '2025-03-10', DATE '2025-04-07',
                INTERVAL 7 DAY)) AS after)
            """
        let period = "strftime(after - INTERVAL 1 DAY, '%G-W%V') AS period"
        let orders = try await Shop.rows(
            """
            SELECT \(period), sum(revenue) / count(*) AS value, CAST(median(revenue) AS DOUBLE) AS median \(weeks)
            JOIN orders ON placed_day >= after - INTERVAL 28 DAY AND placed_day < after GROUP BY 1
            """)
        expect(result.values.filter { $0.metric == "average-order-value" }, orders)
        let medians = orders.map { row in
            ["period": row["period"] ?? .null, "value": row["median"] ?? .null]
        }
        expect(result.values.filter { $0.metric == "median-order" }, medians)
        let visits = try await Shop.rows(
            """
            SELECT \(period), count(DISTINCT visitor) FILTER (WHERE visit_number >= 2)
                / count(DISTINCT visitor) AS value \(weeks)
            JOIN visits ON started_day >= after - INTERVAL 28 DAY AND started_day < after
            GROUP BY 1
            """)
        expect(result.values.filter { $0.metric == "visitor-return-rate" }, visits)
        #expect(result.values.allSatisfy { $0.isComplete })
    }

    @Test func quarterToDate() async throws {
        let result = try await Shop.values(["average-order-value"]) {
            $0.grain = .month
            $0.window = .toDate(.quarter)
        }
        let rows = try await Shop.rows(
            """
            SELECT period, sum(revenue) / count(*) AS value
            FROM months JOIN orders
                ON placed_day >= date_trunc('quarter', first_day) AND placed_day < after_day
            GROUP BY 1
            """)
        expect(result.values, rows)
    }

    // MARK: Changes

    @Test func changesAgainstThePeriodBefore() async throws {
        let result = try await Shop.values(["average-order-value"]) {
            $0.grain = .month
            $0.from = Day("2025-02-01")
            $0.comparison = .previous
        }
        let rows = try await Shop.rows(
            """
            WITH m AS (SELECT period, sum(revenue) AS n, count(revenue) AS c, count(*) AS d,
                    sum(revenue * revenue) AS nn
                FROM months JOIN orders ON placed_day >= first_day AND placed_day < after_day
                GROUP BY 1),
            p AS (SELECT *, n / d AS r, lag(n) OVER w AS n0, lag(d) OVER w AS d0,
                lag(n / d) OVER w AS r0 FROM m WINDOW w AS (ORDER BY period))
            SELECT period, (r - r0) / r0 AS value, r - r0 AS difference,
                (n - n0) * (1.0 / d0 + 1.0 / d) / 2 AS above,
                (1.0 / d - 1.0 / d0) * (n0 + n) / 2 AS below
            FROM p WHERE period > '2025-01'
            """)
        let byPeriod = Dictionary(rows.map { ($0["period"]?.text ?? "", $0) }) { one, _ in one }
        #expect(result.values.map(\.period) == byPeriod.keys.sorted())
        for value in result.values {
            let change = try #require(value.change)
            let row = try #require(byPeriod[value.period])
            func isClose(_ one: Double?, _ column: String) -> Bool {
                abs((one ?? .nan) - (row[column]?.number ?? .nan)) < 1e-9
            }
            #expect(isClose(change.relative, "value"))
            #expect(isClose(change.difference, "difference"))
            #expect(isClose(change.numeratorEffect, "above"))
            #expect(isClose(change.denominatorEffect, "below"))
            let both = (change.numeratorEffect ?? 0) + (change.denominatorEffect ?? 0)
            #expect(abs(both - (change.difference ?? .nan)) < 1e-9)
        }
    }

    @Test func thereIsNothingBeforeTheData() async throws {
        let result = try await Shop.values(["call-volume"]) {
            $0.grain = .quarter
            $0.comparison = .year
        }
        #expect(result.values.count == 4)
        #expect(result.values.allSatisfy { $0.change?.reason?.key == "eval.reason.no-past" })
        #expect(result.values.allSatisfy { $0.change?.relative == nil })
    }

    // MARK: Uncertainty

    /// The interval's half width, from what DuckDB says the sample variance is.
    @Test func intervalsOfMeansAndScores() async throws {
        let result = try await Shop.values([
            "net-promoter-score", "customer-satisfaction-score"
        ]) { _ in }
        let rows = try await Shop.rows(
            """
            SELECT 1.959963984540054 * sqrt(var_samp(CASE WHEN recommendation >= 9 THEN 100
                    WHEN recommendation <= 6 THEN -100 WHEN recommendation >= 7 THEN 0 END)
                    / count(recommendation)) AS score,
                1.959963984540054 * sqrt(var_samp(satisfaction) / count(satisfaction)) AS mean
            FROM surveys
            WHERE answered_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
            """)
        func half(_ metric: String) -> Double {
            let interval = result.values.first { $0.metric == metric }?.interval
            return interval.map { ($0.upperBound - $0.lowerBound) / 2 } ?? .nan
        }
        #expect(abs(half("net-promoter-score") - (rows[0]["score"]?.number ?? 0)) < 1e-9)
        #expect(
            abs(half("customer-satisfaction-score") - (rows[0]["mean"]?.number ?? 0)) < 1e-9)
    }

    /// Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662, 15 of 148
    /// gives 0.0624 to 0.1605, 0 of 20 gives 0 to 0.1611, 29 of 29 gives 0.8830 to 1.
    @Test(arguments: [
        (81.0, 263.0, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
        (29, 29, 0.8830, 1)
    ])
    func intervalsOfShares(above: Double, below: Double, low: Double, high: Double) throws {
        let quotient = Quotient(
            try FormulaParser.parse("count(calls where answered) / count(calls)"))
        let spread = try #require(Spread(quotient, isShare: true))
        let uncertainty = try #require(
            Uncertainty(spread, sums: [], value: above / below, denominator: below))
        let interval = try #require(uncertainty.interval)
        #expect(abs(interval.lowerBound - low) < 0.00005)
        #expect(abs(interval.upperBound - high) < 0.00005)
    }

    /// Lines of orders and returns are rows of their own: (Σy² + R²·Σx²) / D².
    @Test func intervalsOfQuotientsOfSums() async throws {
        let result = try await Shop.values(["return-rate"]) { _ in }
        let rows = try await Shop.rows(
            """
            WITH y AS (SELECT sum(quantity) AS s, sum(quantity * quantity) AS ss FROM returns
                WHERE returned_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'),
            x AS (SELECT sum(quantity) AS s, sum(quantity * quantity) AS ss FROM order_lines
                WHERE placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31')
            SELECT y.s / x.s + 1.959963984540054
                * sqrt((y.ss + (y.s / x.s) * (y.s / x.s) * x.ss) / (x.s * x.s)) AS high
            FROM y, x
            """)
        let high = try #require(result.values.first?.interval?.upperBound)
        #expect(abs(high - (rows[0]["high"]?.number ?? .nan)) < 1e-9)
    }

    /// A product of metrics, or a level, varies in ways that are not told here.
    @Test func noIntervalWhereThereIsNoTelling() async throws {
        let result = try await Shop.values(["customer-lifetime-value", "active-requests"]) { _ in }
        #expect(result.values.count == 2)
        #expect(result.values.allSatisfy { $0.interval == nil })
    }
}

/// What a person needs to redo a value by hand, and customers by when they came.
@Suite struct CohortAndExplanationTests {
    private static let tables = """
        customers:
          file: customers.csv
          columns: {id: id, acquired_at: at}
        orders:
          file: orders.csv
          columns: {id: id, placed_at: at, revenue: revenue, channel: channel, customer: customer}
        """
    /// Of January's two customers one buys again within 30 days, of February's
    /// one the first order was the only one.
    private static let files = [
        "customers.csv": "id,at\na,2025-01-05\nb,2025-01-20\nc,2025-02-10\n",
        "orders.csv": """
        id,at,revenue,channel,customer
        1,2025-01-05,10,web,a
        2,2025-02-01,20,web,a
        3,2025-01-20,30,app,b
        4,2025-04-20,40,app,b
        5,2025-02-10,50,web,c
        6,soon,60,web,c
        7,2025-02-11,70,,
        8,2024-12-31,80,web,a

        """
    ]

    private func result(
        _ metrics: [String: String], _ change: (inout EvaluationRequest) throws -> Void
    ) async throws -> EvaluationResult {
        try await Small.result(
            metrics: metrics, data: "period: {from: 2025-01-01, until: 2025-02-28}",
            tables: Self.tables, files: Self.files, change)
    }

    /// Orders count whenever they came, also after the period and the range.
    @Test func customersByWhenTheyCame() async throws {
        let result = try await result([
            "buy-again": """
            count(customers where count(orders where placed_at - customer.acquired_at > 0 s \
            and placed_at - customer.acquired_at <= 30 days) >= 1 by acquired_at) \
            / count(customers by acquired_at)
            """,
            "value-so-far": """
            sum(orders.revenue where placed_at >= customer.acquired_at by customer.acquired_at) \
            / count(customers by acquired_at)
            """
        ]) { $0.grain = .month }
        #expect(
            result.lines == ["2025-01 0.5", "2025-02 0.0", "2025-01 50.0", "2025-02 50.0"],
            "\(result.failures)")
    }

    /// Of eight orders, one is at no readable time, two lie outside, one has no
    /// channel, and one came by the app.
    @Test func countsWhatBecameOfEachRow() async throws {
        let explanations = try await Small.explanations(
            metrics: ["web-orders": #"count(orders.revenue where channel = "web")"#],
            data: "period: {from: 2025-01-01, until: 2025-02-28}",
            tables: Self.tables, files: Self.files)
        let explanation = try #require(explanations.first)
        #expect(explanation.atoms.count == 1)
        #expect(
            explanation.atoms[0].rows == [
                .used: 3, .withoutTime: 1, .outsideRange: 2, .unknown: 1, .condition: 1
            ])
        #expect(explanation.atoms[0].source == "orders.csv")
        #expect(explanation.sql.contains(#"FILTER (WHERE (t."channel" = 'web'))"#))
        #expect(explanation.denominator == nil)
    }

    @Test func amountsInTwoCurrenciesAreNotAdded() async throws {
        let tables = """
            orders:
              file: orders.csv
              currency: EUR
              columns: {id: id, placed_at: at, revenue: revenue}
            costs:
              file: orders.csv
              currency: USD
              columns: {id: id, incurred_on: at, amount: revenue}
            """
        let result = try await Small.result(
            metrics: [
                "mixed": "sum(orders.revenue) / sum(costs.amount)",
                "pure": "sum(orders.revenue) / count(orders)"
            ],
            data: "period: {from: 2025-01-01, until: 2025-02-28}", tables: tables,
            files: Self.files)
        #expect(result.failures.map(\.item.metric) == ["mixed"])
        #expect(result.failures.first?.error.message.key == "eval.error.other-currency")
        #expect(result.values.map(\.metric) == ["pure"])
    }
}
