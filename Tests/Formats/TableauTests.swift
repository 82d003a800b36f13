import Diagnostics
import Documents
import Formats
import Testing

@Suite struct TableauTests {
    static let workbook = """
        <?xml version='1.0' encoding='utf-8' ?>
        <!-- <column caption='Old' name='[Old]' role='measure' datatype='real' /> -->
        <workbook version='18.1' locale='es_ES'>
          <datasources>
            <datasource name='Parameters'>
              <column caption='Goal' datatype='real' name='[Parameter 1]' param-domain-type='range' role='measure' value='0.8'>
                <calculation class='tableau' formula='0.8' />
              </column>
            </datasource>
            <datasource caption='Tienda' name='federated.1'>
              <column caption='Tasa de conversión' datatype='real' default-format='p0.0%' name='[Calculation_7]' role='measure'>
                <calculation class='tableau' formula='COUNTD([order_id]) &#13;&#10;/ COUNTD([Calculation_8])' />
              </column>
              <column caption='Visita' datatype='string' name='[Calculation_8]' role='dimension'>
                <calculation class='tableau' formula='[visit_id]' />
              </column>
              <column caption='Flecha' datatype='string' name='[Calculation_9]' role='measure'>
                <calculation class='tableau' formula="IF [Calculation_7] &gt; 1 THEN '▲' END" />
              </column>
              <column caption='Ingresos' datatype='real' name='[revenue]' role='measure' />
            </datasource>
          </datasources>
          <worksheets>
            <worksheet name='Hoja 1'>
              <table><view>
                <datasource-dependencies datasource='federated.1'>
                  <column caption='Tasa de conversión' datatype='real' default-format='p0.0%' name='[Calculation_7]' role='measure'>
                    <calculation class='tableau' formula='COUNTD([order_id]) / COUNTD([Calculation_8])' />
                  </column>
                  <column-instance column='[Calculation_7]' derivation='User' name='[usr:Calculation_7:qk]' type='quantitative' />
                  <column caption='Ingresos' datatype='real' name='[revenue]' role='measure' />
                  <column-instance column='[revenue]' derivation='Avg' name='[avg:revenue:qk]' type='quantitative' />
                </datasource-dependencies>
              </view>
              <style><style-rule element='cell'>
                <format attr='text-format' field='[federated.1].[avg:revenue:qk]' value='c&quot;€&quot;#,##0.00' />
              </style-rule></style>
              <reference-line axis-column='[federated.1].[usr:Calculation_7:qk]' formula='constant' value='0.05' label='Objetivo' />
              </table>
            </worksheet>
            <worksheet name='Hoja 2'>
              <table><view>
                <datasource-dependencies datasource='federated.1'>
                  <column-instance column='[revenue]' derivation='Avg' name='[avg:revenue:qk]' type='quantitative' />
                  <column-instance column='[revenue]' derivation='Sum' name='[sum:revenue:qk]' type='quantitative' />
                </datasource-dependencies>
              </view></table>
            </worksheet>
          </worksheets>
        </workbook>
        """

    @Test func columnsAreReadOnce() throws {
        let dashboard = try dashboard(Self.workbook, format: "tableau")
        #expect(dashboard.language == "es-ES")
        let labels = dashboard.uses.map { $0.labels[0].text.string }
        #expect(labels == ["Tasa de conversión", "Ingresos", "Ingresos"])
        #expect(dashboard.uses.map { $0.defaultAggregation?.function } == [nil, .average, .sum])
    }

    @Test func formulasHavePlacesAndScope() throws {
        let dashboard = try dashboard(Self.workbook, format: "tableau")
        let use = try dashboard.use("Tasa de conversión")
        let formula = try #require(use.formula)
        #expect(formula.language == "tableau")
        #expect(formula.text == "COUNTD([order_id]) \r\n/ COUNTD([Calculation_8])")
        // The second COUNTD stands behind a line break written as two references.
        #expect(covered(formula.place(of: 23..<29), of: Self.workbook) == "COUNTD")
        #expect(use.numberFormat?.meaning == .percentOfFraction)
        #expect(use.numberFormat?.decimals == 1)
        #expect(use.targets.map(\.value) == [0.05])
        #expect(use.targets.first?.label?.string == "Objetivo")
        let field = try #require(dashboard.fields.field("calculation_8", in: use.scope))
        #expect(field.shown == "Visita")
        #expect(field.formula?.text == "[visit_id]")
        #expect(dashboard.fields.field("Parameter 1")?.value?.string == "0.8")
    }

    @Test func worksheetsGiveFormats() throws {
        let use = try dashboard(Self.workbook, format: "tableau").uses[1]
        #expect(use.numberFormat?.meaning == .currency("EUR"))
        #expect(use.container == ["Tienda", "Hoja 1"])
        #expect(use.place.line == 20)
    }
}
