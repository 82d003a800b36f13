internal import Catalog
internal import Diagnostics
internal import Formula

extension Workspace {
    /// A metric's formula, or a variant's, with parameters and other metrics put in.
    ///
    /// - Throws: ``EvaluationError`` with the place in the catalog file.
    func resolvedExpression(
        of metric: Metric, variant: Variant?
    ) throws(EvaluationError) -> Expression {
        let resolver = Resolver(known: catalog.metricIDs) { id in
            guard let text = self.formula(of: id) else { return nil }
            return MetricFormula(
                expression: text.expression,
                parameters: parameters(of: id).mapValues {
                    MetricFormula.Parameter(value: $0.value, unit: $0.measure)
                })
        }
        let text = variant?.formula ?? metric.formula
        var values = parameters(of: metric.id)
        for (name, parameter) in variant?.parameters ?? [:] { values[name] = parameter.value }
        let formula = MetricFormula(
            expression: text.expression,
            parameters: values.mapValues {
                MetricFormula.Parameter(value: $0.value, unit: $0.measure)
            })
        do {
            return try resolver.resolve(formula, id: metric.id)
        } catch {
            throw EvaluationError(message: error.message, at: text.place(of: error.range))
        }
    }
}
