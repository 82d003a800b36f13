import Diagnostics
import Formula

extension CatalogCheck {
    /// The values of targets and benchmarks, against the unit, the scale and the
    /// parameters of their metric.
    func checkFigures(of metric: Metric) {
        // A company's targets are about what the company means.
        let meant =
            workspace.project?.targets[metric.id] == nil
            ? nil : workspace.chosenVariant(of: metric.id)?.id
        for target in metric.targets {
            let variant = target.variant ?? meant
            check(target.value, of: metric, variant: variant, at: target.place)
            check(target.parameters, of: metric, variant: variant)
        }
        for benchmark in metric.benchmarks {
            check(benchmark.value, of: metric, variant: benchmark.variant, at: benchmark.place)
            check(benchmark.parameters, of: metric, variant: benchmark.variant)
        }
    }

    private func check(
        _ value: Quantity, of metric: Metric, variant name: String?, at place: Place
    ) {
        let variant = name.flatMap { metric.variant($0) }
        if let name, variant == nil {
            findings.add(
                YAMLReader.schema, at: place, "check.schema.unknown-variant",
                ["name": .text(name), "metric": .metric(metric.id)],
                advice: Advices.forName(name, among: metric.variants.map(\.id)),
                metric: metric.id)
            return
        }
        let unit = variant?.unit ?? metric.unit
        guard fits(value, unit) else {
            findings.add(
                "unit-error", at: value.place,
                value.unit == nil ? "check.unit.figure-without-unit" : "check.unit.figure",
                [
                    "declared": .text(unit.text),
                    "found": .text(value.unit ?? "")
                ], metric: metric.id)
            return
        }
        if unit.kind == .share, value.unit == nil, value.value > 1 {
            findings.add(
                "unit-error", at: value.place, "check.unit.share-over-one",
                ["value": .text(value.value.description)],
                advice: Advices.didYouMean("\(value.value) %"), metric: metric.id)
            return
        }
        if let scale = variant?.scale ?? metric.scale, unit.kind != .share,
            !scale.contains(value.value)
        {
            findings.add(
                "value-out-of-range", at: value.place, "check.value-out-of-range",
                [
                    "value": .text(value.value.description),
                    "low": .text(scale.lowerBound.description),
                    "high": .text(scale.upperBound.description)
                ], metric: metric.id)
        }
    }

    /// Whether a figure is one of the unit: a bare number is, except of time,
    /// where nobody could tell seconds from minutes.
    private func fits(_ value: Quantity, _ unit: DeclaredUnit) -> Bool {
        guard value.unit != nil else {
            // Nothing takes no time, whatever it is measured in.
            return unit.measure.exponents[.second] == nil || value.value.isZero
        }
        return unit.measure.accepts(value.measure) || value.measure.accepts(unit.measure)
    }

    private func check(_ values: [String: Quantity], of metric: Metric, variant name: String?) {
        let variant = name.flatMap { metric.variant($0) }
        let known = metric.parameters.merging(variant?.parameters ?? [:]) { _, own in own }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let parameter = known[name] else {
                findings.add(
                    YAMLReader.schema, at: value.place, "check.schema.unknown-parameter",
                    ["name": .text(name), "metric": .metric(metric.id)],
                    advice: Advices.forName(name, among: Array(known.keys)), metric: metric.id)
                continue
            }
            guard parameter.value.measure != value.measure else { continue }
            findings.add(
                "unit-error", at: value.place, "check.unit.parameter",
                [
                    "name": .text(name),
                    "expected": .text(parameter.value.measure.description),
                    "found": .text(value.measure.description)
                ], metric: metric.id)
        }
    }
}
