import Diagnostics
import Foundation
import Testing

@testable import Locales

/// Reports as CI servers read them, each by a reader of its own kind.
@Suite struct CIReporterTests {
    private let wording = Locales().wording(for: .english)

    private func finding(
        _ rule: String, _ severity: Severity, file: String = "a/b.json", key: String = "key"
    ) -> Finding {
        Finding(
            rule: rule, severity: severity,
            place: Place(file: file, line: 3, column: 5, endLine: 3, endColumn: 9),
            message: Message(key))
    }

    private func render(_ reporter: any Reporter, _ findings: [Finding]) -> String {
        reporter.render(Report(findings: findings, files: 1) { _ in nil }, in: wording)
    }

    /// By the workflow commands' own escapes: %25, %0D, %0A, and in properties %3A, %2C.
    @Test func gitHubCommandsCannotBeBrokenOutOf() {
        let text = render(
            GitHubReporter(),
            [finding("r", .error, file: "a,b:c\n.json", key: "50 %\n::error::evil")])
        #expect(
            text
                == "::error file=a%2Cb%3Ac%0A.json,line=3,endLine=3,col=5,endColumn=9,title=r::50 %25%0A::error::evil\n"
        )
        #expect(render(GitHubReporter(), [finding("r", .hint)]).hasPrefix("::notice "))
        #expect(render(GitHubReporter(), []) == "")
    }

    @Test func gitLabIssuesHaveFingerprintsOfTheirOwn() throws {
        let text = render(
            GitLabReporter(),
            [finding("r", .error, file: "./a.json"), finding("r", .error, file: "./a.json")])
        let issues = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == 2)
        #expect(issues.allSatisfy { $0["severity"] as? String == "major" })
        let location = try #require(issues[0]["location"] as? [String: Any])
        #expect(location["path"] as? String == "a.json")
        #expect((location["lines"] as? [String: Int])?["begin"] == 3)
        #expect(render(GitLabReporter(), []) == "[]\n")
    }

    /// Well-formed, with hostile names as text: read by another XML parser.
    @Test(arguments: [0, 1])
    func xmlReportsAreWellFormed(which: Int) throws {
        let reporter: any Reporter = which == 0 ? JUnitReporter() : CheckstyleReporter()
        let hostile = finding("r", .error, file: "<a>&\"'.json", key: "]]><x \u{0}")
        for findings in [[], [hostile], [hostile, finding("s", .hint)]] {
            let text = render(reporter, findings)
            let file = FileManager.default.temporaryDirectory
                .appending(path: "metriglot-\(UUID().uuidString).xml")
            try Data(text.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                "import sys,xml.dom.minidom as m; m.parse(sys.argv[1])", file.path
            ]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }

    @Test func hintsDoNotFailAJUnitRun() {
        let text = render(JUnitReporter(), [finding("r", .hint), finding("s", .warning)])
        #expect(text.contains("tests=\"2\" failures=\"1\""))
        #expect(text.components(separatedBy: "<failure ").count == 2)
    }

    @Test func fingerprintsStayWhenAFindingMoves() {
        var moved = finding("r", .error)
        moved.place.line = 90
        moved.place.endLine = 90
        #expect(moved.fingerprint == finding("r", .error).fingerprint)
        #expect(moved.fingerprint != finding("s", .error).fingerprint)
        #expect(
            finding("r", .error, file: "./a").fingerprint
                == finding("r", .error, file: "a").fingerprint)
    }
}
