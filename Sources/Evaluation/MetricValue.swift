public import Catalog
public import Diagnostics

/// The value of one metric in one period and for one combination of dimensions.
public struct MetricValue: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable {
        case met, missed
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
    /// In base units; `nil` where it is undefined.
    public var value: Double?
    /// As the catalog writes it, `share`, `money/orders`.
    public var unit: DeclaredUnit
    public var numerator: Double?
    /// `nil` where the formula divides by nothing.
    public var denominator: Double?
    /// The target that holds for this period.
    public var target: Target?
    /// `nil` without a target or a value.
    public var status: Status?
    /// Why there is no value.
    public var reason: Message?
}

/// What was wrong in the rows of one table.
public struct RejectedCells: Hashable, Sendable {
    public var entity: String
    public var file: String
    public var column: String
    public var field: String
    public var count: Int
    /// The number of the first such row, from one, the header not counted.
    public var firstRow: Int
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
