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

    /// - Parameters:
    ///   - findings: What was found wrong while reading.
    ///   - trees: The catalog's files.
    ///   - sources: What all of it was read from.
    static func bytes(
        _ knowledge: Knowledge, findings: [Finding] = [], trees: [String: YAMLNode] = [:],
        sources: [FolderStamp] = []
    ) -> [UInt8] {
        var writer = SnapshotWriter(knowledge)
        writer.pack(.sources) { $0.add(sources) }
        writer.writeOverview(findings)
        writer.writeLanguages()
        writer.pack(.catalog) { KeptTrees.pack(trees, into: &$0) }
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

    private mutating func writeOverview(_ findings: [Finding]) {
        let overview = Overview(
            metrics: ids.count, problems: findings.count { $0.severity == .error },
            isClean: findings.isEmpty,
            language: knowledge.workspace.project?.language,
            themes: knowledge.workspace.catalog.themes.map(\.id))
        pack(.overview) { overview.pack(into: &$0) }
    }

    // MARK: - Languages

    private mutating func writeLanguages() {
        var table: [UInt8] = []
        var count = 0
        var records: [LanguageRecord] = []
        var sayings = Packer(pool)
        var hints = Packer(pool)
        for tag in tags {
            guard let language = knowledge.locales.languages[tag] else { continue }
            let messages = language.messages
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
                    messages: messages.count, sayings: sayings.bytes.count,
                    hints: hints.bytes.count,
                    themes: knowledge.workspace.catalog.themes.map {
                        wording.theme($0.id)?.value.term ?? $0.id
                    }))
            count += messages.count
            language.pack(into: &sayings)
            language.search.pack(into: &hints)
        }
        sections[.sayings] = sayings.bytes
        sections[.hints] = hints.bytes
        pack(.languages) { $0.add(records) }
        sections[.messages] = table
    }

    // MARK: - Cards and names

    private mutating func writeCards() {
        var metrics: [UInt8] = []
        var cards = Packer(pool)
        var names = NameCollector(
            pool, tags.map { knowledge.locales.languages[$0]?.search ?? SearchHints() })
        let positions = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
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
                if own[language] {
                    names.add(
                        card, metric: position, language: language,
                        shared: knowledge.workspace.catalog.metrics[id]?.abbreviations ?? [])
                    // What a document calls by this name but is another metric names that one.
                    for variant in card.variants {
                        guard let other = variant.metric.flatMap({ positions[$0.id] }) else {
                            continue
                        }
                        names.add(
                            variant.name, metric: other, language: language, kind: .colloquial)
                    }
                }
            }
            names.add(id, metric: position, language: NameEntry.anyLanguage, kind: .id)
            for name in knowledge.workspace.catalog.metrics[id]?.abbreviations ?? [] {
                names.add(
                    name, metric: position, language: NameEntry.anyLanguage, kind: .abbreviation)
            }
        }
        sections[.metrics] = metrics
        sections[.cards] = cards.bytes
        names.finish().forEach { sections[$0] = $1 }
    }
}
