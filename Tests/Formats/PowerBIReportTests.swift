import Diagnostics
import Documents
import Formats
import Testing

@Suite struct PowerBIReportTests {
    @Test func visualsInStrings() throws {
        let text = #"""
            {"config": "{}", "sections": [{"displayName": "Page 1", "visualContainers": [
              {"x": 0, "config": "{\"singleVisual\":{\"visualType\":\"card\",\"prototypeQuery\":{\"From\":[{\"Name\":\"s\",\"Entity\":\"Sales\"}],\"Select\":[{\"Measure\":{\"Expression\":{\"SourceRef\":{\"Source\":\"s\"}},\"Property\":\"Margin %\"},\"Name\":\"Sales.Margin %\"},{\"Aggregation\":{\"Expression\":{\"Column\":{\"Expression\":{\"SourceRef\":{\"Source\":\"s\"}},\"Property\":\"Score\"}},\"Function\":1},\"Name\":\"Avg(Sales.Score)\"},{\"Column\":{\"Property\":\"Day\"},\"Name\":\"d\"}]},\"columnProperties\":{\"Sales.Margin %\":{\"displayName\":\"Margem\"}},\"vcObjects\":{\"title\":[{\"properties\":{\"text\":{\"expr\":{\"Literal\":{\"Value\":\"'Resumo'\"}}}}}]}}}"},
              {"x": 1, "config": "{"}]}]}
            """#
        let dashboard = try dashboard(text, format: "power-bi-report")
        #expect(dashboard.uses.count == 2 && dashboard.problems.count == 1)
        let margin = try dashboard.use("Margem")
        #expect(margin.formula?.text == "[Margin %]")
        #expect(margin.formula?.language == "dax")
        #expect(margin.container == ["Page 1", "Resumo"])
        #expect(covered(margin.place, of: text) == "Margem")
        let score = try dashboard.use("Score")
        #expect(score.formula?.text == "AVERAGE('Sales'[Score])")
        #expect(score.defaultAggregation?.function == .average)
    }

    @Test func aSingleVisual() throws {
        let text = #"""
            {"name": "v", "visual": {"visualType": "card", "query": {"queryState": {"Values": {"projections": [
              {"field": {"Measure": {"Expression": {"SourceRef": {"Entity": "Sales"}}, "Property": "Orders"}}, "displayName": "Pedidos"}]}}}}}
            """#
        let use = try dashboard(text, format: "power-bi-report").use("Pedidos")
        #expect(use.internalName == "Orders")
        #expect(use.place.line == 2)
    }
}
