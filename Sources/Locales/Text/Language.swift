public import Diagnostics

/// Everything that is said in one language.
public struct Language: Hashable, Sendable {
    public enum Direction: String, Hashable, Sendable, CaseIterable {
        case leftToRight = "ltr"
        case rightToLeft = "rtl"
    }

    public var tag: LanguageTag
    /// What it calls itself.
    public var name: String
    public var englishName: String
    public var direction: Direction
    /// Where what it lacks comes from, before English.
    public var fallback: [LanguageTag]
    public var plurals: PluralRules
    /// What stands between the items of a list.
    public var listSeparator: String
    /// Whether a name keeps its capital within a sentence, as German nouns do.
    public var keepsCapitals: Bool
    /// By the ids of the metrics.
    public var metrics: [String: MetricText]
    public var entities: [String: EntityText]
    public var themes: [String: TermText]
    public var units: [String: UnitText]
    public var channels: [String: TermText]
    public var documents: [String: DocumentText]
    /// How people look for things in it.
    public var search: SearchHints
    public var messages: [String: MessageTemplate]
    /// Where each message stands, by its key.
    public var messagePlaces: [String: Place]
    /// Every text that is translated one for one, as it stands in the files.
    public var fields: [TranslatedField]
    /// The folder it was read from.
    public var folder: String

    public init(tag: LanguageTag, folder: String = "") {
        self.tag = tag
        self.folder = folder
        name = tag.description
        englishName = tag.description
        direction = .leftToRight
        fallback = []
        plurals = .none
        listSeparator = ", "
        keepsCapitals = false
        metrics = [:]
        entities = [:]
        themes = [:]
        units = [:]
        channels = [:]
        documents = [:]
        search = SearchHints()
        messages = [:]
        messagePlaces = [:]
        fields = []
    }
}

/// What a search has to know of a language.
public struct SearchHints: Hashable, Sendable {
    /// The Snowball algorithm that brings its words to their stems; `nil` where
    /// there is none or words do not change.
    public var stemmer: String?
    /// Words that say nothing about what is looked for: articles, prepositions,
    /// «what is», «how to calculate».
    public var stopWords: [String]
    /// Words that people take for each other when they ask for a metric.
    public var synonyms: [[String]]

    public init(stemmer: String? = nil, stopWords: [String] = [], synonyms: [[String]] = []) {
        self.stemmer = stemmer
        self.stopWords = stopWords
        self.synonyms = synonyms
    }
}

/// A text with the language that it is in, which need not be the one asked for.
public struct Localized<Value: Sendable>: Sendable {
    public var value: Value
    public var language: LanguageTag

    public init(_ value: Value, language: LanguageTag) {
        self.value = value
        self.language = language
    }

    public func map<Other>(_ transform: (Value) -> Other) -> Localized<Other> {
        Localized<Other>(transform(value), language: language)
    }
}

extension Localized: Equatable where Value: Equatable {}
extension Localized: Hashable where Value: Hashable {}
