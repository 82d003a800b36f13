import Catalog
import Diagnostics
import Formula
import Testing

@testable import Evaluation

/// Every metric and variant of the catalog on the example shop, held against
/// SQL that a person wrote from the definitions.
@Suite struct ShopEvaluationTests {
    private struct Key: Hashable {
        var metric: String
        var variant: String?
        var period: String
        var dimension: String
    }

    private func evaluate(
        _ grain: Grain, items: [EvaluationRequest.Item]? = nil, by dimensions: [Reference] = []
    ) async throws -> EvaluationResult {
        let workspace = Shop.workspace().value
        let evaluator = Evaluator(workspace: workspace, projectFolder: Shop.folder)
        let request = EvaluationRequest(
            items: items ?? evaluator.allItems, grain: grain, dimensions: dimensions)
        return try await evaluator.evaluate(request, with: Shop.engine())
    }

    private func key(_ value: MetricValue) -> Key {
        let dimension = value.dimensions.map { "\($0.key)=\($0.value ?? "")" }.sorted()
        return Key(
            metric: value.metric, variant: value.variant, period: value.period,
            dimension: dimension.joined(separator: ","))
    }

    /// Sums of floating-point numbers differ in their last digits.
    private func isClose(_ one: Double?, _ other: Double?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return abs(one - other) <= 1e-9 * max(1, abs(one), abs(other))
    }

    private func compare(_ result: EvaluationResult, with expected: [ExpectedValue]) {
        let computed = Dictionary(grouping: result.values, by: key)
        for row in expected {
            let key = Key(
                metric: row.metric, variant: row.variant, period: row.period,
                dimension: row.dimension)
            guard let values = computed[key], values.count == 1, let value = values.first else {
                Issue.record("\(row): \(computed[key]?.count ?? 0) values")
                continue
            }
            #expect(
                isClose(value.value, row.value),
                "\(row): \(String(describing: value.value)) is not \(String(describing: row.value))"
            )
            #expect((value.reason != nil) == (row.value == nil), "\(row)")
            if let numerator = row.numerator, row.denominator != nil {
                #expect(isClose(value.numerator, numerator), "\(row) numerator")
                #expect(isClose(value.denominator, row.denominator), "\(row) denominator")
            }
        }
    }

    @Test func theProjectReadsWithoutFindings() {
        let loaded = Shop.workspace()
        #expect(loaded.findings.isEmpty, "\(loaded.findings.map(\.message))")
        #expect(loaded.value.catalog.metrics.count == 34)
    }

    @Test func everyMetricAndVariantByMonth() async throws {
        let result = try await evaluate(.month)
        #expect(result.failures.isEmpty, "\(result.failures)")
        let expected = try ExpectedValue.all().filter {
            $0.grain == "month" && !$0.dimension.hasPrefix("channel=")
        }
        compare(result, with: expected)
        // Nothing but what is expected, either.
        let covered = Set(expected.map { "\($0.metric):\($0.variant ?? "")" })
        let computed = Set(result.values.map { "\($0.metric):\($0.variant ?? "")" })
        #expect(covered == computed)
        #expect(expected.count == result.values.count)
    }

    @Test func levelsByWeek() async throws {
        let result = try await evaluate(.week, items: [.init(metric: "active-requests")])
        compare(result, with: try ExpectedValue.all().filter { $0.grain == "week" })
    }

    @Test func ratiosOverTheWholeRangeAreComputedFromTheirComponents() async throws {
        let expected = try ExpectedValue.all().filter { $0.grain == "range" }
        let result = try await evaluate(
            .all, items: expected.map { .init(metric: $0.metric, variant: $0.variant) })
        compare(result, with: expected)
    }

    @Test func splitByChannel() async throws {
        let expected = try ExpectedValue.all().filter { $0.dimension.hasPrefix("channel=") }
        let metrics = Set(expected.map(\.metric)).sorted()
        let result = try await evaluate(
            .month, items: metrics.map { .init(metric: $0) }, by: [Reference("channel")])
        compare(result, with: expected)
    }
}
