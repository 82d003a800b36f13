import Diagnostics
import Documents
import Formats
import Testing

@Suite struct DatadogTests {
    @Test func formulasInGroups() throws {
        let text = #"""
            {"title": "Shop", "layout_type": "ordered", "widgets": [
              {"id": 1, "definition": {"type": "note", "content": "text"}},
              {"id": 2, "definition": {"type": "group", "title": "Web", "widgets": [
                {"id": 3, "definition": {"type": "query_value", "title": "Error rate", "precision": 2, "requests": [
                  {"formulas": [{"formula": "errors / hits * 100", "number_format": {"unit": {"type": "canonical_unit", "unit_name": "percent"}}}],
                   "queries": [{"name": "errors", "query": "sum:web.errors{*}"}, {"name": "hits", "query": "sum:web.hits{*}"}],
                   "conditional_formats": [{"comparator": ">", "value": 5, "palette": "white_on_red"}]}]}}]}},
              {"id": 4, "definition": {"type": "timeseries", "title": "Old", "requests": [{"q": "avg:web.wait{*}"}]}}]}
            """#
        let dashboard = try dashboard(text, format: "datadog")
        let rate = try dashboard.use("Error rate")
        #expect(rate.formula?.text == "errors / hits * 100")
        #expect(rate.formula?.language == "datadog-math")
        #expect(rate.numberFormat?.meaning == .percentPoints)
        #expect(rate.thresholds.map(\.rating) == [.bad])
        #expect(rate.container == ["Shop", "Web", "Error rate"])
        #expect(dashboard.fields.field("hits", in: rate.scope)?.formula?.text == "sum:web.hits{*}")
        #expect(try dashboard.use("Old").formula?.language == "datadog")
    }
}
