import ArgumentParser
import Evaluation

/// `kpi sql`: the statements that `kpi eval` would run.
struct SQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Prints the SQL by which metrics are computed.",
        discussion: """
            The script creates temporary tables from the bound files and gives one row a period: \
            n0, n1 … are the numerators and d0, d1 … the denominators of the formulas in the \
            order in which they were asked for.
            """)

    @OptionGroup var options: EvaluationOptions

    func run() async throws {
        let setting = try EvaluationSetting(options)
        let items = try setting.items(options)
        do {
            Terminal.write(try setting.evaluator.sql(for: options.request(items)))
        } catch {
            throw EvaluationSetting.refuse(error, setting.wording)
        }
        if setting.isFaulty { throw ExitCode(2) }
    }
}
