import Diagnostics
import Documents
import Formats
import Testing

@Suite struct KibanaTests {
    @Test func panelsByValueInAString() throws {
        let text = #"""
            {"type":"index-pattern","id":"p","attributes":{"title":"orders","fields":"[]"},"references":[]}
            {"type":"dashboard","id":"d","attributes":{"title":"Shop","panelsJSON":"[{\"type\":\"lens\",\"embeddableConfig\":{\"attributes\":{\"title\":\"\",\"state\":{\"visualization\":{\"palette\":{\"params\":{\"rangeType\":\"number\",\"stops\":[{\"color\":\"#cc5642\",\"stop\":0},{\"color\":\"#209280\",\"stop\":0.9}]}}},\"datasourceStates\":{\"formBased\":{\"layers\":{\"a\":{\"columns\":{\"c1\":{\"label\":\"Share\",\"customLabel\":true,\"operationType\":\"formula\",\"params\":{\"formula\":\"count(kql='paid: true') / count()\",\"format\":{\"id\":\"percent\",\"params\":{\"decimals\":1}}}},\"c1X0\":{\"label\":\"Part of Share\",\"operationType\":\"count\"},\"c2\":{\"label\":\"Day\",\"operationType\":\"date_histogram\",\"isBucketed\":true},\"c3\":{\"label\":\"Sum of price\",\"operationType\":\"sum\",\"sourceField\":\"price\",\"filter\":{\"query\":\"paid: true\",\"language\":\"kuery\"}}}}}}}}}}}]"},"references":[]}
            {"exportedCount":2,"missingRefCount":0}
            """#
        let dashboard = try dashboard(text, format: "kibana")
        #expect(dashboard.title?.string == "Shop")
        #expect(dashboard.uses.count == 2)
        let share = try dashboard.use("Share")
        let formula = try #require(share.formula)
        #expect(formula.language == "lens")
        #expect(formula.place.line == 2)
        #expect(covered(formula.place(of: 26..<33), of: text) == "count()")
        #expect(share.numberFormat?.meaning == .percentOfFraction)
        #expect(share.thresholds.map(\.value) == [nil, 0.9])
        let sum = try dashboard.use("Sum of price")
        #expect(sum.formula?.text == "sum(price, kql='paid: true')")
    }

    @Test func olderVisualisations() throws {
        let text = #"""
            [{"_id":"a","_type":"visualization","_source":{"title":"Schools","visState":"{\"aggs\":[{\"id\":\"1\",\"type\":\"cardinality\",\"schema\":\"metric\",\"params\":{\"field\":\"school\"}},{\"id\":\"2\",\"type\":\"terms\",\"schema\":\"segment\",\"params\":{\"field\":\"state\"}}]}"}},
             {"_id":"b","_type":"visualization","_source":{"title":"Broken","visState":"{\"aggs\":"}}]
            """#
        let dashboard = try dashboard(text, format: "kibana")
        #expect(dashboard.uses.count == 1)
        #expect(try dashboard.use("Schools").formula?.text == "COUNT(DISTINCT school)")
        #expect(dashboard.problems.map(\.place.line) == [2])
    }
}
