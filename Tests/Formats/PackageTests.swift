import Diagnostics
import Documents
import Formats
import Testing

/// What a packed file shows.
func packed(_ parts: [(String, String)], file: String) throws -> Dashboard {
    try packed(storedZip(parts), file: file)
}

func packed(_ bytes: [UInt8], file: String) throws -> Dashboard {
    let reading = try Formats.read(bytes, file: file)
    guard case .dashboard(let dashboard) = reading.recognition else {
        throw Unrecognised(format: file)
    }
    return dashboard
}

@Suite struct PackedFileTests {
    private static let workbook = """
        <workbook><datasources><datasource name='d' caption='Sales'>
        <column caption='Return rate' datatype='real' name='[C1]' role='measure'>
        <calculation class='tableau' formula='SUM([returns]) / SUM([orders])' /></column>
        </datasource></datasources></workbook>
        """

    @Test func tableauWorkbooks() throws {
        let file = try packed(
            [("Data/extract.csv", "a"), ("Sales.twb", Self.workbook)], file: "Sales.twbx")
        #expect(file.format == "tableau")
        let use = try file.use("Return rate")
        #expect(use.formula?.place.file == "Sales.twbx/Sales.twb")
        #expect(covered(try #require(use.formula).place, of: Self.workbook).hasPrefix("SUM(["))
    }

    @Test func powerBITemplates() throws {
        let model = """
            {"model": {"culture": "es-ES", "tables": [{"name": "Ventas", "measures": [
            {"name": "Tasa", "expression": "DIVIDE(SUM(Ventas[a]), SUM(Ventas[b]))"}]}]}}
            """
        let config =
            #"{\"singleVisual\": {\"prototypeQuery\": {\"Select\": [{\"Measure\": "#
            + #"{\"Property\": \"Tasa\"}}]}}}"#
        let report =
            #"{"sections": [{"displayName": "P", "visualContainers": [{"config": ""# + config
            + #""}]}]}"#
        // Power BI writes both in UTF-16 without a mark.
        let wide = { (text: String) in text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }
        let file = try packed(
            storedZip([
                (name: "Report/Layout", bytes: wide(report)),
                (name: "DataModelSchema", bytes: wide(model)),
                (name: "DataModel", bytes: [1, 2, 3])
            ]), file: "Ventas.pbit")
        #expect(file.language == "es-ES")
        #expect(
            file.uses.map { $0.formula?.text } == [
                "[Tasa]", "DIVIDE(SUM(Ventas[a]), SUM(Ventas[b]))"
            ])
        #expect(file.fields.field("Tasa")?.formula?.text.hasPrefix("DIVIDE") == true)
    }

    @Test func otherPackagesAreNoDashboards() throws {
        let reading = try Formats.read(storedZip([("a.txt", "a")]), file: "a.zip")
        guard case .unknown = reading.recognition else {
            Issue.record("taken for a dashboard")
            return
        }
    }
}

@Suite struct ExcelTests {
    private static let ns = #"xmlns:r="r""#

    /// A sheet of months with a rate in each row, a total below, and a list of figures.
    static let parts: [(String, String)] = [
        (
            "xl/workbook.xml",
            """
            <workbook \(ns)><sheets><sheet name="KPI" sheetId="1" r:id="rId1"/></sheets>
            <definedNames><definedName name="all_visits">KPI!$B$2:$B$4</definedName>
            </definedNames></workbook>
            """
        ),
        (
            "xl/_rels/workbook.xml.rels",
            #"""
            <Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
            </Relationships>
            """#
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>Month</t></si><si><t>Visits</t></si><si><r><t>Or</t></r><r><t>ders</t></r>"
                + "</si><si><t>Conversion rate</t></si><si><t>Average</t></si></sst>"
        ),
        (
            "xl/styles.xml",
            """
            <styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>
            <dxfs><dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf></dxfs>
            </styleSheet>
            """
        ),
        (
            "xl/worksheets/sheet1.xml",
            """
            <worksheet><sheetData>
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
            <c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>January</t></is></c><c r="B2"><v>100</v></c>
            <c r="C2"><v>5</v></c>
            <c r="D2" s="1"><f t="shared" ref="D2:D4" si="0">C2/B2</f><v>0.05</v></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>February</t></is></c><c r="B3"><v>50</v></c>
            <c r="C3"><v>1</v></c><c r="D3" s="1"><f t="shared" si="0"/><v>0.02</v></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>March</t></is></c><c r="B4"><v>50</v></c>
            <c r="C4"><v>2</v></c><c r="D4" s="1"><f t="shared" si="0"/><v>0.04</v></c></row>
            <row r="5"><c r="A5" t="s"><v>4</v></c><c r="D5" s="2"><f>AVERAGE(D2:D4)</f>
            <v>0.0366</v></c><c r="E5"><f>SUM(C2:C4)/SUM(all_visits)</f><v>0.04</v></c></row>
            </sheetData>
            <conditionalFormatting sqref="D2:D4"><cfRule type="cellIs" dxfId="0"
            operator="lessThan"><formula>0.03</formula></cfRule></conditionalFormatting>
            </worksheet>
            """
        )
    ]

    @Test func filledFormulasAreOneMetric() throws {
        let book = try packed(Self.parts, file: "kpi.xlsx")
        #expect(book.format == "excel")
        let rate = try book.use("Conversion rate")
        #expect(rate.formula?.text == "C2/B2")
        #expect(rate.values.map(\.value) == [0.05, 0.02, 0.04])
        #expect(rate.values[1].context == ["Conversion rate", "February"])
        #expect(rate.numberFormat?.meaning == .percentOfFraction)
        #expect(rate.numberFormat?.decimals == 1)
        #expect(rate.thresholds.map(\.rating) == [.bad])
        #expect(rate.place.file == "kpi.xlsx/xl/worksheets/sheet1.xml")
        #expect(book.fields.field("C2", in: "KPI")?.caption?.string == "Orders")
    }

    @Test func rangesStandForTheFormulaOfTheirCells() throws {
        let book = try packed(Self.parts, file: "kpi.xlsx")
        let average = try book.use("Average")
        #expect(average.formula?.text == "AVERAGE(D2:D4)")
        #expect(book.fields.field("D2:D4", in: "KPI")?.formula?.text == "C2/B2")
        #expect(book.fields.field("C2:C4", in: "KPI")?.caption?.string == "Orders")
        #expect(book.fields.field("all_visits")?.formula?.text == "KPI!$B$2:$B$4")
        #expect(average.numberFormat?.decimals == 2)
    }
}
