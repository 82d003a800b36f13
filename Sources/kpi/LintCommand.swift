import ArgumentParser
import Catalog
import Diagnostics
import Foundation
import Lint
import Locales
import Lookup

/// `kpi lint`: do these dashboards mean what they say?
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Checks dashboards and exports in XML and JSON against the metrics.",
        discussion: """
            Folders are searched for files of every format that is known. Without PATH the \
            project file's lint paths are checked. The exit code is 0 when nothing reaches \
            --fail-on, 1 when something does, and 2 when a file cannot be read; the other files \
            are checked all the same.
            """)

    @Argument(help: "Files and folders.")
    var paths: [String] = []

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    @OptionGroup var language: LanguageOption

    @Option(help: ReportFormat.help)
    var format = ReportFormat.text

    @Option(help: "From which severity on the exit code is 1: hint, warning or error.")
    var failOn = Severity.error

    @Flag(help: "Also tell how many formulas of each format were understood.")
    var stats = false

    @Flag(
        help: """
            Also compare the values that the files hold with those that the data gives which the \
            project file binds.
            """)
    var data = false

    @OptionGroup(title: "With --data") var engine: EngineOptions

    @Option(
        help: """
            A file of findings to live with for now: only what is new is told, and what the file \
            holds and is gone.
            """)
    var baseline: String?

    @Flag(help: "Write the findings of this run into the baseline file instead of telling them.")
    var updateBaseline = false

    func run() async throws {
        let home = try Resources.home()
        let projectFile = project ?? ResourceLocator.projectFile()
        let loaded = GlossaryStore(home: home, projectFile: projectFile).knowledge {
            .names(answering: language.tag(of: $0))
        }
        let knowledge = loaded.value
        let wording = knowledge.wording(for: language.tag(of: knowledge.workspace.project))
        if let projectFile, loaded.texts[projectFile] == nil {
            throw ValidationError("\(projectFile) cannot be read.")
        }
        let inputs = try self.inputs(projectFile, knowledge.workspace.project, wording)
        let linter = Linter(workspace: knowledge.workspace, locales: knowledge.locales)
        let result =
            data ? try await linter.lint(inputs, recompute: recomputed) : linter.lint(inputs)
        if updateBaseline {
            try write(result, wording)
            return
        }
        let findings = try withoutBaseline(result.findings, wording)
        let report = Report(findings: findings, files: inputs.count) { result.texts[$0] }
        Terminal.write(
            format.reporter(rules: Linter.ruleIDs + [Baseline.rule]).render(report, in: wording))
        tell(result, wording)
        if result.hasUnreadable { throw ExitCode(2) }
        if report.reaches(failOn) { throw ExitCode(1) }
    }

    // MARK: Baseline

    func validate() throws {
        if updateBaseline, baseline == nil {
            throw ValidationError("--update-baseline needs --baseline FILE to know what to write.")
        }
    }

    private func withoutBaseline(
        _ findings: [Finding], _ wording: Wording
    ) throws -> [Finding] {
        guard let baseline else { return findings }
        switch SourceFile.read(baseline) {
        case .failure(let error):
            Terminal.note("\(baseline): \(wording.text(error.finding.message))")
            Terminal.note(wording.text(Message("lint.baseline.update")))
            throw ExitCode(2)
        case .success(let source):
            let (rest, heldBack) = Baseline(source).applied(to: findings)
            if heldBack > 0 {
                Terminal.note(
                    wording.text(Message("lint.baseline.held-back", ["count": .count(heldBack)])))
            }
            return rest
        }
    }

    private func write(_ result: LintReport, _ wording: Wording) throws {
        guard let baseline else { return }
        // What cannot be read was not checked: a baseline would hide it for ever.
        let findings = result.findings.filter { $0.rule != Linter.unreadableFile }
        let text = Baseline.text(
            of: findings, header: wording.text(Message("lint.baseline.header"))
        ) { wording.text($0.message) }
        try Data(text.utf8).write(to: URL(filePath: baseline), options: .atomic)
        Terminal.note(
            wording.text(
                Message(
                    "lint.baseline.written",
                    ["file": .text(baseline), "count": .count(findings.count)])))
        if result.hasUnreadable { throw ExitCode(2) }
    }

    /// What was not checked, what was held back, and how much was understood.
    private func tell(_ result: LintReport, _ wording: Wording) {
        for file in result.unread {
            let message =
                file.format.map {
                    Message("lint.unread", ["file": .text(file.file), "format": .text($0)])
                } ?? Message("lint.unread-unknown", ["file": .text(file.file)])
            Terminal.note(wording.text(message))
        }
        if result.ignored > 0 {
            Terminal.note(wording.text(Message("lint.ignored", ["count": .count(result.ignored)])))
        }
        guard stats else { return }
        Terminal.note(wording.text(Message("lint.coverage.heading")))
        for (format, coverage) in result.coverage.sorted(by: { $0.key < $1.key }) {
            Terminal.note(
                "  "
                    + wording.text(
                        Message(
                            "lint.coverage.row",
                            [
                                "format": .text(format),
                                "expressions": .count(coverage.expressions),
                                "understood": .count(coverage.understood),
                                "matched": .count(coverage.matched),
                                "opaque": .count(coverage.expressions - coverage.understood)
                            ])))
        }
    }

    // MARK: Files

    private func inputs(
        _ projectFile: String?, _ project: Project?, _ wording: Wording
    ) throws -> [Linter.Input] {
        var wanted = paths
        if wanted.isEmpty, let projectFile {
            let folder = (projectFile as NSString).deletingLastPathComponent
            wanted = (project?.lint.paths ?? []).map {
                folder.isEmpty || $0.hasPrefix("/") ? $0 : "\(folder)/\($0)"
            }
        }
        guard !wanted.isEmpty else {
            throw ValidationError(wording.text(Message("lint.no-paths")))
        }
        return DashboardFiles.inputs(wanted) { path in
            Terminal.note(wording.text(Message("lint.nothing", ["path": .text(path)])))
        }
    }
}

/// `kpi rule`: what a rule looks for and why.
struct RuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Explains a rule of the linter, or lists all.")

    @Argument(help: "The rule's id, such as formula-mismatch.")
    var id: String?

    @OptionGroup var language: LanguageOption

    @Option(help: "How to answer: text or json.")
    var format = AnswerFormat.text

    func run() async throws {
        let home = try Resources.home()
        let store = GlossaryStore(home: home, projectFile: ResourceLocator.projectFile())
        let loaded = store.knowledge { .answering(language.tag(of: $0)) }
        let wording = loaded.value.wording(for: language.tag(of: loaded.value.workspace.project))
        var pages = RulePage.all
        if let id {
            guard let page = RulePage.named(id) else {
                throw ValidationError(
                    wording.text(Message("lint.rule.unknown", ["rule": .text(id)])))
            }
            pages = [page]
        }
        switch format {
        case .json: Terminal.write(json(pages, wording))
        case .text: Terminal.write(text(pages, wording))
        }
    }

    private func text(_ pages: [RulePage], _ wording: Wording) -> String {
        guard id != nil, let page = pages.first else {
            let width = pages.map(\.id.count).max() ?? 0
            return pages.map { page in
                let gap = String(repeating: " ", count: width - page.id.count + 2)
                return page.id + gap + wording.text(page.title) + "\n"
            }.joined()
        }
        let severity = wording.text(Message("report.severity.\(page.severity.rawValue)"))
        var lines = [
            "\(page.id): \(wording.text(page.title))", "", wording.text(page.why), "",
            wording.text(Message("lint.rule.severity", ["severity": .text(severity)]))
        ]
        for (heading, examples) in [("finds", page.finds), ("leaves", page.leaves)]
        where !examples.isEmpty {
            lines += ["", wording.text(Message("lint.rule.\(heading)"))]
            for example in examples {
                lines += example.split(separator: "\n").map { "    \($0)" }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func json(_ pages: [RulePage], _ wording: Wording) -> String {
        let objects = pages.map { page in
            """
              {"id": \(JSONText.quoted(page.id)), "severity": "\(page.severity.rawValue)", \
            "title": \(JSONText.quoted(wording.text(page.title))), \
            "why": \(JSONText.quoted(wording.text(page.why))), \
            "finds": [\(page.finds.map(JSONText.quoted).joined(separator: ", "))], \
            "leaves": [\(page.leaves.map(JSONText.quoted).joined(separator: ", "))]}
            """
        }
        return "[\n\(objects.joined(separator: ",\n"))\n]\n"
    }
}
