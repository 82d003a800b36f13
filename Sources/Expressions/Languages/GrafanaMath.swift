internal import Formula

/// Grafana's expressions over the queries of a panel: `$A / $B * 100`.
struct GrafanaMath: Dialect {
    let id = "grafana-math"
    let name = "Grafana expression"

    let lexicon = Lexicon(
        quotes: [.text("\""), .text("'")],
        symbols: ["!=", "==", "<=", ">=", "<", ">", "&&", "||", "%", "**", "!"],
        special: { bytes, start in
            guard bytes[start] == UInt8(ascii: "$"),
                let (_, text, end) = SQLPlaceholders.read(bytes, start)
            else { return nil }
            return (.quotedName, String(text.dropFirst()), end)
        })

    let operators = OperatorTable.common.adding(
        [
            "!=": .init(strength: OperatorTable.Strength.comparison, meaning: "!="),
            "==": .init(strength: OperatorTable.Strength.comparison, meaning: "="),
            "&&": .init(strength: OperatorTable.Strength.and, meaning: "and"),
            "||": .init(strength: OperatorTable.Strength.or, meaning: "or"),
            "%": .init(strength: OperatorTable.Strength.product, meaning: "modulo"),
            "**": .init(
                strength: OperatorTable.Strength.power, meaning: "power", isRightBound: true)
        ], prefix: ["!": (OperatorTable.Strength.sign, "not")])

    func meaning(_ syntax: Syntax, _ context: Context, _ reading: inout Reading) -> Expression? {
        guard case .name(let path) = syntax.kind else { return nil }
        return reading.resolve(Reference(path), .measure, syntax.range, context)
    }

    let functions: [String: FunctionRule] = SharedFunctions.plain.merging(
        ["is_null": .named("is_null", 1...1), "is_nan": .named("is_nan", 1...1)]
    ) { $1 }
}
