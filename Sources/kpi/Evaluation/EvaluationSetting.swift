import ArgumentParser
import Catalog
import Diagnostics
import Evaluation
import Formula
import Foundation
import Locales
import Lookup

/// The project that is evaluated, read, and how its answers are worded.
struct EvaluationSetting {
    let knowledge: Knowledge
    let wording: Wording
    let evaluator: Evaluator
    /// Something in the project file or the catalog could not be read; it has been told.
    let isFaulty: Bool

    private let home: String
    /// The folder that the project file lies in.
    private let folder: String

    var workspace: Workspace { knowledge.workspace }

    /// - Throws: `ExitCode` 2, after saying why, where there is nothing to evaluate.
    init(_ options: EvaluationOptions) throws {
        home = try Resources.home()
        let file = options.project ?? ResourceLocator.projectFile()
        let loaded = GlossaryStore(home: home, projectFile: file).knowledge {
            .answering(options.language.tag(of: $0))
        }
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
        let parent = (file as NSString).deletingLastPathComponent
        folder = parent.isEmpty ? "." : parent
        evaluator = Evaluator(workspace: knowledge.workspace, projectFolder: folder)
    }

    /// For who has read the project already.
    ///
    /// - Returns: `nil` where the project binds no data.
    init?(_ knowledge: Knowledge, wording: Wording, home: String) {
        guard let project = knowledge.workspace.project, project.data != nil else { return nil }
        self.knowledge = knowledge
        self.wording = wording
        self.home = home
        isFaulty = false
        let parent = (project.file as NSString).deletingLastPathComponent
        folder = parent.isEmpty ? "." : parent
        evaluator = Evaluator(workspace: knowledge.workspace, projectFolder: folder)
    }

    /// What the names on the command line stand for.
    func items(_ options: EvaluationOptions) throws -> [EvaluationRequest.Item] {
        guard !options.metrics.isEmpty else { return evaluator.allItems }
        return try options.metrics.flatMap { name -> [EvaluationRequest.Item] in
            let (id, named) = try meaning(of: name)
            guard let metric = workspace.catalog.metrics[id] else {
                throw Self.refuse(
                    EvaluationError("unknown-metric", ["metric": .text(name)]), wording)
            }
            if options.variant == nil, let named {
                return [EvaluationRequest.Item(metric: metric.id, variant: named)]
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

    /// The metric, and the variant if it is one, that has an id or a name.
    ///
    /// - Throws: `ExitCode` 2, after saying what may be meant, where that is not
    ///   one metric.
    private func meaning(of name: String) throws -> (metric: String, variant: String?) {
        if workspace.catalog.metrics[name] != nil { return (name, nil) }
        let store = GlossaryStore(home: home, projectFile: workspace.project?.file)
        switch try store.answer({ (glossary) throws(SnapshotDamage) in
            try glossary.meaning(of: name, for: wording.asked)
        }) {
        case .one(let hit, _): return (hit.metric, hit.variant)
        case .several(let hits): tell("ambiguous", name, hits)
        case .none(let near):
            tell("unknown", name, [])
            if !near.isEmpty { tell("near", name, near) }
        }
        throw ExitCode(2)
    }

    private func tell(_ key: String, _ name: String, _ hits: [Hit]) {
        Terminal.note(wording.text(Message("cli.show.\(key)", ["name": .text(name)])))
        for hit in hits { Terminal.note("  \(hit.metric) – \(hit.name)") }
    }

    /// Does something with the engine that was asked for, over tables that it can read.
    ///
    /// - Throws: `ExitCode` 2, after saying why, where the engine, a table or the
    ///   answer is not there.
    func run<Answer>(
        _ options: EngineOptions, _ body: (Evaluator, any Engine) async throws -> Answer
    ) async throws -> Answer {
        var engine = try engine(options)
        guard let project = workspace.project, let data = project.data else { throw ExitCode(2) }
        let base = (data.folder ?? "").hasPrefix("/") ? "" : folder + "/"
        let inputs = PreparedInputs(
            project, folder: "\(base)\(data.folder ?? ".")/", isEmbedded: engine.readsFiles
        ) { file in
            try EngineFinder.database("sqlite:\(file)", options.limits)
        }
        defer { inputs.remove() }
        do {
            try await inputs.prepare()
            if var program = engine as? DuckDBProgram {
                program.attachments = inputs.attachments
                engine = program
            }
            var prepared = workspace
            prepared.project = inputs.project
            return try await body(Evaluator(workspace: prepared, projectFolder: folder), engine)
        } catch {
            throw Self.refuse(error, wording)
        }
    }

    /// The engine that a person names as `duckdb`, `duckdb:/path/to/program` or a
    /// database's address; else the environment, else the project file.
    func engine(_ options: EngineOptions) throws -> any Engine {
        do {
            let variable = ProcessInfo.processInfo.environment["METRIGLOT_ENGINE"]
            let isFromProject = options.engine == nil && (variable ?? "").isEmpty
            let name =
                options.engine ?? (isFromProject ? workspace.project?.engine : variable)
            switch name {
            case nil, "duckdb": return try EngineFinder.duckDB(options.limits)
            // A project file that somebody else wrote must not choose a program.
            case let name? where name.hasPrefix("duckdb:") && !isFromProject:
                return DuckDBProgram(
                    path: String(name.dropFirst("duckdb:".count)), limits: options.limits)
            case let name?:
                return try EngineFinder.database(
                    name, relativeTo: isFromProject ? folder : nil, options.limits)
            }
        } catch {
            throw Self.refuse(error, wording)
        }
    }

    /// A condition in the catalog's formula language.
    ///
    /// - Throws: `ExitCode` 2, after saying what is wrong with it.
    func condition(_ text: String) throws -> Formula.Expression {
        do throws(FormulaError) {
            return try FormulaParser.parse(text)
        } catch {
            let before = String(decoding: text.utf8.prefix(error.range.lowerBound), as: UTF8.self)
            let column = before.unicodeScalars.count + 1
            Terminal.note("--where:1:\(column): \(wording.text(error.message))")
            throw ExitCode(2)
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
