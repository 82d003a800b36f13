/// What the words of an outside language look like.
struct Lexicon: Sendable {
    /// A pair of marks around a text or a name.
    struct Quote: Sendable {
        var open: UInt8
        var close: UInt8
        /// Whether a doubled closing mark stands for the mark itself.
        var isDoubled = true
        /// Whether a backslash takes the meaning from the next character.
        var hasBackslash = false
        var kind: Token.Kind

        static func text(_ mark: Unicode.Scalar, doubled: Bool = true, backslash: Bool = false)
            -> Quote
        {
            Quote(
                open: UInt8(ascii: mark), close: UInt8(ascii: mark), isDoubled: doubled,
                hasBackslash: backslash, kind: .text)
        }

        static func name(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Quote {
            Quote(open: UInt8(ascii: open), close: UInt8(ascii: close), kind: .quotedName)
        }
    }

    var quotes: [Quote]
    var lineComments: [String] = []
    var blockComments: [(open: String, close: String)] = []
    /// Operators and punctuation; where several fit, the longest counts.
    var symbols: [String]
    /// What may begin a name besides letters and `_`.
    var nameStart: Set<UInt8> = []
    /// What may stand in a name besides letters, digits and `_`.
    var nameBody: Set<UInt8> = []
    /// Letters that may follow a number without changing it: Java's `1.0d`.
    var numberSuffixes: Set<UInt8> = []
    /// Reads what is written like nothing else: `$__timeFilter`, `{{ name }}`.
    /// Gives the token's kind, its text and where it ends.
    var special:
        @Sendable (_ bytes: [UInt8], _ start: Int) -> (kind: Token.Kind, text: String, end: Int)? =
            { _, _ in nil }

    /// The symbols that every one of these languages has.
    static let common = ["(", ")", "[", "]", "{", "}", ",", ".", "+", "-", "*", "/", "="]
}
