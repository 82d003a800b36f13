import Diagnostics
import Documents
import Formats
import Testing

@Suite struct GrafanaTests {
    static let board = #"""
        {"dashboard": {
          "title": "Tienda", "schemaVersion": 39,
          "panels": [
            {"id": 1, "type": "row", "title": "Pagos"},
            {"id": 2, "type": "gauge", "title": "Tasa de éxito",
             "fieldConfig": {"defaults": {"unit": "percent", "decimals": 1, "thresholds": {"mode": "absolute", "steps": [
               {"color": "red", "value": null}, {"color": "#EAB839", "value": 60}, {"color": "semi-dark-green", "value": 85}]}},
               "overrides": []},
             "targets": [{"refId": "A", "expr": "sum(paid_total) / sum(orders_total{state=\"new\"}) * 100", "legendFormat": "{{pod}}"}]},
            {"id": 3, "type": "row", "title": "Pedidos", "collapsed": true, "panels": [
              {"id": 4, "type": "timeseries", "title": "Pedidos",
               "fieldConfig": {"defaults": {"unit": "short"}, "overrides": [
                 {"matcher": {"id": "byName", "options": "Valor medio"}, "properties": [{"id": "unit", "value": "currencyEUR"}]},
                 {"matcher": {"id": "byFrameRefID", "options": "C"}, "properties": [{"id": "displayName", "value": "Parte"}, {"id": "unit", "value": "percentunit"}]}]},
               "targets": [
                 {"refId": "A", "rawSql": "SELECT avg(total) FROM orders", "legendFormat": "Valor medio"},
                 {"refId": "B", "expr": "orders", "hide": true},
                 {"refId": "C", "datasource": {"type": "__expr__"}, "expression": "$A / $B"},
                 {"refId": "D", "datasource": {"type": "influxdb"}, "query": "SELECT mean(x) FROM y"},
                 {"refId": "E", "query": "status:paid", "metrics": [{"type": "count"}], "bucketAggs": []},
                 {"refId": "F", "query": "   "}]}]}
          ]}}
        """#

    @Test func panels() throws {
        let dashboard = try dashboard(Self.board, format: "grafana")
        #expect(
            dashboard.uses.map { $0.formula?.language } == [
                "promql", "sql", "grafana-math", "influxql", "lens"
            ])
        let use = try dashboard.use("Tasa de éxito")
        #expect(use.container == ["Tienda", "Pagos", "Tasa de éxito"])
        #expect(use.labels.count == 1)
        #expect(use.numberFormat?.meaning == .percentPoints)
        #expect(use.numberFormat?.decimals == 1)
        #expect(use.thresholds.map(\.value) == [nil, 60, 85])
        #expect(use.thresholds.map(\.rating) == [.bad, .warning, .good])
        let formula = try #require(use.formula)
        // The braces and quotes of the label matcher are escaped in the file.
        let start = "sum(paid_total) / sum(orders_total{state=".utf8.count
        #expect(covered(formula.place(of: start..<start + 5), of: Self.board) == #"\"new\""#)
    }

    @Test func overridesAndQueries() throws {
        let dashboard = try dashboard(Self.board, format: "grafana")
        let average = try dashboard.use("Valor medio")
        #expect(average.numberFormat?.meaning == .currency("EUR"))
        #expect(average.labels.map(\.role) == [.series, .title])
        #expect(average.formula?.kind == .query)
        let share = try dashboard.use("Parte")
        #expect(share.numberFormat?.meaning == .percentOfFraction)
        #expect(dashboard.fields.field("B", in: share.scope)?.formula?.text == "orders")
        #expect(share.container == ["Tienda", "Pedidos", "Pedidos"])
    }

    @Test func oldPanels() throws {
        let text = #"""
            {"title": "Old", "rows": [{"title": "R", "panels": [
              {"id": 1, "type": "singlestat", "title": "Errors", "format": "percentunit", "thresholds": "0.01, 0.05",
               "colors": ["#299c46", "rgba(237, 129, 40, 0.89)", "#d44a3a"],
               "targets": [{"expr": "errors / requests"}]},
              {"id": 2, "type": "graph", "title": "Latency", "yaxes": [{"format": "ms", "decimals": 0}, {"format": "short"}],
               "thresholds": [{"colorMode": "critical", "op": "gt", "value": 500}],
               "alert": {"conditions": [{"evaluator": {"type": "gt", "params": [450]}, "query": {"params": ["A", "5m", "now"]}}]},
               "targets": [{"refId": "A", "target": "stats.latency"}]}
            ]}]}
            """#
        let dashboard = try dashboard(text, format: "grafana")
        let errors = try dashboard.use("Errors")
        #expect(errors.numberFormat?.meaning == .percentOfFraction)
        #expect(errors.thresholds.map(\.value) == [nil, 0.01, 0.05])
        #expect(errors.thresholds.map(\.rating) == [.good, .warning, .bad])
        #expect(covered(errors.thresholds[2].place, of: text) == " 0.05")
        let latency = try dashboard.use("Latency")
        #expect(latency.numberFormat?.meaning == .duration(.milliseconds))
        #expect(latency.thresholds.map(\.rating) == [.bad])
        #expect(latency.targets.map(\.comparison) == ["<="])
        #expect(latency.targets.map(\.value) == [450])
        #expect(latency.formula?.language == "graphite")
    }
}
