internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The colours say that more is better where less is, or the other way round.
enum ThresholdDirection: Rule {
    static let id = "threshold-direction"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .panels(
            #"""
            {"type": "stat", "title": "First response time", "targets": [{"rawSql": "SELECT avg(x) FROM t"}],
             "fieldConfig": {"defaults": {"unit": "s", "thresholds": {"mode": "absolute", "steps": [
              ↓{"color": "red", "value": null}, {"color": "green", "value": 7200}]}}}}
            """#),
        .panels(
            #"""
            {"type": "stat", "title": "First response time", "targets": [{"rawSql": "SELECT avg(x) FROM t"}],
             "fieldConfig": {"defaults": {"unit": "s", "thresholds": {"mode": "absolute", "steps": [
              {"color": "green", "value": null}, {"color": "red", "value": 7200}]}}}}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            let status = use.use.statusFormula.flatMap { formula in
                StatusFormula.isHigherBetter(formula).map {
                    (isHigher: $0, place: formula.source.place)
                }
            }
            let stated = status ?? colours(use.use)
            if let declared = use.use.statedDirection, declared.direction != .middle,
                let stated, (declared.direction == .higher) != stated.isHigher
            {
                return finding(
                    at: stated.place, ["label": .text(use.shownLabel)], part: "message-itself",
                    metric: use.metric,
                    related: [
                        Finding.Related(place: declared.place, message: message("declared"))
                    ])
            }
            if let order = use.use.statedOrder, let stated,
                (order.direction == .higher) != stated.isHigher
            {
                return finding(
                    at: stated.place, ["label": .text(use.shownLabel)], part: "message-ordering",
                    metric: use.metric, severity: .hint,
                    related: [Finding.Related(place: order.place, message: message("declared"))])
            }
            guard let stated, let id = use.metric ?? onlyMatch(use),
                let direction = direction(of: id, use, context), direction != .neutral,
                (direction == .higher) != stated.isHigher
            else { return nil }
            return finding(
                at: stated.place, ["label": .text(use.shownLabel), "metric": .metric(id)],
                part: direction == .higher ? "message-higher" : "message-lower", metric: id)
        }
    }

    private static func onlyMatch(_ use: InterpretedUse) -> String? {
        use.matches.count == 1 ? use.matches.first?.metric : nil
    }

    private static func direction(
        of id: String, _ use: InterpretedUse, _ context: LintContext
    ) -> Direction.Kind? {
        guard let metric = context.metric(id) else { return nil }
        switch use.verdict {
        case .variant(let form, _), .same(let form, _):
            let variant = form.variant.flatMap { metric.variant($0) }
            return (variant?.direction ?? metric.direction).kind
        // Upside down, the direction is, too: that is told already.
        case .inverted: return nil
        default: return metric.direction.kind
        }
    }

    /// The direction that the colours show, from the lowest band to the highest.
    private static func colours(_ use: MetricUse) -> (isHigher: Bool, place: Place)? {
        let rated = use.thresholds.compactMap { threshold in
            threshold.rating.rank.map { (rank: $0, place: threshold.place) }
        }
        guard let first = rated.first, let last = rated.last, first.rank != last.rank else {
            return nil
        }
        return (last.rank > first.rank, first.place)
    }
}

extension Threshold.Rating {
    /// The better, the greater; `nil` where the colour says nothing.
    var rank: Int? {
        switch self {
        case .bad: 0
        case .warning: 1
        case .good: 2
        case .unknown: nil
        }
    }
}
