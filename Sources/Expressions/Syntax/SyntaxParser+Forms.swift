/// Forms that several languages share.
extension SyntaxParser {
    /// `… THEN … [ELSEIF … THEN …] [ELSE …] END`, after the first word.
    mutating func branches(from start: Int, separator: String) throws(SyntaxFailure) -> Syntax {
        var branches: [Syntax.Branch] = []
        repeat {
            let condition = try expression()
            try expect(word: "then")
            branches.append(.init(condition: condition, result: try expression()))
        } while accept(word: separator)
        let otherwise = try otherwise()
        return try made(.conditional(branches, otherwise: otherwise), from: start)
    }

    /// `[value] WHEN … THEN … [ELSE …] END`, after `CASE`.
    mutating func choice(from start: Int) throws(SyntaxFailure) -> Syntax {
        let subject = isAt(word: "when") ? nil : try expression()
        var branches: [Syntax.Branch] = []
        while accept(word: "when") {
            var condition = try expression()
            if let subject {
                condition = Syntax(.infix("=", subject, condition), condition.range)
            }
            try expect(word: "then")
            branches.append(.init(condition: condition, result: try expression()))
        }
        guard !branches.isEmpty else { throw unexpected() }
        let otherwise = try otherwise()
        return try made(.conditional(branches, otherwise: otherwise), from: start)
    }

    private mutating func otherwise() throws(SyntaxFailure) -> Syntax? {
        let value = accept(word: "else") ? try expression() : nil
        try expect(word: "end")
        return value
    }

    /// `[NOT] IN (a, b, …)` behind a value; the list may have other brackets.
    mutating func membership(
        of left: Syntax, brackets: (String, String) = ("(", ")")
    ) throws(SyntaxFailure) -> Syntax? {
        let start = left.range.lowerBound
        let isNegated = isAt(word: "not") && ahead(1).isWord("in")
        guard isNegated || isAt(word: "in") else { return nil }
        if isNegated { advance() }
        advance()
        var members: [Syntax]
        if isAt(brackets.0) {
            members = try arguments(brackets.0, brackets.1)
        } else {
            members = [try expression(OperatorTable.Strength.concatenation)]
        }
        members.insert(left, at: 0)
        let syntax = try made(.form("in", members), from: start)
        return isNegated ? try made(.prefix("not", syntax), from: start) : syntax
    }
}
