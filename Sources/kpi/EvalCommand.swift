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

    @Flag(
        help: """
            Also tells the formula, the rows that each part of it counted and left out and why, \
            and the SQL.
            """)
    var explain = false

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, csv, markdown
    }

    func validate() throws {
        if explain, format == .json || format == .csv {
            throw ValidationError("--explain is for people: leave --format \(format.rawValue) out.")
        }
    }

    func run() async throws {
        let setting = try EvaluationSetting(options)
        let items = try setting.items(options)
        let request = try options.request(items, setting)
        let progress = Progress(setting.wording.text(Message("eval.working")))
        defer { progress.end() }
        let (result, explanations) = try await setting.run(engineOptions) { evaluator, engine in
            let result = try await evaluator.evaluate(request, with: engine)
            guard explain else { return (result, [Explanation]()) }
            return (result, try await evaluator.explain(request, with: engine))
        }
        progress.end()
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
        let pages = explanations.map { ExplanationPage($0, setting: setting).text }
        if !pages.isEmpty { Terminal.write("\n" + pages.joined(separator: "\n")) }
        let notes = EvaluationNotes(setting: setting, isEverything: options.metrics.isEmpty)
        notes.tell(result)
        if setting.isFaulty || !notes.faults(in: result).isEmpty { throw ExitCode(2) }
    }
}
