import Diagnostics
import Documents
import Formats
import Testing

@Suite struct SupersetTests {
    @Test func chartsWithTheirSettingsInAString() throws {
        let text = #"""
            {"dashboards": [{"__Dashboard__": {"dashboard_title": "Shop", "slices": [
              {"__Slice__": {"slice_name": "Conversion", "datasource_name": "visits",
                "params": "{\"metric\": {\"expressionType\": \"SQL\", \"sqlExpression\": \"COUNT(o) * 1.0 / COUNT(*)\", \"label\": \"c\", \"hasCustomLabel\": false}, \"number_format\": \".1%\"}"}},
              {"__Slice__": {"slice_name": "Table", "datasource_name": "visits",
                "params": "{\"metrics\": [\"total\", {\"expressionType\": \"SIMPLE\", \"aggregate\": \"AVG\", \"column\": {\"column_name\": \"wait time\"}, \"label\": \"Wait\", \"hasCustomLabel\": true}]}"}},
              {"__Slice__": {"slice_name": "Broken", "params": "{\"metric\": "}}
            ]}}],
             "datasources": [{"__SqlaTable__": {"table_name": "visits", "metrics": [
              {"__SqlMetric__": {"metric_name": "total", "verbose_name": "Total", "expression": "SUM(amount)", "d3format": "$,.2f"}}]}}]}
            """#
        let dashboard = try dashboard(text, format: "superset")
        let conversion = try dashboard.use("Conversion")
        #expect(conversion.formula?.text == "COUNT(o) * 1.0 / COUNT(*)")
        #expect(conversion.numberFormat?.meaning == .percentOfFraction)
        let formula = try #require(conversion.formula)
        #expect(covered(formula.place(of: 17..<25), of: text) == "COUNT(*)")
        let wait = try #require(dashboard.uses.first { $0.labels.first?.text.string == "Wait" })
        #expect(wait.formula?.text == "AVG(\"wait time\")")
        let named = try #require(dashboard.uses.first { $0.container == ["Shop", "Table"] })
        #expect(named.formula?.text == "SUM(amount)")
        #expect(try dashboard.use("Total").numberFormat?.meaning == .currency(nil))
        #expect(dashboard.problems.map(\.reason) == ["json-unexpected-end"])
        #expect(dashboard.problems.first?.place.line == 6)
    }

    @Test func chartsWithTheirSettingsAsTheyAre() throws {
        let text = #"""
            {"dashboard_title": "Tickets", "slices": [{"slice_id": 1, "slice_name": "Closure rate",
              "form_data": {"metric": {"column": {"column_name": "closure_rate"}, "aggregate": "AVG", "label": "Closure"},
              "y_axis_format": ".2f", "conditional_formatting": [{"operator": ">", "targetValue": 0.9, "colorScheme": "#ACE1C4"}]}}]}
            """#
        let use = try dashboard(text, format: "superset").use("Closure")
        #expect(use.formula?.text == "AVG(closure_rate)")
        #expect(use.numberFormat?.decimals == 2)
        #expect(use.thresholds.map(\.value) == [0.9])
    }
}
