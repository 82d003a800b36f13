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

    public var items: [Item]
    public var grain: Grain
    /// The fields to split by, as paths from the entities: `channel`, `order.channel`.
    public var dimensions: [Reference]
    /// The first and last day, both included; `nil` for the data's own range.
    public var from: Day?
    public var until: Day?

    public init(
        items: [Item], grain: Grain = .all, dimensions: [Reference] = [], from: Day? = nil,
        until: Day? = nil
    ) {
        self.items = items
        self.grain = grain
        self.dimensions = dimensions
        self.from = from
        self.until = until
    }
}
