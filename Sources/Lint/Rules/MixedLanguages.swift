internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula
internal import Locales

/// A label is in another language than the others on the same dashboard.
enum MixedLanguages: Rule {
    static let id = "mixed-languages"
    static let severity = Severity.hint

    static let examples: [RuleExample] = []

    static func findings(in context: LintContext) -> [Finding] {
        context.files.indices.flatMap { file -> [Finding] in
            guard let language = context.language(of: file)?.language else { return [] }
            let named = context.uses(in: file).filter {
                $0.label != nil && $0.label?.language == nil
            }
            func isOwn(_ use: InterpretedUse) -> Bool {
                use.matches.contains { match in
                    match.languages.isEmpty || match.isAbbreviation
                        || match.languages.contains { $0.language == language }
                }
            }
            // One word in the language does not make the dashboard that language's.
            guard named.filter(isOwn).count >= 2 else { return [] }
            return named.filter { !isOwn($0) }.compactMap { use in
                guard let label = use.label else { return nil }
                let languages = Set(use.matches.flatMap(\.languages)).sorted()
                return finding(
                    at: label.place,
                    [
                        "label": .text(label.text.string), "language": .text(language),
                        "found": .list(languages.map { .text($0.description) })
                    ], metric: use.matches.first?.metric)
            }
        }
    }
}
