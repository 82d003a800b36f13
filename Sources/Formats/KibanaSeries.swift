internal import Diagnostics
internal import Documents

/// The metrics of a visual builder's series, each computed from those before it.
enum KibanaSeries {
    static func formula(_ series: Node) -> SourceFormula? {
        let metrics = series["metrics"]?.items ?? []
        guard let last = metrics.last, var parts = parts(last, of: metrics, 0) else { return nil }
        if let filter = series["filter"]?["query"]?.filledText ?? series["filter"]?.filledText,
            parts.count > 1, case .instead = parts[0], metrics.count == 1
        {
            guard !filter.string.contains("'") else { return nil }
            parts.removeLast()
            if parts.count > 2 { parts.append(.literal(", ")) }
            let word = series["filter"]?["language"]?.string == "lucene" ? "lucene" : "kql"
            parts += [.literal("\(word)='"), .text(filter), .literal("')")]
        }
        return PlacedText.composed(parts).map { SourceFormula(source: $0, language: "lens") }
    }

    private static let names = [
        "count": "count", "sum": "sum", "avg": "average", "min": "min", "max": "max",
        "cardinality": "unique_count", "cumulative_sum": "cumulative_sum",
        "derivative": "differences", "moving_average": "moving_average",
        "overall_sum": "overall_sum", "series_agg": ""
    ]

    private static func parts(
        _ metric: Node, of all: [Node], _ depth: Int
    ) -> [PlacedText.Part]? {
        guard depth < 8, let type = metric["type"]?.filledText else { return nil }
        switch type.string {
        case "filter_ratio": return ratio(metric, type)
        case "math": return math(metric, all, depth)
        default: break
        }
        guard let name = names[type.string] else { return nil }
        if type.string == "count" { return [.instead("count(", of: type), .literal(")")] }
        guard let field = metric["field"]?.filledText else { return nil }
        // A pipeline names another metric by its id.
        let earlier = all.first { $0["id"]?.string == field.string }
        if let earlier {
            guard let inner = parts(earlier, of: all, depth + 1) else { return nil }
            if name.isEmpty { return inner }
            return [.instead(name + "(", of: type)] + inner + [.literal(")")]
        }
        guard !name.isEmpty else { return nil }
        return [
            .instead(name + "(", of: type), .literal("\""), .text(field), .literal("\""),
            .literal(")")
        ]
    }

    /// What fits one filter divided by what fits another.
    private static func ratio(_ metric: Node, _ type: PlacedText) -> [PlacedText.Part]? {
        guard metric["metric_agg"]?.string ?? "count" == "count" else { return nil }
        var result: [PlacedText.Part] = []
        for key in ["numerator", "denominator"] {
            let query = metric[key]?["query"]?.filledText ?? metric[key]?.filledText
            if !result.isEmpty { result.append(.literal(" / ")) }
            guard let query, query.string != "*" else {
                result.append(.instead("count()", of: type))
                continue
            }
            guard !query.string.contains("'") else { return nil }
            let language = metric[key]?["language"]?.string == "kuery" ? "kql" : "lucene"
            result += [.instead("count(\(language)='", of: type), .text(query), .literal("')")]
        }
        return result
    }

    /// `params.a / params.b` with the metrics that the variables stand for.
    private static func math(_ metric: Node, _ all: [Node], _ depth: Int) -> [PlacedText.Part]? {
        guard let script = metric["script"]?.filledText else { return nil }
        var values: [String: [PlacedText.Part]] = [:]
        for variable in metric["variables"]?.items ?? [] {
            guard let name = variable["name"]?.string, let field = variable["field"]?.string,
                let earlier = all.first(where: { $0["id"]?.string == field }),
                let value = parts(earlier, of: all, depth + 1)
            else { continue }
            values[name] = value
        }
        let bytes = Array(script.string.utf8)
        var result: [PlacedText.Part] = []
        var start = 0
        var at = 0
        let mark = Array("params.".utf8)
        while at < bytes.count {
            guard bytes[at...].starts(with: mark) else {
                at += 1
                continue
            }
            var end = at + mark.count
            while end < bytes.count,
                bytes[end] == UInt8(ascii: "_")
                    || bytes[end] >= UInt8(ascii: "0")
                        && bytes[end] <= UInt8(ascii: "9")
                    || bytes[end] | 0x20 >= UInt8(ascii: "a")
                        && bytes[end] | 0x20 <= UInt8(ascii: "z")
            {
                end += 1
            }
            let name = String(decoding: bytes[at + mark.count..<end], as: UTF8.self)
            guard let value = values[name] else { return nil }
            if start < at { result.append(.text(script.slice(start..<at))) }
            result += [.literal("(")] + value + [.literal(")")]
            at = end
            start = end
        }
        if start < bytes.count { result.append(.text(script.slice(start..<bytes.count))) }
        return result
    }
}
