import ArgumentParser
import Evaluation
import Formula

/// `kpi sql`: the statements that `kpi eval` would run.
struct SQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Prints the SQL by which metrics are computed.",
        discussion: """
            The script creates temporary tables from the bound files and gives one row a period: \
            n0, n1 … are the numerators and d0, d1 … the denominators of the formulas in the \
            order in which they were asked for; s0_0 … say how far their values may lie from \
            what they would be in the long run. For a database, each query stands by itself.
            """)

    @OptionGroup var options: EvaluationOptions

    @OptionGroup var engineOptions: EngineOptions

    @Option(help: "Whose SQL to write: \(SQLDialect.all.map(\.id).joined(separator: ", ")).")
    var dialect: String?

    func validate() throws {
        if let dialect, SQLDialect.named(dialect) == nil {
            throw ValidationError("There is no dialect “\(dialect)”.")
        }
    }

    func run() async throws {
        let setting = try EvaluationSetting(options)
        let items = try setting.items(options)
        let request = try options.request(items, setting)
        if let dialect = dialect.flatMap({ SQLDialect.named($0) }), dialect.id != "duckdb" {
            do {
                Terminal.write(try setting.evaluator.sql(for: request, in: dialect))
            } catch {
                throw EvaluationSetting.refuse(error, setting.wording)
            }
        } else {
            Terminal.write(
                try await setting.run(engineOptions) { evaluator, engine in
                    try await evaluator.sql(for: request, with: engine)
                })
        }
        if setting.isFaulty { throw ExitCode(2) }
    }
}
