import Diagnostics
import Documents
import Formats
import Testing

/// Formulas that are put together in forms, or written out of a file's own functions.
@Suite struct BuilderTests {
    private func panel(_ inside: String, elements: String = "{}") throws -> Dashboard {
        try dashboard(
            #"{"__elements": \#(elements), "panels": [{"type": "stat", "title": "T", "id": 1, \#(inside)}]}"#,
            format: "grafana")
    }

    @Test func elasticsearchInGrafana() throws {
        let file = try panel(
            """
            "targets": [{"refId": "A", "query": "status:paid", "bucketAggs": [],
              "metrics": [{"type": "cardinality", "field": "customer"}]}]
            """)
        #expect(
            try file.use("T").formula?.text
                == #"unique_count("customer", lucene='status:paid')"#)
    }

    @Test func influxInGrafana() throws {
        let file = try panel(
            """
            "targets": [{"refId": "A", "measurement": "shop", "select": [[
              {"type": "field", "params": ["orders"]}, {"type": "sum", "params": []},
              {"type": "math", "params": ["* 100"]}]],
              "tags": [{"key": "env", "operator": "=", "value": "live"}]}]
            """)
        #expect(
            try file.use("T").formula?.text
                == #"SELECT (sum("orders")) * 100 FROM "shop" WHERE "env" = 'live'"#)
    }

    @Test func panelsOfTheLibrary() throws {
        let file = try panel(
            #""libraryPanel": {"uid": "u1", "name": "L"}"#,
            elements: #"{"u1": {"model": {"title": "L", "targets": [{"expr": "sum(a)"}]}}}"#)
        #expect(try file.use("L").formula?.text == "sum(a)")
    }

    @Test func seriesOfTheVisualBuilder() throws {
        let state = #"""
            {\"params\": {\"series\": [{\"label\": \"Rate\", \"formatter\": \"percent\", \"metrics\": [
            {\"id\": \"1\", \"type\": \"sum\", \"field\": \"paid\"},
            {\"id\": \"2\", \"type\": \"count\"},
            {\"id\": \"3\", \"type\": \"math\", \"script\": \"params.a / params.b\", \"variables\": [
            {\"name\": \"a\", \"field\": \"1\"}, {\"name\": \"b\", \"field\": \"2\"}]}]}]}}
            """#.replacing("\n", with: "")
        let file = try dashboard(
            #"{"type": "visualization", "attributes": {"title": "V", "visState": "\#(state)"}}"#,
            format: "kibana")
        let use = try file.use("Rate")
        #expect(use.formula?.text == #"(sum("paid")) / (count())"#)
        #expect(use.numberFormat?.meaning == .percentOfFraction)
    }

    @Test func eventsInDatadog() throws {
        let file = try dashboard(
            """
            {"widgets": [{"definition": {"type": "query_value", "title": "T", "requests": [
              {"formulas": [{"formula": "q"}], "queries": [{"name": "q", "data_source": "rum",
                "search": {"query": "@type:session $env -source:browser"},
                "compute": {"aggregation": "cardinality", "metric": "@usr.id"}}]}]}}]}
            """, format: "datadog")
        #expect(
            file.fields.field("q")?.formula?.text
                == #"COUNT(DISTINCT "@usr.id") FILTER (WHERE "@type" = 'session' AND "#
                + #""source" <> 'browser')"#)
    }

    @Test func functionsOfAReport() throws {
        let file = try dashboard(
            """
            <Report xmlns="http://schemas.microsoft.com/sqlserver/reporting/2008/01/reportdefinition">
            <Body><ReportItems><Textbox Name="Rate"><Value>=Code.Divide(Sum(Fields!a.Value), \
            Count(Fields!b.Value)) * 100</Value></Textbox></ReportItems></Body>
            <Code>' guards
            Public Function Divide(ByVal num As Double, den As Double) As Double
              If den = 0 Then
                Return 0
              Else
                Return num / den
              End If
            End Function</Code></Report>
            """, format: "ssrs")
        #expect(
            try file.use("Rate").formula?.text
                == "(IIf((Count(Fields!b.Value)) = 0, 0, "
                + "(Sum(Fields!a.Value)) / (Count(Fields!b.Value)))) * 100")
    }

    @Test func expressionsOfMeasures() throws {
        let file = try dashboard(
            """
            <Cube><Name>C</Name><MeasureGroups><MeasureGroup><Name>G</Name><Measures><Measure>
            <Name>Sales</Name><MeasureExpression>[Sales] / [Average Rate]</MeasureExpression>
            <Source><Source><ColumnID>SalesAmount</ColumnID></Source></Source></Measure></Measures>
            </MeasureGroup></MeasureGroups></Cube>
            """, format: "ssas-cube")
        #expect(try file.use("Sales").formula?.text == #"SUM(SalesAmount / "Average Rate")"#)
    }

    @Test func answersOfSuperset() throws {
        let chart = #"""
            {"result": {"slice_name": "AOV", "params": "{\"metric\": {\"expressionType\": \"SQL\", \"sqlExpression\": \"SUM(a)/COUNT(*)\", \"label\": \"aov\"}}"}}
            """#
        #expect(
            try dashboard(chart, format: "superset").uses.first?.formula?.text == "SUM(a)/COUNT(*)")
    }

    @Test func translatedFields() throws {
        let report = """
            <Report><columns><aggregateTypes>Sum</aggregateTypes><field>Opportunity.Margin__c</field>
            </columns><name>R</name><reportType>Opportunity</reportType></Report>
            """
        let translation = """
            <CustomObjectTranslation><fields><label>Margen</label><name>Margin__c</name></fields>
            </CustomObjectTranslation>
            """
        let linked = Formats.link([
            try dashboard(report, file: "reports/R.report-meta.xml", format: "salesforce-report"),
            try dashboard(
                translation, file: "objectTranslations/Opportunity-es.objectTranslation",
                format: "salesforce-translation")
        ])
        let label = try #require(linked[0].uses.first?.labels.last)
        #expect(label.text.string == "Margen" && label.language == "es")
    }
}
