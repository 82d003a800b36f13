import Catalog
import Formula
import Foundation
import Testing

@testable import Evaluation

/// The example shop on databases that are really started: see Tests/Engines.
@Suite(.enabled(if: !TestEngine.all.isEmpty, "make test-engines starts them"))
struct EngineTests {
    @Test(arguments: TestEngine.all)
    func everyMetricIsTheSameByMonth(engine: TestEngine) async throws {
        let result = try await engine.evaluate(.month)
        #expect(result.failures.isEmpty, "\(engine): \(result.failures)")
        let expected = try ExpectedValue.all().filter {
            $0.grain == "month" && !$0.dimension.hasPrefix("channel=")
        }
        check(result.values, expected, engine)
        #expect(result.values.count == expected.count, "\(engine)")
    }

    @Test(arguments: TestEngine.all)
    func levelsByWeekAreTheSame(engine: TestEngine) async throws {
        let result = try await engine.evaluate(.week, ["active-requests"])
        check(result.values, try ExpectedValue.all().filter { $0.grain == "week" }, engine)
    }

    @Test(arguments: TestEngine.all)
    func valuesByChannelAreTheSame(engine: TestEngine) async throws {
        let expected = try ExpectedValue.all().filter { $0.dimension.hasPrefix("channel=") }
        let result = try await engine.evaluate(
            .month, Set(expected.map(\.metric)).sorted(), by: "channel")
        check(result.values, expected, engine)
    }

    private func check(
        _ values: [MetricValue], _ expected: [ExpectedValue], _ engine: TestEngine
    ) {
        func key(
            _ metric: String, _ variant: String?, _ period: String, _ dimension: String
        ) -> String { "\(metric) \(variant ?? "") \(period) \(dimension)" }
        let computed = Dictionary(
            values.map { value in
                let dimension = value.dimensions.map { "\($0.key)=\($0.value ?? "")" }.sorted()
                    .joined(separator: ",")
                return (key(value.metric, value.variant, value.period, dimension), value)
            }, uniquingKeysWith: { first, _ in first })
        #expect(!expected.isEmpty)
        for row in expected {
            let found = computed[key(row.metric, row.variant, row.period, row.dimension)]
            let isClose =
                switch (found?.value, row.value) {
                case (nil, nil): found != nil
                // Sums of floating-point numbers differ in their last digits.
                case (let one?, let other?): abs(one - other) <= 1e-9 * max(1, abs(other))
                default: false
                }
            #expect(isClose, "\(engine): \(row): \(String(describing: found?.value))")
        }
    }

    /// A server that ends a connection in the middle of a query.
    @Test(arguments: TestEngine.all.filter { $0.name == "PostgreSQL" })
    func anEndedConnectionIsAnError(engine: TestEngine) async throws {
        let statements = [
            Statement("SELECT 1 AS one", name: "one"),
            Statement("SELECT pg_terminate_backend(pg_backend_pid())", name: "two")
        ]
        await #expect(throws: EvaluationError.self) { try await engine.open().run(statements) }
    }

    @Test(arguments: TestEngine.all.filter { $0.name == "PostgreSQL" })
    func aQueryEndsWithItsTime(engine: TestEngine) async throws {
        let slow = try engine.open(EngineLimits(time: 0.3))
        await #expect(throws: EvaluationError.self) {
            try await slow.run([Statement("SELECT pg_sleep(60)", name: "sleep")])
        }
    }

    /// Nothing that a project file says can write to a database.
    @Test(arguments: TestEngine.all.filter { $0.name == "PostgreSQL" })
    func databasesAreOnlyRead(engine: TestEngine) async throws {
        await #expect(throws: EvaluationError.self) {
            try await engine.open().run([Statement("DELETE FROM orders")])
        }
    }
}

/// A database that the tests were given.
struct TestEngine: CustomStringConvertible, Sendable {
    var name: String
    var project: String
    var address: String

    var description: String { name }

    static var all: [TestEngine] {
        let text = ProcessInfo.processInfo.environment["METRIGLOT_TEST_ENGINES"] ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t").map(String.init)
            return parts.count == 3
                ? TestEngine(name: parts[0], project: parts[1], address: parts[2]) : nil
        }
    }

    func open(_ limits: EngineLimits = EngineLimits()) throws -> any Engine {
        guard let address = DatabaseAddress(address) else { return try Shop.engine() }
        return try ADBCEngine(address, programFolder: nil, limits: limits)
    }

    func evaluate(
        _ grain: Grain, _ metrics: [String]? = nil, by dimension: String? = nil
    ) async throws -> EvaluationResult {
        let loaded = WorkspaceLoader.load(
            projectFile: project, catalogFolder: "\(Shop.root)/catalog")
        #expect(loaded.findings.isEmpty, "\(loaded.findings.map(\.message))")
        let folder = (project as NSString).deletingLastPathComponent
        let evaluator = Evaluator(workspace: loaded.value, projectFolder: folder)
        let request = EvaluationRequest(
            items: metrics?.map { .init(metric: $0) } ?? evaluator.allItems, grain: grain,
            dimensions: dimension.map { [.init($0)] } ?? [])
        return try await evaluator.evaluate(request, with: open())
    }
}
