#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Glossary {
    // MARK: - Names that hold all words

    /// Adds every metric with a name that holds all words of the query: as they
    /// are, with other endings, begun or mistyped.
    func addWithWords(
        _ words: [QueryWord], to ranking: inout Ranking
    ) throws(SnapshotDamage) {
        let table = WordTable.names(file)
        var lists: [(index: Int, near: [NearWord], uses: Int)] = []
        for (index, word) in words.enumerated() {
            let near = try table.near(word)
            guard !near.isEmpty else { return }
            var uses = 0
            for word in near { uses += try table.useCount(at: word.position) }
            lists.append((index, near, uses))
        }
        // What few names hold leaves few names to look at.
        lists.sort { ($0.uses, $0.index) < ($1.uses, $1.index) }
        guard let rarest = lists.first else { return }
        var found: [Int: [NearWord?]] = [:]
        let nothing = [NearWord?](repeating: nil, count: words.count)
        for near in rarest.near {
            for use in try table.uses(at: near.position)
            where found[use, default: nothing][rarest.index]?.quality ?? 0 < near.quality {
                found[use, default: nothing][rarest.index] = near
            }
        }
        for list in lists.dropFirst() {
            found = try both(found, list.near, list.uses, at: list.index, in: table)
            if found.isEmpty { return }
        }
        for (position, met) in found {
            try add(met.compactMap(\.self), of: name(at: position), in: table, to: &ranking)
        }
    }

    /// The names that also hold another word.
    private func both(
        _ found: [Int: [NearWord?]], _ near: [NearWord], _ uses: Int, at index: Int,
        in table: WordTable
    ) throws(SnapshotDamage) -> [Int: [NearWord?]] {
        var result: [Int: [NearWord?]] = [:]
        if found.count * near.count < uses {
            for (use, met) in found {
                // The best come first.
                for word in near where try table.isUsed(at: word.position, by: use) {
                    result[use] = met
                    result[use]?[index] = word
                    break
                }
            }
            return result
        }
        for word in near {
            for use in try table.uses(at: word.position) {
                guard let met = found[use], result[use] == nil else { continue }
                result[use] = met
                result[use]?[index] = word
            }
        }
        return result
    }

    private func add(
        _ met: [NearWord], of name: NameEntry, in table: WordTable, to ranking: inout Ranking
    ) throws(SnapshotDamage) {
        let quality = met.reduce(0) { $0 + $1.quality } / Double(max(1, met.count))
        let distinct = Set(met.map(\.position)).count
        let covered = Double(min(distinct, name.words)) / Double(max(name.words, met.count, 1))
        var words: [String] = []
        for word in met { words.append(try table.word(at: word.position)) }
        var tier = Hit.Tier.words
        if met.contains(where: \.isMended) {
            tier = .mistyped
        } else if covered == 1, met.allSatisfy(\.isSame),
            isInOrder(words, of: try file.text(name.text), name.language)
        {
            tier = .stemmed
        }
        var candidate = Candidate(
            tier: tier, name: name, quality: quality * (0.4 + 0.6 * covered), metWords: words)
        candidate.isWhole = covered == 1
        ranking.add(candidate)
    }

    /// Whether words of the index come in a name one after the other, with nothing
    /// between them but stop words.
    private func isInOrder(_ words: [String], of text: String, _ language: Int) -> Bool {
        let placed = IndexWords.placed(text)
        var telling = placed.filter { !lexicon.isStop($0.folded) }
        if telling.count < words.count { telling = placed }
        guard telling.count == words.count else { return false }
        return zip(words, telling).allSatisfy { word, own in
            word == own.folded || lexicon.stems(of: own, in: text, language).contains(word)
        }
    }

    // MARK: - Whole names mistyped

    /// The query as a whole against whole names: also where a space is missing
    /// or too much.
    func addMistypedNames(
        _ words: [QueryWord], to ranking: inout Ranking
    ) throws(SnapshotDamage) {
        let typed = TypedWord(words.map(\.text).joined())
        guard typed.length >= 5 else { return }
        var found: [(position: Int, errors: Int)] = []
        try typed.walk(NameKeys(self)) { found.append(($0, $1)) }
        for (position, errors) in found {
            let name = try name(at: position)
            ranking.add(
                Candidate(
                    tier: .mistyped, name: name,
                    quality: 1 - Double(errors) / Double(typed.length),
                    metWords: IndexWords.of(try file.text(name.text))))
        }
    }

    // MARK: - Descriptions

    /// Adds metrics whose names and texts share enough of the query's telling
    /// words: rare words tell more than common ones.
    ///
    /// - Parameter least: The part of the words, weighed, that must be met.
    func addDescribed(
        _ words: [QueryWord], to ranking: inout Ranking, least: Double
    ) throws(SnapshotDamage) {
        var found: [Use: Described] = [:]
        var byName: [Int: (weight: Double, words: Set<String>)] = [:]
        var total = 0.0
        for word in words {
            let (uses, names) = try uses(of: word)
            let metrics = Set(uses.filter { $0.value.quality >= 0.5 }.keys.map(\.metric)).count
            // A word that nobody uses was asked for all the same, but says little
            // about which metric.
            let telling = log(1 + Double(count) / Double(max(1, metrics)))
            total += uses.isEmpty ? telling / 3 : telling
            for (use, met) in uses {
                found[use, default: Described()].weight += telling * met.quality
                found[use]?.words.formUnion(met.words)
                found[use]?.met += 1
            }
            for (name, met) in names {
                byName[name, default: (0, [])].weight += telling * met.quality
                byName[name]?.words.formUnion(met.words)
            }
        }
        guard total > 0 else { return }
        for (position, met) in byName {
            let name = try name(at: position)
            let covered = Double(met.words.count) / Double(max(name.words, words.count, 1))
            let weight = met.weight / total * (0.4 + 0.6 * min(1, covered))
            let use = Use(metric: name.metric, language: name.language)
            if weight > found[use]?.nameWeight ?? -1 {
                found[use, default: Described()].nameWeight = weight
                found[use]?.name = position
            }
        }
        for (use, met) in found {
            let share = min(1, met.weight / total)
            // Fewer than half of the words may be any metric's.
            guard share >= least, least < 0.3 || met.met * 2 >= words.count else { continue }
            // A name that says most of it explains the hit better than a text does.
            let best = met.nameWeight >= share * 0.5 ? met.name : nil
            let quality = 0.6 * share + 0.4 * min(1, met.nameWeight)
            if let best {
                ranking.add(
                    Candidate(
                        tier: .described, name: try name(at: best), quality: quality,
                        metWords: Array(met.words)))
            } else {
                ranking.add(
                    Candidate(
                        metric: use.metric, language: use.language, quality: quality,
                        metWords: Array(met.words)))
            }
        }
    }

    private struct Use: Hashable {
        var metric: Int
        var language: Int
    }

    private struct Described {
        var weight = 0.0
        var words: Set<String> = []
        /// How many words of the query it uses.
        var met = 0
        var nameWeight = 0.0
        var name: Int?
    }

    /// The metrics and languages whose names or texts use a word, and the names.
    private func uses(
        of word: QueryWord
    ) throws(SnapshotDamage) -> (
        [Use: (quality: Double, words: [String])], [Int: (quality: Double, words: [String])]
    ) {
        var uses: [Use: (quality: Double, words: [String])] = [:]
        var inNames: [Int: (quality: Double, words: [String])] = [:]
        func add(_ use: Use, _ quality: Double, _ word: String) {
            if quality > uses[use]?.quality ?? 0 { uses[use] = (quality, [word]) }
        }
        let names = WordTable.names(file)
        let near = try names.near(word)
        for near in near where near.quality >= 0.5 {
            let text = try names.word(at: near.position)
            for use in try names.uses(at: near.position) {
                let name = try name(at: use)
                // What is not to be said any more describes nothing.
                guard name.kind != .deprecated else { continue }
                if near.quality > inNames[use]?.quality ?? 0 {
                    inNames[use] = (near.quality, [text])
                }
                add(Use(metric: name.metric, language: name.language), near.quality, text)
            }
        }
        let texts = WordTable.definitions(file)
        for near in try texts.near(word) where near.quality >= 0.5 {
            let text = try texts.word(at: near.position)
            for use in try texts.uses(at: near.position) {
                let isAside = use % 2 == 1
                let both = use / 2
                let key = Use(
                    metric: both / max(1, records.count), language: both % max(1, records.count))
                guard key.metric < count else { throw SnapshotDamage() }
                add(key, near.quality * (isAside ? 0.45 : 0.75), text)
            }
        }
        return (uses, inNames)
    }
}
