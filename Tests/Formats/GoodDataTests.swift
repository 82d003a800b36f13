import Diagnostics
import Documents
import Formats
import Testing

@Suite struct GoodDataTests {
    @Test func metricsAndVisualisations() throws {
        let text = #"""
            {"analytics": {"metrics": [
              {"id": "arpu", "title": "Revenue per user", "description": "", "content": {
                "format": "[>=1000]$#,.0 K;\n$#,##0.00", "maql": "SELECT {metric/sales}/{metric/users}"}}],
             "visualizationObjects": [{"title": "Headline", "content": {"buckets": [{"items": [
               {"measure": {"title": "Revenue per user", "definition": {"measureDefinition": {"item": {"identifier": {"id": "arpu", "type": "metric"}}}}}},
               {"measure": {"alias": "ARPU", "title": "x", "definition": {"measureDefinition": {"item": {"identifier": {"id": "arpu", "type": "metric"}}}}}},
               {"measure": {"title": "Avg Price", "definition": {"measureDefinition": {"aggregation": "avg", "item": {"identifier": {"id": "price", "type": "fact"}}}}}}
             ]}]}}]}}
            """#
        let dashboard = try dashboard(text, format: "gooddata")
        #expect(
            dashboard.uses.map { $0.labels[0].text.string } == [
                "Revenue per user", "ARPU", "Avg Price"
            ])
        #expect(dashboard.uses[0].formula?.language == "maql")
        #expect(dashboard.uses[0].numberFormat?.meaning == .currency(nil))
        #expect(dashboard.uses[1].formula?.text == "SELECT {metric/arpu}")
        #expect(dashboard.uses[2].formula?.text == "SELECT AVG({fact/price})")
        #expect(dashboard.uses[2].container == ["Headline"])
    }
}
