import ArgumentParser
import Diagnostics
import Foundation
import Locales

/// `kpi locale accept`: these texts say what is said today.
struct LocaleAcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Records what the texts of a language were made from.",
        discussion: """
            From then on “kpi check” and “kpi locale status” tell which texts are stale: those \
            whose English original, formula, unit, direction or figure has changed. A stale text \
            that nobody touched is taken for fresh only with --reason, which is kept beside it. \
            The exit code is 1 where a text was refused for that.
            """)

    @Argument(help: "The language, a BCP 47 tag such as pt-BR; “all” for every one.")
    var language: String

    @Argument(
        help: "The file, or the start of its path, such as metrics/contact-rate. All unless given.")
    var path: String = ""

    @Option(help: "Why texts that nobody touched are still right.")
    var reason: String?

    @OptionGroup var options: LocaleFolderOption

    func run() async throws {
        let setting = try LocaleSetting(options)
        let languages: [Language]
        if language == "all" {
            languages = setting.locales.tags.compactMap { setting.locales.languages[$0] }
        } else if let tag = LanguageTag(language) {
            languages = [try setting.language(tag)]
        } else {
            throw ValidationError(
                "“\(language)” is no language tag; write one such as es or pt-BR.")
        }
        if let reason, reason.allSatisfy(\.isWhitespace) {
            throw ValidationError("--reason must say why the texts are still right.")
        }
        var refused = 0
        for language in languages {
            let accepted = try setting.freshness(of: language).accepting(path, reason: reason)
            try Data(accepted.file.text.utf8).write(
                to: URL(filePath: "\(language.folder)/\(OriginFile.name)"), options: .atomic)
            refused += accepted.refused.count
            for entry in accepted.refused {
                guard let place = entry.field?.place else { continue }
                Terminal.note(
                    "\(place.file):\(place.line):\(place.column): "
                        + setting.wording.text(
                            Message(
                                "cli.locale.untouched", ["field": .text(entry.address.path)])))
            }
            Terminal.note(
                setting.wording.text(
                    Message(
                        "cli.locale.accepted",
                        [
                            "language": .text(language.tag.description),
                            "count": .count(accepted.recorded)
                        ])))
        }
        guard refused == 0 else {
            Terminal.note(setting.wording.text(Message("cli.locale.give-reason")))
            throw ExitCode(1)
        }
    }
}
