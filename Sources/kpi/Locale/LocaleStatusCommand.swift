import ArgumentParser
import Diagnostics
import Locales

/// `kpi locale status`: how complete and how fresh each language is.
struct LocaleStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tells for each language what is missing, stale, drafted and reviewed.")

    @Argument(help: "The languages, BCP 47 tags such as pt-BR. All unless given.")
    var languages: [LanguageTag] = []

    @Flag(name: [.customShort("v"), .long], help: "Also name each text that needs work.")
    var verbose = false

    @Option(help: "How to answer: text or json.")
    var format = AnswerFormat.text

    @OptionGroup var options: LocaleFolderOption

    func run() async throws {
        let setting = try LocaleSetting(options)
        let tags = languages.isEmpty ? setting.locales.tags : languages
        let rows = try tags.map { tag in
            let language = try setting.language(tag)
            return LocaleStatus(language, try setting.freshness(of: language))
        }
        switch format {
        case .json:
            Terminal.write("[" + rows.map(\.json).joined(separator: ",\n ") + "]\n")
        case .text:
            Terminal.write(LocaleStatus.table(rows, in: setting.wording))
            guard verbose else { return }
            for row in rows {
                for entry in row.work {
                    let name = setting.wording.text(Message("cli.locale.\(entry.state.rawValue)"))
                    let place =
                        entry.field.map {
                            "\($0.place.file):\($0.place.line):\($0.place.column)"
                        } ?? "\(row.folder)/\(entry.address.file).yaml"
                    Terminal.write("\(place): \(entry.address.path): \(name)\n")
                }
            }
        }
    }
}

/// One language in numbers.
struct LocaleStatus {
    let tag: LanguageTag
    let name: String
    let folder: String
    let counts: [Freshness.State: Int]
    let reviews: [MetricText.Review: Int]
    /// The texts that somebody has to look at.
    let work: [Freshness.Entry]

    init(_ language: Language, _ freshness: Freshness) {
        tag = language.tag
        name = language.name
        folder = language.folder
        counts = Dictionary(grouping: freshness.entries, by: \.state).mapValues(\.count)
        reviews = Dictionary(grouping: language.metrics.values, by: \.review).mapValues(\.count)
        work = freshness.entries.filter { $0.state != .fresh }
            .sorted { ($0.address, $0.state.rawValue) < ($1.address, $1.state.rawValue) }
    }

    private func count(_ states: Freshness.State...) -> Int {
        states.reduce(0) { $0 + (counts[$1] ?? 0) }
    }

    private var total: Int { counts.values.reduce(0, +) }

    /// The part of all texts that are there, in whole percent; 100 only where all are.
    private var completeness: Int {
        total == 0 ? 0 : (total - count(.missing)) * 100 / total
    }

    var json: String {
        let states = Freshness.State.allCases.map { "\"\($0.rawValue)\": \(counts[$0] ?? 0)" }
        let reviews = MetricText.Review.allCases.map {
            "\"\($0.rawValue)\": \(self.reviews[$0] ?? 0)"
        }
        return """
            {"lang": \(JSONText.quoted(tag.description)), "name": \(JSONText.quoted(name)), \
            "texts": \(total), "complete": \(completeness), \(states.joined(separator: ", ")), \
            "metrics": {\(reviews.joined(separator: ", "))}}
            """
    }

    /// All languages, one in each line, numbers under each other.
    static func table(_ rows: [LocaleStatus], in wording: Wording) -> String {
        func heading(_ key: String) -> String { wording.text(Message("cli.locale.\(key)")) }
        var lines = [
            [
                "language", "complete", "missing", "stale", "unrecorded", "identical", "drafted",
                "reviewed", "document"
            ].map(heading)
        ]
        for row in rows {
            lines.append([
                "\(row.tag) \(row.name)", "\(row.completeness) %", "\(row.count(.missing))",
                "\(row.count(.staleText, .staleMeaning))", "\(row.count(.unrecorded))",
                "\(row.count(.identical))", "\(row.reviews[.drafted] ?? 0)",
                "\(row.reviews[.reviewed] ?? 0)", "\(row.reviews[.document] ?? 0)"
            ])
        }
        let widths = lines[0].indices.map { column in
            lines.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return lines.map { line in
            line.enumerated().map { column, cell in
                let space = String(
                    repeating: " ", count: widths[column] - TextWidth.of(cell))
                return column == 0 ? cell + space : space + cell
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}
