import Catalog
import Diagnostics
import Foundation
import Testing

@testable import Evaluation

/// The example shop of the repository.
enum Shop {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let folder = "\(root)/examples/shop"

    static func workspace() -> Loaded<Workspace> {
        WorkspaceLoader.load(
            projectFile: "\(folder)/kpi.yaml", catalogFolder: "\(root)/catalog")
    }

    /// The shop's project with further metrics of its own, as YAML under `metrics:`.
    static func workspace(metrics: String) throws -> Workspace {
        let text = try String(contentsOfFile: "\(folder)/kpi.yaml", encoding: .utf8)
            .replacing("\nmetrics:\n", with: "\nmetrics:\n\(metrics)\n", maxReplacements: 1)
        let loaded = WorkspaceLoader.load(
            project: SourceText(file: "\(folder)/kpi.yaml", bytes: Array(text.utf8)),
            catalogFolder: "\(root)/catalog")
        #expect(loaded.findings.isEmpty, "\(loaded.findings.map(\.message))")
        return loaded.value
    }

    /// What hand-written SQL over the tables of `Fixtures/tables.sql` gives.
    static func rows(_ sql: String) async throws -> [Row] {
        let tables = try String(
            contentsOfFile: "\(root)/Tests/Evaluation/Fixtures/tables.sql", encoding: .utf8
        ).replacing("read_csv('", with: "read_csv('\(folder)/data/")
        let statements = [Statement(tables), Statement(sql + ";", name: "rows")]
        return try await engine().run(statements)["rows"] ?? []
    }

    /// The values of metrics, or of formulas of them, on the shop's data.
    static func values(
        _ metrics: [String], _ workspace: Workspace? = nil,
        _ change: (inout EvaluationRequest) throws -> Void
    ) async throws -> EvaluationResult {
        let evaluator = Evaluator(
            workspace: workspace ?? Shop.workspace().value, projectFolder: folder)
        var request = EvaluationRequest(
            items: metrics.map { name in
                let parts = name.split(separator: ":").map(String.init)
                return .init(metric: parts[0], variant: parts.count > 1 ? parts[1] : nil)
            })
        try change(&request)
        return try await evaluator.evaluate(request, with: engine())
    }

    static func engine() throws -> DuckDBProgram {
        try DuckDBProgram.find(in: ["\(root)/.tools/bin"])
    }
}

/// What hand-written SQL gave for the shop; see Fixtures/README.md.
struct ExpectedValue: CustomStringConvertible {
    var metric: String
    var variant: String?
    var grain: String
    var period: String
    var dimension: String
    var numerator: Double?
    var denominator: Double?
    var value: Double?

    var description: String { "\(metric) \(variant ?? "") \(period) \(dimension)" }

    static func all() throws -> [ExpectedValue] {
        let path = "\(Shop.root)/Tests/Evaluation/Fixtures/expected.tsv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            return ExpectedValue(
                metric: cells[0], variant: cells[1].isEmpty ? nil : cells[1], grain: cells[2],
                period: cells[3], dimension: cells[4], numerator: Double(cells[5]),
                denominator: Double(cells[6]), value: Double(cells[7]))
        }
    }
}
