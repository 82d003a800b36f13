/// The words of a text as the index holds them.
///
/// Scripts that put no space between words are cut into overlapping pairs of
/// characters: what is asked for is then found wherever it stands.
enum IndexWords {
    /// The words with their places; those of pairs overlap.
    static func placed(_ text: String) -> [Folding.Word] {
        Folding.placedWords(text).flatMap { word in
            if word.folded.unicodeScalars.contains(where: isUnspaced) {
                return pairs(word, in: text)
            }
            return [withoutElision(word, in: text)]
        }
    }

    /// «d'achat» is a form of «achat»: what stands before the apostrophe is an article
    /// or the like, and never what is looked for.
    private static func withoutElision(_ word: Folding.Word, in text: String) -> Folding.Word {
        let written = text[word.range]
        guard let sign = written.firstIndex(where: { $0 == "'" || $0 == "\u{2019}" }) else {
            return word
        }
        let start = text.index(after: sign)
        let rest = Folding.key(String(text[start..<word.range.upperBound]))
        guard written[..<sign].count <= 2, rest.count >= 3 else { return word }
        return .init(folded: rest, range: start..<word.range.upperBound)
    }

    static func of(_ text: String) -> [String] { placed(text).map(\.folded) }

    /// Whether a script is written without spaces: Chinese, Japanese, Thai, Lao,
    /// Khmer, Burmese.
    static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3041...0x30FF,
            0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    private static func pairs(_ word: Folding.Word, in text: String) -> [Folding.Word] {
        // Each character for itself, with its place; letters of other scripts stay together.
        var pieces: [Folding.Word] = []
        var isLastUnspaced = true
        var index = word.range.lowerBound
        while index < word.range.upperBound {
            let next = text.unicodeScalars.index(after: index)
            let folded = Folding.key(String(text.unicodeScalars[index]))
            if let scalar = folded.unicodeScalars.first {
                let isUnspaced = Self.isUnspaced(scalar)
                if !isUnspaced, !isLastUnspaced, let last = pieces.popLast() {
                    pieces.append(
                        .init(
                            folded: last.folded + folded, range: last.range.lowerBound..<next))
                } else {
                    pieces.append(.init(folded: folded, range: index..<next))
                }
                isLastUnspaced = isUnspaced
            } else if let last = pieces.popLast() {
                // A mark that belongs to what stands before it.
                pieces.append(.init(folded: last.folded, range: last.range.lowerBound..<next))
            }
            index = next
        }
        var result: [Folding.Word] = []
        var run: [Folding.Word] = []
        func finish() {
            if run.count == 1 { result += run }
            for (one, other) in zip(run, run.dropFirst()) {
                result.append(
                    .init(
                        folded: one.folded + other.folded,
                        range: one.range.lowerBound..<other.range.upperBound))
            }
            run = []
        }
        for piece in pieces {
            if piece.folded.unicodeScalars.allSatisfy(isUnspaced) {
                run.append(piece)
            } else {
                finish()
                result.append(piece)
            }
        }
        finish()
        return result
    }
}
