import ArgumentParser
import Diagnostics
import Foundation
import Locales

/// `kpi locale new`: the files of a language that is still to be written.
struct LocaleNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes the files of a new language, with what has to be translated.",
        discussion: """
            Each text stands there empty, with the English one above it. “kpi locale status” \
            tells what is left to do. With --pseudo each is the English text in look-alike \
            letters: whatever a command then shows without them cannot be translated.
            """)

    @Argument(help: "The language, a BCP 47 tag such as pl or zh-Hant.")
    var language: LanguageTag

    @Flag(help: "Fill in look-alike letters, to find texts that cannot be translated.")
    var pseudo = false

    @OptionGroup var options: LocaleFolderOption

    func run() async throws {
        let setting = try LocaleSetting(options)
        let folder = URL(filePath: "\(setting.folder)/\(language)")
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw ValidationError(
                "\(folder.relativePath) is there already; “kpi locale status” tells what it lacks.")
        }
        let skeleton = LanguageSkeleton(
            of: language, from: try setting.reference().folder,
            filling: pseudo ? .pseudo : .empty)
        if let finding = skeleton.findings.first {
            throw ValidationError("\(finding.place.file): \(setting.wording.text(finding.message))")
        }
        // Beside it and renamed: half a language would look like a whole one.
        let draft = URL(filePath: "\(setting.folder)/.\(language)-\(UUID().uuidString)")
        do {
            for (path, text) in skeleton.files {
                let file = draft.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            try FileManager.default.moveItem(at: draft, to: folder)
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error
        }
        Terminal.note(
            setting.wording.text(
                Message(
                    "cli.locale.started",
                    [
                        "folder": .text(folder.relativePath), "count": .count(skeleton.count)
                    ])))
    }
}
