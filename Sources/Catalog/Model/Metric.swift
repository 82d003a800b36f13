public import Diagnostics
public import Formula

/// One metric as the catalog states it. What it is called stands in the locales.
public struct Metric: Hashable, Sendable, Identifiable {
    /// Such as `service-level`.
    public var id: String
    /// Abbreviations that people of every language use, such as `NPS`. What is
    /// short in one language only stands in its locale.
    public var abbreviations: [String]
    /// The standard formula.
    public var formula: FormulaText
    /// Who gives the standard formula.
    public var formulaSources: [Citation]
    public var unit: DeclaredUnit
    public var direction: Direction
    /// Ids of themes.
    public var themes: [String]
    public var measured: Measurement
    /// Ids of channels; empty where it is not about a channel.
    public var channels: [String]
    /// By their names.
    public var parameters: [String: Parameter]
    /// The least and greatest value that makes sense, in base units.
    public var scale: ClosedRange<Rational>?
    /// Fields that the metric is always split by.
    public var splitBy: [Reference]
    public var variants: [Variant]
    public var targets: [Target]
    public var benchmarks: [Benchmark]
    public var relations: [Relation]
    public var advice: [Advice]
    /// Every heading that the metric is drawn from.
    public var sources: [Citation]
    /// Where its definition starts.
    public var place: Place
    /// The company's own, from its project file.
    public var isOwn: Bool

    public init(
        id: String, abbreviations: [String] = [], formula: FormulaText,
        formulaSources: [Citation], unit: DeclaredUnit, direction: Direction, themes: [String] = [],
        measured: Measurement = .indirect,
        channels: [String] = [], parameters: [String: Parameter] = [:],
        scale: ClosedRange<Rational>? = nil, splitBy: [Reference] = [], variants: [Variant] = [],
        targets: [Target] = [], benchmarks: [Benchmark] = [], relations: [Relation] = [],
        advice: [Advice] = [], sources: [Citation] = [], place: Place, isOwn: Bool = false
    ) {
        self.id = id
        self.abbreviations = abbreviations
        self.formula = formula
        self.formulaSources = formulaSources
        self.unit = unit
        self.direction = direction
        self.themes = themes
        self.measured = measured
        self.channels = channels
        self.parameters = parameters
        self.scale = scale
        self.splitBy = splitBy
        self.variants = variants
        self.targets = targets
        self.benchmarks = benchmarks
        self.relations = relations
        self.advice = advice
        self.sources = sources
        self.place = place
        self.isOwn = isOwn
    }

    public func variant(_ id: String) -> Variant? { variants.first { $0.id == id } }
}

/// Which way is better.
public struct Direction: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case higher, lower
        /// Read together with others.
        case neutral
    }

    public var kind: Kind
    public var citations: [Citation]
    public var place: Place

    public init(_ kind: Kind, citations: [Citation], place: Place) {
        self.kind = kind
        self.citations = citations
        self.place = place
    }
}

/// How a metric is got at.
public enum Measurement: String, Hashable, Sendable, CaseIterable {
    /// By asking: surveys.
    case direct
    /// From data that arises anyway.
    case indirect
    case both
}

/// A value in a formula that a company may set for itself.
public struct Parameter: Hashable, Sendable {
    public var name: String
    public var value: Quantity
    public var citations: [Citation]
    public var place: Place

    public init(name: String, value: Quantity, citations: [Citation], place: Place) {
        self.name = name
        self.value = value
        self.citations = citations
        self.place = place
    }
}

/// Another formula that goes by the same name, and who means it.
public struct Variant: Hashable, Sendable, Identifiable {
    /// In what it differs from the standard formula.
    public enum Difference: String, Hashable, Sendable, CaseIterable {
        /// One divided by the standard formula.
        case inverse
        /// Of other things or people.
        case population
        /// In other units of the same.
        case scale
        case divisor
        /// What it computes is another metric of the catalog.
        case otherMetric = "other-metric"
        case definition
    }

    public var id: String
    public var formula: FormulaText
    /// Where it is not the metric's own.
    public var unit: DeclaredUnit?
    /// Where it is not the metric's own.
    public var direction: Direction?
    public var scale: ClosedRange<Rational>?
    public var splitBy: [Reference]?
    /// Parameters that only this variant has.
    public var parameters: [String: Parameter]
    public var differs: Difference
    /// The metric that it really computes, for ``Difference/otherMetric``.
    public var metric: String?
    public var citations: [Citation]
    public var place: Place

    public init(
        id: String, formula: FormulaText, unit: DeclaredUnit? = nil,
        direction: Direction? = nil, scale: ClosedRange<Rational>? = nil,
        splitBy: [Reference]? = nil, parameters: [String: Parameter] = [:], differs: Difference,
        metric: String? = nil, citations: [Citation], place: Place
    ) {
        self.id = id
        self.formula = formula
        self.unit = unit
        self.direction = direction
        self.scale = scale
        self.splitBy = splitBy
        self.parameters = parameters
        self.differs = differs
        self.metric = metric
        self.citations = citations
        self.place = place
    }
}

/// A value to be reached.
public struct Target: Hashable, Sendable, Identifiable {
    public var id: String
    /// How the metric's value must compare with ``value``.
    public var comparison: ComparisonOperator
    public var value: Quantity
    /// The period it holds for, each.
    public var period: CalendarUnit?
    /// The parameters of the formula that it is meant with.
    public var parameters: [String: Quantity]
    /// Whom or what it holds for; described in the locales.
    public var population: String?
    /// The variant it is meant for, where it is not the standard formula.
    public var variant: String?
    public var citations: [Citation]
    public var place: Place

    public init(
        id: String, comparison: ComparisonOperator, value: Quantity, period: CalendarUnit? = nil,
        parameters: [String: Quantity] = [:], population: String? = nil, variant: String? = nil,
        citations: [Citation], place: Place
    ) {
        self.id = id
        self.comparison = comparison
        self.value = value
        self.period = period
        self.parameters = parameters
        self.population = population
        self.variant = variant
        self.citations = citations
        self.place = place
    }
}

/// A value that others have, to compare with. Not a target.
public struct Benchmark: Hashable, Sendable, Identifiable {
    public var id: String
    /// Where the figure is a bound: usual rates are below it.
    public var comparison: ComparisonOperator?
    public var value: Quantity
    public var period: CalendarUnit?
    public var parameters: [String: Quantity]
    /// Whose value it is; described in the locales.
    public var population: String?
    public var variant: String?
    public var citations: [Citation]
    public var place: Place

    public init(
        id: String, comparison: ComparisonOperator? = nil, value: Quantity,
        period: CalendarUnit? = nil, parameters: [String: Quantity] = [:],
        population: String? = nil, variant: String? = nil, citations: [Citation], place: Place
    ) {
        self.id = id
        self.comparison = comparison
        self.value = value
        self.period = period
        self.parameters = parameters
        self.population = population
        self.variant = variant
        self.citations = citations
        self.place = place
    }
}

/// What a metric has to do with another.
public struct Relation: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Improving this one improves the other.
        case drives
        case drivenBy = "driven-by"
        /// Neither says much alone.
        case readWith = "read-with"
        case partOf = "part-of"
        case hasPart = "has-part"
        case inverseOf = "inverse-of"
        case confusedWith = "confused-with"
    }

    public var kind: Kind
    /// The other metric's id.
    public var metric: String
    public var citations: [Citation]
    public var place: Place

    public init(_ kind: Kind, metric: String, citations: [Citation], place: Place) {
        self.kind = kind
        self.metric = metric
        self.citations = citations
        self.place = place
    }
}

/// What to do about a metric; its text stands in the locales.
public struct Advice: Hashable, Sendable, Identifiable {
    /// When it applies.
    public enum Occasion: String, Hashable, Sendable, CaseIterable {
        case offTarget = "off-target"
        case rising, falling, low, high, always
    }

    public var id: String
    public var when: Occasion
    public var citations: [Citation]
    public var place: Place

    public init(id: String, when: Occasion, citations: [Citation], place: Place) {
        self.id = id
        self.when = when
        self.citations = citations
        self.place = place
    }
}
