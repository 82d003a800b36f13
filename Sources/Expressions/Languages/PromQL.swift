internal import Formula

/// Prometheus' query language.
///
/// A metric is what is summed up over its series: `rate` is its increase by
/// the second, a gauge is a level at the end of the period. Counters are told
/// by the endings that Prometheus recommends for their names.
struct PromQL: Dialect {
    let id = "promql"
    let name = "PromQL"

    let lexicon = Lexicon(
        quotes: [
            .text("\"", doubled: false, backslash: true),
            .text("'", doubled: false, backslash: true), .text("`", doubled: false)
        ],
        lineComments: ["#"],
        symbols: ["==", "!=", "=~", "!~", "<=", ">=", "<", ">", "%", "^", "@", ":"],
        nameStart: [UInt8(ascii: ":")], nameBody: [UInt8(ascii: ":")],
        special: { bytes, start in
            guard bytes[start] == UInt8(ascii: "$"),
                let (kind, text, first) = SQLPlaceholders.read(bytes, start)
            else { return nil }
            // `${metric}_total` is one name.
            var end = first
            while end < bytes.count,
                bytes[end].isLetter || bytes[end].isDigit || bytes[end] == UInt8(ascii: "_")
            {
                end += 1
            }
            return (kind, text + String(decoding: bytes[first..<end], as: UTF8.self), end)
        })

    let operators = OperatorTable(
        infix: [
            "or": .init(strength: OperatorTable.Strength.or, meaning: "series or"),
            "and": .init(strength: OperatorTable.Strength.and, meaning: "series and"),
            "unless": .init(strength: OperatorTable.Strength.and, meaning: "series unless"),
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "series ="),
            "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "series !="),
            "<": .init(strength: OperatorTable.Strength.comparison, meaning: "series <"),
            "<=": .init(strength: OperatorTable.Strength.comparison, meaning: "series <="),
            ">": .init(strength: OperatorTable.Strength.comparison, meaning: "series >"),
            ">=": .init(strength: OperatorTable.Strength.comparison, meaning: "series >="),
            "+": .init(strength: OperatorTable.Strength.sum, meaning: "+"),
            "-": .init(strength: OperatorTable.Strength.sum, meaning: "-"),
            "*": .init(strength: OperatorTable.Strength.product, meaning: "*"),
            "/": .init(strength: OperatorTable.Strength.product, meaning: "/"),
            "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo"),
            "^": .init(
                strength: OperatorTable.Strength.power, meaning: "power", isRightBound: true)
        ],
        prefix: ["-": (OperatorTable.Strength.sign, "-"), "+": (OperatorTable.Strength.sign, "+")])

    private static let aggregates: Set<String> = [
        "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk",
        "quantile", "count_values", "limitk"
    ]

    // MARK: Grammar

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        let start = token.range.lowerBound
        if parser.isAt("{") { return try selector(nil, &parser) }
        let next = parser.ahead(1)
        // A metric that the reader chooses.
        if token.kind == .variable, next.isSymbol("{") { return try selector(token, &parser) }
        guard token.kind == .name else { return nil }
        if Self.aggregates.contains(token.text.folded),
            next.isSymbol("(") || next.isWord("by") || next.isWord("without")
        {
            parser.advance()
            var labels = try grouping(&parser)
            let arguments = try parser.arguments()
            if labels == nil { labels = try grouping(&parser) }
            let list = try parser.made(.list(labels ?? []), from: start)
            return try parser.made(
                .form("aggregate " + token.text.folded, [list] + arguments), from: start)
        }
        guard !next.isSymbol("(") else { return nil }
        return try selector(token, &parser)
    }

    /// `by (a, b)`; `without` gives no names.
    private func grouping(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> [Syntax]? {
        guard parser.isAt(word: "by") || parser.isAt(word: "without") else { return nil }
        let isBy = parser.isAt(word: "by")
        parser.advance()
        let labels = try labels(&parser)
        return isBy ? labels : []
    }

    private func labels(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> [Syntax] {
        try parser.expect("(")
        var labels: [Syntax] = []
        while !parser.isAt(")") {
            let token = parser.current
            guard token.kind == .name || token.kind == .variable else { throw parser.unexpected() }
            parser.advance()
            labels.append(try parser.made(.name([token.text]), from: token.range.lowerBound))
            guard parser.accept(",") else { break }
        }
        try parser.expect(")")
        return labels
    }

    /// `name{label="value", …}`
    private func selector(_ name: Token?, _ parser: inout SyntaxParser) throws(SyntaxFailure)
        -> Syntax
    {
        let start = parser.current.range.lowerBound
        if name != nil { parser.advance() }
        var parts: [Syntax] = []
        if let name { parts.append(try parser.made(.name([name.text]), from: start)) }
        if parser.accept("{") {
            while !parser.isAt("}") {
                let label = parser.current
                guard label.kind == .name || label.kind == .text else { throw parser.unexpected() }
                parser.advance()
                let sign = parser.current
                guard ["=", "!=", "=~", "!~"].contains(sign.text), sign.kind == .symbol else {
                    throw parser.unexpected()
                }
                parser.advance()
                let value = parser.current
                guard value.kind == .text || value.kind == .variable else {
                    throw parser.unexpected()
                }
                parser.advance()
                let from = label.range.lowerBound
                let one = try parser.made(.name([label.text]), from: from)
                let other = try parser.made(.text(value.text), from: value.range.lowerBound)
                parts.append(try parser.made(.infix("label " + sign.text, one, other), from: from))
                guard parser.accept(",") else { break }
            }
            try parser.expect("}")
        }
        return try parser.made(.form(name == nil ? "any" : "selector", parts), from: start)
    }

    func suffix(
        of left: Syntax, _ strength: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax? {
        let start = left.range.lowerBound
        if parser.accept("[") {
            var parts = [left, try duration(&parser)]
            if parser.accept(":") {
                parts.append(parts[1])
                if !parser.isAt("]") { _ = try duration(&parser) }
            }
            try parser.expect("]")
            return try parser.made(.form("range", parts), from: start)
        }
        if parser.accept("@") {
            // Looked at from another moment.
            _ = try parser.plainOperand()
            return left
        }
        if strength <= OperatorTable.Strength.comparison, parser.ahead(1).isWord("bool"),
            let sign = operators.infix[parser.current.text], parser.current.kind == .symbol,
            sign.meaning.hasPrefix("series ")
        {
            for _ in 0..<2 { parser.advance() }
            try skipModifiers(&parser)
            let right = try parser.expression(OperatorTable.Strength.comparison + 1)
            let meaning = "bool " + sign.meaning.dropFirst(7)
            return try parser.made(.form(meaning, [left, right]), from: start)
        }
        if parser.accept(word: "offset") {
            let isNegative = parser.accept("-")
            let length = try duration(&parser)
            return try parser.made(
                .form(isNegative ? "offset later" : "offset", [left, length]), from: start)
        }
        return nil
    }

    func skipModifiers(_ parser: inout SyntaxParser) throws(SyntaxFailure) {
        for word in ["on", "ignoring", "group_left", "group_right"]
        where parser.isAt(word: word) {
            parser.advance()
            if parser.isAt("(") { _ = try labels(&parser) }
        }
    }

    /// `5m`, `1h30m` in seconds, or a variable.
    private func duration(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        if parser.current.kind == .variable {
            let name = parser.current.text
            parser.advance()
            return try parser.made(.variable(name), from: start)
        }
        if parser.current.kind == .text {
            // A variable in quotes.
            let name = parser.current.text
            parser.advance()
            return try parser.made(.variable(name), from: start)
        }
        guard parser.current.kind == .number, parser.ahead(1).kind == .name else {
            throw parser.unexpected()
        }
        let text = parser.current.text + parser.ahead(1).text
        guard let seconds = Self.seconds(text) else { throw parser.unexpected() }
        parser.advance()
        parser.advance()
        // `[30m:5m]` reads its colon as part of the word before it.
        return try parser.made(.number(seconds), from: start)
    }

    private static func seconds(_ text: String) -> String? {
        let units = [
            "ms": (1, 1000), "s": (1, 1), "m": (60, 1), "h": (3600, 1), "d": (86400, 1),
            "w": (604_800, 1), "y": (31_536_000, 1)
        ]
        var total = 0
        var rest = text.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let count = Int(digits), count < 1_000_000, let length = units[String(unit)],
                length.1 == 1
            else { return nil }
            total += count * length.0
        }
        return total > 0 ? String(total) : nil
    }

    let functions = PromQL.allFunctions
}
