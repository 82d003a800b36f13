internal import Formula

/// Kibana's filter language: `status : "paid" and not amount < 10`.
struct KQL: Dialect {
    let id = "kql"
    let name = "KQL"

    let lexicon = Lexicon(
        quotes: [.text("\"", doubled: false, backslash: true)],
        symbols: ["<=", ">=", "<", ">", ":", "*"],
        nameStart: [UInt8(ascii: "@")],
        nameBody: [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "*")])

    let operators = OperatorTable(
        infix: [
            "or": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "and": .init(strength: OperatorTable.Strength.and, meaning: "and")
        ], prefix: ["not": (OperatorTable.Strength.not, "not")])

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        guard token.kind == .name || token.kind == .text else { return nil }
        let start = token.range.lowerBound
        parser.advance()
        let field = try parser.made(.name([token.text]), from: start)
        for sign in ["<=", ">=", "<", ">"] where parser.accept(sign) {
            let value = try value(&parser)
            return try parser.made(.infix(sign, field, value), from: start)
        }
        try parser.expect(":")
        if parser.accept("*") { return try parser.made(.form("present", [field]), from: start) }
        guard parser.accept("(") else {
            let value = try value(&parser)
            return try parser.made(.infix("=", field, value), from: start)
        }
        var members = [field]
        repeat { members.append(try value(&parser)) } while parser.accept(word: "or")
        try parser.expect(")")
        return try parser.made(.form("in", members), from: start)
    }

    private func value(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let token = parser.current
        let start = token.range.lowerBound
        switch token.kind {
        case .number:
            parser.advance()
            return try parser.made(.number(token.text), from: start)
        case .name where token.isWord("true") || token.isWord("false"):
            parser.advance()
            return try parser.made(.boolean(token.isWord("true")), from: start)
        case .text, .name:
            parser.advance()
            return try parser.made(.text(token.text), from: start)
        default: throw parser.unexpected()
        }
    }

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        switch syntax.kind {
        case .name(let path):
            return reading.resolve(Reference(path), .column, syntax.range, .row)
        case .form("present", let parts):
            return Expression(
                .presence(reading.meaning(of: parts[0], context.condition), present: true))
        case .form("in", let parts): return reading.membership(parts, context)
        case .infix("=", let one, let other):
            guard case .text(let pattern) = other.kind, pattern.contains("*") else { return nil }
            return reading.named("like", [one, other], context)
        default: return nil
        }
    }

    let functions: [String: FunctionRule] = [:]
}
