import Diagnostics
import Documents
import Formats
import Testing

@Suite struct TabularModelTests {
    static let model = #"""
        {
          "name": "Shop",
          "model": {
            "culture": "en-US",
            "tables": [{
              "name": "Calls",
              "columns": [
                {"name": "wait", "dataType": "double", "summarizeBy": "average", "sourceColumn": "wait"},
                {"name": "long", "type": "calculated", "expression": "[wait] > 60"}
              ],
              "measures": [
                {
                  "name": "Service level",
                  "expression": ["DIVIDE (", "  COUNTROWS(FILTER(Calls, [wait] <= 20)),", "  COUNTROWS(Calls))"],
                  "formatString": "0.0%;-0.0%;0.0%",
                  "description": "Share answered in 20 seconds",
                  "kpi": {
                    "targetExpression": "0.8",
                    "statusExpression": "IF([Service level] < 0.7, -1, 1)",
                    "annotations": [
                      {"name": "KpiStatusType", "value": "Linear"},
                      {"name": "KpiThresholdType", "value": "Absolute"},
                      {"name": "KpiThreshold_0", "value": "0.7"},
                      {"name": "KpiThreshold_1", "value": "0.8"}
                    ]
                  }
                },
                {"name": "Wait", "expression": "AVERAGE(Calls[wait])", "formatString": "\\$#,0.00"}
              ]
            }],
            "cultures": [{
              "name": "vi-VN",
              "translations": {"model": {"tables": [{"name": "Calls", "measures": [
                {"name": "Service level", "translatedCaption": "Mức độ phục vụ"}
              ]}]}}
            }]
          }
        }
        """#

    @Test func measures() throws {
        let dashboard = try dashboard(Self.model, format: "tabular-model")
        #expect(dashboard.language == "en-US")
        let use = try dashboard.use("Service level")
        let formula = try #require(use.formula)
        #expect(formula.language == "dax")
        let text = "DIVIDE (\n  COUNTROWS(FILTER(Calls, [wait] <= 20)),\n  COUNTROWS(Calls))"
        #expect(formula.text == text)
        let start = "DIVIDE (\n  COUNTROWS(FILTER(Calls, ".utf8.count
        #expect(covered(formula.place(of: start..<start + 6), of: Self.model) == "[wait]")
        #expect(use.numberFormat?.meaning == .percentOfFraction)
        #expect(use.labels.map(\.language) == ["en-US", "vi-VN", "en-US"])
        #expect(use.labels.map(\.role) == [.caption, .caption, .description])
        #expect(try dashboard.use("Wait").numberFormat?.meaning == .currency(nil))
        #expect(dashboard.fields.field("wait", in: "Calls")?.aggregation?.function == .average)
        #expect(dashboard.fields.field("long")?.kind == .calculation)
    }

    @Test func goals() throws {
        let use = try dashboard(Self.model, format: "tabular-model").use("Service level")
        #expect(use.targets.map(\.value) == [0.8])
        #expect(use.statedDirection?.direction == .higher)
        #expect(use.thresholds.map(\.value) == [nil, 0.7, 0.8])
        #expect(use.thresholds.map(\.rating) == [.bad, .warning, .good])
        #expect(use.statusFormula?.text == "IF([Service level] < 0.7, -1, 1)")
        let place = try #require(use.thresholds.last?.place)
        #expect(covered(place, of: Self.model) == "0.8" && place.line == 24)
    }
}
