public import ArgumentParser
import Catalog
public import Diagnostics
import Foundation
import Lint
import Locales

/// `kpi check`: is what the catalog, the languages and the project file say in order?
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks the catalog, the languages and the project file.",
        discussion: """
            Finds what cannot be read, keys and names that do not exist, formulas whose units \
            do not come out, metrics that are defined by themselves, words that name two \
            metrics, and statements without a translation or a source. The exit code is 0 when \
            nothing reaches --fail-on, 1 when something does, and 2 when a file that was asked \
            for cannot be read.
            """)

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    @OptionGroup var language: LanguageOption

    @Option(help: ReportFormat.help)
    var format = ReportFormat.text

    @Option(help: "From which severity on the exit code is 1: hint, warning or error.")
    var failOn = Severity.error

    func run() async throws {
        let home = try Resources.home()
        let projectFile = project ?? ResourceLocator.projectFile()
        var checked = Knowledge.check(home: home, projectFile: projectFile)
        checked.findings += checked.value.workspace.project?.lint.unknownRules ?? []
        let asked = language.tag(of: checked.value.workspace.project)
        let wording = checked.value.wording(for: asked)
        // What only the linter can read in the project file.
        let mappings = checked.value.workspace.project?.lint.mappingFindings ?? []
        let report = Report(findings: checked.findings + mappings, texts: checked.texts)
        Terminal.write(format.reporter(rules: CatalogCheck.rules).render(report, in: wording))
        let isUnreadable = checked.findings.contains {
            $0.rule == "unreadable-file" && $0.place.file == projectFile
        }
        if isUnreadable { throw ExitCode(2) }
        if report.reaches(failOn) { throw ExitCode(1) }
    }
}

extension Severity: ExpressibleByArgument {}
