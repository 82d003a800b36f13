import Diagnostics
import Documents
import Formats
import Testing

@Suite struct SalesforceTests {
    @Test func report() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Report xmlns="http://soap.sforce.com/2006/04/metadata">
                <aggregates>
                    <calculatedFormula>CLOSED:SUM / RowCount</calculatedFormula>
                    <datatype>percent</datatype>
                    <developerName>FORMULA1</developerName>
                    <masterLabel>Tasa de cierre</masterLabel>
                    <scale>1</scale>
                </aggregates>
                <columns><aggregateTypes>Average</aggregateTypes><field>ROI</field></columns>
                <columns><field>OWNER</field></columns>
                <name>Casos</name>
                <reportType>CaseList</reportType>
            </Report>
            """
        let dashboard = try dashboard(text, format: "salesforce-report")
        let use = try dashboard.use("Tasa de cierre")
        #expect(use.formula?.text == "CLOSED:SUM / RowCount")
        #expect(use.formula?.language == "salesforce")
        #expect(use.numberFormat?.meaning == .percentPoints)
        #expect(use.numberFormat?.decimals == 1)
        let average = try dashboard.use("ROI")
        #expect(average.defaultAggregation?.function == .average)
        #expect(average.defaultAggregation?.place.line == 10)
        #expect(dashboard.uses.count == 2 && dashboard.fields.all.count == 3)
    }

    @Test func dashboardGauges() throws {
        let text = """
            <Dashboard xmlns="http://soap.sforce.com/2006/04/metadata">
                <dashboardType>SpecifiedUser</dashboardType>
                <leftSection><components>
                    <componentType>Gauge</componentType>
                    <indicatorBreakpoint1>100.0</indicatorBreakpoint1>
                    <indicatorBreakpoint2>500.0</indicatorBreakpoint2>
                    <indicatorHighColor>#54C254</indicatorHighColor>
                    <indicatorLowColor>#C25454</indicatorLowColor>
                    <indicatorMiddleColor>#C2C254</indicatorMiddleColor>
                    <report>Folder/Hours</report>
                    <title>Horas &amp; días</title>
                </components></leftSection>
                <title>Panel</title>
            </Dashboard>
            """
        let use = try dashboard(text, format: "salesforce-dashboard").use("Horas & días")
        #expect(use.thresholds.map(\.value) == [nil, 100, 500])
        #expect(use.thresholds.map(\.rating) == [.bad, .warning, .good])
        #expect(use.container == ["Panel"])
        #expect(use.internalName == "Folder/Hours")
        #expect(use.place.line == 11)
    }
}
