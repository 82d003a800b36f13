import Diagnostics
import Documents
import Formats
import Testing

@Suite struct AnalysisServicesTests {
    static let cube = """
        <Cube xmlns="http://schemas.microsoft.com/analysisservices/2003/engine">
          <ID>Shop</ID><Name>Shop</Name><Language>1033</Language>
          <MeasureGroups><MeasureGroup><ID>Orders</ID><Name>Orders</Name><Measures>
            <Measure><ID>1</ID><Name>Revenue</Name><Source><Source><ColumnID>total</ColumnID></Source></Source>
              <FormatString>Currency</FormatString>
              <Translations><Translation><Language>3082</Language><Caption>Ingresos</Caption></Translation></Translations></Measure>
            <Measure><ID>2</ID><Name>Buyers</Name><AggregateFunction>DistinctCount</AggregateFunction><Source><Source><ColumnID>customer</ColumnID></Source></Source></Measure>
          </Measures></MeasureGroup></MeasureGroups>
          <MdxScripts><MdxScript><Commands><Command><Text>
        /* CREATE MEMBER CURRENTCUBE.[Measures].[Old] AS 1; */
        CALCULATE; -- don't
        Create Member CurrentCube.[Measures].[Average order]
          As Case When [Measures].[Buyers] &gt; 0 Then [Measures].[Revenue] / [Measures].[Buyers] End,
          Format_String = "0.00%", Visible = 1;
        CREATE MEMBER CURRENTCUBE.[Time].[All].[Last] AS 1;
          </Text></Command></Commands>
            <CalculationProperties><CalculationProperty>
              <CalculationReference>[Measures].[Average order]</CalculationReference>
              <Translations><Translation><Language>1036</Language><Caption>Panier moyen</Caption></Translation></Translations>
            </CalculationProperty></CalculationProperties></MdxScript></MdxScripts>
          <Kpis><Kpi><ID>k</ID><Name>Growth</Name><Value>[Measures].[Growth]</Value><Goal>0.3</Goal>
            <Status>Case When KpiValue("Growth") &gt;= KpiGoal("Growth") Then 1 Else -1 End</Status></Kpi></Kpis>
        </Cube>
        """

    @Test func measuresMembersAndKPIs() throws {
        let dashboard = try dashboard(Self.cube, format: "ssas-cube")
        #expect(
            dashboard.uses.map { $0.internalName } == [
                "Revenue", "Buyers", "Average order", "Growth"
            ])
        let revenue = dashboard.uses[0]
        #expect(revenue.formula?.text == "SUM(total)")
        #expect(revenue.labels.map(\.language) == ["en-US", "es-ES"])
        #expect(revenue.numberFormat?.meaning == .currency(nil))
        #expect(dashboard.uses[1].formula?.text == "COUNT(DISTINCT customer)")
        let average = dashboard.uses[2]
        let formula = try #require(average.formula)
        #expect(formula.text.hasPrefix("Case When") && formula.text.hasSuffix("End"))
        #expect(covered(formula.place(of: 0..<4), of: Self.cube) == "Case")
        #expect(average.numberFormat?.meaning == .percentOfFraction)
        #expect(average.labels.map(\.text.string) == ["Average order", "Panier moyen"])
        let growth = dashboard.uses[3]
        #expect(growth.targets.map(\.value) == [0.3])
        #expect(growth.statusFormula?.language == "mdx")
    }
}
