import ArgumentParser
import Catalog
import Diagnostics
import Evaluation
import Foundation
import Locales

/// `kpi eval`: what are the metrics on this data?
struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Computes metrics on the data that the project file binds.",
        discussion: """
            Values go to standard output; what was left out of them, and why, to standard error. \
            The exit code is 2 when a metric could not be computed; the others are computed all \
            the same.
            """)

    @OptionGroup var options: EvaluationOptions

    @OptionGroup var engineOptions: EngineOptions

    @Option(help: "How to write the values: text, json, csv or markdown.")
    var format = Format.text

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, csv, markdown
    }

    func run() async throws {
        let setting = try EvaluationSetting(options)
        let items = try setting.items(options)
        let request = try options.request(items, setting)
        let result = try await setting.run(engineOptions) { evaluator, engine in
            try await evaluator.evaluate(request, with: engine)
        }
        switch format {
        case .json: Terminal.write(EvaluationJSON(wording: setting.wording).text(result.values))
        case .csv: Terminal.write(EvaluationCSV(wording: setting.wording).text(result.values))
        case .text, .markdown:
            let table = EvaluationTable(
                result.values, setting: setting, width: Terminal.tableWidth,
                isColoured: format == .text && Terminal.isColoured)
            Terminal.write(
                format == .text ? table.text(for: request) : table.markdown(for: request))
        }
        let notes = EvaluationNotes(setting: setting, isEverything: options.metrics.isEmpty)
        notes.tell(result)
        if setting.isFaulty || !notes.faults(in: result).isEmpty { throw ExitCode(2) }
    }
}
