import Catalog
import Diagnostics
import Formula
import Foundation
import Testing

@testable import Evaluation

/// The whole text that `kpi sql --dialect` prints. `METRIGLOT_RECORD=1` writes it
/// anew; then the difference is read.
@Suite struct DialectGoldenTests {
    /// A share, a mean of time between moments, a level, a percentile, a split,
    /// and names that have to be quoted.
    private static let project = """
        time_zone: Europe/Madrid
        metrics:
          long-wait: {formula: "percentile(calls.wait, 90 %)", unit: duration, direction: {is: lower}}
        data:
          period: {from: 2025-01-01, until: 2025-03-31}
          tables:
            calls:
              table: support."calls"
              time_zone: UTC
              columns:
                id: id
                started_at: "started `at`"
                answered: {column: state, is: ["l'appel", 'a\\b']}
                wait: {column: 'wait "min"', unit: min}
            requests:
              table: requests
              columns:
                id: id
                channel: {column: channel, values: {"o'phone": phone}}
                opened_at: opened_at
                first_response_at: answered_at
                resolved_at: resolved_at

        """

    /// DuckDB's text is held by what it computes.
    @Test(arguments: SQLDialect.all.map(\.id).filter { $0 != "duckdb" })
    func sqlReadsAsItWasRecorded(id: String) throws {
        let dialect = try #require(SQLDialect.named(id))
        let loaded = WorkspaceLoader.load(
            project: SourceText(file: "kpi.yaml", text: Self.project),
            catalogFolder: "\(Shop.root)/catalog")
        #expect(loaded.findings.isEmpty, "\(loaded.findings.map(\.message))")
        let evaluator = Evaluator(workspace: loaded.value, projectFolder: "")
        func sql(_ metrics: [String], by dimensions: [Reference]) throws -> String {
            try evaluator.sql(
                for: EvaluationRequest(
                    items: metrics.map { .init(metric: $0) }, grain: .month,
                    dimensions: dimensions),
                in: dialect)
        }
        let wait = id == "sqlite" ? [] : ["long-wait"]
        let text =
            try sql(["service-level", "active-requests"] + wait, by: [])
            + "\n-- By channel.\n\n" + sql(["first-response-time"], by: [Reference("channel")])
        let path = "\(Shop.root)/Tests/Evaluation/Fixtures/dialects/\(id).sql"
        if ProcessInfo.processInfo.environment["METRIGLOT_RECORD"] != nil {
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
}
