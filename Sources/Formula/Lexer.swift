internal import Diagnostics

/// A word or sign of a formula's text.
struct Token: Hashable {
    enum Kind: Hashable {
        /// A name or keyword; `isQuoted` names are never keywords.
        case name(String, isQuoted: Bool)
        case number(Rational)
        case text(String)
        /// `(`, `)`, `,`, `.`, `%` or an operator.
        case sign(String)
        case end
    }

    var kind: Kind
    var range: Range<Int>

    /// How an error message names it.
    var described: Message.Argument {
        switch kind {
        case .name(let name, _): .text(name)
        case .number(let number): .text(number.description)
        case .text(let text): .text("\"\(text)\"")
        case .sign(let sign): .text(sign)
        case .end: .message(Message("formula.end-of-formula"))
        }
    }
}

/// Cuts a formula's text into tokens.
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    static func tokens(of text: String) throws(FormulaError) -> [Token] {
        var lexer = Lexer(text)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(FormulaError) -> Token {
        skipSpace()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
        if startsName() {
            let name = takeName()
            return Token(kind: .name(name, isQuoted: false), range: start..<position)
        }
        if Self.isDigit(byte) { return try number() }
        switch byte {
        case UInt8(ascii: "\""): return try quoted(by: byte) { .text($0) }
        case UInt8(ascii: "`"): return try quoted(by: byte) { .name($0, isQuoted: true) }
        default: return try sign()
        }
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            if byte == UInt8(ascii: "#") {
                while let rest = peek(), rest != UInt8(ascii: "\n") { position += 1 }
            } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
                position += 1
            } else if byte == 0xC2, peek(1) == 0xA0 {
                position += 2
            } else {
                return
            }
        }
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    /// A hyphen belongs to a name when a letter or digit follows it at once:
    /// `average-order-value` is one name, `a - b` is a difference.
    private mutating func takeName() -> String {
        let start = position
        while let byte = peek() {
            if startsName() || Self.isDigit(byte) || byte & 0xC0 == 0x80 {
                position += 1
            } else if byte == UInt8(ascii: "-"), startsName(1) || isDigit(1) {
                position += 2
            } else {
                break
            }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func number() throws(FormulaError) -> Token {
        let start = position
        while let byte = peek(), Self.isDigit(byte) { position += 1 }
        if peek() == UInt8(ascii: "."), let after = peek(1), Self.isDigit(after) {
            position += 1
            while let byte = peek(), Self.isDigit(byte) { position += 1 }
        }
        if let mark = peek(), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            let signed = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
            if let digit = peek(signed ? 2 : 1), Self.isDigit(digit) {
                position += signed ? 2 : 1
                while let byte = peek(), Self.isDigit(byte) { position += 1 }
            }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Rational(decimal: text) else {
            throw FormulaError(
                "number-out-of-range", ["limit": .text("1e\(Rational.largestExponent)")],
                at: start..<position)
        }
        return Token(kind: .number(value), range: start..<position)
    }

    /// A doubled quotation mark stands for one.
    private mutating func quoted(
        by mark: UInt8, _ kind: (String) -> Token.Kind
    ) throws(FormulaError) -> Token {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            position += 1
            if byte == mark {
                guard peek() == mark else {
                    return Token(
                        kind: kind(String(decoding: content, as: UTF8.self)),
                        range: start..<position)
                }
                position += 1
            }
            content.append(byte)
        }
        throw FormulaError(
            "unterminated", ["mark": .text(String(UnicodeScalar(mark)))], at: start..<position)
    }

    /// The signs, with what people paste from documents and what it stands for.
    private static let signs: [(written: [UInt8], meant: String)] = [
        ("(", "("), (")", ")"), ("+", "+"), ("*", "*"), ("/", "/"), ("-", "-"), (".", "."),
        (",", ","), ("<=", "<="), (">=", ">="), ("!=", "!="), ("<>", "!="), ("==", "="),
        ("≤", "<="), ("≥", ">="), ("≠", "!="), ("×", "*"), ("·", "*"), ("÷", "/"), ("−", "-"),
        ("%", "%"), ("=", "="), ("<", "<"), (">", ">")
    ].map { (Array($0.0.utf8), $0.1) }

    private mutating func sign() throws(FormulaError) -> Token {
        let start = position
        for (written, meant) in Self.signs where bytes[position...].starts(with: written) {
            position += written.count
            return Token(kind: .sign(meant), range: start..<position)
        }
        let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
        let found = rest.first.map(String.init) ?? ""
        throw FormulaError(
            "unknown-sign", ["sign": .text(found)], at: start..<(start + found.utf8.count))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Letters of every script may stand in a name; the operators beyond ASCII
    /// and the no-break space may not.
    private func startsName(_ distance: Int = 0) -> Bool {
        guard let byte = peek(distance) else { return false }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"):
            return true
        case 0xC3: return peek(distance + 1) != 0x97 && peek(distance + 1) != 0xB7
        // C2 leads «·» and the no-break space, E2 leads «≤ ≥ ≠ −» and dashes.
        case 0xC2, 0xE2: return false
        default: return byte >= 0x80
        }
    }

    private func isDigit(_ distance: Int = 0) -> Bool { peek(distance).map(Self.isDigit) ?? false }
}
