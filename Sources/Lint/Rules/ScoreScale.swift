internal import Catalog
internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A score is shown on another scale than it is given on.
enum ScoreScale: Rule {
    static let id = "score-scale"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .panels(
            #"""
            {"type": "gauge", "title": "Net promoter score", "targets": [{"rawSql": "SELECT a FROM t"}],
             "fieldConfig": {"defaults": {"min": 0, "max": ↓10}}}
            """#),
        .panels(
            #"""
            {"type": "gauge", "title": "Net promoter score", "targets": [{"rawSql": "SELECT a FROM t"}],
             "fieldConfig": {"defaults": {"min": -100, "max": 100}}}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let range = use.use.range, let metric = context.metricNamed(by: use) else {
                return nil
            }
            let scales = scales(of: use, metric.id, context)
            guard !scales.isEmpty else { return nil }
            let fits = scales.contains { least, greatest in
                (range.maximum.map { abs($0 - greatest) < 1e-9 } ?? true)
                    // An axis may well begin at nought.
                    && (range.minimum.map { $0 <= least + 1e-9 || ($0 == 0 && least == 1) }
                        ?? true)
            }
            guard !fits, let (least, greatest) = scales.first else { return nil }
            return finding(
                at: range.place,
                [
                    "label": .text(use.shownLabel), "metric": .metric(metric.id),
                    "least": .number(least), "greatest": .number(greatest)
                ], metric: metric.id)
        }
    }

    /// The scales that it may have: that of what is meant, else all of them.
    private static func scales(
        of use: InterpretedUse, _ id: String, _ context: LintContext
    ) -> [(least: Double, greatest: Double)] {
        guard let metric = context.metric(id) else { return [] }
        if let own = context.numbers(of: use)?.scaleEnds { return [own] }
        guard context.workspace.chosenVariant(of: id) == nil else { return [] }
        return metric.variants.compactMap { variant in
            StatedNumbers(use, metric, chosen: variant).scaleEnds
        }
    }
}
