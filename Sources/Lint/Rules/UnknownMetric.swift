internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A ratio on a dashboard of known metrics has a name that nobody defined.
enum UnknownMetric: Rule {
    static let id = "unknown-metric"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(
            #"""
            {"name": "Average order value", "expression": "DIVIDE(SUM(orders[revenue]), COUNTROWS(orders))"},
            {"name": ↓"Happiness index", "expression": "DIVIDE(SUM(t[x]), SUM(t[y]))"}
            """#),
        .measures(#"{"name": "Happiness index", "expression": "DIVIDE(SUM(t[x]), SUM(t[y]))"}"#),
        .measures(
            #"{"name": ↓"Spending behaviour", "expression": "DIVIDE(SUM(t[transaction_amount]), COUNT(t[order_id]))"}"#
        ),
        .measures(
            #"{"name": "Loading", "expression": "DIVIDE(SUM(t[pallet_weight]), COUNT(t[order_id]))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard use.isRatio, use.matches.isEmpty, let title = use.title else { return nil }
            if let form = use.formulaForms.first ?? use.likelyForm, !use.isPlainAggregate {
                return finding(
                    at: title.place,
                    ["label": .text(title.text.string), "metric": .metric(form.metric)],
                    part: "message-known", metric: form.metric)
            }
            // Where nothing is a metric of the catalog, nothing needs to be.
            guard !use.isPlainAggregate, context.isAboutMetrics(use.file) else { return nil }
            return finding(at: title.place, ["label": .text(title.text.string)])
        }
    }
}

extension InterpretedUse {
    /// Whether it is one aggregate of one column, which many numbers are.
    fileprivate var isPlainAggregate: Bool {
        guard case .aggregate(let aggregate) = expression?.kind else { return false }
        switch aggregate.value?.kind {
        case .reference, nil: return true
        default: return false
        }
    }
}

extension LintContext {
    /// Whether a file shows the catalog's metrics: one at least by its name and
    /// formula, and half of its ratios by their names.
    fileprivate func isAboutMetrics(_ file: Int) -> Bool {
        let uses = uses(in: file)
        let ratios = uses.filter(\.isRatio)
        return uses.contains { $0.metric != nil && $0.agreedScale != nil }
            && ratios.count <= 2 * ratios.filter { !$0.matches.isEmpty }.count
    }
}
