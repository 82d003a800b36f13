public import Locales

extension Glossary {
    /// Metrics that answer a query, best first; of each metric the best match only.
    ///
    /// - Parameters:
    ///   - asked: Names in its languages come first among equals.
    ///   - limit: The most hits.
    public func search(
        _ query: String, for asked: LanguageTag, limit: Int = 10
    ) throws(SnapshotDamage) -> [Hit] {
        let words = Folding.words(query)
        guard !words.isEmpty else { return [] }
        var ranking = Ranking(chain: chainPositions(for: asked))
        try addNamed(query, to: &ranking)
        try addWithWords(words, to: &ranking)
        if ranking.isEmpty { try addMistyped(words, to: &ranking) }
        // A name that was typed whole needs no guesses about descriptions.
        if !ranking.hasWholeName { try addDescribed(words, to: &ranking) }
        return try hits(ranking.best(limit), for: asked)
    }

    /// What somebody means who calls a metric by a name.
    ///
    /// Only ids and whole names count; marks, case and punctuation may be left
    /// out. Anything less is for ``search(_:for:limit:)``.
    public func meaning(
        of name: String, for asked: LanguageTag
    ) throws(SnapshotDamage) -> Meaning {
        var ranking = Ranking(chain: chainPositions(for: asked))
        try addNamed(name, to: &ranking)
        let candidates = ranking.best(.max)
        guard let first = candidates.first else {
            return .none(near: try search(name, for: asked, limit: 5))
        }
        let equals = candidates.prefix { $0.isAsGood(as: first) }
        if equals.count > 1 { return .several(try hits(Array(equals), for: asked)) }
        let all = try hits(candidates, for: asked)
        return .one(all[0], others: Array(all.dropFirst()))
    }

    private func hits(
        _ candidates: [Candidate], for asked: LanguageTag
    ) throws(SnapshotDamage) -> [Hit] {
        let chain = chainPositions(for: asked)
        var hits: [Hit] = []
        for candidate in candidates {
            let card = try card(at: candidate.metric, languages: chain)
            let variant = candidate.name.flatMap { $0.variant > 0 ? $0.variant - 1 : nil }
            let matched =
                if let name = candidate.name {
                    try file.text(name.text)
                } else {
                    try self.card(at: candidate.metric, languages: [candidate.language]).definition
                        ?? ""
                }
            hits.append(
                Hit(
                    metric: card.id,
                    variant: variant.flatMap {
                        card.variants.indices.contains($0) ? card.variants[$0].id : nil
                    }, name: card.name, language: LanguageTag(card.language) ?? asked,
                    tier: candidate.tier, matched: matched,
                    matchedLanguage: candidate.name?.kind == .id
                        || !languages.indices.contains(candidate.language)
                        ? nil : languages[candidate.language],
                    kind: candidate.name?.kind.text ?? "definition", score: candidate.score,
                    metWords: candidate.metWords))
        }
        return hits
    }

    // MARK: - Whole names

    var nameCount: Int { file.range(.names).count / NameEntry.size }

    func name(at position: Int) throws(SnapshotDamage) -> NameEntry {
        guard position >= 0, position < nameCount else { throw SnapshotDamage() }
        return try NameEntry(file, at: file.range(.names).lowerBound + position * NameEntry.size)
    }

    /// Adds every metric that has the query as its id or as a name.
    private func addNamed(_ query: String, to ranking: inout Ranking) throws(SnapshotDamage) {
        let words = Folding.words(query)
        let key = Array(words.joined().utf8)
        guard !key.isEmpty else { return }
        let exact = Folding.exact(query)
        var position = try file.lowerBound(of: key, count: nameCount) {
            (index: Int) throws(SnapshotDamage) in try name(at: index).key
        }
        while position < nameCount {
            let name = try name(at: position)
            guard try file.textBytes(name.key).elementsEqual(key) else { break }
            position += 1
            let text = try file.text(name.text)
            let tier: Hit.Tier =
                if Folding.exact(text) != exact {
                    .folded
                } else if name.kind == .id {
                    .id
                } else {
                    name.kind == .term ? .term : .alias
                }
            // What is as long but broken elsewhere («e-mail», «email») is a little less near.
            let isBrokenAlike = Folding.words(text) == words
            ranking.add(
                Candidate(
                    tier: tier, name: name, quality: isBrokenAlike ? 1 : 0.5, metWords: words))
        }
    }

    // MARK: - Words

    /// Adds every metric with a name that holds all words of the query.
    private func addWithWords(
        _ words: [String], to ranking: inout Ranking
    ) throws(SnapshotDamage) {
        let table = WordTable.names(file)
        var found: [Int: Met]?
        for word in words {
            var uses: [Int: Met] = [:]
            for (position, quality) in try near(word, in: table) {
                let met = try table.word(at: position)
                for use in try table.uses(at: position)
                where quality > uses[use]?.quality ?? 0 {
                    uses[use] = Met(quality: quality, words: [met])
                }
            }
            guard let before = found else {
                found = uses
                continue
            }
            found = before.reduce(into: [:]) { both, entry in
                if let own = uses[entry.key] { both[entry.key] = entry.value + own }
            }
        }
        for (position, met) in found ?? [:] {
            let name = try name(at: position)
            let whole = Folding.words(try file.text(name.text)).count
            let quality = met.quality / Double(max(whole, words.count))
            ranking.add(
                Candidate(tier: .words, name: name, quality: quality, metWords: met.words))
        }
    }

    /// The words of a table that are meant by a word: itself, what it begins,
    /// and what differs only in its ending; with how near each is.
    private func near(
        _ word: String, in table: WordTable
    ) throws(SnapshotDamage) -> [(position: Int, quality: Double)] {
        let length = word.unicodeScalars.count
        var result: [(Int, Double)] = []
        if length >= 2 {
            for position in try table.positions(startingWith: word) {
                let whole = try table.word(at: position).unicodeScalars.count
                let quality = whole == length ? 1 : 0.6 + 0.3 * Double(length) / Double(whole)
                result.append((position, quality))
            }
        } else {
            for position in try table.positions(startingWith: word)
            where try table.wordBytes(at: position).count == word.utf8.count {
                result.append((position, 1))
            }
        }
        // Inflection: most of both words is the same, from the start.
        guard length >= 5 else { return result }
        let stem = String(word.unicodeScalars.prefix(max(4, length * 2 / 3)))
        for position in try table.positions(startingWith: stem) {
            let other = try table.word(at: position)
            if other.hasPrefix(word) { continue }
            let same = zip(word.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
            let longer = max(length, other.unicodeScalars.count)
            if longer - same <= max(2, longer / 3) {
                result.append((position, 0.55 * Double(same) / Double(longer)))
            }
        }
        return result
    }
}

/// The words of a name that a query met.
private struct Met {
    var quality: Double
    var words: [String]

    static func + (one: Met, other: Met) -> Met {
        Met(quality: one.quality + other.quality, words: one.words + other.words)
    }
}
