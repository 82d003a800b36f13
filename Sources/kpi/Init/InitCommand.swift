import ArgumentParser
import Catalog
import Diagnostics
import Evaluation
import Formula
import Foundation
import Locales

/// `kpi init`: a project file for data that nobody has described yet.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a project file for a folder of data files.",
        discussion: """
            Looks at names and values of the files' columns and proposes what they are, in any \
            of the languages. What it is not sure of it says in comments.
            """)

    @Option(help: "The folder with the data files.")
    var data: String

    @Option(help: "The file to write.")
    var out = "kpi.yaml"

    @Option(help: "The company's name. Unless given: that of the folder above the data.")
    var company: String?

    @Flag(help: "Write the file anew where there is one.")
    var force = false

    @OptionGroup var engineOptions: EngineOptions

    @OptionGroup var language: LanguageOption

    func run() async throws {
        let home = try Resources.home()
        let knowledge = Knowledge.load(home: home).value
        let wording = knowledge.wording(for: language.tag(of: nil))
        func note(_ key: String, _ arguments: [String: Message.Argument]) {
            Terminal.note(wording.text(Message("init.\(key)", arguments)))
        }
        guard force || !FileManager.default.fileExists(atPath: out) else {
            note("exists", ["file": .text(out)])
            throw ExitCode(2)
        }
        var folder = DataFolder(data)
        guard !folder.files().isEmpty else {
            note("nothing-found", ["folder": .text(data)])
            throw ExitCode(2)
        }
        let reader = SampleReader(folder: folder.path, limits: engineOptions.limits)
        await folder.look(reader.read)
        for (file, error) in folder.unread {
            note("unread", ["file": .text(file), "error": .message(error)])
        }
        let schema = knowledge.workspace.catalog.schema
        let names = NameBook(schema, knowledge.locales)
        let proposals = BindingProposal.all(folder.samples, schema, names)
        let parent = URL(fileURLWithPath: data).standardizedFileURL.deletingLastPathComponent()
        let text = ProjectText(
            proposals: proposals,
            unknown: folder.samples.filter { sample in
                !proposals.contains { $0.table.id == sample.id }
            },
            company: company ?? parent.lastPathComponent, folder: relativeFolder,
            language: language.lang, timeZone: TimeZone.current.identifier, names: names,
            wording: wording
        ).text
        try write(text)
        note(
            "written",
            [
                "file": .text(out), "tables": .count(proposals.count),
                "columns": .count(proposals.reduce(0) { $0 + $1.columns.count })
            ])
        if !folder.unread.isEmpty { throw ExitCode(2) }
    }

    /// The data folder as the project file, which may lie elsewhere, has to name it.
    private var relativeFolder: String {
        let target = URL(fileURLWithPath: data).standardizedFileURL.pathComponents
        let base = URL(fileURLWithPath: out).standardizedFileURL.deletingLastPathComponent()
            .pathComponents
        let common = zip(target, base).prefix { $0 == $1 }.count
        let steps = base.dropFirst(common).map { _ in ".." } + target.dropFirst(common)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }

    /// Beside its place, then renamed: nobody ever reads half a file.
    private func write(_ text: String) throws {
        do {
            let target = URL(fileURLWithPath: out)
            try Data(text.utf8).write(to: target, options: .atomic)
        } catch {
            throw ValidationError("\(out) cannot be written: \(error.localizedDescription)")
        }
    }
}

/// Reads the first rows of data files of every kind.
private struct SampleReader {
    let folder: String
    let limits: EngineLimits

    func read(
        _ binding: TableBinding
    ) async throws -> [(table: String?, columns: [String], rows: [Row])] {
        let file = binding.file ?? ""
        let kind = FileFormat.Kind(file: file)
        var names: [String?] = [nil]
        if kind == .sqlite {
            let engine = try EngineFinder.database("sqlite:\(folder)\(file)", limits)
            names = try await self.names(
                engine, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        }
        if kind == .duckdb {
            var engine = try EngineFinder.duckDB(limits)
            engine.attachments = ["file": folder + file]
            names = try await self.names(
                engine,
                "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'file';")
        }
        var found: [(table: String?, columns: [String], rows: [Row])] = []
        for name in names {
            var binding = binding
            binding.table = name
            var project = Project(file: folder)
            project.data = DataBindings(tables: ["sample": binding], place: binding.place)
            let inputs = PreparedInputs(project, folder: folder, isEmbedded: true) { file in
                try EngineFinder.database("sqlite:\(file)", limits)
            }
            defer { inputs.remove() }
            try await inputs.prepare()
            var engine = try EngineFinder.duckDB(limits)
            engine.attachments = inputs.attachments
            let tables = inputs.project.data?.tables ?? [:]
            let samples = try await TableSampler.sample(
                tables, folder: folder, rows: 1000, with: engine)
            if let (columns, rows) = samples["sample"] { found.append((name, columns, rows)) }
        }
        return found
    }

    private func names(_ engine: any Engine, _ sql: String) async throws -> [String?] {
        let rows = try await engine.run([Statement(sql, name: "names")])["names"] ?? []
        return rows.map { $0["name"]?.text }
    }
}
