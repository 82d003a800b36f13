import ArgumentParser
import Catalog
import Diagnostics
import Evaluation
import Foundation
import Lint
import Locales
import Lookup
import Site

/// `kpi docs`: the site that people link to.
struct DocsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Publishes the metrics as a site.",
        subcommands: [Build.self])

    /// `kpi docs build`.
    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "build",
            abstract: "Writes a static site: a page for each metric and language.",
            discussion: """
                The site needs no script and no network and works from a folder. It is written \
                beside the folder and put in its place when it is complete. Where the project \
                file binds data, its metrics are shown by month; where it names dashboards, what \
                linting them finds.
                """)

        @Option(help: "The folder to write; one that such a site stands in is replaced.")
        var out: String

        @Option(
            help: """
                An earlier site's api/history.json, to tell what has changed since. Unless given: \
                that of the site that is replaced.
                """)
        var history: String?

        @OptionGroup var options: DocsOptions

        func run() async throws {
            let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
            let maker = try DocsMaker(options)
            do {
                let old = history ?? "\(folder)/api/history.json"
                let content = try await maker.content(historyFile: old)
                let count = try await SiteBuilder(content).build(into: folder)
                Terminal.note(
                    maker.wording.text(
                        Message("site.done", ["count": .count(count), "folder": .text(folder)])))
            } catch let error as SiteError {
                Terminal.note(maker.wording.text(error.message))
                throw ExitCode(2)
            }
        }
    }
}

/// What the commands of the docs site are asked with alike.
struct DocsOptions: ParsableArguments {
    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Show values where the project file binds data; --no-data leaves them out.")
    var data = true

    @OptionGroup var engine: EngineOptions

    @OptionGroup var language: LanguageOption
}

/// Gathers what a site is made of.
struct DocsMaker {
    let options: DocsOptions
    let home: String
    let projectFile: String?
    let wording: Wording
    private let knowledge: Knowledge

    init(_ options: DocsOptions) throws {
        self.options = options
        home = try Resources.home()
        projectFile = options.project ?? ResourceLocator.projectFile()
        let loaded = GlossaryStore(home: home, projectFile: projectFile).knowledge()
        knowledge = loaded.value
        wording = knowledge.wording(for: options.language.tag(of: knowledge.workspace.project))
        if let projectFile, loaded.texts[projectFile] == nil {
            throw ValidationError("\(projectFile) cannot be read.")
        }
    }

    /// - Parameter historyFile: Where an earlier site keeps what was then.
    func content(historyFile: String?) async throws -> SiteContent {
        let theme = try Theme(home: home, project: knowledge.workspace.project)
        var content = SiteContent(knowledge, theme: theme)
        let old = historyFile.flatMap { FileManager.default.contents(atPath: $0) }
        content.history = History(of: knowledge, after: old.map { [UInt8]($0) }, on: Self.today())
        content.figures = await figures()
        if let project = knowledge.workspace.project, !project.lint.paths.isEmpty {
            let files = DashboardFiles.inputs(project.lint.paths.map(project.path))
            if !files.isEmpty {
                content.lint = Linter(
                    workspace: knowledge.workspace, locales: knowledge.locales
                ).lint(files)
            }
        }
        return content
    }

    /// The metrics by month. A site without values is better than none: why there
    /// are none has been told, and the rest is written.
    private func figures() async -> Figures? {
        guard options.data,
            let setting = EvaluationSetting(knowledge, wording: wording, home: home)
        else { return nil }
        return try? await setting.run(options.engine) { evaluator, engine in
            var request = EvaluationRequest(items: evaluator.allItems, grain: .month)
            request.hasIntervals = true
            return Figures(try await evaluator.evaluate(request, with: engine), by: .month)
        }
    }

    /// The day that changes are dated by: what the environment's
    /// `SOURCE_DATE_EPOCH` says, so that a build can be repeated; else today.
    private static func today() -> String {
        let seconds = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"]
            .flatMap { Double($0) }
        let date = seconds.map { Date(timeIntervalSince1970: $0) } ?? Date()
        return date.formatted(.iso8601.year().month().day())
    }
}
