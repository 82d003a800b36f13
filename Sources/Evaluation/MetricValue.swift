public import Catalog
public import Diagnostics

/// The value of one metric in one period and for one combination of dimensions.
public struct MetricValue: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable {
        case met, missed
    }

    /// What the status is worth: whether it would be the same in the long run,
    /// at 95 %.
    public enum Verdict: String, Hashable, Sendable {
        case met, missed
        case tooClose = "too-close"
    }

    /// Whether it stands for one group or for several that were computed together.
    public enum Part: String, Hashable, Sendable {
        case group
        /// All groups but those at the top.
        case rest
        case total
    }

    public var metric: String
    /// `nil` for the standard formula.
    public var variant: String?
    /// The first day of the period.
    public var start: Day
    /// Such as `2025-01`; see ``Grain``.
    public var period: String
    /// By dimension; a missing value of the dimension is `nil`.
    public var dimensions: [String: String?]
    public var part = Part.group
    /// In base units; `nil` where it is undefined.
    public var value: Double?
    /// As the catalog writes it, `share`, `money/orders`.
    public var unit: DeclaredUnit
    public var numerator: Double?
    /// `nil` where the formula divides by nothing.
    public var denominator: Double?
    /// Whether the whole period lies within the data's range and in the past.
    public var isComplete = true
    /// The target that holds for this period.
    public var target: Target?
    /// `nil` without a target or a value.
    public var status: Status?
    /// The 95 % interval for shares, means and quotients of sums.
    public var interval: ClosedRange<Double>?
    /// `nil` without a target or an interval.
    public var verdict: Verdict?
    /// What it is against an earlier period.
    public var change: Change?
    /// Why there is no value.
    public var reason: Message?

    var uncertainty: Uncertainty?

    struct Key: Hashable {
        var metric: String
        var variant: String?
        var period: String
        var dimensions: [String: String?]
        var part: Part
    }

    var key: Key {
        Key(
            metric: metric, variant: variant, period: period, dimensions: dimensions, part: part)
    }
}

/// A value held against that of an earlier period.
public struct Change: Hashable, Sendable {
    /// The earlier period's label.
    public var period: String
    /// Its value.
    public var past: Double?
    /// The value less the past one, in the value's unit; of shares, 0.05 is five
    /// percentage points.
    public var difference: Double?
    /// The difference divided by the past value.
    public var relative: Double?
    /// How much of the difference the numerator and the denominator of a
    /// quotient have made; together they are the difference.
    public var numeratorEffect: Double?
    public var denominatorEffect: Double?
    /// Whether it is more than chance would have it, at 95 %; `nil` where that
    /// cannot be told.
    public var isSignificant: Bool?
    /// Why there is no relative change.
    public var reason: Message?
}

/// What was wrong in the rows of one table.
public struct RejectedCells: Hashable, Sendable {
    public var entity: String
    public var file: String
    public var column: String
    public var field: String
    public var count: Int
    /// The number of the first such row, from one, the header not counted; `nil`
    /// for a database's table, whose rows have no order.
    public var firstRow: Int?
    /// What stands there, without the blanks around it.
    public var example: String
}

/// Everything that an evaluation gives.
public struct EvaluationResult: Sendable {
    public var values: [MetricValue]
    public var rejected: [RejectedCells]
    /// Rows that fall into no period, since their time is missing or unreadable,
    /// or into none that was asked for, by entity.
    public var withoutPeriod: [String: Int]
    public var outsideRange: [String: Int]
    /// What could not be computed, and why.
    public var failures: [(item: EvaluationRequest.Item, error: EvaluationError)]
}
