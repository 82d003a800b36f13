import Diagnostics
import Foundation
import Locales
import Testing

@testable import Lint

@Suite struct LinterTests {
    private static let linter: Linter = {
        let knowledge = Repository.knowledge()
        return Linter(workspace: knowledge.workspace, locales: knowledge.locales)
    }()

    private func rules(_ file: String, _ text: String) -> [String] {
        Self.linter.lint([input(file, text)]).findings.map(\.rule)
    }

    @Test(arguments: [
        ("comment.json", "// no\n{}"), ("cut.xml", "<a><b></a>"), ("empty.json", ""),
        ("nul.json", "{\"a\": \"\u{0}\"}"),
        ("deep.json", String(repeating: "[", count: 100_000)),
        ("deep.xml", String(repeating: "<a>", count: 100_000)),
        (
            "bomb.xml",
            """
            <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">
            <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]><l>&e;&e;&e;&e;&e;&e;&e;&e;</l>
            """
        ),
        (
            "outside.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l>&x;</l>"
        )
    ])
    func whatCannotBeReadIsOneFinding(file: String, text: String) {
        let report = Self.linter.lint([input(file, text)])
        #expect(report.findings.map(\.rule) == ["unreadable-file"])
        #expect(report.hasUnreadable)
        #expect(report.findings.first?.place.file == file)
    }

    @Test func aBadFileDoesNotHoldBackAGoodOne() {
        let good = RuleExample.measures(
            #"{"name": "Price", "expression": "AVERAGEX(lines, DIVIDE(lines[amount], lines[quantity]))"}"#
        ).files[0]
        let report = Self.linter.lint([
            input("bad.json", "{"), input("good.bim", good.text)
        ])
        #expect(Set(report.findings.map(\.rule)) == ["average-of-ratios", "unreadable-file"])
    }

    @Test func aFormatThatIsNotReadIsNamed() {
        let report = Self.linter.lint([input("notes.json", #"{"hello": "world"}"#)])
        #expect(report.findings.isEmpty)
        #expect(report.unread == [LintReport.Unread(file: "notes.json", format: nil)])
    }

    @Test func pathPatterns() {
        #expect(PathPattern("old/**").matches("dashboards/old/a/b.json"))
        #expect(PathPattern("*.twb").matches("x/y.twb"))
        #expect(!PathPattern("*.twb").matches("x/y.bim"))
        #expect(!PathPattern("a/*.json").matches("a/b/c.json"))
    }

    /// Real dashboards that have nothing to do with the catalog, where they are at hand.
    @Test func realDashboardsGiveNoFalseErrors() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder =
            environment["METRIGLOT_CORPUS"] ?? "\(Repository.root)/../shared/corpus"
        guard let walker = FileManager.default.enumerator(atPath: folder) else {
            print("No collection of real dashboards at \(folder): not checked.")
            return
        }
        var inputs: [Linter.Input] = []
        for case let name as String in walker where !name.hasSuffix(".tsv") {
            let path = "\(folder)/\(name)"
            guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
                continue
            }
            inputs.append(Linter.Input(file: name, bytes: .success([UInt8](data))))
        }
        let report = Self.linter.lint(inputs)
        let errors = report.findings.filter {
            $0.severity == .error && $0.rule != Linter.unreadableFile
        }
        #expect(errors.isEmpty, "\(errors.map { "\($0.place.file):\($0.place.line) \($0.rule)" })")
    }
}
