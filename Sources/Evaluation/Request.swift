public import Formula

/// What is to be computed.
public struct EvaluationRequest: Hashable, Sendable {
    /// One formula: a metric's standard one, or a variant's.
    public struct Item: Hashable, Sendable {
        public var metric: String
        /// `nil` for the standard formula.
        public var variant: String?

        public init(metric: String, variant: String? = nil) {
            self.metric = metric
            self.variant = variant
        }
    }

    /// Which days each value is about, where that is not its period.
    public enum Window: Hashable, Sendable {
        /// The last so many days, weeks … up to the period's end.
        case rolling(Int, CalendarUnit)
        /// From the start of the longer period that it lies in, up to its end.
        case toDate(Grain)
    }

    /// What each value is held against.
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        /// The period before.
        case previous
        /// The period of the same name a year before.
        case year
    }

    public var items: [Item]
    public var grain: Grain
    /// The fields to split by, as paths from the entities: `channel`, `order.channel`.
    public var dimensions: [Reference]
    /// The first and last day, both included; `nil` for the data's own range.
    public var from: Day?
    public var until: Day?
    /// Only rows for which it holds count.
    public var condition: Expression?
    /// How many of the groups are told apart, those with the most first; the
    /// others are computed together.
    public var top: Int?
    /// Whether the groups, and the periods, are also computed together.
    public var hasTotals: Bool
    public var window: Window?
    public var comparison: Comparison?
    /// Whether to tell how far values may lie from what they would be in the
    /// long run.
    public var hasIntervals: Bool

    public init(
        items: [Item], grain: Grain = .all, dimensions: [Reference] = [], from: Day? = nil,
        until: Day? = nil, condition: Expression? = nil, top: Int? = nil, hasTotals: Bool = false,
        window: Window? = nil, comparison: Comparison? = nil, hasIntervals: Bool = true
    ) {
        self.items = items
        self.grain = grain
        self.dimensions = dimensions
        self.from = from
        self.until = until
        self.condition = condition
        self.top = top
        self.hasTotals = hasTotals
        self.window = window
        self.comparison = comparison
        self.hasIntervals = hasIntervals
    }
}
