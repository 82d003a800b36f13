/// Brings different ways of writing the same word to one form, script by script.
///
/// - Latin letters lose their marks: `Điểm` and `diem` are one.
/// - In Cyrillic ё is written е, as most people write it; й stays й.
/// - Arabic loses its vowel signs; the forms of alef, yeh and teh marbuta that
///   people exchange are one. Devanagari loses the nukta.
/// - Katakana, also at half width, is written in hiragana.
/// - Digits of any script are those of ASCII.
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
        case 0x0621...0x06D3: arabic(scalar)
        case 0x0900...0x097F: devanagari(scalar)
        case 0x3041...0x30FF: kana(scalar)
        case 0xFF66...0xFF9F: halfWidthKana(scalar)
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

    private mutating func arabic(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        // Vowel signs, and the stroke that only stretches a word.
        case 0x0640, 0x064B...0x065F, 0x0670: break
        case 0x0622, 0x0623, 0x0625, 0x0671: letter("\u{0627}")
        case 0x0624: letter("\u{0648}")
        case 0x0626, 0x0649, 0x06CC: letter("\u{064A}")
        case 0x0629: letter("\u{0647}")
        case 0x06A9: letter("\u{0643}")
        default: other(scalar)
        }
    }

    /// The letters that are one with their nukta (Unicode Character Database).
    private static let withoutNukta: [UInt32: UInt32] = [
        0x0929: 0x0928, 0x0931: 0x0930, 0x0934: 0x0933, 0x0958: 0x0915, 0x0959: 0x0916,
        0x095A: 0x0917, 0x095B: 0x091C, 0x095C: 0x0921, 0x095D: 0x0922, 0x095E: 0x092B,
        0x095F: 0x092F
    ]

    private mutating func devanagari(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x093C: break
        // The two signs of a nasal vowel, of which people write either.
        case 0x0901: letter("\u{0902}")
        case 0x0929, 0x0931, 0x0934, 0x0958...0x095F:
            if let base = Self.withoutNukta[scalar.value].flatMap({ Unicode.Scalar($0) }) {
                letter(base)
            }
        default: other(scalar)
        }
    }

    private mutating func kana(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        // Voicing marks that stand by themselves join the letter before.
        case 0x3099, 0x309A: voiced(by: scalar.value == 0x3099 ? 1 : 2)
        // The bar that makes the vowel before it long.
        case 0x30FC: letter(scalar)
        case 0x30FB: endWord()
        case 0x30A1...0x30F6: letter(Unicode.Scalar(scalar.value - 0x60) ?? scalar)
        default: other(scalar)
        }
    }

    /// Letters U+FF66 to U+FF9D in hiragana.
    private static let halfWidth = Array(
        "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん"
            .unicodeScalars)

    private mutating func halfWidthKana(_ scalar: Unicode.Scalar) {
        let index = Int(scalar.value) - 0xFF66
        if Self.halfWidth.indices.contains(index) { return letter(Self.halfWidth[index]) }
        voiced(by: scalar.value == 0xFF9E ? 1 : 2)
    }

    /// か and a voicing mark are が, は and the other one ぱ: the next in the table.
    private mutating func voiced(by steps: UInt32) {
        guard let last = word.last, let scalar = Unicode.Scalar(last.value + steps) else { return }
        replaceLast(by: scalar)
    }

    private mutating func other(_ scalar: Unicode.Scalar) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .decimalNumber:
            let digit = properties.numericValue.flatMap { UInt8(exactly: $0) } ?? 0
            letter(Unicode.Scalar(UInt8(ascii: "0") + min(digit, 9)))
        case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter:
            properties.lowercaseMapping.unicodeScalars.forEach { letter($0) }
        case .modifierLetter where scalar == "\u{02BC}": break
        case .modifierLetter, .otherLetter, .letterNumber, .nonspacingMark,
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
