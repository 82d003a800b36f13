/// Reads words into a tree by the strength of their operators. What belongs
/// to one language only, its ``Dialect`` reads.
struct SyntaxParser {
    /// How deeply a text may nest, and how many operators may follow each
    /// other. Beyond it no person reads it, and the stack is not endless.
    static let depthLimit = 200

    let dialect: any Dialect
    private let tokens: [Token]
    private(set) var index = 0
    private var depth = 0

    init(_ tokens: [Token], _ dialect: any Dialect) {
        self.tokens = tokens
        self.dialect = dialect
    }

    // MARK: Words

    var current: Token { tokens[index] }
    var isAtEnd: Bool { current.kind == .end }
    /// Where the word before this one ends.
    var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

    /// The word so many further on.
    func ahead(_ distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    /// Goes back to a word that was read before.
    mutating func rewind(to earlier: Int) { index = min(earlier, index) }

    func isAt(_ symbol: String) -> Bool { current.isSymbol(symbol) }
    func isAt(word: String) -> Bool { current.isWord(word) }
    func isAt(words: [String]) -> Bool {
        words.indices.allSatisfy { ahead($0).isWord(words[$0]) }
    }

    mutating func accept(_ symbol: String) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }

    mutating func accept(word: String) -> Bool {
        guard isAt(word: word) else { return false }
        advance()
        return true
    }

    mutating func accept(words: [String]) -> Bool {
        guard isAt(words: words) else { return false }
        for _ in words { advance() }
        return true
    }

    mutating func expect(_ symbol: String) throws(SyntaxFailure) {
        guard accept(symbol) else { throw unexpected() }
    }

    mutating func expect(word: String) throws(SyntaxFailure) {
        guard accept(word: word) else { throw unexpected() }
    }

    func unexpected() -> SyntaxFailure { SyntaxFailure(.unexpected, at: current.range) }

    // MARK: Expressions

    /// The node, unless it lies too deep.
    func made(_ kind: Syntax.Kind, from start: Int) throws(SyntaxFailure) -> Syntax {
        let syntax = Syntax(kind, start..<max(start, lastEnd))
        guard syntax.height <= Self.depthLimit else {
            throw SyntaxFailure(.tooDeep, at: syntax.range)
        }
        return syntax
    }

    /// An operand with all operators after it that bind at least as tightly as
    /// `strength`.
    mutating func expression(_ strength: Int = 0) throws(SyntaxFailure) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw SyntaxFailure(.tooDeep, at: current.range) }
        let start = current.range.lowerBound
        var left = try operand()
        while true {
            if let longer = try dialect.suffix(of: left, strength, &self) {
                left = longer
                continue
            }
            guard let sign = infix, sign.strength >= strength else { return left }
            advance()
            try dialect.skipModifiers(&self)
            let right = try expression(sign.isRightBound ? sign.strength : sign.strength + 1)
            left = try made(.infix(sign.meaning, left, right), from: start)
        }
    }

    private var infix: OperatorTable.Infix? {
        switch current.kind {
        case .symbol: dialect.operators.infix[current.text]
        case .name: dialect.operators.infix[current.text.folded]
        default: nil
        }
    }

    private mutating func operand() throws(SyntaxFailure) -> Syntax {
        let start = current.range.lowerBound
        if current.kind == .symbol || current.kind == .name,
            let sign = dialect.operators.prefix[current.text.folded],
            current.kind == .symbol || !ahead(1).isSymbol("(") || sign.meaning == "not"
        {
            advance()
            let inner = try expression(sign.strength)
            return try made(.prefix(sign.meaning, inner), from: start)
        }
        if let own = try dialect.operand(&self) { return own }
        return try plainOperand()
    }

    /// A number, a text, a name, a call or something in parentheses.
    mutating func plainOperand() throws(SyntaxFailure) -> Syntax {
        let token = current
        let start = token.range.lowerBound
        switch token.kind {
        case .number:
            advance()
            return try made(.number(token.text), from: start)
        case .text:
            advance()
            return try made(.text(token.text), from: start)
        case .variable:
            advance()
            return try made(.variable(token.text), from: start)
        case .name where ahead(1).isSymbol("("):
            advance()
            let arguments = try arguments()
            return try made(.call(token.text.folded, arguments), from: start)
        case .name, .quotedName:
            advance()
            return try made(.name([token.text]), from: start)
        case .symbol where token.text == "(":
            let parts = try arguments()
            guard parts.count != 1 else { return parts[0] }
            return try made(.list(parts), from: start)
        default: throw unexpected()
        }
    }

    /// `( a, b, … )`, with the parentheses.
    mutating func arguments(_ open: String = "(", _ close: String = ")") throws(SyntaxFailure)
        -> [Syntax]
    {
        try expect(open)
        var parts: [Syntax] = []
        if accept(close) { return parts }
        repeat {
            parts.append(try argument())
        } while accept(",")
        try expect(close)
        return parts
    }

    /// An argument; one that is left out is missing.
    private mutating func argument() throws(SyntaxFailure) -> Syntax {
        if isAt(",") || isAt(")") { return try made(.missing, from: current.range.lowerBound) }
        return try dialect.argument(&self)
    }
}
