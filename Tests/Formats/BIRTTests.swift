import Diagnostics
import Documents
import Formats
import Testing

@Suite struct BIRTTests {
    @Test func measuresAndComputedColumns() throws {
        let text = """
            <report xmlns="http://www.eclipse.org/birt/2005/design" version="3.2.15">
              <text-property name="title">Revenue</text-property>
              <data-sets><oda-data-set name="D"><list-property name="computedColumns">
                <structure><property name="name">MARGIN</property><text-property name="displayName" key="m">Marge</text-property>
                  <expression name="expression">row["REVENUE"] - row["COST"]</expression></structure>
              </list-property></oda-data-set></data-sets>
              <cubes><tabular-cube name="C"><tabular-measure name="revenue" id="66">
                <property name="function">sum</property>
                <expression name="measureExpression">dataSetRow["QTY"]*dataSetRow["PRICE"]</expression>
              </tabular-measure></tabular-cube></cubes>
              <body><table><list-property name="boundDataColumns">
                <structure><property name="name">N</property><property name="aggregateFunction">count</property><expression name="expression">row["ID"]</expression></structure>
                <structure><property name="name">ID</property><expression name="expression">dataSetRow["ID"]</expression></structure>
              </list-property>
              <data name="revenue"><structure name="numberFormat"><property name="category">Currency</property><property name="pattern">$#,##0</property></structure></data>
              </table></body>
            </report>
            """
        let dashboard = try dashboard(text, format: "birt")
        let revenue = try dashboard.use("revenue")
        #expect(revenue.defaultAggregation?.function == .sum)
        #expect(revenue.numberFormat?.meaning == .currency(nil))
        #expect(try dashboard.use("Marge").formula?.text == "row[\"REVENUE\"] - row[\"COST\"]")
        #expect(try dashboard.use("N").defaultAggregation?.function == .count)
        #expect(dashboard.uses.count == 3)
        #expect(dashboard.fields.field("ID")?.kind == .column)
    }
}
