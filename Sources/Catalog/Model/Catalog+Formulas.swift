public import Formula

extension Catalog {
    /// What a metric's name in a formula stands for: its standard formula with
    /// the values of its parameters.
    public func metricFormula(_ id: String) -> MetricFormula? {
        metrics[id].map {
            MetricFormula(expression: $0.formula.expression, parameters: $0.values())
        }
    }

    /// A metric's formula, or that of one of its variants, with every parameter
    /// and every other metric put in: what ``Formula/Analysis`` and
    /// ``Formula/NormalForm`` work on.
    ///
    /// - Throws: ``Formula/FormulaError`` for a name that nothing stands for, or a cycle.
    public func resolved(
        _ metric: Metric, variant: Variant? = nil
    ) throws(FormulaError) -> Expression {
        let formula = MetricFormula(
            expression: (variant?.formula ?? metric.formula).expression,
            parameters: metric.values(of: variant))
        // A variant may name the standard formula of its own metric.
        return try resolver.resolve(formula, id: variant == nil ? metric.id : nil)
    }

    /// Puts the catalog's metrics in the place of their names.
    public var resolver: Resolver { Resolver(known: metricIDs, metrics: metricFormula) }
}

extension Metric {
    /// The values of the parameters, as a formula takes them.
    public func values(of variant: Variant? = nil) -> [String: MetricFormula.Parameter] {
        parameters.merging(variant?.parameters ?? [:]) { _, own in own }
            .mapValues { .init(value: $0.value.value, unit: $0.value.measure) }
    }
}
