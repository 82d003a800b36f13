internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A value, target or bound that the metric can never have.
enum ValueOutOfRange: Rule {
    static let id = "value-out-of-range"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .values(#"{"metric": "return-rate", "unit": "share", "value": ↓1.25}"#),
        .values(#"{"metric": "net-promoter-score", "value": ↓130}"#),
        .values(#"{"metric": "return-rate", "unit": "%", "value": 12.5}"#),
        .values(#"{"metric": "net-promoter-score", "value": -40}"#),
        .panels(
            #"""
            {"type": "gauge", "title": "Service level", "targets": [{"rawSql": "SELECT a FROM t"}],
             "fieldConfig": {"defaults": {"unit": "percent", "thresholds": {"mode": "absolute", "steps": [
              {"color": "red", "value": null}, {"color": "green", "value": ↓800}]}}}}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use -> [Finding] in
            guard let numbers = context.numbers(of: use) else { return [] }
            func finding(_ value: Double, _ part: String, at place: Place) -> Finding {
                Self.finding(
                    at: place,
                    [
                        "label": .text(use.shownLabel), "value": .number(value),
                        "metric": .metric(numbers.metric.id)
                    ], part: part, metric: numbers.metric.id)
            }
            let values = use.use.values.filter { stated in
                stated.value.isFinite
                    && numbers.isImpossible(
                        stated.value, stated: stated.unit.flatMap { StatedUnit($0.string) })
            }.map { finding($0.value, "message", at: $0.place) }
            let targets = use.use.targets.compactMap { target -> Finding? in
                guard let value = target.value, value.isFinite,
                    numbers.isImpossible(value, stated: target.unit.flatMap { StatedUnit($0) })
                else { return nil }
                return finding(value, "message-target", at: target.place)
            }
            let bounds = use.use.thresholds.compactMap { threshold -> Finding? in
                guard let value = threshold.value, value.isFinite, !threshold.isRelative,
                    numbers.isImpossible(value, stated: nil)
                else { return nil }
                return finding(value, "message-bound", at: threshold.place)
            }
            return values + targets + bounds
        }
    }
}
