import ArgumentParser
import Foundation
import Locales

/// What the commands that look up have in common.
struct LookupOptions: ParsableArguments {
    @OptionGroup var language: LanguageOption

    @Option(help: "How to answer: text or json.")
    var format = Format.text

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    /// Answers and ends with the answer's exit code.
    func run(_ question: LookupRequest.Question) throws {
        let request = LookupRequest(
            question: question, language: language.lang.flatMap { LanguageTag($0) },
            isJSON: format == .json, project: project)
        let code = try LookupRunner.run(request)
        if code != 0 { throw ExitCode(code) }
    }
}

/// `kpi show`: everything about one metric.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Says what a metric means: formula, unit, targets, variants, sources.",
        discussion: """
            The metric is named by its id or by any of its names in any language; marks, case \
            and punctuation may be left out. A name that means nothing or several metrics is \
            answered with those that may be meant, and exit code 2.
            """)

    @Argument(help: "A metric's id or name, such as service-level or “diem csat”.")
    var name: [String]

    @Option(help: "The id of the variant to show instead of the standard formula.")
    var variant: String?

    @OptionGroup var options: LookupOptions

    func run() throws {
        try options.run(.show(name: name.joined(separator: " "), variant: variant))
    }
}

/// `kpi search`: which metrics a few words may mean.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds metrics by name or description, in any language.",
        discussion: """
            Words may be shortened, stand in any order, lack their marks or be mistyped. The \
            exit code is 0 also when nothing is found.
            """)

    @Argument(help: "The words to look for.")
    var words: [String]

    @Option(help: "The most metrics to show.")
    var limit = LookupRequest.usualLimit

    @OptionGroup var options: LookupOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run() throws {
        try options.run(.search(words: words.joined(separator: " "), limit: limit))
    }
}

/// `kpi list`: all metrics in short.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists all metrics, or those of a theme.")

    @Option(help: "The id or name of a theme, such as loyalty.")
    var theme: String?

    @OptionGroup var options: LookupOptions

    func run() throws { try options.run(.list(theme: theme)) }
}
