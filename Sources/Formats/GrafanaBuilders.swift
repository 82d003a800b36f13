internal import Diagnostics
internal import Documents

/// Queries that people put together in forms instead of writing them: Elasticsearch,
/// InfluxDB and the clouds' own metrics.
enum GrafanaBuilders {
    /// - Returns: nothing where the query is written, or is of another source.
    static func formula(_ target: Node, source: String) -> SourceFormula? {
        if target["metrics"]?.kind == .array, target["bucketAggs"]?.kind == .array {
            return elastic(target)
        }
        if target["measurement"]?.kind == .string, target["select"]?.kind == .array,
            target["rawQuery"]?.boolean != true
        {
            return influx(target)
        }
        if source == "cloudwatch" || target["metricName"] != nil && target["namespace"] != nil {
            let word = target["statistic"] ?? target["statistics"]?[0]
            guard let word = word?.filledText, let metric = target["metricName"]?.filledText else {
                return nil
            }
            return aggregate(word, metric)
        }
        if let azure = target["azureMonitor"], let word = azure["aggregation"]?.filledText,
            let metric = azure["metricName"]?.filledText
        {
            return aggregate(word, metric)
        }
        return nil
    }

    private static func aggregate(_ word: PlacedText, _ metric: PlacedText) -> SourceFormula? {
        let plain =
            word.string == "SampleCount"
            ? PlacedText.composed([.instead("count", of: word)])
            : word
        return plain.flatMap { AggregateCall.sql($0, AggregateCall.quoted(metric)) }
    }

    /// The first metric of an Elasticsearch query that is shown, with the query as a filter.
    private static func elastic(_ target: Node) -> SourceFormula? {
        let metrics = target["metrics"]?.items ?? []
        guard let metric = metrics.last(where: { $0["hide"]?.boolean != true }),
            let type = metric["type"]?.filledText
        else { return nil }
        // Logs and raw documents are no numbers; pipelines are computed from other metrics.
        let field = metric["field"]?.filledText
        let known = [
            "count", "avg", "sum", "min", "max", "cardinality", "median"
        ]
        guard known.contains(type.string), type.string == "count" || field != nil else {
            return nil
        }
        let names = ["avg": "average", "cardinality": "unique_count"]
        var parts: [PlacedText.Part] = [.instead(names[type.string] ?? type.string, of: type)]
        parts.append(.literal("("))
        if type.string != "count", let field {
            parts += [.literal("\""), .text(field), .literal("\"")]
        }
        if let query = target["query"]?.filledText, query.string != "*",
            !query.string.contains("'")
        {
            if type.string != "count" { parts.append(.literal(", ")) }
            parts += [.literal("lucene='"), .text(query), .literal("'")]
        }
        parts.append(.literal(")"))
        return PlacedText.composed(parts).map { SourceFormula(source: $0, language: "lens") }
    }

    /// `SELECT mean("value") * 100 FROM "measurement" WHERE "tag" = 'x'`
    private static func influx(_ target: Node) -> SourceFormula? {
        guard let measurement = target["measurement"]?.filledText,
            let steps = target["select"]?[0]?.items, !steps.isEmpty
        else { return nil }
        var value: [PlacedText.Part] = []
        for step in steps {
            guard let type = step["type"]?.filledText else { return nil }
            let parameter = step["params"]?[0]
            switch type.string {
            case "field":
                guard let name = parameter?.filledText else { return nil }
                value = [.literal("\""), .text(name), .literal("\"")]
            case "math":
                guard let text = parameter?.filledText else { return nil }
                value = [.literal("(")] + value + [.literal(") "), .text(text)]
            case "alias": continue
            default:
                let rest: [PlacedText.Part] =
                    parameter.map { [.literal(", "), .text($0.text)] } ?? []
                value = [.text(type), .literal("(")] + value + rest + [.literal(")")]
            }
        }
        var whole: [PlacedText.Part] = [.literal("SELECT ")]
        whole += value
        whole += [.literal(" FROM \""), .text(measurement), .literal("\"")]
        for (number, tag) in (target["tags"]?.items ?? []).enumerated() {
            guard let key = tag["key"]?.filledText, let wanted = tag["value"]?.filledText,
                !wanted.string.contains("'")
            else { return nil }
            let sign = tag["operator"]?.string ?? "="
            let isPattern = sign.contains("~")
            whole.append(.literal(number == 0 ? " WHERE \"" : " AND \""))
            whole += [.text(key), .literal("\" ")]
            whole.append(
                .literal(isPattern ? (sign == "!~" ? "NOT LIKE '" : "LIKE '") : sign + " '"))
            whole += [.text(wanted), .literal("'")]
        }
        return PlacedText.composed(whole).map {
            SourceFormula(source: $0, language: "influxql", kind: .query)
        }
    }
}
