public import Locales

/// A metric that answers a query, and why.
public struct Hit: Hashable, Sendable {
    /// How a name or text matched, best first.
    public enum Tier: Int, Hashable, Sendable, CaseIterable, Comparable {
        /// The metric's id.
        case id
        /// The preferred term, as written but for case.
        case term
        /// Another name, as written but for case.
        case alias
        /// A name once marks, punctuation and spaces are left aside.
        case folded
        /// A name with other endings: «times» for «time».
        case stemmed
        /// Every word of the query stands in a name, or begins or inflects a word of it.
        case words
        /// A name once typing errors are mended.
        case mistyped
        /// Some of the words, or words of the definition.
        case described

        public static func < (one: Tier, other: Tier) -> Bool { one.rawValue < other.rawValue }

        /// As messages and JSON call it.
        public var name: String {
            switch self {
            case .id: "id"
            case .term: "term"
            case .alias: "alias"
            case .folded: "folded"
            case .stemmed: "stemmed"
            case .words: "words"
            case .mistyped: "mistyped"
            case .described: "described"
            }
        }
    }

    /// The metric's id.
    public var metric: String
    /// The variant whose name it was, where it was one's.
    public var variant: String?
    /// What the metric is called in the language that was asked for.
    public var name: String
    /// The language of ``name``.
    public var language: LanguageTag
    public var tier: Tier
    /// The name or definition that matched.
    public var matched: String
    /// The language of what matched; `nil` for an id and for an abbreviation that
    /// is common to all languages.
    public var matchedLanguage: LanguageTag?
    /// What it is to the metric: `id`, `term`, `synonym`, `abbreviation`,
    /// `document`, `colloquial`, `variant`, `deprecated` or `definition`.
    public var kind: String
    /// From 0 to 1, falling from one hit to the next.
    public var score: Double
    /// The parts of ``matched`` that the query met, in their order.
    public var met: [Range<String.Index>]

    public var isDeprecated: Bool { kind == "deprecated" }
}

/// What a name stands for.
public enum Meaning: Sendable {
    /// One metric, and the other metrics that are called so elsewhere: by a
    /// lesser kind of name or in another language.
    case one(Hit, others: [Hit])
    /// Several that have the same right to the name.
    case several([Hit])
    /// None; what was perhaps meant.
    case none(near: [Hit])
}
