import Catalog
import Diagnostics
import Formula
import Testing

@testable import Evaluation

/// What other metric layers are known to get wrong.
@Suite struct KnownFaultTests {
    private static let orders = """
        orders:
          file: orders.csv
          columns: {id: id, placed_at: placed, revenue: revenue, channel: channel, customer: customer}
        order_lines:
          file: lines.csv
          columns: {id: id, order: order, quantity: quantity, amount: amount}
        """
    private static let files = [
        "orders.csv": """
        id,placed,revenue,channel,customer
        1,2025-01-05,100,web,a
        2,2025-01-20,300,app,a
        3,2025-02-03,50,web,b
        4,2025-02-04,50,web,c
        5,2025-02-05,50,app,b
        6,2025-04-01,80,app,d

        """,
        "lines.csv": """
        id,order,quantity,amount
        1,1,1,60
        2,1,1,40
        3,2,3,300
        4,3,1,50
        5,4,1,50
        6,5,1,50
        7,6,2,80

        """
    ]

    private func result(
        _ metrics: [String: String],
        _ change: (inout EvaluationRequest) throws -> Void = { $0.grain = .month }
    ) async throws -> EvaluationResult {
        try await Small.result(
            metrics: metrics, data: "period: {from: 2025-01-01, until: 2025-04-30}",
            tables: Self.orders, files: Self.files, change)
    }

    /// One filter must not leak to the other side: 1 of 2, 2 of 3, not 1 and 1.
    @Test func aRatioThatUsesOneMetricTwice() async throws {
        let result = try await result([
            "web-share": #"count(orders where channel = "web") / count(orders)"#
        ])
        #expect(
            result.lines == [
                "2025-01 0.5", "2025-02 0.6666666666666666", "2025-03 undefined", "2025-04 0.0"
            ])
    }

    /// Neither infinite nor nothing nor an error: undefined, with the reason.
    @Test func aDivisorOfZero() async throws {
        let result = try await result([
            "a": "sum(orders.revenue) / count(orders)",
            "b": #"sum(orders.revenue) / (count(orders where channel = "web") - 1)"#
        ])
        let undefined = result.values.filter { $0.value == nil }
        #expect(undefined.map { "\($0.metric) \($0.period)" } == ["a 2025-03", "b 2025-01"])
        #expect(undefined.allSatisfy { $0.reason?.key == "eval.reason.zero-divisor" })
        #expect(undefined[1].numerator == 400)
    }

    /// A month without orders is there, and its count is 0; a month in which a
    /// group does not occur has no line for that group.
    @Test func emptyGroups() async throws {
        let result = try await result(["count": "count(orders)"])
        #expect(result.lines == ["2025-01 2.0", "2025-02 3.0", "2025-03 0.0", "2025-04 1.0"])
        let groups = try await self.result(["count": "count(orders)"]) {
            $0.grain = .month
            $0.dimensions = [Reference("channel")]
        }
        #expect(
            groups.lines == [
                "2025-01 app 1.0", "2025-01 web 1.0", "2025-02 app 1.0", "2025-02 web 2.0",
                "2025-04 app 1.0"
            ])
    }

    /// An order's revenue counts once, however many lines it has: 400 / 5, not 500 / 5.
    @Test func joinsThatFanOut() async throws {
        let result = try await result([
            "revenue-per-item": "sum(orders.revenue) / sum(order_lines.quantity)"
        ])
        #expect(
            result.lines == [
                "2025-01 80.0", "2025-02 50.0", "2025-03 undefined", "2025-04 40.0"
            ])
    }

    /// A key that stands twice in what is looked up must not double the lines.
    @Test func keysThatStandTwice() async throws {
        var files = Self.files
        files["orders.csv"] = (files["orders.csv"] ?? "") + "1,2025-01-05,100,web,a\n"
        let result = try await Small.result(
            metrics: ["quantity": "sum(order_lines.quantity)"],
            data: "period: {from: 2025-01-01, until: 2025-01-31}", tables: Self.orders,
            files: files)
        #expect(result.lines == ["2025-01-01/2025-01-31 5.0"])
    }

    /// The mean over all is 630 / 6 = 105, not the mean of the months' means.
    @Test func totalsAreNoAveragesOfRatios() async throws {
        let result = try await result(["mean": "sum(orders.revenue) / count(orders)"]) {
            $0.grain = .month
            $0.hasTotals = true
            $0.dimensions = [Reference("channel")]
        }
        let totals = result.values.filter { $0.part == .total }
        #expect(
            totals.map { "\($0.period) \($0.value.map { "\($0)" } ?? "undefined")" } == [
                "2025-01 200.0", "2025-02 50.0", "2025-03 undefined", "2025-04 80.0",
                "2025-01-01/2025-04-30 105.0"
            ])
    }

    /// 3 after 2, 0 after 3, 1 after 0: half more, all less, and undefined.
    @Test func monthOverMonthIsNoConstant() async throws {
        let result = try await result(["count": "count(orders)"]) {
            $0.grain = .month
            $0.comparison = .previous
        }
        #expect(result.values.map(\.change?.relative) == [nil, 0.5, -1, nil])
        #expect(result.values.map(\.change?.difference) == [nil, 1, -3, 1])
        #expect(
            result.values.map(\.change?.reason?.key) == [
                "eval.reason.no-past", nil, nil, "eval.reason.zero-past"
            ])
    }

    /// A target of 0 is a target.
    @Test func aTargetOfZero() async throws {
        let project = """
            time_zone: UTC
            targets: {call-volume: [{comparison: "<=", value: 0, period: month}]}
            """
        let result = try await Small.result(
            metrics: [:], project: project,
            data: "period: {from: 2025-01-01, until: 2025-02-28}",
            tables: "calls:\n  file: calls.csv\n  columns: {id: id, started_at: at}",
            files: ["calls.csv": "id,at\n1,2025-01-05 10:00\n"]
        ) {
            $0.items = [.init(metric: "call-volume")]
            $0.grain = .month
        }
        #expect(result.values.map(\.status) == [.missed, .met])
        #expect(result.values.map { $0.target?.value.value } == [0, 0])
    }
}
