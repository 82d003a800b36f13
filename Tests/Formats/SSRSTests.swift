import Diagnostics
import Documents
import Formats
import Testing

@Suite struct SSRSTests {
    static let report = """
        <?xml version="1.0" encoding="utf-8"?>
        <Report xmlns="http://schemas.microsoft.com/sqlserver/reporting/2016/01/reportdefinition" xmlns:rd="http://schemas.microsoft.com/SQLServer/reporting/reportdesigner">
          <Language>pt-BR</Language>
          <DataSets><DataSet Name="Main">
            <Query><CommandText>SELECT sales, quota FROM targets</CommandText></Query>
            <Fields>
              <Field Name="Sales"><DataField>sales</DataField><rd:TypeName>System.Decimal</rd:TypeName></Field>
              <Field Name="Gap"><Value>=Fields!Quota.Value - Fields!Sales.Value</Value></Field>
            </Fields>
          </DataSet></DataSets>
          <Body><ReportItems><Tablix Name="T"><TablixBody><TablixRows>
            <TablixRow><TablixCells>
              <TablixCell><CellContents><Textbox Name="H1"><Paragraphs><Paragraph><TextRuns><TextRun><Value>País</Value></TextRun></TextRuns></Paragraph></Paragraphs></Textbox></CellContents></TablixCell>
              <TablixCell><CellContents><Textbox Name="H2"><Paragraphs><Paragraph><TextRuns><TextRun><Value>Desvio</Value></TextRun></TextRuns></Paragraph></Paragraphs></Textbox></CellContents></TablixCell>
            </TablixCells></TablixRow>
            <TablixRow><TablixCells>
              <TablixCell><CellContents><Textbox Name="C1"><Paragraphs><Paragraph><TextRuns><TextRun><Value>=Fields!Country.Value</Value></TextRun></TextRuns></Paragraph></Paragraphs></Textbox></CellContents></TablixCell>
              <TablixCell><CellContents><Textbox Name="C2"><Paragraphs><Paragraph><TextRuns><TextRun>
                <Value>=(Sum(Fields!Sales.Value) - Sum(Fields!Quota.Value)) / Sum(Fields!Quota.Value)</Value>
                <Style><Format>P2</Format></Style></TextRun></TextRuns></Paragraph></Paragraphs></Textbox></CellContents></TablixCell>
            </TablixCells></TablixRow>
          </TablixRows></TablixBody></Tablix>
          <GaugePanel Name="G"><StateIndicators><StateIndicator Name="Arrow">
            <GaugeInputValue><Value>=Sum(Fields!Sales.Value)</Value></GaugeInputValue>
            <TransformationType>None</TransformationType>
            <IndicatorStates>
              <IndicatorState Name="Down"><StartValue><Value>0</Value></StartValue><EndValue><Value>33</Value></EndValue><Color>#c0433a</Color></IndicatorState>
              <IndicatorState Name="Up"><StartValue><Value>33</Value></StartValue><EndValue><Value>100</Value></EndValue><Color>#4c9a2a</Color></IndicatorState>
            </IndicatorStates>
          </StateIndicator></StateIndicators></GaugePanel>
          </ReportItems></Body>
        </Report>
        """

    @Test func textBoxesAndIndicators() throws {
        let dashboard = try dashboard(Self.report, format: "ssrs")
        #expect(dashboard.language == "pt-BR")
        #expect(dashboard.uses.count == 2)
        let use = try dashboard.use("Desvio")
        let formula = try #require(use.formula)
        #expect(formula.language == "vb")
        #expect(
            formula.text.hasPrefix("(Sum(") && formula.text.hasSuffix("Sum(Fields!Quota.Value)"))
        #expect(covered(formula.place(of: 1..<4), of: Self.report) == "Sum")
        #expect(use.numberFormat?.meaning == .percentOfFraction)
        #expect(use.numberFormat?.decimals == 2)
        let indicator = try dashboard.use("G")
        #expect(indicator.thresholds.map(\.value) == [nil, 33])
        #expect(indicator.thresholds.map(\.rating) == [.bad, .good])
        #expect(indicator.thresholds.allSatisfy { !$0.isRelative })
        #expect(dashboard.fields.field("gap", in: "Main")?.kind == .calculation)
        #expect(dashboard.fields.field("Main")?.formula?.kind == .query)
    }
}
