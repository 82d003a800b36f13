import Diagnostics
import Documents
import Formats
import Testing

@Suite struct MondrianTests {
    @Test func measuresAndMembers() throws {
        let text = """
            <Schema name="Shop">
              <!-- <Cube name="Old"><Measure name="Old" column="x" aggregator="sum"/></Cube> -->
              <Cube name="Orders">
                <Table name="orders"/>
                <Measure name="Revenue" column="total amount" aggregator="sum" formatString="#,##0.00" caption="Umsatz">
                  <Annotations>
                    <Annotation name="caption.fr_FR">Chiffre d'affaires</Annotation>
                    <Annotation name="description.es">Ingresos</Annotation>
                    <Annotation name="owner">Ann</Annotation>
                  </Annotations>
                </Measure>
                <Measure name="Orders" column="id" aggregator="distinct-count" formatString="Standard"/>
                <Measure name="Margin" aggregator="avg"><MeasureExpression>
                  <SQL dialect="mysql">`a` - `b`</SQL>
                  <SQL dialect="generic">
            a - b
                  </SQL>
                </MeasureExpression></Measure>
                <CalculatedMember name="Average order" dimension="Measures">
                  <Formula>[Measures].[Revenue] / [Measures].[Orders]</Formula>
                  <CalculatedMemberProperty name="FORMAT_STRING" value="€#,##0.00"/>
                </CalculatedMember>
                <CalculatedMember name="Step" dimension="Measures" formula="1" visible="false"/>
                <CalculatedMember name="Q1" dimension="Time" formula="1"/>
              </Cube>
            </Schema>
            """
        let dashboard = try dashboard(text, format: "mondrian")
        #expect(
            dashboard.uses.map { $0.internalName } == [
                "Revenue", "Orders", "Margin", "Average order"
            ])
        let revenue = dashboard.uses[0]
        #expect(revenue.formula?.text == "SUM(\"total amount\")")
        #expect(
            revenue.labels.map(\.text.string) == [
                "Umsatz", "Revenue", "Chiffre d'affaires", "Ingresos"
            ])
        #expect(revenue.labels.map(\.language) == [nil, nil, "fr-FR", "es"])
        #expect(dashboard.uses[1].formula?.text == "COUNT(DISTINCT id)")
        #expect(dashboard.uses[2].formula?.text == "AVG(a - b)")
        let average = dashboard.uses[3]
        #expect(average.formula?.text == "[Measures].[Revenue] / [Measures].[Orders]")
        #expect(average.formula?.language == "mdx")
        #expect(average.numberFormat?.meaning == .currency("EUR"))
        #expect(dashboard.fields.field("Step")?.formula?.text == "1")
    }
}
