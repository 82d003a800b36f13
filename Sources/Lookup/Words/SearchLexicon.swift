import Locales

/// What the languages say about how people look for things: stop words, stems,
/// synonyms. Nobody says in which language a query is, so all are asked.
final class SearchLexicon {
    private let stemmers: [Stemmer?]
    private let stopWords: Set<String>
    /// Stop words of scripts without spaces, the longest first.
    private let phrases: [String]
    /// By word or stem as the index holds them: the words that it may stand for.
    private var synonyms: [String: Set<String>] = [:]

    init(_ hints: [SearchHints]) {
        stemmers = hints.map { $0.stemmer.flatMap { Stemmer($0) } }
        let stops = hints.flatMap(\.stopWords)
        let unspaced = stops.filter { $0.unicodeScalars.contains(where: IndexWords.isUnspaced) }
        phrases = unspaced.sorted { $0.count > $1.count }
        stopWords = Set(stops.filter { !unspaced.contains($0) }.flatMap(IndexWords.of))
        for (language, hint) in hints.enumerated() {
            for group in hint.synonyms { add(group, language) }
        }
    }

    private func add(_ group: [String], _ language: Int) {
        let members = group.map { word -> Set<String> in
            let placed = IndexWords.placed(word)
            guard placed.count == 1, let only = placed.first else { return [] }
            return Set([only.folded] + stems(of: only, in: word, language))
        }
        for (position, member) in members.enumerated() {
            let others = members.enumerated().filter { $0.offset != position }
                .reduce(into: Set<String>()) { $0.formUnion($1.element) }
            for word in member { synonyms[word, default: []].formUnion(others) }
        }
    }

    /// The words of a query, without those that say nothing unless it has no others.
    func words(of query: String) -> [QueryWord] {
        var text = query.lowercased()
        for phrase in phrases { text = text.replacing(phrase, with: " ") }
        var placed = IndexWords.placed(text)
        if placed.isEmpty {
            text = query
            placed = IndexWords.placed(text)
        }
        var telling = placed.filter { !stopWords.contains($0.folded) }
        if telling.isEmpty { telling = placed }
        var seen: Set<String> = []
        return telling.filter { seen.insert($0.folded).inserted }.prefix(24).map { word in
            let stems = stemmers.indices.flatMap { self.stems(of: word, in: text, $0) }
            let alike = ([word.folded] + stems).compactMap { synonyms[$0] }
                .reduce(into: Set<String>()) { $0.formUnion($1) }
            return QueryWord(
                text: word.folded, stems: stems,
                synonyms: alike.subtracting(stems + [word.folded]).sorted())
        }
    }

    func isStop(_ word: String) -> Bool { stopWords.contains(word) }

    /// The stems of a word as the index holds those of a language.
    func stems(of word: Folding.Word, in text: String, _ language: Int) -> [String] {
        guard stemmers.indices.contains(language), let stemmer = stemmers[language] else {
            return []
        }
        return stemmer.stems(of: word, in: text).sorted()
            .map { WordTable.stem($0, language: language) }
    }
}

/// A word of a query with what may stand for it in the index.
struct QueryWord {
    /// In folded form.
    var text: String
    /// Its stems in each language.
    var stems: [String]
    var synonyms: [String]

    var length: Int { text.unicodeScalars.count }
    var isUnspaced: Bool { text.unicodeScalars.contains(where: IndexWords.isUnspaced) }
}
