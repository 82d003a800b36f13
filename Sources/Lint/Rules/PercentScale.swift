internal import BigInt
internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A share is multiplied by 100 once too often or once too seldom on its way to
/// the reader.
enum PercentScale: Rule {
    static let id = "percent-scale"
    static let severity = Severity.error

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Lost calls", "formatString": ↓"0.0%", "expression": "100 * DIVIDE(CALCULATE(COUNTROWS(calls), calls[answered] = FALSE()), COUNTROWS(calls))"}"#
        ),
        .measures(
            #"{"name": "Lost calls", "formatString": "0.0%", "expression": "DIVIDE(CALCULATE(COUNTROWS(calls), calls[answered] = FALSE()), COUNTROWS(calls))"}"#
        ),
        .panels(
            #"""
            {"type": "stat", "title": "Escalation rate",
             "fieldConfig": {"defaults": {"unit": ↓"percent"}},
             "targets": [{"rawSql": "SELECT 1.0 * sum(CASE WHEN escalated THEN 1 ELSE 0 END) / count(*) FROM requests"}]}
            """#),
        .panels(
            #"""
            {"type": "stat", "title": "Escalation rate",
             "fieldConfig": {"defaults": {"unit": "percent"}},
             "targets": [{"rawSql": "SELECT 100.0 * sum(CASE WHEN escalated THEN 1 ELSE 0 END) / count(*) FROM requests"}]}
            """#),
        .panels(
            #"""
            {"type": "gauge", "title": "Uptime", "targets": [{"expr": "avg(up)"}],
             "fieldConfig": {"defaults": {"unit": "percentunit", "thresholds": {"mode": "absolute", "steps": [
              {"color": "red", "value": null}, {"color": "yellow", "value": ↓80}, {"color": "green", "value": 95}]}}}}
            """#),
        .values(
            #"{"metric": "return-rate", "unit": "%", "value": ↓0.08, "numerator": 80, "denominator": 1000}"#
        ),
        .values(
            #"""
            {"metric": "return-rate", "period": "2025-01", "value": 7.9},
            {"metric": "return-rate", "period": "2025-02", "value": 8.3},
            {"metric": "return-rate", "period": "2025-03", "value": ↓0.081},
            {"metric": "return-rate", "period": "2025-04", "value": 8.8}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use in
            [ofFormula(use, context) ?? ofBounds(use)].compactMap { $0 }
                + ofValues(use, context)
        }
    }

    private static func ofFormula(_ use: InterpretedUse, _ context: LintContext) -> Finding? {
        guard let format = use.use.numberFormat, let scale = scale(of: use, context) else {
            return nil
        }
        let part: String
        switch format.meaning {
        case .percentOfFraction where scale == 100: part = "too-large"
        case .percentPoints where scale == 1: part = "too-small"
        default: return nil
        }
        return finding(
            at: format.place,
            ["label": .text(use.shownLabel), "format": .text(format.raw.string)],
            part: part, metric: use.metric)
    }

    /// Bounds of 50 and 80 for a value that is shown as a hundred times itself.
    private static func ofBounds(_ use: InterpretedUse) -> Finding? {
        guard let format = use.use.numberFormat, format.meaning == .percentOfFraction else {
            return nil
        }
        let bounds = use.use.thresholds.filter { !$0.isRelative && $0.value ?? 0 != 0 }
        let isScaled = bounds.allSatisfy { abs($0.value ?? 0) >= 5 }
        if let first = bounds.first, bounds.count >= 2, isScaled {
            return finding(
                at: first.place,
                ["label": .text(use.shownLabel), "format": .text(format.raw.string)],
                part: "bounds", metric: use.metric, severity: .warning)
        }
        guard let range = use.use.range, range.maximum == 100 else { return nil }
        return finding(
            at: range.place,
            ["label": .text(use.shownLabel), "format": .text(format.raw.string)],
            part: "bounds", metric: use.metric, severity: .warning)
    }

    // MARK: Values of an export

    private static func ofValues(_ use: InterpretedUse, _ context: LintContext) -> [Finding] {
        guard let numbers = context.numbers(of: use), numbers.kind == .share else { return [] }
        let stated = use.use.values.compactMap { value in
            ofParts(value, use, numbers)
        }
        return stated + mixed(use)
    }

    /// A value that is its parts' quotient, but not in the unit that it states.
    private static func ofParts(
        _ value: StatedValue, _ use: InterpretedUse, _ numbers: StatedNumbers
    ) -> Finding? {
        guard let unit = value.unit.flatMap({ StatedUnit($0.string) }), value.value != 0,
            let numerator = value.numerator?.value, let denominator = value.denominator?.value,
            denominator != 0
        else { return nil }
        let times = value.value / (numerator / denominator)
        let isPercent = abs(times / 100 - 1) < 0.1
        let isFraction = abs(times - 1) < 0.1
        let part: String
        switch unit {
        case .percent where isFraction: part = "value-too-small"
        case .fraction where isPercent: part = "value-too-large"
        default: return nil
        }
        return finding(
            at: value.place,
            [
                "label": .text(use.shownLabel), "value": .number(value.value),
                "unit": .text(value.unit?.string ?? "")
            ], part: part, metric: numbers.metric.id)
    }

    /// A fraction among percentages, or the other way round.
    private static func mixed(_ use: InterpretedUse) -> [Finding] {
        let values = use.use.values.filter { $0.value.isFinite && $0.value > 0 }
        guard values.count >= 4, Set(values.map { $0.unit?.string }).count == 1 else { return [] }
        let sorted = values.map(\.value).sorted()
        let median = sorted[sorted.count / 2]
        let odd = values.filter { value in
            let times = value.value / median
            return (times > 25 && times < 400) || (times < 1 / 25.0 && times > 1 / 400.0)
        }
        // A hundred times more or less than all the others, which are alike.
        let usual = values.filter { $0.value <= median * 4 && $0.value >= median / 4 }
        guard odd.count * 4 <= values.count, usual.count + odd.count == values.count else {
            return []
        }
        return odd.filter { value in
            value.value < median ? value.value <= 1 && median > 1 : value.value > 1 && median <= 1
        }.map { value in
            finding(
                at: value.place,
                ["label": .text(use.shownLabel), "value": .number(value.value)],
                part: "value-mixed", metric: use.metric, severity: .warning)
        }
    }

    /// How many times the share its formula gives: 1, or 100 for percent.
    private static func scale(of use: InterpretedUse, _ context: LintContext) -> Rational? {
        if let metric = use.metric.flatMap(context.metric), let scale = use.agreedScale {
            return metric.unit.kind == .share ? scale : nil
        }
        guard use.isRatio, use.isUnderstood, let fraction = use.normal?.fraction else {
            return nil
        }
        // «100 *» is said for a percentage; without it only a quotient of counts
        // is known to be a share.
        let coefficients = fraction.numerator.terms.values
        let hundredths = coefficients.allSatisfy { coefficient in
            coefficient.isDecimal
                && Rational(100).reciprocal.map { (coefficient * $0).isWhole } == true
        }
        if hundredths, fraction.denominator.terms.values.allSatisfy({ $0 == .one }) { return 100 }
        guard fraction.numerator.terms.count == 1, fraction.denominator.terms.count == 1,
            coefficients.first == .one, let normal = use.normal,
            normal.aggregates.count == 2,
            normal.aggregates.allSatisfy({ $0.function == .count })
        else { return nil }
        return 1
    }
}

extension Rational {
    var isWhole: Bool { denominator == 1 }
}
