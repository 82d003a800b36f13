import Locales

/// Collects names and words, and sorts them into the tables of the index.
///
/// Names may be many, a hundred thousand metrics in twenty languages: nothing is
/// kept of a name but numbers.
struct NameCollector {
    private let pool: StringPool
    private let languages: Int
    private let stemmers: [Stemmer?]
    /// Those of all languages: nobody says in which one a query is.
    private let stopWords: Set<String>
    private var names: [Pending] = []
    /// The words of one name after the other.
    private var wordsOfNames: [UInt32] = []
    private var numbers: [String: UInt32] = [:]
    private var words: [String] = []
    /// By language and written word: the numbers of its stems.
    private var stems: [[String: [UInt32]]]
    /// By the numbers of words: what metrics and languages use them in their texts.
    private var texts: [UInt32: Set<Int>] = [:]

    private struct Pending {
        var entry: NameEntry
        /// The first bytes of the key, so that most names are told apart by them.
        var head: UInt64
        var firstWord: Int
        var lastWord: Int
    }

    init(_ pool: StringPool, _ hints: [SearchHints]) {
        self.pool = pool
        languages = hints.count
        stemmers = hints.map { $0.stemmer.flatMap { Stemmer($0) } }
        stopWords = Set(hints.flatMap { $0.stopWords.flatMap(IndexWords.of) })
        stems = hints.map { _ in [:] }
    }

    /// - Parameter shared: Abbreviations that are common to all languages.
    mutating func add(_ card: MetricCard, metric: Int, language: Int, shared: [String]) {
        add(card.name, metric: metric, language: language, kind: .term)
        for alias in card.aliases where !shared.contains(alias.term) {
            add(alias.term, metric: metric, language: language, kind: .init(alias: alias.kind))
        }
        for (position, variant) in card.variants.enumerated() where variant.metric == nil {
            add(
                variant.name, metric: metric, language: language, kind: .variant,
                variant: position + 1)
        }
        let borrowed = Set(card.borrowed.map(\.field))
        let fields = [
            ("definition", card.definition), ("reading", card.reading),
            ("formula", card.formula.display)
        ]
        for (field, text) in fields {
            guard let text, !borrowed.contains(field) else { continue }
            let use = (metric * languages + language) * 2 + (field == "definition" ? 0 : 1)
            for word in IndexWords.placed(text) {
                for number in self.numbers(of: word, in: text, language) {
                    texts[number, default: []].insert(use)
                }
            }
        }
    }

    mutating func add(
        _ text: String, metric: Int, language: Int, kind: NameEntry.Kind, variant: Int = 0
    ) {
        let placed = IndexWords.placed(text)
        let key = Folding.key(text)
        guard !key.isEmpty else { return }
        let first = wordsOfNames.count
        var telling = 0
        for word in placed {
            wordsOfNames += numbers(of: word, in: text, language)
            telling += stopWords.contains(word.folded) ? 0 : 1
        }
        names.append(
            Pending(
                entry: NameEntry(
                    key: pool.offset(of: key), text: pool.offset(of: text), metric: metric,
                    language: language, kind: kind, variant: variant,
                    words: telling == 0 ? placed.count : telling),
                head: Self.head(key), firstWord: first, lastWord: wordsOfNames.count))
    }

    private static func head(_ key: String) -> UInt64 {
        var head: UInt64 = 0
        var count = 0
        for byte in key.utf8.prefix(8) {
            head = head << 8 | UInt64(byte)
            count += 1
        }
        return count == 0 ? 0 : head << UInt64(8 * (8 - count))
    }

    // MARK: - Words

    /// A word itself and its stems.
    private mutating func numbers(
        of word: Folding.Word, in text: String, _ language: Int
    ) -> [UInt32] {
        let own = number(of: word.folded)
        guard stemmers.indices.contains(language), let stemmer = stemmers[language] else {
            return [own]
        }
        let written = String(text[word.range])
        if let known = stems[language][written] { return [own] + known }
        let found = stemmer.stems(of: word, in: text).sorted()
            .map { number(of: WordTable.stem($0, language: language)) }
        stems[language][written] = found
        return [own] + found
    }

    private mutating func number(of word: String) -> UInt32 {
        if let known = numbers[word] { return known }
        let number = UInt32(words.count)
        numbers[word] = number
        words.append(word)
        return number
    }

    // MARK: - Tables

    mutating func finish() -> [(SnapshotLayout.Section, [UInt8])] {
        sortNames()
        var table: [UInt8] = []
        table.reserveCapacity(names.count * NameEntry.size)
        for name in names { name.entry.pack(into: &table) }
        let order = words.indices.sorted {
            words[$0].utf8.lexicographicallyPrecedes(words[$1].utf8)
        }
        let nameWords = tableOfNames(order)
        let textWords = tableOfTexts(order)
        return [
            (.names, table), (.words, nameWords.table), (.postings, nameWords.postings),
            (.definitionWords, textWords.table), (.definitionPostings, textWords.postings)
        ]
    }

    private mutating func sortNames() {
        let pool = pool
        names.sort { one, other in
            if one.head != other.head { return one.head < other.head }
            if one.entry.key != other.entry.key {
                return pool.isBefore(one.entry.key, other.entry.key)
            }
            return (one.entry.metric, one.entry.language, one.entry.kind.rawValue, one.entry.text)
                < (
                    other.entry.metric, other.entry.language, other.entry.kind.rawValue,
                    other.entry.text
                )
        }
    }

    /// Counted first and then filled in, name by name: each word's names come out
    /// in their order without being sorted.
    private func tableOfNames(_ order: [Int]) -> (table: [UInt8], postings: [UInt8]) {
        var last = [Int](repeating: -1, count: words.count)
        var counts = [Int](repeating: 0, count: words.count)
        for (position, name) in names.enumerated() {
            for word in wordsOfNames[name.firstWord..<name.lastWord]
            where last[Int(word)] != position {
                last[Int(word)] = position
                counts[Int(word)] += 1
            }
        }
        var table: [UInt8] = []
        var next = [Int](repeating: 0, count: words.count)
        var total = 0
        for word in order where counts[word] > 0 {
            table.append(word: pool.offset(of: words[word]))
            table.append(word: total)
            table.append(word: counts[word])
            next[word] = total
            total += counts[word]
        }
        var postings = [UInt32](repeating: 0, count: total)
        last = [Int](repeating: -1, count: words.count)
        for (position, name) in names.enumerated() {
            for word in wordsOfNames[name.firstWord..<name.lastWord]
            where last[Int(word)] != position {
                last[Int(word)] = position
                postings[next[Int(word)]] = UInt32(position).littleEndian
                next[Int(word)] += 1
            }
        }
        return (table, postings.withUnsafeBytes { Array($0) })
    }

    private func tableOfTexts(_ order: [Int]) -> (table: [UInt8], postings: [UInt8]) {
        var table: [UInt8] = []
        var postings: [UInt8] = []
        var count = 0
        for word in order {
            guard let uses = texts[UInt32(word)] else { continue }
            table.append(word: pool.offset(of: words[word]))
            table.append(word: count)
            table.append(word: uses.count)
            for use in uses.sorted() { postings.append(word: use) }
            count += uses.count
        }
        return (table, postings)
    }
}
