import ArgumentParser
import Catalog
import Diagnostics
import Exchange
import Foundation
import Locales

/// `kpi export`: the metrics in another system's format.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the metrics in another system's format.",
        discussion: """
            To standard output, or into the file that --out names. What the format has no place \
            for is told on standard error.
            """)

    @Option(
        help: ArgumentHelp(
            "The format: "
                + Exporters.all.map { "\($0.id) (\($0.name))" }.joined(separator: ", ") + "."))
    var format: String

    @Option(help: "The language that is translated into, for formats that translators use.")
    var lang: String?

    @Option(help: "The file to write. Unless given: standard output.")
    var out: String?

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    func run() async throws {
        guard let exporter = Exporters.named(format) else {
            let known = Exporters.all.map { $0.id }.joined(separator: ", ")
            throw ValidationError("“\(format)” is no format; it is one of \(known).")
        }
        var language: LanguageTag?
        if let lang {
            language = LanguageTag(lang)
            guard language != nil else {
                throw ValidationError(
                    "“\(lang)” is no language tag; write one such as es or pt-BR.")
            }
        }
        let home = try Resources.home()
        let projectFile = project ?? ResourceLocator.projectFile()
        let loaded = Knowledge.load(home: home, projectFile: projectFile)
        if let projectFile, loaded.texts[projectFile] == nil {
            throw ValidationError("\(projectFile) cannot be read.")
        }
        let wording = loaded.value.wording(
            for: LanguageOption.answering(loaded.value.workspace.project))
        do {
            let request = ExportRequest(loaded.value, language: language)
            let text = try exporter.export(request)
            if let out {
                try Data(text.utf8).write(to: URL(filePath: out), options: .atomic)
            } else {
                Terminal.write(text)
            }
            for omission in exporter.omissions(request) { Terminal.note(wording.text(omission)) }
        } catch let error as ExchangeError {
            Terminal.note(wording.text(error.message))
            throw ExitCode(2)
        }
        guard !exporter.losses.isEmpty else { return }
        let parts = exporter.losses.sorted().map { part in
            Message.Argument.message(Message("exchange.part.\(part.rawValue)"))
        }
        Terminal.note(
            wording.text(
                Message(
                    "exchange.losses", ["format": .text(exporter.name), "parts": .list(parts)])))
    }
}
