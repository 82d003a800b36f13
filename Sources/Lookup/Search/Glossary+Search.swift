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
        guard !Folding.words(query).isEmpty else { return [] }
        var ranking = Ranking(chain: chainPositions(for: asked))
        try addNamed(query, to: &ranking)
        let words = lexicon.words(of: query)
        try addWithWords(words, to: &ranking)
        if ranking.isEmpty { try addMistypedNames(words, to: &ranking) }
        // A name that was typed whole needs no guesses about descriptions.
        if !ranking.hasWholeName { try addDescribed(words, to: &ranking, least: 0.35) }
        return try hits(ranking.best(limit), for: asked)
    }

    /// What comes nearest to a query that nothing answers, best first: metrics that
    /// share any of its words.
    public func nearMisses(
        _ query: String, for asked: LanguageTag, limit: Int = 3
    ) throws(SnapshotDamage) -> [Hit] {
        var ranking = Ranking(chain: chainPositions(for: asked))
        try addDescribed(lexicon.words(of: query), to: &ranking, least: 0.1)
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
                    matchedLanguage: languages.indices.contains(candidate.language)
                        ? languages[candidate.language] : nil,
                    kind: candidate.name?.kind.text ?? "definition", score: candidate.score,
                    met: met(candidate.metWords, in: matched, candidate.language)))
        }
        return hits
    }

    /// Where words of the index stand in a text; those that touch as one.
    private func met(
        _ words: [String], in text: String, _ language: Int
    ) -> [Range<String.Index>] {
        let words = Set(words)
        var result: [Range<String.Index>] = []
        for word in IndexWords.placed(text) + Folding.placedWords(text)
        where words.contains(word.folded)
            || lexicon.stems(of: word, in: text, language).contains(where: words.contains)
        {
            result.append(word.range)
        }
        result.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        return result.reduce(into: []) { joined, range in
            guard let last = joined.last, last.upperBound >= range.lowerBound else {
                joined.append(range)
                return
            }
            joined[joined.count - 1] =
                last.lowerBound..<max(last.upperBound, range.upperBound)
        }
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
}
