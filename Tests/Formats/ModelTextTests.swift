import Diagnostics
import Documents
import Formats
import Testing

/// Texts that are neither XML nor JSON, and files that belong together.
@Suite struct ModelTextTests {
    private static let table = """
        /// What was sold
        table 'Sales data'
        \tlineageTag: 1

        \t/// Part of the orders
        \t/// that came back
        \tmeasure 'Return rate' = DIVIDE([Returns], [Orders])
        \t\tformatString: 0.0%
        \t\tdisplayFolder: Quality

        \t\tkpi
        \t\t\ttargetExpression = 0.05
        \t\t\tstatusExpression =
        \t\t\t\tVAR x = [Return rate]
        \t\t\t\tRETURN IF(x <= 0.05, 1, -1)

        \tmeasure Returns = ```
        \t\t\tSUM(
        \t\t\t  'Sales data'[returned]
        \t\t\t)
        \t\t\t```
        \t\tformatString: #,0

        \tmeasure Orders =
        \t\t\tCOUNTROWS('Sales data')

        \t\tannotation A = {"x": 1}

        \tcolumn returned
        \t\tdataType: int64
        """
    private static let culture = """
        cultureInfo es-ES

        \ttranslations
        \t\tmodel Model
        \t\t\ttable 'Sales data'
        \t\t\t\tmeasure 'Return rate'
        \t\t\t\t\tcaption: Tasa de devolución
        """

    private func read(_ text: String, _ file: String) throws -> Dashboard {
        let reading = try Formats.read(Array(text.utf8), file: file)
        guard case .dashboard(let dashboard) = reading.recognition else {
            throw Unrecognised(format: file)
        }
        return dashboard
    }

    @Test func tablesInTMDL() throws {
        let file = try read(Self.table, "m/a.SemanticModel/definition/tables/Sales.tmdl")
        #expect(file.format == "tmdl")
        let rate = try file.use("Return rate")
        #expect(rate.formula?.text == "DIVIDE([Returns], [Orders])")
        #expect(covered(try #require(rate.formula).place, of: Self.table) == rate.formula?.text)
        #expect(rate.numberFormat?.meaning == .percentOfFraction)
        #expect(
            rate.labels.map(\.text.string) == ["Return rate", "Part of the orders\nthat came back"])
        #expect(rate.targets.first?.value == 0.05)
        #expect(rate.statusFormula?.text.hasPrefix("VAR x") == true)
        #expect(rate.container == ["Sales data", "Quality"])
        let returns = try #require(file.use("Returns").formula).text
        #expect(returns.filter { !$0.isWhitespace } == "SUM('Salesdata'[returned])")
        #expect(try file.use("Orders").formula?.text == "COUNTROWS('Sales data')")
        #expect(file.fields.field("returned", in: "Sales data")?.kind == .column)
    }

    @Test func captionsAndReportsFindTheirModel() throws {
        let visual = """
            {"visual": {"visualType": "card", "query": {"queryState": {"Values": {"projections": [
            {"field": {"Measure": {"Property": "Return rate"}}}]}}}}}
            """
        let linked = Formats.link([
            try read(Self.table, "m/a.SemanticModel/definition/tables/Sales.tmdl"),
            try read(Self.culture, "m/a.SemanticModel/definition/cultures/es-ES.tmdl"),
            try read(visual, "m/a.Report/definition/pages/1/visuals/2/visual.json"),
            try read(visual, "m/b.Report/definition/pages/1/visuals/2/visual.json")
        ])
        let labels = try linked[0].use("Return rate").labels
        #expect(
            labels.contains { $0.language == "es-ES" && $0.text.string == "Tasa de devolución" })
        #expect(linked[2].fields.field("Return rate")?.formula != nil)
        #expect(linked[3].fields.field("Return rate") == nil)
    }

    @Test func bundlesNameWhatReportsShow() throws {
        let report = """
            <jasperReport name="r" resourceBundle="reports/sales">
            <variable name="rate" class="java.math.BigDecimal">
            <variableExpression>$V{a}.divide($V{b})</variableExpression></variable>
            <columnHeader><band><textField><reportElement x="40" y="0" width="9" height="9"/>
            <textFieldExpression>$R{rate.title}</textFieldExpression></textField></band></columnHeader>
            <detail><band><textField><reportElement x="40" y="0" width="9" height="9"/>
            <textFieldExpression>$V{rate}</textFieldExpression></textField></band></detail>
            </jasperReport>
            """
        let spanish = """
            # comentario
            rate.title = Tasa de \\
                devoluci\\u00f3n
            other: x
            """
        let bundle = try read(spanish, "reports/sales_es.properties")
        #expect(bundle.language == "es")
        let linked = Formats.link([
            try read(report, "reports/r.jrxml"), bundle,
            try read("rate.title=Rückgabequote", "reports/sales_de_AT.properties"),
            try read("rate.title=no", "elsewhere/sales.properties")
        ])
        let labels = linked[0].uses[0].labels.filter { $0.role == .caption }
        #expect(labels.map(\.text.string) == ["Tasa de devolución", "Rückgabequote"])
        #expect(labels.map(\.language) == ["es", "de-AT"])
        #expect(labels[0].place.line == 2 && labels[0].place.column == 14)
        #expect(labels[0].place.endLine == 3)
    }

    /// Java wrote bundles in ISO 8859-1 for decades.
    @Test func bundlesMayBeLatin1() throws {
        let bytes = Array("total=".utf8) + [0xDC] + Array("bertrag".utf8)
        let reading = try Formats.read(bytes, file: "a_de.properties")
        guard case .dashboard(let bundle) = reading.recognition else {
            throw Unrecognised(format: "")
        }
        #expect(bundle.translations.map(\.label.text.string) == ["Übertrag"])
    }

    @Test func linesThatAreWrongAreNotedAndTheOthersRead() throws {
        let good = { (id: String) in
            #"{"type": "lens", "attributes": {"title": "\#(id)", "state": {"datasourceStates": "#
                + #"{"formBased": {"layers": {"l": {"columns": {"c": {"operationType": "count", "#
                + #""label": "\#(id)"}}}}}}}}}"#
        }
        let text = good("one") + "\n{\"type\": lens}\n" + good("two") + "\n"
        let file = try read(text, "export.ndjson")
        #expect(file.uses.count == 2)
        #expect(file.problems.map(\.reason) == ["json-word"])
        #expect(file.problems.first?.place.line == 2)
    }
}
