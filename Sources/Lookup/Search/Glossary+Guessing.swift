#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Glossary {
    // MARK: - Typing errors

    /// Adds every metric with a name that the query is a mistyped form of.
    func addMistyped(_ words: [String], to ranking: inout Ranking) throws(SnapshotDamage) {
        try addMistypedNames(words, to: &ranking)
        guard ranking.isEmpty else { return }
        try addMistypedWords(words, to: &ranking)
    }

    /// The query as a whole against whole names: also where a space is missing
    /// or too much.
    private func addMistypedNames(
        _ words: [String], to ranking: inout Ranking
    ) throws(SnapshotDamage) {
        let typed = TypedWord(words.joined())
        guard typed.limit > 0 else { return }
        for position in 0..<nameCount {
            let name = try name(at: position)
            guard let errors = typed.errors(against: try file.textBytes(name.key)) else { continue }
            ranking.add(
                Candidate(
                    tier: .mistyped, name: name,
                    quality: 1 - Double(errors) / Double(typed.length),
                    metWords: Folding.words(try file.text(name.text))))
        }
    }

    /// Each word of the query against the words of names; all must be found.
    private func addMistypedWords(
        _ words: [String], to ranking: inout Ranking
    ) throws(SnapshotDamage) {
        let table = WordTable.names(file)
        var found: [Int: (errors: Double, words: [String])]?
        for word in words {
            let typed = TypedWord(word)
            var uses: [Int: (errors: Double, words: [String])] = [:]
            for position in 0..<table.count {
                let bytes = try table.wordBytes(at: position)
                let errors: Double
                if bytes.starts(with: word.utf8), word.utf8.count > 1 {
                    errors = bytes.count == word.utf8.count ? 0 : 0.5
                } else if let count = typed.errors(against: bytes) {
                    errors = Double(count)
                } else {
                    continue
                }
                let met = String(decoding: bytes, as: UTF8.self)
                for use in try table.uses(at: position) where errors < uses[use]?.errors ?? 99 {
                    uses[use] = (errors, [met])
                }
            }
            guard let before = found else {
                found = uses
                continue
            }
            found = before.reduce(into: [:]) { both, entry in
                guard let own = uses[entry.key] else { return }
                both[entry.key] = (entry.value.errors + own.errors, entry.value.words + own.words)
            }
        }
        let length = words.reduce(0) { $0 + $1.unicodeScalars.count }
        for (position, met) in found ?? [:] {
            let name = try name(at: position)
            let whole = Folding.words(try file.text(name.text)).count
            let covered = Double(words.count) / Double(max(whole, words.count))
            ranking.add(
                Candidate(
                    tier: .mistyped, name: name,
                    quality: (1 - met.errors / Double(length)) * 0.7 + covered * 0.25,
                    metWords: met.words))
        }
    }

    // MARK: - Descriptions

    /// Adds metrics whose names and definitions share enough of the query's
    /// telling words: rare words tell more than common ones.
    func addDescribed(_ words: [String], to ranking: inout Ranking) throws(SnapshotDamage) {
        var weights: [Use: (weight: Double, words: [String])] = [:]
        var total = 0.0
        let everything = Double(max(1, count * records.count))
        for word in Set(words).sorted() {
            var uses: [Use: Double] = [:]
            try addUses(of: word, to: &uses)
            // A word that nobody uses counts as rare: it was asked for and is not met.
            let telling = log(1 + everything / Double(max(1, uses.count)))
            total += telling
            for (use, quality) in uses {
                weights[use, default: (0, [])].weight += telling * quality
                weights[use]?.words.append(word)
            }
        }
        for (use, met) in weights where met.weight / total >= 0.4 {
            ranking.add(
                Candidate(
                    metric: use.metric, language: use.language,
                    quality: min(1, met.weight / total), metWords: met.words))
        }
    }

    private struct Use: Hashable {
        var metric: Int
        var language: Int
    }

    private func addUses(
        of word: String, to uses: inout [Use: Double]
    ) throws(SnapshotDamage) {
        let names = WordTable.names(file)
        for position in try alike(word, in: names) {
            for use in try names.uses(at: position) {
                let name = try name(at: use)
                uses[Use(metric: name.metric, language: name.language)] = 1
            }
        }
        let definitions = WordTable.definitions(file)
        for position in try alike(word, in: definitions) {
            for use in try definitions.uses(at: position) {
                let key = Use(
                    metric: use / max(1, records.count), language: use % max(1, records.count))
                uses[key] = max(0.8, uses[key] ?? 0)
            }
        }
    }

    /// The word itself and, where it is long enough, its other endings.
    private func alike(_ word: String, in table: WordTable) throws(SnapshotDamage) -> [Int] {
        let length = word.unicodeScalars.count
        guard length >= 5 else {
            // The word itself comes first among those that begin with it.
            guard let first = try table.positions(startingWith: word).first,
                try table.wordBytes(at: first).count == word.utf8.count
            else { return [] }
            return [first]
        }
        let stem = String(word.unicodeScalars.prefix(max(4, length - 3)))
        var result: [Int] = []
        for position in try table.positions(startingWith: stem)
        where abs(try table.word(at: position).unicodeScalars.count - length) <= 3 {
            result.append(position)
        }
        return result
    }
}

/// A word as somebody typed it, to be compared with many others.
private struct TypedWord {
    private let letters: [UInt32]
    let length: Int
    /// The most errors that still make it the same word.
    let limit: Int

    init(_ text: String) {
        letters = text.unicodeScalars.map(\.value)
        length = letters.count
        limit =
            switch length {
            case ..<4: 0
            case ..<8: 1
            case ..<14: 2
            default: 3
            }
    }

    /// How many letters are too much, missing, wrong or exchanged with their
    /// neighbour (the optimal string alignment distance); a wrong first letter
    /// counts twice, as people rarely mistype it. `nil` where it is too many.
    func errors(against bytes: UnsafeRawBufferPointer) -> Int? {
        guard limit > 0, bytes.count <= 4 * (length + limit) else { return nil }
        let other = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
        guard abs(other.count - length) <= limit, !other.isEmpty else { return nil }
        var beforeLast = [Int](repeating: 0, count: other.count + 1)
        var last = Array(0...other.count)
        var row = last
        for i in letters.indices {
            row[0] = i + 1
            var best = row[0]
            for j in other.indices {
                let isSame = letters[i] == other[j]
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (isSame ? 0 : 1))
                if i > 0, j > 0, letters[i] == other[j - 1], letters[i - 1] == other[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row[j + 1] = cost
                best = min(best, cost)
            }
            if best > limit { return nil }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        let errors = last[other.count] + (letters[0] == other[0] ? 0 : 1)
        return errors <= limit ? errors : nil
    }
}
