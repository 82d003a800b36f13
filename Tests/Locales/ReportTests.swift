import Diagnostics
import Foundation
import Testing

@testable import Locales

@Suite struct ExcerptTests {
    private func excerpt(_ line: String, _ columns: Range<Int>) -> [String]? {
        let place = Place(
            file: "f", line: 1, column: columns.lowerBound, endLine: 1,
            endColumn: columns.upperBound)
        return Excerpt(of: place, in: SourceText(file: "f", text: line + "\nnext\n")).map {
            [$0.line, $0.caret]
        }
    }

    @Test func putsTheCaretUnderThePlace() {
        #expect(excerpt("abc def", 5..<8) == ["abc def", "    ^~~"])
        #expect(excerpt("abc", 4..<4) == ["abc", "   ^"])
    }

    /// Combining marks take no column of a terminal, Han characters take two.
    @Test func countsTheColumnsOfATerminal() {
        #expect(excerpt("e\u{301}\u{302}x y", 5..<6) == ["e\u{301}\u{302}x y", "  ^"])
        #expect(excerpt("数据 = 值", 6..<7) == ["数据 = 值", "       ^~"])
        #expect(excerpt("\tx", 2..<3) == [" x", " ^"])
    }

    @Test func showsThePartOfALongLineThatMatters() throws {
        let line =
            String(repeating: "a", count: 5_000) + "HERE" + String(repeating: "b", count: 5_000)
        let lines = try #require(excerpt(line, 5_001..<5_005))
        #expect(lines[0].count <= Excerpt.width + 2)
        #expect(lines[0].hasPrefix("…a"))
        #expect(lines[0].hasSuffix("b…"))
        let caret = try #require(lines[1].firstIndex(of: "^"))
        let column = lines[1].distance(from: lines[1].startIndex, to: caret)
        #expect(String(lines[0].dropFirst(column).prefix(4)) == "HERE")
        #expect(lines[1].hasSuffix("^~~~"))
    }

    @Test func leavesTheTerminalAlone() {
        #expect(excerpt("a\u{1B}[31mb", 1..<2) == ["a\u{FFFD}[31mb", "^"])
    }

    @Test func showsNothingOfAWholeFile() {
        let source = SourceText(file: "f", text: "a\n")
        #expect(Excerpt(of: Place(file: "f"), in: source) == nil)
    }
}

@Suite struct ReporterTests {
    private let wording = Wording(Locales(), for: .english)
    private let report = Report(
        findings: [
            Finding(
                rule: "b", severity: .warning,
                place: Place(file: "z", line: 2, column: 1, endLine: 2, endColumn: 2),
                message: Message("m")),
            Finding(
                rule: "a", severity: .hint,
                place: Place(file: "a", line: 1, column: 1, endLine: 1, endColumn: 2),
                message: Message("q\"\n\u{1}"), advice: Message("do"), metric: "x")
        ], texts: ["a": SourceText(file: "a", text: "x"), "z": SourceText(file: "z", text: "")])

    @Test func ordersAndCounts() {
        #expect(report.findings.map(\.rule) == ["a", "b"])
        #expect(report.count(.warning) == 1)
        #expect(report.reaches(.warning))
        #expect(!report.reaches(.error))
        #expect(report.files == 2)
    }

    @Test func writesJSON() throws {
        #expect(
            JSONReporter().render(report, in: wording) == """
                {
                  "findings": [
                    {"rule": "a", "severity": "hint", "file": "a", "line": 1, "column": 1, \
                "endLine": 1, "endColumn": 2, "message": "q\\"\\n\\u0001", "metric": "x", \
                "fingerprint": "\(report.findings[0].fingerprint)", "advice": "do"},
                    {"rule": "b", "severity": "warning", "file": "z", "line": 2, "column": 1, \
                "endLine": 2, "endColumn": 2, "message": "m", "metric": null, \
                "fingerprint": "\(report.findings[1].fingerprint)"}
                  ],
                  "files": 2
                }

                """)
        #expect(
            JSONReporter().render(Report(findings: [], texts: [:]), in: wording)
                == "{\n  \"findings\": [],\n  \"files\": 0\n}\n")
    }
}
