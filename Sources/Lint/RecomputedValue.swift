internal import Catalog
internal import Documents
internal import Formats

/// A value that a file holds and the data gives, too: of one metric in one
/// period, not split any further.
public struct RecomputedValue: Hashable, Sendable {
    /// The metric's id.
    public var metric: String
    /// As the evaluation labels it: `2025`, `2025-Q1`, `2025-01`, `2025-W09`,
    /// `2025-01-31`.
    public var period: String

    public init(metric: String, period: String) {
        self.metric = metric
        self.period = period
    }

    /// `nil` for a value of a part of the whole, or of no period known here.
    init?(metric: String, _ stated: StatedValue) {
        guard stated.context.isEmpty, let text = stated.period?.string,
            let period = Self.period(text)
        else { return nil }
        self.init(metric: metric, period: period)
    }

    /// The calendar unit that the period is one of.
    public var grain: String {
        if period.contains("W") { return "week" }
        if period.contains("Q") { return "quarter" }
        switch period.split(separator: "-").count {
        case 1: return "year"
        case 2: return "month"
        default: return "day"
        }
    }

    /// Everything that a comparison with the data would need.
    static func wanted(by context: LintContext) -> Set<RecomputedValue> {
        var wanted: Set<RecomputedValue> = []
        for use in context.uses where !use.use.values.isEmpty {
            guard let metric = context.metricNamed(by: use) else { continue }
            for value in use.use.values {
                if let value = RecomputedValue(metric: metric.id, value) { wanted.insert(value) }
            }
        }
        return wanted
    }

    private static func period(_ text: String) -> String? {
        let text = text.uppercased()
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first, year.count == 4, year.allSatisfy({ $0.isWholeNumber }),
            parts.count <= 3
        else { return nil }
        let fits = parts.dropFirst().allSatisfy { part in
            let digits = part.first == "W" || part.first == "Q" ? part.dropFirst() : part
            return (1...2).contains(digits.count) && digits.allSatisfy { $0.isWholeNumber }
        }
        return fits ? text : nil
    }
}
