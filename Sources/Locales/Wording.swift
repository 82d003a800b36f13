/// What everything is called for somebody who asked for one language: each text
/// in the first language that has it.
public struct Wording: Sendable {
    public let asked: LanguageTag
    /// The languages that answer, best first.
    public let chain: [LanguageTag]
    private let languages: [Language]

    public init(_ locales: Locales, for asked: LanguageTag) {
        self.asked = asked
        chain = locales.chain(for: asked)
        languages = chain.compactMap { locales.languages[$0] }
    }

    /// The language that most answers are in; `nil` where there is none at all.
    public var language: Language? { languages.first }

    /// The first text that a language of the chain has.
    public func first<Value>(_ text: (Language) -> Value?) -> Localized<Value>? {
        for language in languages {
            if let value = text(language) { return Localized(value, language: language.tag) }
        }
        return nil
    }

    /// Some text of a metric.
    public func metric<Value>(_ id: String, _ text: (MetricText) -> Value?) -> Localized<Value>? {
        first { $0.metrics[id].flatMap(text) }
    }

    /// What a metric is called; its id where it has no name at all.
    public func term(ofMetric id: String) -> Localized<String> {
        metric(id) { $0.term } ?? Localized(id, language: asked)
    }

    public func entity(_ id: String) -> Localized<EntityText>? { first { $0.entities[id] } }

    public func field(_ id: String, of entity: String) -> Localized<FieldText>? {
        first { $0.entities[entity]?.fields[id] }
    }

    public func state(_ id: String, of entity: String) -> Localized<TermText>? {
        first { $0.entities[entity]?.states[id] }
    }

    public func theme(_ id: String) -> Localized<TermText>? { first { $0.themes[id] } }

    public func unit(_ id: String) -> Localized<UnitText>? { first { $0.units[id] } }

    public func channel(_ id: String) -> Localized<TermText>? { first { $0.channels[id] } }

    public func document(_ id: String) -> Localized<DocumentText>? { first { $0.documents[id] } }

    /// A name as it stands within a sentence: without its capital, unless that
    /// belongs to an abbreviation or the language keeps it.
    public func withinSentence(_ name: Localized<String>) -> String {
        let language = languages.first { $0.tag == name.language }
        let start = name.value.prefix(2)
        guard language?.keepsCapitals != true, start.count == 2, let second = start.last,
            !second.isUppercase, !second.isNumber
        else { return name.value }
        return name.value.prefix(1).lowercased() + name.value.dropFirst()
    }

    /// What stands behind a count of things: the form that the number calls for.
    public func unit(_ id: String, for number: Int) -> Localized<String>? {
        first { language in
            let forms = language.units[id]?.forms
            return forms?[language.plurals.category(of: number)] ?? forms?[.other]
        }
    }
}
