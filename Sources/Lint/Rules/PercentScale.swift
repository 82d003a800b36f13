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
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
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
