import ArgumentParser
import Catalog
import Foundation
import Locales

/// `--lang`, for every command that answers.
struct LanguageOption: ParsableArguments {
    @Option(
        help: """
            The language to answer in, a BCP 47 tag such as pt-BR. Unless given: that of the \
            project file, then that of the environment, then English.
            """)
    var lang: String?

    func validate() throws {
        if let lang, LanguageTag(lang) == nil {
            throw ValidationError("“\(lang)” is no language tag; write one such as es or pt-BR.")
        }
    }

    /// The language that is asked for.
    func tag(of project: Project?) -> LanguageTag {
        lang.flatMap { LanguageTag($0) } ?? Self.answering(project)
    }

    /// The language that is answered in where nobody asks for one.
    static func answering(_ project: Project?) -> LanguageTag {
        if let own = project?.language.flatMap({ LanguageTag($0) }) { return own }
        return environmentTag() ?? .english
    }

    /// The language that the environment names, if any.
    static func environmentTag() -> LanguageTag? {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else {
                continue
            }
            // The first that is set decides, also when it says «no language».
            return LanguageTag(posix: value)
        }
        return nil
    }
}
