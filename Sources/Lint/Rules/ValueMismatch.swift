internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// An exported value is not what its parts, or the data, give.
enum ValueMismatch: Rule {
    static let id = "value-mismatch"
    static let severity = Severity.error

    static let examples: [RuleExample] = [
        .values(
            #"{"metric": "return-rate", "unit": "share", "value": ↓0.12, "numerator": 80, "denominator": 1000}"#
        ),
        .values(
            #"{"metric": "return-rate", "unit": "%", "value": 8.0, "numerator": 80, "denominator": 1000}"#
        ),
        .values(
            #"""
            {"metric": "return-rate", "dimensions": {"channel": "web"}, "value": 0.1, "numerator": 10, "denominator": 100},
            {"metric": "return-rate", "dimensions": {"channel": "app"}, "value": 0.5, "numerator": 5, "denominator": 10},
            {"metric": "return-rate", "dimensions": {}, "value": ↓0.3}
            """#),
        .values(
            #"""
            {"metric": "return-rate", "dimensions": {"channel": "web"}, "value": 0.1, "numerator": 10, "denominator": 100},
            {"metric": "return-rate", "dimensions": {"channel": "app"}, "value": 0.5, "numerator": 5, "denominator": 10},
            {"metric": "return-rate", "dimensions": {}, "value": 0.1364}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use -> [Finding] in
            guard !use.use.values.isEmpty else { return [] }
            return use.use.values.compactMap { ofParts($0, use, context) }
                + totals(of: use, context) + recomputed(use, context)
        }
    }

    // MARK: Numerator and denominator

    private static func ofParts(
        _ stated: StatedValue, _ use: InterpretedUse, _ context: LintContext
    ) -> Finding? {
        guard stated.value.isFinite, let numerator = stated.numerator?.value,
            let denominator = stated.denominator?.value, denominator != 0,
            numerator.isFinite, denominator.isFinite
        else { return nil }
        let quotient = numerator / denominator
        let scales = PartScale.possible(for: use, context)
        guard !scales.contains(where: { isClose(stated.value, quotient * $0) }) else { return nil }
        let isInverted =
            numerator != 0 && scales.contains { isClose(stated.value, $0 / quotient) }
        return finding(
            at: stated.place,
            [
                "label": .text(use.shownLabel), "value": .number(stated.value),
                "numerator": .number(numerator), "denominator": .number(denominator),
                "expected": .number(rounded(quotient * (scales.first ?? 1)))
            ], part: isInverted ? "message-inverted" : "message", metric: use.metric)
    }

    // MARK: Totals

    private static func totals(of use: InterpretedUse, _ context: LintContext) -> [Finding] {
        var groups: [String: [StatedValue]] = [:]
        for value in use.use.values where value.value.isFinite {
            groups[value.period?.string ?? "", default: []].append(value)
        }
        return groups.sorted { $0.key < $1.key }.flatMap { _, values -> [Finding] in
            let parts = values.filter { !$0.isTotal }
            guard parts.count >= 2 else { return [] }
            return values.filter(\.isTotal).compactMap { total($0, of: parts, use, context) }
        }
    }

    private static func total(
        _ total: StatedValue, of parts: [StatedValue], _ use: InterpretedUse,
        _ context: LintContext
    ) -> Finding? {
        let mean = parts.reduce(0) { $0 + $1.value } / Double(parts.count)
        let numerators = parts.compactMap { $0.numerator?.value }
        let denominators = parts.compactMap { $0.denominator?.value }
        guard isClose(total.value, mean) else { return nil }
        if numerators.count == parts.count, denominators.count == parts.count {
            let divisor = denominators.reduce(0, +)
            guard divisor != 0 else { return nil }
            let quotient = numerators.reduce(0, +) / divisor
            let scales = PartScale.possible(for: use, context)
            guard !scales.contains(where: { isClose(total.value, quotient * $0) }) else {
                return nil
            }
            return finding(
                at: total.place,
                [
                    "label": .text(use.shownLabel), "value": .number(total.value),
                    "expected": .number(rounded(quotient * (scales.first ?? 1)))
                ], part: "message-average", metric: use.metric)
        }
        // Without parts only values that differ tell a mean from a whole.
        guard parts.count >= 3, Set(parts.map(\.value)).count >= 3,
            let metric = context.metricNamed(by: use), metric.unit.kind != .count,
            Precision.tolerance(of: total.value) < 0.05
        else { return nil }
        return finding(
            at: total.place,
            ["label": .text(use.shownLabel), "value": .number(total.value)],
            part: "message-looks-averaged", metric: use.metric, severity: .warning)
    }

    // MARK: The data

    private static func recomputed(_ use: InterpretedUse, _ context: LintContext) -> [Finding] {
        guard let metric = context.metricNamed(by: use), let numbers = context.numbers(of: use)
        else { return [] }
        return use.use.values.compactMap { stated in
            guard let wanted = RecomputedValue(metric: metric.id, stated),
                let value = context.recomputed[wanted], stated.value.isFinite
            else { return nil }
            let unit = stated.unit.flatMap { StatedUnit($0.string) }
            let readings = numbers.readings(of: stated.value, stated: unit)
            let fits = readings.contains { reading in
                // As exactly as it is written, in the unit that it is written in.
                let factor = stated.value == 0 ? 1 : abs(reading / stated.value)
                return abs(reading - value)
                    <= Precision.tolerance(of: stated.value) * max(factor, 1e-12)
                    + abs(value) * 1e-6
            }
            guard !fits else { return nil }
            return finding(
                at: stated.place,
                [
                    "label": .text(use.shownLabel), "value": .number(stated.value),
                    "expected": .number(rounded(value)), "metric": .metric(metric.id),
                    "period": .text(wanted.period)
                ], part: "message-data", metric: metric.id)
        }
    }

    private static func isClose(_ one: Double, _ other: Double) -> Bool {
        abs(one - other) <= Precision.tolerance(of: one).clamped(for: other)
    }

    /// To as many digits as anybody reads.
    private static func rounded(_ value: Double) -> Double {
        guard value != 0, value.isFinite, abs(value) < 1e9 else { return value }
        return (value * 10_000).rounded() / 10_000
    }
}

extension Double {
    /// A tolerance no larger than makes sense for a value.
    fileprivate func clamped(for value: Double) -> Double {
        Swift.min(self, Swift.max(abs(value) * 0.2, 1e-12))
    }
}

/// How many times the quotient of its parts a value may be.
enum PartScale {
    static func possible(for use: InterpretedUse, _ context: LintContext) -> [Double] {
        guard let metric = context.metricNamed(by: use) else { return [1, 100] }
        switch metric.unit.kind {
        case .share, .points: return [1, 100]
        case .ratio: return [1, 100]
        case .duration: return [1, 1.0 / 60, 1.0 / 3600, 1.0 / 86400]
        default: return [1]
        }
    }
}
