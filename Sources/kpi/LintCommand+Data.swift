import ArgumentParser
import Evaluation
import Lint

extension LintCommand {
    /// The values of metrics in periods, from the data that the project binds.
    func recomputed(
        _ wanted: Set<RecomputedValue>
    ) async throws -> [RecomputedValue: Double] {
        guard !wanted.isEmpty else { return [:] }
        let options = try EvaluationOptions.parse(project.map { ["--project", $0] } ?? [])
        let setting = try EvaluationSetting(options)
        return try await setting.run(engine) { evaluator, engine in
            var found: [RecomputedValue: Double] = [:]
            for (name, values) in Dictionary(grouping: wanted, by: \.grain) {
                guard let grain = Grain(rawValue: name) else { continue }
                let metrics = Set(values.map(\.metric)).sorted()
                let request = EvaluationRequest(
                    items: metrics.map { evaluator.meaning(of: $0) }, grain: grain,
                    hasIntervals: false)
                let result = try await evaluator.evaluate(request, with: engine)
                for value in result.values where value.dimensions.isEmpty {
                    let key = RecomputedValue(metric: value.metric, period: value.period)
                    if wanted.contains(key), let number = value.value { found[key] = number }
                }
            }
            return found
        }
    }
}
