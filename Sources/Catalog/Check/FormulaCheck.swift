import Diagnostics
import Formula

extension CatalogCheck {
    /// Every formula, standard and variant.
    ///
    /// A metric that names one with an error is passed over: the error is
    /// reported where it is made, not wherever it is felt.
    func checkFormulas() {
        var broken = catalog.unreadable
        for metric in inOrderOfNaming {
            if names(metric.formula, metric).isDisjoint(with: broken) {
                if !isSound(metric, variant: nil) { broken.insert(metric.id) }
            } else {
                broken.insert(metric.id)
            }
        }
        for metric in catalog.metricIDs.compactMap({ catalog.metrics[$0] }) {
            for variant in metric.variants
            where names(variant.formula, metric, variant).isDisjoint(with: broken) {
                _ = isSound(metric, variant: variant)
            }
            checkParametersAreUsed(metric)
        }
    }

    /// The metrics that a formula names.
    private func names(
        _ formula: FormulaText, _ metric: Metric, _ variant: Variant? = nil
    ) -> Set<String> {
        formula.expression.metricReferences(parameters: Set(metric.values(of: variant).keys))
    }

    /// Every metric after those that its formula names, as far as they do not
    /// run in a circle.
    private var inOrderOfNaming: [Metric] {
        var order: [Metric] = []
        var seen: Set<String> = []
        // A stack of its own: chains may be longer than the program's is deep.
        var open: [(id: String, isLeft: Bool)] = catalog.metricIDs.reversed().map { ($0, false) }
        while let (id, isLeft) = open.popLast() {
            guard let metric = catalog.metrics[id] else { continue }
            if isLeft {
                order.append(metric)
            } else if seen.insert(id).inserted {
                open.append((id, true))
                open += names(metric.formula, metric).sorted().reversed().map { ($0, false) }
            }
        }
        return order
    }

    private func isSound(_ metric: Metric, variant: Variant?) -> Bool {
        let formula = variant?.formula ?? metric.formula
        let unit = variant?.unit ?? metric.unit
        do {
            let expression = try catalog.resolved(metric, variant: variant)
            let analysis = try Analysis(expression, schema: schema)
            checkSplit(variant?.splitBy ?? metric.splitBy, analysis, metric, variant)
            guard unit.measure.accepts(analysis.unit) else {
                reportUnit(unit, analysis.unit, formula, metric)
                return false
            }
            return true
        } catch {
            report(error, in: formula, of: metric)
            return false
        }
    }

    private func reportUnit(
        _ declared: DeclaredUnit, _ inferred: MeasureUnit, _ formula: FormulaText, _ metric: Metric
    ) {
        findings.add(
            "unit-error", at: declared.place, "check.unit.declared",
            ["declared": .text(declared.text), "inferred": .text(inferred.description)],
            metric: metric.id,
            related: [
                Finding.Related(place: formula.place, message: Message("check.unit.formula-here"))
            ])
    }

    private func report(_ error: FormulaError, in formula: FormulaText, of metric: Metric) {
        if case .text(let path) = error.message.arguments["path"],
            !path.hasPrefix("\(metric.id) → ") || !path.hasSuffix(" → \(metric.id)")
        {
            // The cycle runs through other metrics only, and is reported there.
            return
        }
        findings.add(
            Self.rule(of: error.message.key), at: formula.place(of: error.range),
            error.message.key, error.message.arguments, metric: metric.id)
    }

    /// The rule that a formula's error falls under.
    private static func rule(of key: String) -> String {
        switch key {
        case "formula.cycle": "cycle"
        case "formula.unknown-name", "formula.unknown-name-near": "unknown-metric"
        case "formula.unknown-field", "formula.unknown-field-near", "formula.unknown-entity",
            "formula.unknown-entity-near", "formula.unknown-value", "formula.not-a-reference":
            "unknown-field"
        case "formula.different-units", "formula.incomparable", "formula.duration-without-unit",
            "formula.expected-type", "formula.not-a-number":
            "unit-error"
        default: YAMLReader.schema
        }
    }

    /// What a metric is split by must be a field of what it counts.
    private func checkSplit(
        _ fields: [Reference], _ analysis: Analysis, _ metric: Metric, _ variant: Variant?
    ) {
        for field in fields {
            let entities = analysis.aggregates.compactMap { $0.entity }
                .compactMap { schema.entities[$0] }
            let isKnown = entities.contains { self.field(field, of: $0) != nil }
            guard !isKnown else { continue }
            findings.add(
                "unknown-field", at: variant?.place ?? metric.place, "check.split-by-unknown",
                [
                    "field": .text(field.path.joined(separator: ".")),
                    "entities": .list(entities.map(\.id).sorted().map { .text($0) })
                ], metric: metric.id)
        }
    }

    /// The field at the end of a path through references.
    func field(_ path: Reference, of entity: Entity) -> Field? {
        var entity = entity
        for (index, name) in path.path.enumerated() {
            guard let field = schema.field(name, of: entity) else { return nil }
            if index == path.path.count - 1 { return field }
            guard case .reference(let target) = field.kind, let next = schema.entities[target]
            else { return nil }
            entity = next
        }
        return nil
    }

    private func checkParametersAreUsed(_ metric: Metric) {
        var used: Set<String> = []
        for formula in [metric.formula] + metric.variants.map(\.formula) {
            formula.expression.visit { part in
                if case .reference(let reference) = part.kind { used.formUnion(reference.path) }
            }
        }
        for parameter in metric.parameters.values.sorted(by: { $0.name < $1.name })
        where !used.contains(parameter.name) {
            findings.add(
                YAMLReader.schema, at: parameter.place, "check.schema.unused-parameter",
                ["name": .text(parameter.name)], metric: metric.id)
        }
    }
}
