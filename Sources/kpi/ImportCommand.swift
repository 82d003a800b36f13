import ArgumentParser
import Catalog
import Diagnostics
import Documents
import Exchange
import Foundation
import Locales

/// `kpi import`: what others wrote in their formats, into the languages' files.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads translations and terms from another system's file.",
        discussion: """
            Only the language files in which something changes are written, each beside the old \
            one and then in its place. What a file says of texts that do not exist is told and \
            left out; so are translations that nobody has finished. The exit code is 1 where \
            something could not be taken, and 2 where a file cannot be read.
            """)

    @Argument(help: "The files to read.")
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "The format: "
                + Importers.all.map { "\($0.id) (\($0.name))" }.joined(separator: ", ") + "."))
    var format: String

    @Flag(help: "Tell what would change, and change nothing.")
    var dryRun = false

    @OptionGroup var options: LocaleFolderOption

    func run() async throws {
        guard let importer = Importers.named(format) else {
            let known = Importers.all.map { $0.id }.joined(separator: ", ")
            throw ValidationError("“\(format)” is no format; it is one of \(known).")
        }
        let setting = try LocaleSetting(options)
        let reference = try setting.reference()
        var findings: [Finding] = []
        var texts: [String: SourceText] = [:]
        var unreadable = false
        for file in files {
            let imported: Imported
            do {
                let bytes = try [UInt8](Data(contentsOf: URL(filePath: file)))
                texts[file] = SourceText(file: file, bytes: bytes)
                imported = try importer.read(bytes, file: file)
            } catch let error as DocumentError {
                unreadable = true
                findings.append(
                    Finding(
                        rule: "unreadable-file", severity: .error, place: error.place,
                        message: error.message, advice: error.advice))
                continue
            } catch {
                unreadable = true
                findings.append(
                    Finding(
                        rule: "unreadable-file", severity: .error, place: Place(file: file),
                        message: Message("check.file.not-found")))
                continue
            }
            findings += imported.findings
            for tag in Set(imported.texts.keys).union(imported.names.keys).sorted() {
                findings += try take(imported, tag, reference, setting)
            }
            if imported.unfinished > 0 {
                Terminal.note(
                    setting.wording.text(
                        Message(
                            "exchange.unfinished",
                            ["file": .text(file), "count": .count(imported.unfinished)])))
            }
        }
        guard !findings.isEmpty else { return }
        let report = Report(findings: findings, texts: texts)
        Terminal.note(
            TextReporter(isColoured: Terminal.isErrorColoured).render(report, in: setting.wording))
        throw ExitCode(unreadable ? 2 : 1)
    }

    /// Writes what one language gains; what it has no place for.
    private func take(
        _ imported: Imported, _ tag: LanguageTag, _ reference: Language, _ setting: LocaleSetting
    ) throws -> [Finding] {
        var language = setting.locales.languages[tag] ?? Language(tag: tag)
        let isNew = language.folder.isEmpty
        let folder = isNew ? "\(setting.folder)/\(tag)" : language.folder
        let result = LanguageFiles(
            imported, in: language, reference: reference, meaning: setting.meaning)
        language.folder = folder
        var files = result.files
        if !files.isEmpty { files[OriginFile.name] = result.origins.text }
        if isNew {
            files["language.yaml"] =
                LanguageSkeleton(of: tag, from: reference.folder, filling: .empty)
                .files["language.yaml"]
        }
        if !dryRun {
            for (path, text) in files {
                let file = URL(filePath: "\(folder)/\(path)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file, options: .atomic)
            }
        }
        Terminal.note(
            setting.wording.text(
                Message(
                    dryRun ? "exchange.would-change" : "exchange.changed",
                    [
                        "language": .text(tag.description), "count": .count(result.changed),
                        "files": .count(result.files.count)
                    ])))
        return result.findings
    }
}
