internal import Locales

/// The words that occur in a language's own texts: enough to tell whether a
/// caption of two or three words is in that language.
struct Vocabulary {
    private let words: [LanguageTag: Set<String>]

    init(_ locales: Locales) {
        words = locales.languages.mapValues { language in
            var found: Set<String> = []
            func add(_ text: String?) {
                if let text { found.formUnion(LabelKey.words(text)) }
            }
            for metric in language.metrics.values {
                add(metric.term)
                add(metric.definition)
                add(metric.reading)
                for alias in metric.aliases { add(alias.term) }
                for text in metric.advice.values { add(text) }
            }
            for entity in language.entities.values {
                add(entity.name.term)
                add(entity.plural)
                add(entity.name.definition)
                for alias in entity.name.aliases { add(alias.term) }
                for field in entity.fields.values {
                    add(field.name.term)
                    add(field.name.definition)
                    for alias in field.name.aliases { add(alias.term) }
                }
            }
            return found
        }
    }

    /// The languages that have every word of a text.
    func languages(with text: String) -> [LanguageTag] {
        let wanted = Self.telling(text)
        guard !wanted.isEmpty else { return [] }
        return words.keys.sorted().filter { tag in
            let known = words[tag] ?? []
            return wanted.allSatisfy { known.contains($0) }
        }
    }

    /// The language that has the most words of some texts.
    func language(ofMost texts: [String]) -> LanguageTag? {
        let wanted = Set(texts.flatMap { Self.telling($0) })
        let ranked = words.map { (tag: $0.key, count: wanted.intersection($0.value).count) }
            .sorted { ($1.count, $0.tag) < ($0.count, $1.tag) }
        guard let best = ranked.first, best.count >= 3 else { return nil }
        let next = ranked.dropFirst().first?.count ?? 0
        return best.count > next ? best.tag : nil
    }

    /// Whether a language has no word of a text.
    func hasNone(of text: String, in tag: LanguageTag) -> Bool {
        let wanted = Self.telling(text)
        guard !wanted.isEmpty, let known = words[tag] else { return false }
        return wanted.allSatisfy { !known.contains($0) }
    }

    /// Words long enough to belong to a language.
    private static func telling(_ text: String) -> [String] {
        LabelKey.words(text).filter { word in
            word.count >= 4 && !word.contains(where: \.isNumber)
        }
    }
}
