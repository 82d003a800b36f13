public import Formula

/// Every metric with what its formulas and statements refer to.
public struct Catalog: Hashable, Sendable {
    /// By their ids.
    public var metrics: [String: Metric]
    /// By their ids.
    public var entities: [String: EntityDefinition]
    /// By their ids.
    public var units: [String: UnitDefinition]
    /// By their ids, such as `d0`.
    public var documents: [String: SourceDocument]
    /// In the order in which they are shown.
    public var themes: [Theme]
    /// Ids whose definition could not be read. What refers to them is not to be
    /// called unknown.
    public var unreadable: Set<String>

    public init(
        metrics: [Metric] = [], entities: [EntityDefinition] = [], units: [UnitDefinition] = [],
        documents: [SourceDocument] = [], themes: [Theme] = [], unreadable: Set<String> = []
    ) {
        self.metrics = Dictionary(metrics.map { ($0.id, $0) }) { first, _ in first }
        self.entities = Dictionary(entities.map { ($0.id, $0) }) { first, _ in first }
        self.units = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        self.documents = Dictionary(documents.map { ($0.id, $0) }) { first, _ in first }
        self.themes = themes
        self.unreadable = unreadable
    }

    /// What formulas are written against.
    public var schema: Schema { Schema(entities: entities.values.map(\.entity)) }

    /// All ids in alphabetical order.
    public var metricIDs: [String] { metrics.keys.sorted() }

    /// The channels that metrics and fields may name, in alphabetical order.
    public var channels: [String] {
        let named = entities.values.compactMap { $0.entity.fields["channel"]?.values }
        return Set(named.joined()).union(metrics.values.flatMap(\.channels)).sorted()
    }

    public func metric(_ id: String) -> Metric? { metrics[id] }

    /// The metrics of a theme, by their ids.
    public func metrics(ofTheme theme: String) -> [Metric] {
        metricIDs.compactMap { metrics[$0] }.filter { $0.themes.contains(theme) }
    }
}
