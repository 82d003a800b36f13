internal import Formula

/// Splunk's search language, as far as it computes: `search … | stats
/// count(eval(status="ok")) AS ok count AS all | eval rate=round(ok/all*100, 2)`.
struct SPL: Dialect {
    let id = "spl"
    let name = "SPL"

    let lexicon = Lexicon(
        quotes: [
            .text("\"", doubled: false, backslash: true),
            Lexicon.Quote(
                open: UInt8(ascii: "'"), close: UInt8(ascii: "'"), isDoubled: false,
                kind: .quotedName)
        ],
        symbols: [
            "==", "!=", "<=", ">=", "<", ">", "|", "%", ":", ";", "?", "@", "~", "\\", "&", "!", "#"
        ],
        nameBody: [UInt8(ascii: ":")],
        special: { bytes, start in
            // A macro in backticks, whose text stands elsewhere.
            if bytes[start] == UInt8(ascii: "`") {
                let rest = bytes[(start + 1)...].prefix(400)
                guard let end = rest.firstIndex(of: UInt8(ascii: "`")) else { return nil }
                return (.variable, String(decoding: bytes[start...end], as: UTF8.self), end + 1)
            }
            // `$token$`, what the reader chose
            guard bytes[start] == UInt8(ascii: "$") else { return nil }
            let rest = bytes[(start + 1)...].prefix(100)
            guard let end = rest.firstIndex(of: UInt8(ascii: "$")), end > start + 1 else {
                return nil
            }
            return (.variable, String(decoding: bytes[start...end], as: UTF8.self), end + 1)
        })

    let operators = OperatorTable.common.adding([
        "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
        "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
        "like": .init(strength: OperatorTable.Strength.comparison, meaning: "like"),
        ".": .init(strength: OperatorTable.Strength.sum, meaning: "concat"),
        "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo")
    ])

    // MARK: Grammar

    func whole(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        // A single expression, such as one measure of a data model.
        guard Self.isSearch(parser) else { return try parser.expression() }
        var commands: [Syntax] = []
        // What goes on with another panel's search may leave its first bar out.
        if parser.isAt(word: "where"), !parser.ahead(1).isSymbol("=") {
            commands.append(try command(&parser))
        } else if !parser.isAt("|") {
            commands.append(try search(&parser))
        }
        while parser.accept("|") { commands.append(try command(&parser)) }
        return try parser.made(.form("pipeline", commands), from: start)
    }

    func operand(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax? {
        let token = parser.current
        guard token.kind == .text, Self.isChosen(token.text) else { return nil }
        parser.advance()
        return try parser.made(.variable(token.text), from: token.range.lowerBound)
    }

    /// Whether a text holds a `$token$`.
    private static func isChosen(_ text: String) -> Bool {
        text.utf8.count(where: { $0 == UInt8(ascii: "$") }) > 1
    }

    private static func isSearch(_ parser: SyntaxParser) -> Bool {
        if parser.isAt("|") { return true }
        var distance = 0
        while parser.ahead(distance).kind != .end {
            if parser.ahead(distance).isSymbol("|") { return true }
            distance += 1
        }
        return ["search", "where"].contains(parser.current.text.folded)
    }

    private static let aggregating: Set<String> = [
        "stats", "timechart", "chart", "tstats", "sistats"
    ]
    /// What changes neither rows nor values.
    private static let neutral: Set<String> = [
        "fields", "table", "sort", "head", "tail", "reverse", "lookup", "strcat", "rex", "spath",
        "fieldformat", "addtotals", "bin", "bucket", "makemv", "convert", "iplocation", "geostats"
    ]

    private func command(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        guard parser.current.kind == .name else { throw parser.unexpected() }
        let word = parser.current.text.folded
        parser.advance()
        switch word {
        case "search": return try search(&parser)
        case "where":
            let condition = try parser.expression()
            return try parser.made(.form("where", [condition]), from: start)
        case "eval":
            var parts: [Syntax] = []
            repeat {
                let name = try self.name(&parser)
                try parser.expect("=")
                parts.append(name)
                parts.append(try parser.expression())
            } while parser.accept(",")
            return try parser.made(.form("eval", parts), from: start)
        case "rename":
            var parts: [Syntax] = []
            while parser.current.kind != .end, !parser.isAt("|") {
                parts.append(try name(&parser))
                try parser.expect(word: "as")
                parts.append(try name(&parser))
                _ = parser.accept(",")
            }
            return try parser.made(.form("rename", parts), from: start)
        case _ where Self.aggregating.contains(word):
            return try aggregation("stats", start, &parser)
        case "eventstats", "streamstats": return try aggregation("eventstats", start, &parser)
        case "top", "rare":
            try skip(&parser)
            return try parser.made(.form("top", []), from: start)
        default:
            try skip(&parser)
            let kind = Self.neutral.contains(word) ? "neutral" : "unknown"
            return try parser.made(.form(kind, []), from: start)
        }
    }

    private func name(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let token = parser.current
        guard [.name, .quotedName, .text].contains(token.kind) else { throw parser.unexpected() }
        parser.advance()
        var text = token.text
        while parser.isAt("."), parser.ahead(1).kind == .name {
            parser.advance()
            text += "." + parser.current.text
            parser.advance()
        }
        return try parser.made(.name([text]), from: token.range.lowerBound)
    }

    /// To the end of the command; a search within brackets belongs to it.
    private func skip(_ parser: inout SyntaxParser) throws(SyntaxFailure) {
        var open = 0
        while parser.current.kind != .end {
            if parser.isAt("|"), open == 0 { return }
            if parser.isAt("[") || parser.isAt("(") { open += 1 }
            if parser.isAt("]") || parser.isAt(")") { open -= 1 }
            parser.advance()
        }
    }

    // MARK: Searching

    /// `index=web status=200 NOT path="/health" [ | inputlookup … ] word`
    private func search(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        _ = parser.accept(word: "search")
        var terms: [Syntax] = []
        while !parser.isAt("|"), !parser.isAtEnd, !parser.isAt(")") {
            terms.append(try alternatives(&parser))
        }
        return try parser.made(.form("search", terms), from: start)
    }

    private func alternatives(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        var left = try term(&parser)
        while parser.isAt(word: "or") || parser.isAt(word: "and") {
            let sign = parser.current.text.folded
            parser.advance()
            let right = try term(&parser)
            left = try parser.made(.infix(sign, left, right), from: start)
        }
        return left
    }

    private func term(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let token = parser.current
        let before = parser.index
        let start = token.range.lowerBound
        if parser.accept(word: "not") {
            let inner = try term(&parser)
            return try parser.made(.prefix("not", inner), from: start)
        }
        if parser.accept("(") {
            var parts = [try alternatives(&parser)]
            while !parser.isAt(")"), !parser.isAtEnd { parts.append(try alternatives(&parser)) }
            try parser.expect(")")
            return try parser.made(.form("terms", parts), from: start)
        }
        if parser.isAt("[") {
            var open = 0
            repeat {
                if parser.isAt("[") { open += 1 }
                if parser.isAt("]") { open -= 1 }
                guard !parser.isAtEnd else { throw parser.unexpected() }
                parser.advance()
            } while open > 0
            return try parser.made(.form("subsearch", []), from: start)
        }
        if token.kind == .name || token.kind == .quotedName {
            let field = try name(&parser)
            for sign in ["=", "==", "!=", "<=", ">=", "<", ">"] where parser.accept(sign) {
                let value = try word(&parser)
                let meaning = sign == "==" ? "=" : sign
                return try parser.made(.infix(meaning, field, value), from: start)
            }
            if parser.isAt(word: "in"), parser.ahead(1).isSymbol("(") {
                parser.advance()
                try parser.expect("(")
                var members = [field]
                repeat { members.append(try word(&parser)) } while parser.accept(",")
                try parser.expect(")")
                return try parser.made(.form("in", members), from: start)
            }
            parser.rewind(to: before)
        }
        let text = try word(&parser)
        return try parser.made(.form("contains", [text]), from: start)
    }

    /// A value without quotes: everything up to the next blank.
    private func word(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let first = parser.current
        guard first.kind != .end, !first.isSymbol("|"), !first.isSymbol(")") else {
            throw parser.unexpected()
        }
        var text = first.text
        var kind = first.kind
        parser.advance()
        while !parser.isAtEnd, parser.current.range.lowerBound == parser.lastEnd,
            !parser.isAt(")"), !parser.isAt("|"), !parser.isAt(","), !parser.isAt("]")
        {
            text += parser.current.text
            if parser.current.kind == .variable {
                kind = .variable
            } else if kind != .variable {
                kind = .text
            }
            parser.advance()
        }
        let start = first.range.lowerBound
        if Self.isChosen(text) { kind = .variable }
        switch kind {
        case .number: return try parser.made(.number(text), from: start)
        case .variable: return try parser.made(.variable(text), from: start)
        default: return try parser.made(.text(text), from: start)
        }
    }

    // MARK: Aggregating

    /// `stats count(x) AS n, avg(y) BY a, b`
    private func aggregation(
        _ kind: String, _ start: Int, _ parser: inout SyntaxParser
    ) throws(SyntaxFailure) -> Syntax {
        var parts: [Syntax] = []
        var terms: [Syntax] = []
        while parser.current.kind != .end, !parser.isAt("|") {
            if parser.accept(word: "where") {
                // `tstats count where index=web by host`
                while parser.current.kind != .end, !parser.isAt("|"), !parser.isAt(word: "by") {
                    terms.append(try alternatives(&parser))
                }
                continue
            }
            if parser.isAt(word: "from"), parser.ahead(1).isWord("datamodel") {
                for _ in 0..<2 { parser.advance() }
                _ = parser.accept("=")
                _ = try self.name(&parser)
                continue
            }
            if parser.isAt(word: "by") || parser.isAt(word: "over") {
                try skip(&parser)
                break
            }
            let token = parser.current
            guard token.kind == .name else { throw parser.unexpected() }
            if parser.ahead(1).isSymbol("=") {
                // An option: `span=1h`
                parser.advance()
                parser.advance()
                _ = try word(&parser)
                continue
            }
            let from = token.range.lowerBound
            var value: Syntax
            if parser.ahead(1).isSymbol("(") {
                value = try parser.plainOperand()
            } else {
                parser.advance()
                value = try parser.made(.call(token.text.folded, []), from: from)
            }
            var label = try parser.made(.text(""), from: from)
            if parser.accept(word: "as") { label = try name(&parser) }
            parts.append(label)
            parts.append(value)
            _ = parser.accept(",")
        }
        let results = try parser.made(.form(kind, parts), from: start)
        guard !terms.isEmpty else { return results }
        let search = try parser.made(.form("search", terms), from: start)
        return try parser.made(.form("chosen", [search, results]), from: start)
    }
}
