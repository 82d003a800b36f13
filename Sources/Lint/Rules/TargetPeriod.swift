internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The target on the dashboard is for another period than the metric's.
enum TargetPeriod: Rule {
    static let id = "target-period"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .values(
            #"{"metric": "visits-per-agent", "value": 900, "target": {"value": 60000, "period": ↓"day"}}"#
        ),
        .values(
            #"{"metric": "visits-per-agent", "value": 900, "target": {"value": 60000, "period": "month"}}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use -> [Finding] in
            guard let metric = context.metricNamed(by: use) else { return [] }
            let periods = Set(metric.targets.compactMap(\.period))
            guard !periods.isEmpty else { return [] }
            return use.use.targets.compactMap { target in
                guard let text = target.period, let stated = CalendarUnit(period: text),
                    !periods.contains(stated), let wanted = metric.targets.first?.period
                else { return nil }
                return finding(
                    at: target.place,
                    [
                        "label": .text(use.shownLabel), "metric": .metric(metric.id),
                        "found": .message(Message("rules.period.\(stated.rawValue)")),
                        "expected": .message(Message("rules.period.\(wanted.rawValue)"))
                    ], metric: metric.id)
            }
        }
    }
}

extension CalendarUnit {
    /// The unit that a word for a period means: `week`, `weekly`.
    fileprivate init?(period text: String) {
        let word = text.lowercased()
        let found = Self.allCases.first { unit in
            word == unit.rawValue || word == unit.rawValue + "ly"
                || (unit == .day && word == "daily")
        }
        guard let found else { return nil }
        self = found
    }
}
