internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The bands of a colour scale are out of order, or go from good to bad and back.
enum ThresholdOrder: Rule {
    static let id = "threshold-order"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .panels(
            #"""
            {"type": "stat", "title": "Orders", "targets": [{"rawSql": "SELECT avg(x) FROM t"}],
             "fieldConfig": {"defaults": {"thresholds": {"mode": "absolute", "steps": [
              {"color": "green", "value": null}, {"color": "yellow", "value": 50}, {"color": "green", "value": ↓100}]}}}}
            """#),
        .panels(
            #"""
            {"type": "stat", "title": "Orders", "targets": [{"rawSql": "SELECT avg(x) FROM t"}],
             "fieldConfig": {"defaults": {"thresholds": {"mode": "absolute", "steps": [
              {"color": "red", "value": null}, {"color": "yellow", "value": 50}, {"color": "green", "value": 100}]}}}}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            let bands = use.use.thresholds
            if let index = bands.indices.dropFirst().first(where: { index in
                guard let before = bands[index - 1].value, let value = bands[index].value else {
                    return false
                }
                return value <= before
            }) {
                return finding(
                    at: bands[index].place, ["label": .text(use.shownLabel)], part: "message-order",
                    metric: use.metric)
            }
            guard use.use.statedDirection?.direction != .middle,
                let index = turn(bands.map(\.rating))
            else { return nil }
            return finding(
                at: bands[index].place, ["label": .text(use.shownLabel)], part: "message-turn",
                metric: use.metric)
        }
    }

    /// Where the ratings get worse and then better again. The other way round,
    /// best in the middle, is a way to say that a range is wanted.
    private static func turn(_ ratings: [Threshold.Rating]) -> Int? {
        var hasWorsened = false
        var last: Int?
        for (index, rating) in ratings.enumerated() {
            guard let rank = rating.rank else { continue }
            if let before = last {
                if rank < before { hasWorsened = true }
                if rank > before, hasWorsened { return index }
            }
            last = rank
        }
        return nil
    }
}
