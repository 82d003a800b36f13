import Diagnostics
import Foundation
import Locales
import Testing

@testable import Lint

/// The example shop's dashboards hold mistakes that a person put into them and
/// wrote down in MISTAKES.md.
@Suite struct ShopDashboardTests {
    private static let report: LintReport = {
        let knowledge = Repository.knowledge(project: "\(Repository.shop)/kpi.yaml")
        let folder = "\(Repository.shop)/dashboards"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let inputs = names.filter { !$0.hasSuffix(".md") }.sorted().map { name in
            Linter.Input(
                file: name,
                bytes: .success(
                    [UInt8](FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data())))
        }
        return Linter(workspace: knowledge.workspace, locales: knowledge.locales).lint(inputs)
    }()

    private struct Mistake: Hashable {
        var file: String
        var line: Int
        var rule: String
    }

    private func mistakes() throws -> Set<Mistake> {
        let text = try String(
            contentsOfFile: "\(Repository.shop)/dashboards/MISTAKES.md", encoding: .utf8)
        return Set(
            text.split(separator: "\n").compactMap { line in
                let cells = line.split(separator: "|").map {
                    $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
                }
                guard cells.count == 4, let number = Int(cells[1]) else { return nil }
                return Mistake(file: cells[0], line: number, rule: cells[2])
            })
    }

    @Test func everyMistakeIsFound() throws {
        let mistakes = try mistakes()
        #expect(mistakes.count == 25)
        let found = Set(
            Self.report.findings.map {
                Mistake(file: $0.place.file, line: $0.place.line, rule: $0.rule)
            })
        #expect(mistakes.subtracting(found).isEmpty, "\(mistakes.subtracting(found))")
    }

    @Test func nothingElseIsSaidButHintsAndWhatIsTheSameMistake() throws {
        let mistakes = try mistakes()
        for finding in Self.report.findings where finding.severity > .hint {
            // One mistake may show under several rules, a few lines apart.
            let isKnown = mistakes.contains {
                $0.file == finding.place.file && abs($0.line - finding.place.line) <= 6
            }
            #expect(isKnown, "\(finding.place.file):\(finding.place.line) \(finding.rule)")
        }
    }

    @Test func everyFormulaIsUnderstood() {
        for (format, coverage) in Self.report.coverage {
            #expect(coverage.understood >= coverage.expressions - 1, "\(format)")
        }
    }
}
