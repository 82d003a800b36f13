public import Catalog
public import Diagnostics

/// What one language says of one metric.
public struct MetricText: Hashable, Sendable {
    /// How far a text has come.
    public enum Review: String, Hashable, Sendable, CaseIterable {
        case drafted, reviewed
        /// Taken from a document of that language.
        case document
    }

    /// The metric's id.
    public var id: String
    /// The name to use; `nil` where a company only adds to another file's names.
    public var term: String?
    public var aliases: [Alias]
    public var definition: String?
    /// How to read a value of it.
    public var reading: String?
    public var confusedWith: [Confusion]
    /// By the ids of the variants.
    public var variants: [String: NamedText]
    /// By the ids of the targets.
    public var targets: [String: String]
    /// By the ids of the benchmarks; each says whose value it is.
    public var benchmarks: [String: String]
    /// By the ids of the pieces of advice.
    public var advice: [String: String]
    /// By the names of the parameters.
    public var parameters: [String: NamedText]
    public var review: Review
    /// Where each text stands, by its path: `term`, `variants.ten-point.name`.
    public var places: [String: Place]
    /// Where the whole starts.
    public var place: Place

    public init(id: String, term: String? = nil, place: Place) {
        self.id = id
        self.term = term
        self.place = place
        aliases = []
        confusedWith = []
        variants = [:]
        targets = [:]
        benchmarks = [:]
        advice = [:]
        parameters = [:]
        review = .drafted
        places = [:]
    }

    /// Another metric that people take it for.
    public struct Confusion: Hashable, Sendable {
        /// The other metric's id.
        public var metric: String
        /// What the difference is.
        public var note: String?
        public var place: Place

        public init(metric: String, note: String?, place: Place) {
            self.metric = metric
            self.note = note
            self.place = place
        }
    }

    /// With what another file says of the same metric in the same language,
    /// such as a company's: what it says stands instead, its names come in front.
    public func overlaid(by other: MetricText) -> MetricText {
        var result = self
        if let term = other.term {
            if let old = self.term, old != term {
                result.aliases.insert(Alias(old, place: place), at: 0)
            }
            result.term = term
        }
        result.aliases = other.aliases + result.aliases
        result.definition = other.definition ?? definition
        result.reading = other.reading ?? reading
        result.confusedWith += other.confusedWith
        result.variants.merge(other.variants) { _, new in new }
        result.targets.merge(other.targets) { _, new in new }
        result.benchmarks.merge(other.benchmarks) { _, new in new }
        result.advice.merge(other.advice) { _, new in new }
        result.parameters.merge(other.parameters) { _, new in new }
        result.places.merge(other.places) { _, new in new }
        return result
    }
}

/// A name with what it means.
public struct NamedText: Hashable, Sendable {
    public var name: String?
    public var explanation: String?

    public init(name: String? = nil, explanation: String? = nil) {
        self.name = name
        self.explanation = explanation
    }
}

/// Another word for the same.
public struct Alias: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case synonym, abbreviation
        /// What people say at work.
        case colloquial
        /// A document's own word.
        case document
        /// No longer to be used.
        case deprecated
    }

    public var term: String
    public var kind: Kind
    /// Who says it so.
    public var citations: [Citation]
    public var note: String?
    public var place: Place

    public init(
        _ term: String, kind: Kind = .synonym, citations: [Citation] = [], note: String? = nil,
        place: Place
    ) {
        self.term = term
        self.kind = kind
        self.citations = citations
        self.note = note
        self.place = place
    }
}
