/// A word of the index that a word of a query may mean.
struct NearWord {
    var position: Int
    /// From 0 to 1: the word itself.
    var quality: Double
    /// Found only by mending a typing error.
    var isMended: Bool

    /// The word itself or another ending of it.
    var isSame: Bool { quality >= 0.9 }
}

extension WordTable {
    /// The words that a word may mean: itself, its other endings, its synonyms,
    /// what it begins; where neither itself nor an ending is there, what is spelt alike.
    func near(_ word: QueryWord) throws(SnapshotDamage) -> [NearWord] {
        var found: [Int: Double] = [:]
        func add(_ position: Int?, _ quality: Double) {
            guard let position, found[position] ?? 0 < quality else { return }
            found[position] = quality
        }
        add(try position(of: word.text), 1)
        for stem in word.stems { add(try position(of: stem), 0.95) }
        let isKnown = !found.isEmpty
        for synonym in word.synonyms { add(try position(of: synonym), 0.8) }
        if word.length >= 2, !word.isUnspaced {
            for position in try positions(startingWith: word.text, limit: 200) {
                let whole = try self.word(at: position).unicodeScalars.count
                add(position, 0.55 + 0.3 * Double(word.length) / Double(whole))
            }
        }
        var mended: [Int: Double] = [:]
        if !word.isUnspaced {
            // A word that is known may still be another's plural: chat and chats.
            try addEndings(of: word, most: isKnown ? 2 : 3) { position, quality in
                if isKnown { add(position, quality) } else { mended[position] = quality }
            }
        }
        // What only a stem knows may be mistyped all the same: «convertion» for «conversion».
        if found.values.max() ?? 0 < 1, !word.isUnspaced {
            let typed = TypedWord(word.text)
            try typed.walk(self) { position, errors in
                let quality = 0.75 - 0.1 * Double(errors - 1)
                mended[position] = max(quality, mended[position] ?? 0)
            }
        }
        var result = found.map { NearWord(position: $0, quality: $1, isMended: false) }
        for (position, quality) in mended where found[position] ?? 0 < quality {
            result.removeAll { $0.position == position }
            result.append(NearWord(position: position, quality: quality, isMended: true))
        }
        return result.sorted { ($1.quality, $0.position) < ($0.quality, $1.position) }
    }

    /// Words that differ only in their endings: most of both is the same, from the
    /// start. For what no stemmer knows, such as время and времени.
    ///
    /// - Parameter most: The most letters that the endings may have.
    private func addEndings(
        of word: QueryWord, most: Int, _ add: (Int, Double) -> Void
    ) throws(SnapshotDamage) {
        let length = word.length
        guard length >= 5 else { return }
        let start = String(word.text.unicodeScalars.prefix(max(4, length * 3 / 5)))
        for position in try positions(startingWith: start, limit: 200) {
            let other = try self.word(at: position)
            let same = zip(word.text.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
            let longer = max(length, other.unicodeScalars.count)
            if longer - same <= max(most, most < 3 ? 0 : longer / 3), other != word.text {
                add(position, 0.4 + 0.35 * Double(same) / Double(longer))
            }
        }
    }
}

/// Texts in the order of their bytes.
protocol SortedTexts {
    var count: Int { get }
    func bytes(at position: Int) throws(SnapshotDamage) -> UnsafeRawBufferPointer
    func lowerBound(of bytes: [UInt8]) throws(SnapshotDamage) -> Int
}

extension WordTable: SortedTexts {
    func bytes(at position: Int) throws(SnapshotDamage) -> UnsafeRawBufferPointer {
        try wordBytes(at: position)
    }
}

/// The keys of all names.
struct NameKeys: SortedTexts {
    let file: SnapshotFile
    let count: Int

    init(_ glossary: Glossary) {
        file = glossary.file
        count = glossary.nameCount
    }

    func bytes(at position: Int) throws(SnapshotDamage) -> UnsafeRawBufferPointer {
        try file.textBytes(key(at: position))
    }

    func lowerBound(of bytes: [UInt8]) throws(SnapshotDamage) -> Int {
        try file.lowerBound(of: bytes, count: count) { (index: Int) throws(SnapshotDamage) in
            try key(at: index)
        }
    }

    private func key(at position: Int) throws(SnapshotDamage) -> Int {
        try file.word(at: file.range(.names).lowerBound + position * NameEntry.size)
    }
}

/// A word as somebody typed it, to be compared with many others.
///
/// Errors are letters too much, missing, wrong or exchanged with their neighbour
/// (the optimal string alignment distance); a wrong first letter counts twice, as
/// people rarely mistype it.
struct TypedWord {
    private let letters: [UInt32]
    /// The most errors that still make it the same word.
    let limit: Int

    var length: Int { letters.count }

    init(_ text: String) {
        letters = text.unicodeScalars.map(\.value)
        limit =
            switch letters.count {
            case ..<4: 0
            case ..<8: 1
            case ..<14: 2
            default: 3
            }
    }

    /// Finds every text within the limit.
    ///
    /// The texts are walked as the branches of a tree: what begins as the one
    /// before it is not compared again, and what no ending can bring within the
    /// limit is leapt over.
    func walk(
        _ texts: some SortedTexts, found: (_ position: Int, _ errors: Int) -> Void
    ) throws(SnapshotDamage) {
        guard limit > 0, let first = letters.first else { return }
        // Behind the stems, which stand first.
        var position = try texts.lowerBound(of: [0x02])
        var end = texts.count
        if limit == 1, let scalar = Unicode.Scalar(first) {
            let start = Array(String(scalar).utf8)
            position = try texts.lowerBound(of: start)
            end = try texts.lowerBound(of: start + [0xFF])
        }
        var path: [UInt32] = []
        var rows = [Array(0...letters.count)]
        while position < end {
            let text = String(decoding: try texts.bytes(at: position), as: UTF8.self)
            let scalars = text.unicodeScalars.map(\.value)
            let common = zip(path, scalars).prefix { $0 == $1 }.count
            path.removeLast(path.count - common)
            rows.removeLast(rows.count - common - 1)
            var isDead = false
            for scalar in scalars.dropFirst(common) {
                append(scalar, &path, &rows)
                if isHopeless(rows) {
                    isDead = true
                    break
                }
            }
            if isDead {
                let dead = String(String.UnicodeScalarView(path.compactMap { Unicode.Scalar($0) }))
                position = max(position + 1, try texts.lowerBound(of: Array(dead.utf8) + [0xFF]))
                continue
            }
            if let distance = rows.last?.last, !scalars.isEmpty {
                let errors = distance + (scalars[0] == first ? 0 : 1)
                if errors <= limit, distance > 0 { found(position, errors) }
            }
            position += 1
        }
    }

    private func append(_ scalar: UInt32, _ path: inout [UInt32], _ rows: inout [[Int]]) {
        let last = rows[rows.count - 1]
        var row = [last[0] + 1]
        row.reserveCapacity(last.count)
        for i in letters.indices {
            var cost = min(
                last[i + 1] + 1, row[i] + 1, last[i] + (letters[i] == scalar ? 0 : 1))
            if i > 0, rows.count > 1, letters[i - 1] == scalar, letters[i] == path.last {
                cost = min(cost, rows[rows.count - 2][i - 1] + 1)
            }
            row.append(cost)
        }
        path.append(scalar)
        rows.append(row)
    }

    /// Whether no ending brings the letters so far within the limit. An exchange
    /// with a neighbour builds on the row before the last.
    private func isHopeless(_ rows: [[Int]]) -> Bool {
        guard let last = rows.last?.min(), last > limit else { return false }
        return rows.count < 2 || (rows[rows.count - 2].min() ?? 0) >= limit
    }
}
