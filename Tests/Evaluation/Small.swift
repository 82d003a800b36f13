import Catalog
import Diagnostics
import Foundation
import Testing

@testable import Evaluation

/// Tables so small that the values can be worked out in one's head.
enum Small {
    /// - Parameters:
    ///   - metrics: The project's own, as `id: formula`.
    ///   - tables: What stands under `data: tables:`.
    static func result(
        metrics: [String: String], project: String = "time_zone: UTC", data: String = "",
        tables: String, files: [String: String], today: String = "2030-01-01",
        _ change: (inout EvaluationRequest) throws -> Void = { _ in }
    ) async throws -> EvaluationResult {
        try await with(metrics, project, data, tables, files, today) { evaluator in
            var request = EvaluationRequest(items: metrics.keys.sorted().map { .init(metric: $0) })
            try change(&request)
            return try await evaluator.evaluate(request, with: Shop.engine())
        }
    }

    static func explanations(
        metrics: [String: String], data: String, tables: String, files: [String: String]
    ) async throws -> [Explanation] {
        try await with(metrics, "time_zone: UTC", data, tables, files, "2030-01-01") { evaluator in
            let items = metrics.keys.sorted().map { EvaluationRequest.Item(metric: $0) }
            return try await evaluator.explain(
                EvaluationRequest(items: items), with: Shop.engine())
        }
    }

    private static func with<Answer>(
        _ metrics: [String: String], _ project: String, _ data: String, _ tables: String,
        _ files: [String: String], _ today: String, _ body: (Evaluator) async throws -> Answer
    ) async throws -> Answer {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        var text = "\(project)\n" + (metrics.isEmpty ? "" : "metrics:\n")
        for (id, formula) in metrics.sorted(by: { $0.key < $1.key }) {
            text += """
                  \(id):
                    formula: '\(formula)'
                    unit: ratio
                    direction: {is: higher}
                    themes: [conversion]
                    measured: indirect
                    names: {en: {term: "\(id)"}}

                """
        }
        text += "data:\n\(data.isEmpty ? "" : "  \(data)\n")  tables:\n"
        text += tables.split(separator: "\n").map { "    \($0)\n" }.joined()
        let loaded = WorkspaceLoader.load(
            project: SourceText(file: "\(folder.path)/kpi.yaml", bytes: Array(text.utf8)),
            catalogFolder: "\(Shop.root)/catalog")
        #expect(loaded.findings.isEmpty, "\(loaded.findings.map(\.message))")
        let evaluator = Evaluator(
            workspace: loaded.value, projectFolder: folder.path, today: Day(today))
        return try await body(evaluator)
    }
}

extension EvaluationResult {
    /// `period group value`, in the order in which they come.
    var lines: [String] {
        values.map { value in
            let groups = value.dimensions.sorted { $0.key < $1.key }.map { $0.value ?? "-" }
            let number = value.value.map { "\($0)" } ?? "undefined"
            return ([value.period] + groups + [number]).joined(separator: " ")
        }
    }
}
