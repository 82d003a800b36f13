import Foundation
import Testing

/// What `kpi lint` says of files that somebody gives it, through the built program.
@Suite struct LintCommandTests {
    private struct Answer: Decodable {
        struct Finding: Decodable {
            var rule: String
            var severity: String
            var file: String
            var line: Int
            var column: Int
            var endLine: Int
            var endColumn: Int
            var message: String
        }
        var findings: [Finding]
    }

    private func findings(
        _ arguments: [String], in folder: String
    ) async throws -> [Answer.Finding] {
        let answer = try await Program.run(
            ["lint", "--format", "json", "--lang", "en"] + arguments, in: folder)
        return try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8)).findings
    }

    /// A file with one thing to find, and what stands at its place there.
    struct Marked: Sendable, CustomTestStringConvertible {
        var file: String
        var rule: String
        /// Just as it stands in the file, escapes and entities included.
        var stretch: String
        var text: String

        var testDescription: String { "\(file) \(rule)" }
    }

    @Test(arguments: [
        // A document in a string, in which quotation marks are escaped.
        Marked(
            file: "objects.ndjson", rule: "average-of-ratios",
            stretch: #"avg\",\"schema\":\"metric\",\"params\":{\"field\":\"cost_per_unit"#,
            text: #"""
                {"type":"visualization","id":"1","attributes":{"title":"Стоимость","visState":"{\"title\":\"Стоимость\",\"aggs\":[{\"id\":\"1\",\"type\":\"avg\",\"schema\":\"metric\",\"params\":{\"field\":\"cost_per_unit\"}}]}"}}
                """#),
        // A formula in an attribute, behind entities and a character of two UTF-16 units.
        Marked(
            file: "book.twb", rule: "average-of-ratios",
            stretch: "AVG([Größe]&#13;&#10;/ [Zahl])",
            text: """
                <?xml version='1.0' encoding='utf-8'?>
                <workbook><datasources><datasource name='d'>
                  <column caption='🎈 &lt;Mean&gt;' datatype='real' name='[C]' role='measure'><calculation class='tableau' formula='1 + AVG([Größe]&#13;&#10;/ [Zahl])' /></column>
                </datasource></datasources></workbook>
                """),
        // Several lines of one formula.
        Marked(
            file: "model.bim", rule: "self-cancelling",
            stretch: "SUM(t[b]) / SUM(t[b])",
            text: #"""
                {"model": {"tables": [{"name": "t", "measures": [{"name": "Ü", "expression": [
                 "VAR x = \"é\"", "RETURN SUM(t[a]) * (SUM(t[b]) / SUM(t[b]))"]}]}]}}
                """#),
        // A text between tags, behind a byte order mark.
        Marked(
            file: "sales.report", rule: "misleading-name", stretch: "Return on effort &amp; time",
            text: "\u{FEFF}"
                + """
                <Report xmlns="http://soap.sforce.com/2006/04/metadata"><reportType>R</reportType>
                 <aggregates><calculatedFormula>WON:SUM - COST:SUM</calculatedFormula>
                  <datatype>currency</datatype><developerName>F</developerName>
                  <masterLabel>Return on effort &amp; time</masterLabel></aggregates></Report>
                """)
    ])
    func pointsAtWhatIsMeant(_ marked: Marked) async throws {
        try await Program.withFiles([marked.file: marked.text]) { folder in
            let found = try await findings([marked.file], in: folder)
                .filter { $0.rule == marked.rule }
            let finding = try #require(found.first)
            #expect(found.count == 1)
            let text =
                marked.text.hasPrefix("\u{FEFF}")
                ? String(marked.text.unicodeScalars.dropFirst()) : marked.text
            #expect(stretch(of: text, finding) == marked.stretch)
        }
    }

    /// By lines and code points, as places count.
    private func stretch(of text: String, _ finding: Answer.Finding) -> String {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        var result = String.UnicodeScalarView()
        for number in finding.line...finding.endLine {
            let line = Array(lines[number - 1])
            let start = number == finding.line ? finding.column - 1 : 0
            let end = number == finding.endLine ? finding.endColumn - 1 : line.count
            result.append(contentsOf: line[start..<end])
            if number < finding.endLine { result.append("\n") }
        }
        return String(result)
    }

    /// Two teams, two tools, no project file.
    @Test func comparesFilesWithOneAnother() async throws {
        let panel = { (query: String, unit: String) in
            """
            {"schemaVersion": 39, "panels": [{"id": 1, "type": "stat", "title": "Payment success",
             "targets": [{"expr": "\(query)"}], "fieldConfig": {"defaults": {"unit": "\(unit)"}}}]}
            """
        }
        let files = [
            "a.json": panel("100 * sum(ok) / sum(all)", "percent"),
            "b.json": panel("sum(ok) / sum(all)", "percentunit"),
            "c.bim": #"""
            {"model": {"tables": [{"name": "t", "measures": [
             {"name": "YoY %", "expression": "DIVIDE(SUM(t[a]) - SUM(t[b]), SUM(t[b]))"}]}]}}
            """#,
            "d.bim": #"""
            {"model": {"tables": [{"name": "t", "measures": [
             {"name": "Year over year", "expression": "(SUM(t[a]) - SUM(t[b])) / SUM(t[b])"}]}]}}
            """#
        ]
        try await Program.withFiles(files) { folder in
            let found = try await findings(["."], in: folder)
                .filter { $0.rule != "unguarded-division" }
            #expect(
                Set(found.map { "\($0.file) \($0.rule)" }) == [
                    "./b.json sibling-unit", "./d.bim inconsistent-label"
                ])
            #expect(found.allSatisfy { $0.severity == "hint" })
        }
    }

    /// The values of the example shop as its own evaluation gives them, but for one.
    @Test func comparesValuesWithTheData() async throws {
        // Out of Tests/Evaluation/Fixtures/expected.tsv, which hand-written SQL made.
        let export = """
            [{"metric": "conversion-rate", "period": "2025-01", "unit": "%", "value": 99.5},
             {"metric": "return-rate", "period": "2025", "unit": "share", "value": 0.0748},
             {"metric": "return-rate", "period": "2025", "unit": "%", "value": 7.5}]
            """
        try await Program.withFiles(["export.json": export]) { folder in
            let shop = "\(Program.repository)/examples/shop"
            let found = try await findings(["--data", "\(folder)/export.json"], in: shop)
            #expect(found.map(\.rule) == ["value-mismatch"])
            #expect(found.first?.line == 1)
            #expect(try await findings(["\(folder)/export.json"], in: shop).isEmpty)
        }
    }

    @Test func refusesRulesThatDoNotExist() async throws {
        let project = """
            company: Shop
            lint:
              severities: {formula-missmatch: hint}
              ignore: [{rule: unkown-metric, reason: old}]
            """
        try await Program.withFiles(["kpi.yaml": project]) { folder in
            let answer = try await Program.run(["check", "--lang", "en"], in: folder)
            #expect(answer.code == 1)
            #expect(
                answer.output.contains(
                    "kpi.yaml:3:16: error: There is no rule “formula-missmatch”"))
            #expect(answer.output.contains("Did you mean “formula-mismatch”?"))
            #expect(answer.output.contains("kpi.yaml:4:19: error:"))
        }
    }

    /// Every id that the program may report can be asked about.
    @Test func explainsEveryRule() async throws {
        try await Program.withFiles([:]) { folder in
            for id in ["formula-mismatch", "value-mismatch", "stale-translation", "cycle"] {
                let answer = try await Program.run(["rule", id, "--lang", "en"], in: folder)
                #expect(answer.code == 0)
                #expect(answer.output.hasPrefix("\(id): "), "\(answer.output)")
                #expect(answer.output.contains("↓"))
            }
        }
    }
}
