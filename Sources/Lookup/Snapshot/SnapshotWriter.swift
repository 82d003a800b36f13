import Catalog
import Diagnostics
import Locales

/// Compiles a catalog, its languages and a project into the bytes of a snapshot.
struct SnapshotWriter {
    private let knowledge: Knowledge
    private let pool = StringPool()
    private let tags: [LanguageTag]
    private let ids: [String]
    private var sections: [SnapshotLayout.Section: [UInt8]] = [:]

    /// The messages that answers from a snapshot need.
    private static let messagePrefix = "cli."

    static func bytes(
        _ knowledge: Knowledge, problems: Int = 0, sources: [FolderStamp] = []
    ) -> [UInt8] {
        var writer = SnapshotWriter(knowledge)
        writer.pack(.sources) { $0.add(sources) }
        writer.writeOverview(problems: problems)
        writer.writeLanguages()
        writer.writeCards()
        writer.sections[.texts] = writer.pool.bytes
        return SnapshotLayout.file(writer.sections)
    }

    private init(_ knowledge: Knowledge) {
        self.knowledge = knowledge
        tags = knowledge.locales.tags
        ids = knowledge.workspace.catalog.metrics.keys
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private mutating func pack(
        _ section: SnapshotLayout.Section, _ write: (inout Packer) -> Void
    ) {
        var packer = Packer(pool)
        write(&packer)
        sections[section] = packer.bytes
    }

    private mutating func writeOverview(problems: Int) {
        let overview = Overview(
            metrics: ids.count, problems: problems,
            language: knowledge.workspace.project?.language,
            themes: knowledge.workspace.catalog.themes.map(\.id))
        pack(.overview) { overview.pack(into: &$0) }
    }

    // MARK: - Languages

    private mutating func writeLanguages() {
        var table: [UInt8] = []
        var count = 0
        var records: [LanguageRecord] = []
        for tag in tags {
            guard let language = knowledge.locales.languages[tag] else { continue }
            let messages = language.messages.filter { $0.key.hasPrefix(Self.messagePrefix) }
                .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (key, template) in messages {
                table.append(word: pool.offset(of: key))
                table.append(word: pool.offset(of: template.text))
            }
            let wording = knowledge.wording(for: tag)
            records.append(
                LanguageRecord(
                    tag: tag.description, name: language.name,
                    fallback: language.fallback.map(\.description), firstMessage: count,
                    messages: messages.count,
                    themes: knowledge.workspace.catalog.themes.map {
                        wording.theme($0.id)?.value.term ?? $0.id
                    }))
            count += messages.count
        }
        pack(.languages) { $0.add(records) }
        sections[.messages] = table
    }

    // MARK: - Cards and names

    private mutating func writeCards() {
        var metrics: [UInt8] = []
        var cards = Packer(pool)
        var names = NameCollector(pool)
        let makers = tags.map { CardMaker(knowledge.workspace, knowledge.wording(for: $0)) }
        for (position, id) in ids.enumerated() {
            let own = tags.map { tag in
                knowledge.locales.languages[tag]?.metrics[id]?.term != nil
            }
            metrics.append(word: pool.offset(of: id))
            for (language, maker) in makers.enumerated() {
                // A metric without any name is told by its id, in every language.
                guard own[language] || !own.contains(true), let card = maker.card(id) else {
                    metrics.append(word: 0)
                    continue
                }
                metrics.append(word: cards.bytes.count + 1)
                card.pack(into: &cards)
                if own[language] { names.add(card, metric: position, language: language) }
            }
            names.add(id, metric: position, language: 0, kind: .id)
        }
        sections[.metrics] = metrics
        sections[.cards] = cards.bytes
        names.finish(languages: tags.count).forEach { sections[$0] = $1 }
    }
}

/// Collects names and words, and sorts them into the tables of the index.
private struct NameCollector {
    private let pool: StringPool
    private var names: [(key: [UInt8], entry: NameEntry, words: Set<String>)] = []
    /// By folded words: the metrics and languages whose texts use them.
    private var definitions: [String: Set<[Int]>] = [:]

    init(_ pool: StringPool) { self.pool = pool }

    mutating func add(_ card: MetricCard, metric: Int, language: Int) {
        add(card.name, metric: metric, language: language, kind: .term)
        for alias in card.aliases {
            add(alias.term, metric: metric, language: language, kind: .init(alias: alias.kind))
        }
        for (position, variant) in card.variants.enumerated() {
            add(
                variant.name, metric: metric, language: language, kind: .variant,
                variant: position + 1)
        }
        let borrowed = Set(card.borrowed.map(\.field))
        for (field, text) in [("definition", card.definition), ("reading", card.reading)] {
            guard let text, !borrowed.contains(field) else { continue }
            for word in Folding.words(text) {
                definitions[word, default: []].insert([metric, language])
            }
        }
    }

    mutating func add(
        _ text: String, metric: Int, language: Int, kind: NameEntry.Kind, variant: Int = 0
    ) {
        let words = Folding.words(text)
        let key = words.joined()
        guard !key.isEmpty else { return }
        let entry = NameEntry(
            key: pool.offset(of: key), text: pool.offset(of: text), metric: metric,
            language: language, kind: kind, variant: variant)
        names.append((Array(key.utf8), entry, Set(words)))
    }

    mutating func finish(languages: Int) -> [(SnapshotLayout.Section, [UInt8])] {
        names.sort { one, other in
            if one.key != other.key { return one.key.lexicographicallyPrecedes(other.key) }
            return (one.entry.metric, one.entry.language, one.entry.kind.rawValue, one.entry.text)
                < (
                    other.entry.metric, other.entry.language, other.entry.kind.rawValue,
                    other.entry.text
                )
        }
        var table: [UInt8] = []
        var words: [String: [Int]] = [:]
        for (position, name) in names.enumerated() {
            name.entry.pack(into: &table)
            for word in name.words { words[word, default: []].append(position) }
        }
        let nameWords = postings(words)
        let definitionWords = postings(
            definitions.mapValues { uses in uses.map { $0[0] * languages + $0[1] }.sorted() })
        return [
            (.names, table), (.words, nameWords.table), (.postings, nameWords.postings),
            (.definitionWords, definitionWords.table),
            (.definitionPostings, definitionWords.postings)
        ]
    }

    private func postings(_ words: [String: [Int]]) -> (table: [UInt8], postings: [UInt8]) {
        var table: [UInt8] = []
        var list: [UInt8] = []
        var count = 0
        let sorted = words.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (word, uses) in sorted {
            table.append(word: pool.offset(of: word))
            table.append(word: count)
            table.append(word: uses.count)
            for use in uses { list.append(word: use) }
            count += uses.count
        }
        return (table, list)
    }
}
