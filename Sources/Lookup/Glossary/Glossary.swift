public import Diagnostics
public import Locales

/// All metrics with their names and what is said of them in every language,
/// ready to be looked up.
///
/// It lies in a compiled form, usually a mapped file, of which only what is
/// asked for is touched. Made by ``GlossaryStore`` or, from what a program has
/// loaded anyway, by ``init(_:)``.
public final class Glossary {
    let file: SnapshotFile
    let overview: Overview
    let records: [LanguageRecord]
    /// The languages there are, in the order of their tags.
    public let languages: [LanguageTag]
    /// How people look for things, once somebody looks for more than a whole name.
    private(set) lazy var lexicon = SearchLexicon(hints())
    /// Chains that were asked for before, as positions of languages.
    private var chains: [LanguageTag: [Int]] = [:]

    /// Compiles what was loaded, in memory.
    public convenience init?(_ knowledge: Knowledge) {
        guard let file = SnapshotFile(bytes: SnapshotWriter.bytes(knowledge)) else { return nil }
        try? self.init(file)
    }

    init(_ file: SnapshotFile) throws(SnapshotDamage) {
        self.file = file
        var unpacker = Unpacker(file, file.range(.overview))
        overview = try unpacker.item()
        unpacker = Unpacker(file, file.range(.languages))
        records = try unpacker.list()
        var tags: [LanguageTag] = []
        for record in records {
            guard let tag = LanguageTag(record.tag) else { throw SnapshotDamage() }
            tags.append(tag)
        }
        languages = tags
        guard file.range(.metrics).count == overview.metrics * metricSize else {
            throw SnapshotDamage()
        }
    }

    /// How many metrics there are.
    public var count: Int { overview.metrics }
    /// How many errors were met while reading; `kpi check` tells them.
    public var problems: Int { overview.problems }
    /// The language of the project file.
    public var projectLanguage: LanguageTag? { overview.language.flatMap { LanguageTag($0) } }
    /// The ids of the themes, in the order in which they are shown.
    public var themes: [String] { overview.themes }

    /// What a theme is called.
    public func theme(_ id: String, for asked: LanguageTag) -> String {
        guard let position = overview.themes.firstIndex(of: id),
            let language = chainPositions(for: asked).first,
            records[language].themes.indices.contains(position)
        else { return id }
        return records[language].themes[position]
    }

    /// What a language calls itself; its tag where it is not among the languages.
    public func name(of language: LanguageTag) -> String {
        languages.firstIndex(of: language).map { records[$0].name } ?? language.description
    }

    /// The languages that answer when one is asked for, best first.
    public func chain(for asked: LanguageTag) -> [LanguageTag] {
        LanguageLookup.chain(for: asked, among: languages) { tag in
            guard let position = languages.firstIndex(of: tag) else { return [] }
            return records[position].fallback.compactMap { LanguageTag($0) }
        }
    }

    private func hints() -> [SearchHints] {
        let section = file.range(.hints)
        return records.map { record in
            guard record.hints <= section.count else { return SearchHints() }
            var unpacker = Unpacker(
                file, section.lowerBound + record.hints..<section.upperBound)
            return (try? SearchHints(from: &unpacker)) ?? SearchHints()
        }
    }

    func chainPositions(for asked: LanguageTag) -> [Int] {
        if let known = chains[asked] { return known }
        let chain = chain(for: asked).compactMap { languages.firstIndex(of: $0) }
        chains[asked] = chain
        return chain
    }

    // MARK: - Metrics

    private var metricSize: Int { 4 * (1 + records.count) }

    private func metricOffset(_ position: Int) throws(SnapshotDamage) -> Int {
        guard position >= 0, position < overview.metrics else { throw SnapshotDamage() }
        return file.range(.metrics).lowerBound + position * metricSize
    }

    /// The id of a metric by its position in alphabetical order.
    public func id(at position: Int) throws(SnapshotDamage) -> String {
        try file.text(file.word(at: metricOffset(position)))
    }

    /// The position of a metric; `nil` where none has the id.
    public func position(of id: String) throws(SnapshotDamage) -> Int? {
        let position = try file.lowerBound(of: Array(id.utf8), count: overview.metrics) {
            (index: Int) throws(SnapshotDamage) in try file.word(at: metricOffset(index))
        }
        guard position < overview.metrics, try self.id(at: position) == id else { return nil }
        return position
    }

    /// What is said of a metric, in the best language that has a name for it.
    public func card(_ id: String, for asked: LanguageTag) throws(SnapshotDamage) -> MetricCard? {
        guard let position = try position(of: id) else { return nil }
        return try card(at: position, languages: chainPositions(for: asked))
    }

    /// - Parameter chain: Positions of languages, best first.
    func card(at position: Int, languages chain: [Int]) throws(SnapshotDamage) -> MetricCard {
        let row = try metricOffset(position)
        // A language outside the chain is still better than nothing.
        for language in chain + Array(records.indices) {
            let start = try file.word(at: row + 4 * (1 + language))
            guard start > 0 else { continue }
            let cards = file.range(.cards)
            guard start <= cards.count else { throw SnapshotDamage() }
            var unpacker = Unpacker(file, cards.lowerBound + start - 1..<cards.upperBound)
            return try unpacker.item()
        }
        throw SnapshotDamage()
    }

    // MARK: - Messages

    /// The sentence that a message stands for.
    public func text(_ message: Message, for asked: LanguageTag) throws(SnapshotDamage) -> String {
        for language in chainPositions(for: asked) {
            guard let text = try messageText(message.key, language: language) else { continue }
            var one = Language(tag: languages[language])
            one.messages[message.key] = MessageTemplate(text)
            return Wording(Locales([one]), for: one.tag).text(message)
        }
        return Wording(Locales(), for: asked).text(message)
    }

    private func messageText(_ key: String, language: Int) throws(SnapshotDamage) -> String? {
        let (start, count) = try messageTable(of: language)
        let position = try file.lowerBound(of: Array(key.utf8), count: count) {
            (index: Int) throws(SnapshotDamage) in try file.word(at: start + index * 8)
        }
        guard position < count, try file.text(file.word(at: start + position * 8)) == key else {
            return nil
        }
        return try file.text(file.word(at: start + position * 8 + 4))
    }

    /// All messages of a language, by their keys.
    func messages(of language: Int) throws(SnapshotDamage) -> [String: MessageTemplate] {
        let (start, count) = try messageTable(of: language)
        var messages: [String: MessageTemplate] = [:]
        messages.reserveCapacity(count)
        for entry in stride(from: start, to: start + count * 8, by: 8) {
            let key = try file.text(file.word(at: entry))
            messages[key] = MessageTemplate(try file.text(file.word(at: entry + 4)))
        }
        return messages
    }

    private func messageTable(
        of language: Int
    ) throws(SnapshotDamage) -> (start: Int, count: Int) {
        let record = records[language]
        let table = file.range(.messages)
        guard record.firstMessage <= table.count / 8,
            record.messages <= table.count / 8 - record.firstMessage
        else { throw SnapshotDamage() }
        return (table.lowerBound + record.firstMessage * 8, record.messages)
    }
}

extension SnapshotFile {
    /// The first of a sorted table's entries whose text is not before the given one.
    ///
    /// - Parameter text: The offset of an entry's text among the texts.
    func lowerBound(
        of bytes: [UInt8], count: Int, text: (Int) throws(SnapshotDamage) -> Int
    ) throws(SnapshotDamage) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if try textBytes(text(middle)).lexicographicallyPrecedes(bytes) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
