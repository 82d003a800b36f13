/// The grammar of whole queries.
extension SQL {
    /// `[WITH …] SELECT … [UNION …]`
    func query(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Syntax {
        let start = parser.current.range.lowerBound
        var query = Query()
        if parser.accept(word: "with") { query.definitions = try definitions(&parser) }
        try parser.expect(word: "select")
        try selection(&query, &parser)
        if parser.accept(word: "into") { parser.advance() }
        if parser.accept(word: "from") { try sources(&query, &parser) }
        if parser.accept(word: "prewhere") {
            query.condition = try parser.expression()
        }
        if parser.accept(word: "where") {
            let condition = try parser.expression()
            query.condition =
                try query.condition.map { (other) throws(SyntaxFailure) in
                    try parser.made(.infix("and", other, condition), from: other.range.lowerBound)
                } ?? condition
        }
        if parser.accept(words: ["group", "by"]) {
            _ = parser.accept(word: "all")
            repeat { query.groups.append(try parser.expression()) } while parser.accept(",")
            _ = parser.accept(words: ["with", "rollup"]) || parser.accept(words: ["with", "totals"])
        }
        if parser.accept(word: "having") { query.having = try parser.expression() }
        try tail(&query, &parser)
        return try parser.made(.query(query), from: start)
    }

    private func definitions(_ parser: inout SyntaxParser) throws(SyntaxFailure)
        -> [(name: String, query: Syntax)]
    {
        var definitions: [(name: String, query: Syntax)] = []
        _ = parser.accept(word: "recursive")
        repeat {
            let name = parser.current
            guard name.kind == .name || name.kind == .quotedName else { throw parser.unexpected() }
            parser.advance()
            try parser.expect(word: "as")
            _ = parser.accept(word: "not")
            _ = parser.accept(word: "materialized")
            try parser.expect("(")
            definitions.append((name.text, try self.query(&parser)))
            try parser.expect(")")
        } while parser.accept(",")
        return definitions
    }

    private func selection(_ query: inout Query, _ parser: inout SyntaxParser)
        throws(SyntaxFailure)
    {
        query.isDistinct = parser.accept(word: "distinct")
        _ = parser.accept(word: "all")
        if parser.isAt(word: "top") {
            parser.advance()
            query.isLimited = true
            _ = try parser.plainOperand()
            _ = parser.accept(word: "percent")
        }
        repeat {
            if parser.isAt(word: "from") { break }
            query.columns.append(try column(&parser))
        } while parser.accept(",")
    }

    private func column(_ parser: inout SyntaxParser) throws(SyntaxFailure) -> Query.Column {
        let value = try parser.expression()
        if parser.accept(word: "as") {
            let name = parser.current
            guard [.name, .quotedName, .text, .variable].contains(name.kind) else {
                throw parser.unexpected()
            }
            parser.advance()
            return .init(name: name.text, value: value)
        }
        if let name = alias(&parser, orText: true) { return .init(name: name, value: value) }
        switch value.kind {
        // SQL Server's `name = value`.
        case .infix("=", let name, let inner):
            if case .name(let path) = name.kind, path.count == 1 {
                return .init(name: path[0], value: inner)
            }
            return .init(name: nil, value: value)
        case .name(let path): return .init(name: path.last, value: value)
        default: return .init(name: nil, value: value)
        }
    }

    /// A name that stands behind something as its own.
    private func alias(_ parser: inout SyntaxParser, orText: Bool = false) -> String? {
        let token = parser.current
        switch token.kind {
        case .name:
            guard !Self.reserved.contains(token.text.folded),
                !["array", "any", "all", "asof", "semi", "anti", "global", "tablesample", "sample"]
                    .contains(token.text.folded)
            else { return nil }
        case .quotedName: break
        case .text: guard orText else { return nil }
        default: return nil
        }
        parser.advance()
        return token.text
    }

    // MARK: Sources

    private func sources(_ query: inout Query, _ parser: inout SyntaxParser) throws(SyntaxFailure) {
        try source(&query, &parser)
        while true {
            if parser.accept(",") {
                try source(&query, &parser)
                continue
            }
            let start = parser.index
            while parser.current.kind == .name,
                [
                    "natural", "inner", "left", "right", "full", "cross", "outer", "any", "all",
                    "asof",
                    "global"
                ].contains(parser.current.text.folded)
            {
                parser.advance()
            }
            guard parser.accept(word: "join") else {
                guard parser.index == start else { throw parser.unexpected() }
                return
            }
            try source(&query, &parser)
            if parser.accept(word: "on") {
                query.joins.append(try parser.expression())
            } else if parser.accept(word: "using") {
                _ = try parser.arguments()
            }
        }
    }

    private func source(_ query: inout Query, _ parser: inout SyntaxParser) throws(SyntaxFailure) {
        _ = parser.accept(word: "lateral")
        var kind = Query.Source.Kind.other
        if parser.isAt("("), parser.ahead(1).isWord("select") || parser.ahead(1).isWord("with") {
            parser.advance()
            kind = .query(try self.query(&parser))
            try parser.expect(")")
        } else if parser.isAt("(") {
            parser.advance()
            try sources(&query, &parser)
            try parser.expect(")")
            return
        } else if parser.current.kind == .variable {
            kind = .table(SQLPlaceholders.table(parser.current.text))
            parser.advance()
        } else {
            let syntax = try parser.expression(OperatorTable.Strength.sign)
            if case .name(let path) = syntax.kind, let last = path.last {
                // BigQuery puts one pair of marks around the whole path.
                kind = .table(last.split(separator: ".").last.map(String.init) ?? last)
            }
        }
        _ = parser.accept(word: "final")
        _ = parser.accept(word: "as")
        let alias = alias(&parser)
        if alias != nil, parser.isAt("(") { _ = try parser.arguments() }
        // SQL Server's `WITH (NOLOCK)`.
        if parser.isAt(word: "with"), parser.ahead(1).isSymbol("(") {
            parser.advance()
            _ = try parser.arguments()
        }
        query.sources.append(.init(kind: kind, alias: alias))
    }

    // MARK: The end of a query

    func order(_ parser: inout SyntaxParser) throws(SyntaxFailure) {
        repeat {
            _ = try parser.expression()
            _ = parser.accept(word: "asc") || parser.accept(word: "desc")
            if parser.accept(word: "nulls") { parser.advance() }
        } while parser.accept(",")
    }

    private func tail(_ query: inout Query, _ parser: inout SyntaxParser) throws(SyntaxFailure) {
        while parser.current.kind == .name {
            switch parser.current.text.folded {
            case "order":
                guard parser.accept(words: ["order", "by"]) else { throw parser.unexpected() }
                try order(&parser)
            case "limit", "offset":
                parser.advance()
                query.isLimited = true
                _ = try parser.expression()
                if parser.accept(",") { _ = try parser.expression() }
                if parser.accept(word: "by") { try order(&parser) }
                _ = parser.accept(word: "rows") || parser.accept(word: "row")
            case "fetch":
                query.isLimited = true
                while parser.current.kind == .name || parser.current.kind == .number {
                    parser.advance()
                }
            case "qualify":
                parser.advance()
                query.isLimited = true
                _ = try parser.expression()
            case "format":
                parser.advance()
                parser.advance()
            case "fill", "tz":
                // InfluxQL's
                parser.advance()
                _ = try parser.arguments()
            case "union", "except", "intersect":
                parser.advance()
                query.isCompound = true
                _ = parser.accept(word: "all") || parser.accept(word: "distinct")
                if parser.accept("(") {
                    _ = try self.query(&parser)
                    try parser.expect(")")
                } else {
                    _ = try self.query(&parser)
                }
            default: return
            }
        }
    }
}
