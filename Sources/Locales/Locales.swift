/// All languages.
public struct Locales: Hashable, Sendable {
    public var languages: [LanguageTag: Language]

    public init(_ languages: [Language] = []) {
        self.languages = Dictionary(languages.map { ($0.tag, $0) }) { first, _ in first }
    }

    /// The tags in alphabetical order.
    public var tags: [LanguageTag] { languages.keys.sorted() }

    /// The languages that answer when one is asked for, best first; empty where
    /// there is no language at all.
    public func chain(for asked: LanguageTag) -> [LanguageTag] {
        LanguageLookup.chain(for: asked, among: tags) { languages[$0]?.fallback ?? [] }
    }

    /// The view of somebody who asks for a language.
    public func wording(for asked: LanguageTag) -> Wording { Wording(self, for: asked) }
}
