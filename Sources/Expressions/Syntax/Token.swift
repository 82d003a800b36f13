/// A word of an outside language.
struct Token: Sendable {
    enum Kind: UInt8, Sendable {
        case number, text, name, quotedName, symbol
        /// A name that stands for what the reader of a dashboard chose.
        case variable
        /// A word that belongs to one language only.
        case special
        case end
    }

    var kind: Kind
    /// Without its quotes, and with escapes resolved.
    var text: String
    /// UTF-8 offsets into the source.
    var range: Range<Int>

    /// Whether this is the symbol.
    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

    /// Whether this is the word, unquoted and in any case.
    func isWord(_ word: String) -> Bool { kind == .name && text.matchesWord(word) }
}

extension String {
    /// Whether both are the same ASCII word, whatever its case.
    func matchesWord(_ other: String) -> Bool {
        let one = utf8
        let two = other.utf8
        guard one.count == two.count else { return false }
        return zip(one, two).allSatisfy { $0 == $1 || $0.foldedLetter == $1.foldedLetter }
    }

    /// In small letters, as names of functions are looked up.
    var folded: String {
        utf8.allSatisfy { !($0 >= 65 && $0 <= 90) } ? self : lowercased()
    }
}

extension UInt8 {
    var foldedLetter: UInt8 { self >= 65 && self <= 90 ? self + 32 : self }
    var isDigit: Bool { self >= 48 && self <= 57 }
    var isLetter: Bool { (foldedLetter >= 97 && foldedLetter <= 122) || self >= 0x80 }
}
