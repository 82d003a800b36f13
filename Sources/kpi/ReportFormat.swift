import ArgumentParser
import Locales

/// How findings are written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, sarif, github, gitlab, junit, checkstyle

    /// - Parameter rules: The ids of all rules that may be reported.
    func reporter(rules: [String]) -> any Reporter {
        switch self {
        case .text: TextReporter(isColoured: Terminal.isColoured)
        case .json: JSONReporter()
        case .sarif: SARIFReporter(rules: rules, version: KPI.version)
        case .github: GitHubReporter()
        case .gitlab: GitLabReporter()
        case .junit: JUnitReporter()
        case .checkstyle: CheckstyleReporter()
        }
    }

    static let help: ArgumentHelp =
        "How to write the findings: text, json, sarif, github, gitlab, junit or checkstyle."
}
