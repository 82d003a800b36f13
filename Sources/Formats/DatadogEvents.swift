internal import Diagnostics
internal import Documents

/// Datadog's searches of logs, sessions and traces, which count and measure events.
enum DatadogEvents {
    /// `{"search": {"query": …}, "compute": {"aggregation": …, "metric": …}}` as SQL.
    static func formula(_ query: Node) -> SourceFormula? {
        guard let compute = query["compute"],
            let word = (compute["aggregation"] ?? compute["aggregator"])?.filledText
        else { return nil }
        let metric = (compute["metric"] ?? compute["facet"])?.filledText
        guard let value = aggregate(word, metric) else { return nil }
        var parts = value
        let search = (query[path: "search", "query"] ?? query["query"])?.filledText
        let conditions = search.map { Self.conditions($0) } ?? []
        for (number, condition) in conditions.enumerated() {
            parts.append(.literal(number == 0 ? " FILTER (WHERE " : " AND "))
            parts += condition
        }
        if !conditions.isEmpty { parts.append(.literal(")")) }
        return PlacedText.composed(parts).map { SourceFormula(source: $0, language: "sql") }
    }

    private static func aggregate(_ word: PlacedText, _ metric: PlacedText?) -> [PlacedText.Part]? {
        let column: [PlacedText.Part] =
            metric.map { [.literal("\""), .text($0), .literal("\"")] } ?? []
        let name = word.string.lowercased()
        // Percentiles: `pc95`.
        if name.hasPrefix("pc"), let percent = Int(name.dropFirst(2)), (1...99).contains(percent) {
            guard metric != nil else { return nil }
            let level = percent < 10 ? "0.0\(percent)" : "0.\(percent)"
            let opening = "PERCENTILE_CONT(\(level)) WITHIN GROUP (ORDER BY "
            return [.instead(opening, of: word)] + column + [.literal(")")]
        }
        switch name {
        case "count": return [.instead("COUNT(*)", of: word)]
        case "cardinality" where metric != nil:
            return [.instead("COUNT(DISTINCT ", of: word)] + column + [.literal(")")]
        case "sum", "avg", "min", "max", "median":
            guard metric != nil else { return nil }
            return [.instead(name.uppercased() + "(", of: word)] + column + [.literal(")")]
        default: return nil
        }
    }

    /// `key:value -key:value $variable`; what is more than that is one condition as a whole.
    private static func conditions(_ search: PlacedText) -> [[PlacedText.Part]] {
        let string = search.string
        let isPlain =
            !string.contains("(") && !string.contains("\"") && !string.contains(" OR ")
            && !string.contains("'")
        guard isPlain else {
            let text = string.replacing("'", with: "''")
            return [[.instead("SEARCH('\(text)')", of: search)]]
        }
        var found: [[PlacedText.Part]] = []
        var at = 0
        let bytes = Array(string.utf8)
        while at < bytes.count {
            var end = at
            while end < bytes.count, bytes[end] != UInt8(ascii: " ") { end += 1 }
            if at < end, let part = condition(search.slice(at..<end)) { found.append(part) }
            at = end + 1
        }
        return found
    }

    private static func condition(_ term: PlacedText) -> [PlacedText.Part]? {
        let string = term.string
        // What the reader chose, and what says nothing.
        if string == "*" || string == "AND" || string.hasPrefix("$") { return nil }
        let isNegated = string.hasPrefix("-")
        let start = isNegated ? 1 : 0
        guard let colon = string.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            let plain = string.dropFirst(start)
            return [.instead("\(isNegated ? "NOT " : "")SEARCH('\(plain)')", of: term)]
        }
        let offset = string.utf8.distance(from: string.startIndex, to: colon)
        let value = term.slice(offset + 1..<string.utf8.count)
        if value.string.hasPrefix("$") || value.string == "*" { return nil }
        let sign =
            value.string.contains("*")
            ? (isNegated ? " NOT LIKE '" : " LIKE '") : (isNegated ? " <> '" : " = '")
        return [
            .literal("\""), .text(term.slice(start..<offset)), .literal("\"" + sign), .text(value),
            .literal("'")
        ]
    }
}
