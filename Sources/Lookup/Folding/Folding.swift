/// Brings different ways of writing the same word to one form, script by script.
///
/// - Latin letters lose their marks: `Điểm` and `diem` are one.
/// - In Cyrillic ё is written е, as most people write it; й stays й.
/// - Case, full width and the kind of space or punctuation make no difference.
public enum Folding {
    /// A word in folded form, with where it stands in the text.
    public struct Word: Hashable, Sendable {
        public var folded: String
        public var range: Range<String.Index>
    }

    /// The words of a text with their places.
    public static func placedWords(_ text: String) -> [Word] {
        var folder = Folder(text.startIndex)
        for index in text.unicodeScalars.indices {
            folder.add(text.unicodeScalars[index], at: index)
        }
        return folder.finish(at: text.endIndex)
    }

    /// The words of a text in folded form.
    public static func words(_ text: String) -> [String] { placedWords(text).map(\.folded) }

    /// The folded words written as one, so that `e-mail` and `email` are the same.
    public static func key(_ text: String) -> String { words(text).joined() }

    /// The text as somebody wrote it, marks included, but for case and spaces.
    ///
    /// Compared as Swift compares strings, by canonical equivalence: composed
    /// and decomposed letters are the same.
    public static func exact(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// Takes one code point after the other and collects words.
private struct Folder {
    private var words: [Folding.Word] = []
    private var word = String.UnicodeScalarView()
    private var start: String.Index
    /// Where the code point stands that is being added.
    private var position: String.Index

    init(_ start: String.Index) {
        self.start = start
        position = start
    }

    mutating func finish(at end: String.Index) -> [Folding.Word] {
        position = end
        endWord()
        return words
    }

    mutating func add(_ scalar: Unicode.Scalar, at position: String.Index) {
        self.position = position
        if scalar.isASCII { return addASCII(scalar) }
        switch scalar.value {
        case 0x0300...0x036F: mark(scalar)
        case 0x00C0..<0x0250, 0x1E00..<0x1F00: latin(scalar)
        case 0x0401, 0x0451: letter("е")
        // Full-width forms of ASCII.
        case 0xFF01...0xFF5E:
            if let ascii = Unicode.Scalar(scalar.value - 0xFEE0) { addASCII(ascii) }
        // The ordinal signs of Spanish and Portuguese: «n.º».
        case 0x00AA: letter("a")
        case 0x00BA: letter("o")
        default: other(scalar)
        }
    }

    private mutating func addASCII(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "a"..."z", "0"..."9": letter(scalar)
        case "A"..."Z": letter(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        // An apostrophe joins: «customer's».
        case "'": break
        default: endWord()
        }
    }

    private mutating func latin(_ scalar: Unicode.Scalar) {
        if let plain = LatinLetters.plain(scalar) { return letter(plain) }
        if let several = LatinLetters.several[scalar] {
            return several.unicodeScalars.forEach { letter($0) }
        }
        other(scalar)
    }

    /// A combining mark: dropped behind a Latin letter; behind a Cyrillic one
    /// kept where it makes another letter of it (и and й), composed.
    private mutating func mark(_ scalar: Unicode.Scalar) {
        switch (word.last, scalar.value) {
        case ("и", 0x0306): replaceLast(by: "й")
        case ("у", 0x0306): replaceLast(by: "ў")
        case ("і", 0x0308): replaceLast(by: "ї")
        default: break
        }
    }

    private mutating func replaceLast(by scalar: Unicode.Scalar) {
        _ = word.popLast()
        letter(scalar)
    }

    private mutating func other(_ scalar: Unicode.Scalar) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter:
            properties.lowercaseMapping.unicodeScalars.forEach { letter($0) }
        case .modifierLetter where scalar == "\u{02BC}": break
        case .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .nonspacingMark,
            .spacingMark, .enclosingMark:
            letter(scalar)
        case .format: break
        default:
            // A typographic apostrophe joins like the plain one.
            if scalar != "\u{2019}" { endWord() }
        }
    }

    private mutating func letter(_ scalar: Unicode.Scalar) {
        if word.isEmpty { start = position }
        word.append(scalar)
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        words.append(.init(folded: String(word), range: start..<position))
        word = String.UnicodeScalarView()
    }
}
