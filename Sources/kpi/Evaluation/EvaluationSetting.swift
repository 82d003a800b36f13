import ArgumentParser
import Catalog
import Diagnostics
import Evaluation
import Foundation
import Locales

/// The project that is evaluated, read, and how its answers are worded.
struct EvaluationSetting {
    let knowledge: Knowledge
    let wording: Wording
    let evaluator: Evaluator
    /// Something in the project file or the catalog could not be read; it has been told.
    let isFaulty: Bool

    var workspace: Workspace { knowledge.workspace }

    /// - Throws: `ExitCode` 2, after saying why, where there is nothing to evaluate.
    init(_ options: EvaluationOptions) throws {
        let home = try Resources.home()
        let file = options.project ?? ResourceLocator.projectFile()
        let loaded = Knowledge.load(home: home, projectFile: file)
        knowledge = loaded.value
        let project = knowledge.workspace.project
        wording = knowledge.wording(for: options.language.tag(of: project))
        let errors = loaded.findings.filter { $0.severity == .error }
        isFaulty = !errors.isEmpty
        if isFaulty {
            let report = Report(findings: errors, texts: loaded.texts)
            let reporter = TextReporter(isColoured: Terminal.isErrorColoured)
            Terminal.note(reporter.render(report, in: wording), terminator: "")
        }
        guard let file else { throw Self.refuse(EvaluationError("no-project"), wording) }
        guard let project else { throw ExitCode(2) }
        guard project.data != nil else {
            throw Self.refuse(EvaluationError("no-data", ["file": .text(file)]), wording)
        }
        let folder = (file as NSString).deletingLastPathComponent
        evaluator = Evaluator(
            workspace: knowledge.workspace, projectFolder: folder.isEmpty ? "." : folder)
    }

    /// What the names on the command line stand for.
    func items(_ options: EvaluationOptions) throws -> [EvaluationRequest.Item] {
        guard !options.metrics.isEmpty else { return evaluator.allItems }
        return try options.metrics.flatMap { name -> [EvaluationRequest.Item] in
            guard let metric = workspace.catalog.metrics[name] else {
                throw Self.refuse(
                    EvaluationError("unknown-metric", ["metric": .text(name)]), wording)
            }
            switch options.variant {
            case nil: return [evaluator.meaning(of: metric.id)]
            case "all": return evaluator.items(of: metric.id)
            case "standard": return [EvaluationRequest.Item(metric: metric.id)]
            case let variant?:
                guard metric.variant(variant) != nil else {
                    throw Self.refuse(
                        EvaluationError(
                            "unknown-variant",
                            [
                                "metric": .text(metric.id), "variant": .text(variant),
                                "variants": .list(metric.variants.map { .text($0.id) })
                            ]), wording)
                }
                return [EvaluationRequest.Item(metric: metric.id, variant: variant)]
            }
        }
    }

    /// The engine that a person names as `duckdb` or `duckdb:/path/to/program`.
    func engine(_ name: String?) throws -> any Engine {
        do {
            switch name {
            case nil, "duckdb":
                let tools = ResourceLocator.home().map { ["\($0)/.tools/bin"] } ?? []
                return try DuckDBProgram.find(in: tools)
            case let name? where name.hasPrefix("duckdb:"):
                return DuckDBProgram(path: String(name.dropFirst("duckdb:".count)))
            case let name?:
                throw EvaluationError("unknown-engine", ["engine": .text(name)])
            }
        } catch {
            throw Self.refuse(error, wording)
        }
    }

    /// Says an error, with its place, and gives the exit code for it.
    static func refuse(_ error: any Error, _ wording: Wording) -> any Error {
        guard let error = error as? EvaluationError else { return error }
        Terminal.note(located(wording.text(error.message), error.place))
        return ExitCode(2)
    }

    static func located(_ text: String, _ place: Place?) -> String {
        place.map { "\($0.file):\($0.line):\($0.column): \(text)" } ?? text
    }
}
