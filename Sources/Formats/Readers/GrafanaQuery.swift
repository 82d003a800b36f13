internal import Documents

/// The query of a panel's target, whichever key its data source uses.
enum GrafanaQuery {
    static func formula(_ target: Node, panel: Node) -> SourceFormula? {
        let source = type(target["datasource"]) ?? type(panel["datasource"]) ?? ""
        if source == "__expr__", let text = text(target["expression"]) {
            return SourceFormula(source: text, language: "grafana-math")
        }
        if let text = text(target["expr"] ?? target[path: "promQLQuery", "expr"]) {
            let isLogs = source == "loki"
            // Lines of a log are no number.
            if isLogs, text.trimmed.string.hasPrefix("{") { return nil }
            return SourceFormula(source: text, language: isLogs ? "logql" : "promql")
        }
        for key in [
            "rawSql", "rawSQL", "rawQueryText", "rawQuery", "queryText", "sqlQuery", "sql",
            "sqlExpression"
        ] {
            guard let text = text(target[key]) else { continue }
            let language = source == "influxdb" ? "influxql" : "sql"
            return SourceFormula(source: text, language: language, kind: .query)
        }
        if let formula = GrafanaBuilders.formula(target, source: source) { return formula }
        // `query` is written in the language of the data source.
        if let text = text(target["query"]) {
            return query(text, source: source, target: target)
        }
        if let text = text(target["targetFull"] ?? target["target"]) {
            return SourceFormula(source: text, language: "graphite")
        }
        if let text = text(target["expression"]) {
            return SourceFormula(source: text, language: "grafana-math")
        }
        return nil
    }

    private static func query(_ text: PlacedText, source: String, target: Node) -> SourceFormula {
        if source.contains("elasticsearch") || source.contains("opensearch")
            || target["metrics"]?.kind == .array && target["bucketAggs"]?.kind == .array
        {
            return SourceFormula(source: text, language: "lucene", kind: .query)
        }
        if source == "influxdb" {
            let isFlux = text.string.contains("|>")
            return SourceFormula(
                source: text, language: isFlux ? "flux" : "influxql", kind: .query)
        }
        if source.contains("prometheus") {
            return SourceFormula(source: text, language: "promql")
        }
        let words = text.string.uppercased()
        let isSQL = words.contains("SELECT") && words.contains("FROM")
        return SourceFormula(source: text, language: isSQL ? "sql" : "unknown", kind: .query)
    }

    private static func text(_ node: Node?) -> PlacedText? {
        guard let node, node.kind == .string else { return nil }
        let text = node.text
        return text.string.utf8.allSatisfy { $0 <= UInt8(ascii: " ") } ? nil : text
    }

    /// The data source's type; old files have only a name.
    private static func type(_ node: Node?) -> String? {
        node?["type"]?.string ?? node?.string?.lowercased()
    }
}
