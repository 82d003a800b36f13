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

    /// Reads what is written like nothing else: `$__timeFilter`, `{{ name }}`.
    /// Gives the token's kind, its text and where it ends.
    typealias Special =
        @Sendable (_ bytes: [UInt8], _ start: Int) -> (
            kind: Token.Kind, text: String, end: Int
        )?

    let quotes: [UInt8: Quote]
    let lineComments: [[UInt8]]
    let blockComments: [(open: [UInt8], close: [UInt8])]
    /// Operators and punctuation by their first byte, the longest first.
    let symbols: [UInt8: [[UInt8]]]
    let nameStart: Set<UInt8>
    let nameBody: Set<UInt8>
    let numberSuffixes: Set<UInt8>
    let special: Special

    /// - Parameters:
    ///   - nameStart: What may begin a name besides letters and `_`.
    ///   - nameBody: What may stand in a name besides letters, digits and `_`.
    ///   - numberSuffixes: Letters that may follow a number without changing
    ///     it, such as in Java's `1.0d`.
    init(
        quotes: [Quote], lineComments: [String] = [],
        blockComments: [(open: String, close: String)] = [], symbols: [String],
        nameStart: Set<UInt8> = [], nameBody: Set<UInt8> = [], numberSuffixes: Set<UInt8> = [],
        special: @escaping Special = { _, _ in nil }
    ) {
        self.quotes = Dictionary(quotes.map { ($0.open, $0) }) { first, _ in first }
        self.lineComments = lineComments.map { Array($0.utf8) }
        self.blockComments = blockComments.map { (Array($0.open.utf8), Array($0.close.utf8)) }
        self.symbols = Dictionary(grouping: Set(symbols + Self.common).map { Array($0.utf8) }) {
            $0.first ?? 0
        }
        .mapValues { $0.sorted { $0.count > $1.count } }
        self.nameStart = nameStart
        self.nameBody = nameBody
        self.numberSuffixes = numberSuffixes
        self.special = special
    }

    /// The symbols that every one of these languages has.
    private static let common = [
        "(", ")", "[", "]", "{", "}", ",", ".", "+", "-", "*", "/", "="
    ]
}
