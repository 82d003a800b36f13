internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The target on the dashboard is none of the metric's.
enum TargetMismatch: Rule {
    static let id = "target-mismatch"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Service level", "formatString": "0%", "expression": "DIVIDE(CALCULATE(COUNTROWS(calls), calls[answered] = TRUE(), calls[wait] <= 20), COUNTROWS(calls))", "kpi": {"targetExpression": ↓"0.9"}}"#
        ),
        .measures(
            #"{"name": "Service level", "formatString": "0%", "expression": "DIVIDE(CALCULATE(COUNTROWS(calls), calls[answered] = TRUE(), calls[wait] <= 20), COUNTROWS(calls))", "kpi": {"targetExpression": "0.8"}}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use -> [Finding] in
            guard let id = use.metric ?? (use.matches.count == 1 ? use.matches.first?.metric : nil),
                let metric = context.metric(id), !metric.targets.isEmpty
            else { return [] }
            return use.use.targets.compactMap { stated in
                guard let value = stated.value else { return nil }
                let possible = values(value, of: use, metric)
                let fits = metric.targets.contains { target in
                    possible.contains { isClose($0, target.value.value.doubleValue) }
                }
                guard !fits, let target = metric.targets.first else { return nil }
                return finding(
                    at: stated.place,
                    [
                        "label": .text(use.shownLabel), "metric": .metric(id),
                        "found": .text(shown(value, like: target)),
                        "expected": .text(
                            "\(target.comparison.rawValue) "
                                + TextPrinter.quantity(target.value.value, target.value.measure))
                    ], metric: id)
            }
        }
    }

    /// What a number on a dashboard may mean in base units: a share may be
    /// written in percent, a duration in the unit that its format says.
    private static func values(
        _ value: Double, of use: InterpretedUse, _ metric: Metric
    ) -> [Double] {
        switch metric.unit.kind {
        case .share: return value > 1.5 ? [value / 100] : [value, value / 100]
        case .duration:
            if case .duration(let unit)? = use.use.numberFormat?.meaning {
                return [value * unit.seconds]
            }
            return [value, value * 60, value * 3600, value / 1000]
        default: return [value]
        }
    }

    private static func isClose(_ one: Double, _ other: Double) -> Bool {
        abs(one - other) <= 1e-9 * max(1, abs(other))
    }

    private static func shown(_ value: Double, like target: Target) -> String {
        let isWhole = value == value.rounded() && abs(value) < 1e15
        return isWhole ? String(Int(value)) : String(value)
    }
}

extension NumberFormat.DurationUnit {
    var seconds: Double {
        switch self {
        case .nanoseconds: 1e-9
        case .microseconds: 1e-6
        case .milliseconds: 1e-3
        case .seconds: 1
        case .minutes: 60
        case .hours: 3600
        case .days: 86400
        }
    }
}
