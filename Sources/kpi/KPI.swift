import ArgumentParser
import Foundation

/// The `kpi` command: looks metrics up, computes them, checks dashboards
/// against them and publishes them.
@main
struct KPI: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "kpi",
        abstract: "Looks metrics up, computes them, checks dashboards and publishes them.",
        version: version,
        subcommands: [
            ShowCommand.self, SearchCommand.self, ListCommand.self, EvalCommand.self,
            SQLCommand.self, InitCommand.self, CheckCommand.self, LintCommand.self,
            RuleCommand.self, DocsCommand.self, ExportCommand.self, ImportCommand.self,
            LocaleCommand.self
        ])

    /// Bad usage ends with exit code 2, not with the 64 of the argument parser.
    static func main() async {
        if let request = LookupRequest(plain: CommandLine.arguments.dropFirst()),
            let code = try? LookupRunner.run(request)
        {
            Foundation.exit(code)
        }
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            Terminal.note(fullMessage(for: error))
            Foundation.exit(2)
        }
    }
}
