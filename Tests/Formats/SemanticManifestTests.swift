import Diagnostics
import Documents
import Formats
import Testing

@Suite struct SemanticManifestTests {
    static let manifest = #"""
        {"semantic_models": [{"name": "orders", "entities": [{"name": "order", "type": "primary", "expr": "id"}],
          "measures": [
            {"name": "revenue", "agg": "sum", "expr": "total"},
            {"name": "buyers", "agg": "count_distinct", "expr": "customer_id"},
            {"name": "late", "agg": "sum_boolean", "expr": "is_late"}],
          "dimensions": [{"name": "placed_at", "type": "time"}]}],
         "metrics": [
          {"name": "revenue", "type": "simple", "label": "Revenue", "type_params": {"measure": {"name": "revenue"}}},
          {"name": "spend", "type": "ratio", "label": "Revenue per buyer", "description": "Money",
           "type_params": {"numerator": {"name": "revenue"}, "denominator": {"name": "buyers"}},
           "config": {"meta": {"target": 42.5}}},
          {"name": "growth", "type": "derived", "label": "Growth", "type_params": {"expr": "(now - before) / before",
           "metrics": [{"name": "revenue", "alias": "now"}, {"name": "revenue", "alias": "before", "offset_window": {"count": 1, "granularity": "month"}}]}},
          {"name": "so_far", "type": "cumulative", "label": "So far", "type_params": {"measure": {"name": "revenue"}}}]}
        """#

    @Test func metrics() throws {
        let dashboard = try dashboard(Self.manifest, format: "semantic-manifest")
        let ratio = try dashboard.use("Revenue per buyer")
        #expect(ratio.formula?.text == "revenue / buyers")
        #expect(ratio.formula?.language == "metricflow")
        #expect(ratio.targets.map(\.value) == [42.5])
        let formula = try #require(ratio.formula)
        #expect(covered(formula.place(of: 10..<16), of: Self.manifest) == "buyers")
        #expect(try dashboard.use("Growth").formula?.text == "(revenue - before) / before")
        #expect(try dashboard.use("So far").formula?.text == "cumulative(revenue)")
    }

    @Test func measuresAreAggregates() throws {
        let fields = try dashboard(Self.manifest, format: "semantic-manifest").fields
        let buyers = try #require(fields.field("buyers")?.formula)
        #expect(buyers.text == "COUNT(DISTINCT customer_id)")
        #expect(buyers.language == "sql")
        #expect(covered(buyers.place(of: 15..<26), of: Self.manifest) == "customer_id")
        #expect(covered(buyers.place(of: 0..<5), of: Self.manifest) == "count_distinct")
        #expect(
            fields.field("late")?.formula?.text == "SUM(CASE WHEN is_late THEN 1 ELSE 0 END)")
        #expect(fields.field("revenue", in: "orders")?.kind == .measure)
    }
}
