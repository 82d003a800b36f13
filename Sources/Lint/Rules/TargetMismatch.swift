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
            guard let metric = context.metricNamed(by: use), !metric.targets.isEmpty else {
                return []
            }
            let numbers = StatedNumbers(
                use, metric, chosen: context.workspace.chosenVariant(of: metric.id))
            return use.use.targets.compactMap { stated in
                guard let value = stated.value else { return nil }
                // A target for another period is another number by right.
                if let period = stated.period, metric.targets.allSatisfy({ $0.period != nil }),
                    !metric.targets.contains(where: { $0.period?.rawValue == period })
                {
                    return nil
                }
                let possible = numbers.readings(
                    of: value, stated: stated.unit.flatMap { StatedUnit($0) })
                let fits = metric.targets.contains { target in
                    possible.contains { isClose($0, target.value.value.doubleValue) }
                }
                guard !fits, let target = metric.targets.first else {
                    return turned(stated, use, metric, possible)
                }
                return finding(
                    at: stated.place,
                    [
                        "label": .text(use.shownLabel), "metric": .metric(metric.id),
                        "found": .text(shown(value, like: target)),
                        "expected": .text(Self.text(of: target))
                    ], metric: metric.id,
                    // The catalog's target is a document's, and not this company's.
                    severity: context.workspace.project == nil ? .hint : severity)
            }
        }
    }

    private static func text(of target: Target) -> String {
        "\(target.comparison.rawValue) "
            + TextPrinter.quantity(target.value.value, target.value.measure)
    }

    /// The right number as the wrong bound: at most where at least is meant.
    private static func turned(
        _ stated: StatedTarget, _ use: InterpretedUse, _ metric: Metric, _ possible: [Double]
    ) -> Finding? {
        guard let sign = stated.comparison.flatMap({ ComparisonOperator(rawValue: $0) }),
            sign != .equal, sign != .unequal
        else { return nil }
        let same = metric.targets.filter { target in
            possible.contains { isClose($0, target.value.value.doubleValue) }
        }
        guard let target = same.first,
            same.allSatisfy({ $0.comparison.isLowerBound == !sign.isLowerBound })
        else { return nil }
        return finding(
            at: stated.place,
            [
                "label": .text(use.shownLabel), "metric": .metric(metric.id),
                "found": .text(sign.rawValue), "expected": .text(text(of: target))
            ], part: "message-turned", metric: metric.id)
    }

    private static func isClose(_ one: Double, _ other: Double) -> Bool {
        abs(one - other) <= 1e-9 * max(1, abs(other))
    }

    private static func shown(_ value: Double, like target: Target) -> String {
        let isWhole = value == value.rounded() && abs(value) < 1e15
        return isWhole ? String(Int(value)) : String(value)
    }
}

extension ComparisonOperator {
    fileprivate var isLowerBound: Bool { self == .greater || self == .greaterOrEqual }
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
