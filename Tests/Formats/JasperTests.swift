import Diagnostics
import Documents
import Formats
import Testing

@Suite struct JasperTests {
    @Test func upToVersionSix() throws {
        let text = """
            <!DOCTYPE jasperReport PUBLIC "-//JasperReports//DTD Report Design//EN" "http://localhost/jasperreport.dtd">
            <jasperReport name="Umsatz" xmlns="http://jasperreports.sourceforge.net/jasperreports">
              <field name="amount" class="java.math.BigDecimal"/>
              <variable name="total" class="java.math.BigDecimal" calculation="Sum">
                <variableExpression><![CDATA[$F{amount}]]></variableExpression>
              </variable>
              <variable name="change" class="java.math.BigDecimal">
                <variableExpression><![CDATA[ $V{total} > 0 ? $V{gap}.divide($V{total}) : null ]]></variableExpression>
              </variable>
              <detail><band><textField pattern="#,##0.0 %">
                <textFieldExpression><![CDATA[$V{change}]]></textFieldExpression>
              </textField></band></detail>
            </jasperReport>
            """
        let dashboard = try dashboard(text, format: "jasper")
        let total = try dashboard.use("total")
        #expect(total.defaultAggregation?.function == .sum)
        #expect(total.formula?.text == "$F{amount}")
        let change = try dashboard.use("change")
        let formula = try #require(change.formula)
        #expect(formula.text == "$V{total} > 0 ? $V{gap}.divide($V{total}) : null")
        #expect(covered(formula.place(of: 24..<30), of: text) == "divide")
        #expect(change.numberFormat?.meaning == .percentOfFraction)
        #expect(dashboard.fields.field("amount")?.dataType == "java.math.BigDecimal")
    }

    @Test func versionSevenAndMeters() throws {
        let text = """
            <jasperReport name="Orders">
              <summary><element kind="crosstab">
                <measure name="Count" calculation="DistinctCount"><expression><![CDATA[$F{id}]]></expression></measure>
              </element>
              <element kind="chart" chartType="meter">
                <titleExpression><![CDATA["Speed"]]></titleExpression>
                <dataset kind="value"><valueExpression><![CDATA[$V{speed}]]></valueExpression></dataset>
              </element></summary>
              <meterChart><chart><chartTitle><titleExpression><![CDATA["Load"]]></titleExpression></chartTitle></chart>
                <valueDataset><valueExpression><![CDATA[$V{load}]]></valueExpression></valueDataset>
                <meterPlot>
                  <meterInterval label="ok" color="#00FF00"><dataRange><lowExpression><![CDATA[0.0d]]></lowExpression></dataRange></meterInterval>
                  <meterInterval label="bad" color="#FF0000"><dataRange><lowExpression><![CDATA[new Double(80)]]></lowExpression></dataRange></meterInterval>
                </meterPlot></meterChart>
            </jasperReport>
            """
        let dashboard = try dashboard(text, format: "jasper")
        #expect(try dashboard.use("Count").defaultAggregation?.function == .distinct)
        let meter = try dashboard.use("Load")
        #expect(meter.formula?.text == "$V{load}")
        #expect(meter.thresholds.map(\.value) == [nil, 80])
        #expect(meter.thresholds.map(\.rating) == [.good, .bad])
    }
}
