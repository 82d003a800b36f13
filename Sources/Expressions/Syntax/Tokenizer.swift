/// Cuts an outside text into words, in one pass.
struct Tokenizer {
    private let bytes: [UInt8]
    private let lexicon: Lexicon
    private var position = 0

    init(_ bytes: [UInt8], _ lexicon: Lexicon) {
        self.bytes = bytes
        self.lexicon = lexicon
    }

    /// All words, with ``Token/Kind/end`` as the last.
    mutating func tokens() throws(SyntaxFailure) -> [Token] {
        var result: [Token] = []
        while true {
            try skipBlanks()
            guard position < bytes.count else { break }
            result.append(try next())
        }
        result.append(Token(kind: .end, text: "", range: bytes.count..<bytes.count))
        return result
    }

    private mutating func next() throws(SyntaxFailure) -> Token {
        let start = position
        let byte = bytes[start]
        if let special = lexicon.special(bytes, start), special.end > start {
            position = special.end
            return Token(kind: special.kind, text: special.text, range: start..<position)
        }
        if let quote = lexicon.quotes[byte] {
            return try quoted(quote)
        }
        if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1).isDigit) { return number() }
        if byte.isLetter || byte == UInt8(ascii: "_") || lexicon.nameStart.contains(byte) {
            position += 1
            while position < bytes.count, isNameBody(bytes[position]), blank(at: position) == 0 {
                position += 1
            }
            return Token(kind: .name, text: text(start..<position), range: start..<position)
        }
        for symbol in lexicon.symbols[byte] ?? [] where matches(symbol) {
            position += symbol.count
            return Token(kind: .symbol, text: text(start..<position), range: start..<position)
        }
        throw SyntaxFailure(.unexpectedCharacter, at: start..<(start + 1))
    }

    private func isNameBody(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
            || lexicon.nameBody.contains(byte)
    }

    private func peek(_ distance: Int) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func matches(_ symbol: [UInt8]) -> Bool {
        guard position + symbol.count <= bytes.count else { return false }
        return zip(symbol.indices, symbol).allSatisfy { bytes[position + $0] == $1 }
    }

    // MARK: Blanks and comments

    private mutating func skipBlanks() throws(SyntaxFailure) {
        while position < bytes.count {
            let width = blank(at: position)
            if width > 0 {
                position += width
            } else if lexicon.lineComments.contains(where: { matches($0) }) {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n"),
                    bytes[position] != UInt8(ascii: "\r")
                {
                    position += 1
                }
            } else if let comment = lexicon.blockComments.first(where: { matches($0.open) }) {
                try skip(comment)
            } else {
                return
            }
        }
    }

    private mutating func skip(_ comment: (open: [UInt8], close: [UInt8])) throws(SyntaxFailure) {
        let start = position
        position += comment.open.count
        while position < bytes.count, !matches(comment.close) { position += 1 }
        guard position < bytes.count else {
            throw SyntaxFailure(.unclosed, at: start..<(start + comment.open.count))
        }
        position += comment.close.count
    }

    /// How many bytes of white space stand there, Unicode's included.
    private func blank(at position: Int) -> Int {
        switch bytes[position] {
        case 0x09...0x0D, 0x20: return 1
        case 0xC2: return position + 1 < bytes.count && bytes[position + 1] == 0xA0 ? 2 : 0
        case 0xE2, 0xE3, 0xEF:
            guard position + 2 < bytes.count else { return 0 }
            switch (bytes[position], bytes[position + 1], bytes[position + 2]) {
            case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
                (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
                return 3
            default: return 0
            }
        default: return 0
        }
    }

    // MARK: Texts and numbers

    private mutating func quoted(_ quote: Lexicon.Quote) throws(SyntaxFailure) -> Token {
        let start = position
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if quote.hasBackslash, byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
                content.append(bytes[position + 1])
                position += 2
            } else if byte == quote.close {
                position += 1
                guard quote.isDoubled, position < bytes.count, bytes[position] == quote.close else {
                    return Token(
                        kind: quote.kind, text: String(decoding: content, as: UTF8.self),
                        range: start..<position)
                }
                content.append(byte)
                position += 1
            } else {
                content.append(byte)
                position += 1
            }
        }
        throw SyntaxFailure(.unclosed, at: start..<(start + 1))
    }

    private mutating func number() -> Token {
        let start = position
        while peek(0).isDigit { position += 1 }
        if peek(0) == UInt8(ascii: "."), peek(1).isDigit || !peek(1).isLetter {
            position += 1
            while peek(0).isDigit { position += 1 }
        }
        if peek(0).foldedLetter == UInt8(ascii: "e") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
            if peek(1 + sign).isDigit {
                position += 1 + sign
                while peek(0).isDigit { position += 1 }
            }
        }
        let end = position
        if position < bytes.count, lexicon.numberSuffixes.contains(bytes[position].foldedLetter),
            !isNameBody(peek(1))
        {
            position += 1
        }
        return Token(kind: .number, text: text(start..<end), range: start..<position)
    }
}
