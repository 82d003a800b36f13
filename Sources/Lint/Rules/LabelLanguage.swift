internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula
internal import Locales

/// A label that is said to be in one language is a term of another.
enum LabelLanguage: Rule {
    static let id = "label-language"
    static let severity = Severity.warning

    static let examples: [RuleExample] = []

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use in
            use.use.labels.compactMap { label -> Finding? in
                guard label.role != .description,
                    let tag = label.language.flatMap({ LanguageTag($0) })
                else { return nil }
                let matches = context.labels.matches(label.text.string)
                let languages = matches.flatMap {
                    context.labels.languages(of: label.text.string, metric: $0.metric)
                }
                guard !languages.isEmpty,
                    !languages.contains(where: { $0.language == tag.language }),
                    context.locales.tags.contains(where: { $0.language == tag.language })
                else { return nil }
                return finding(
                    at: label.place,
                    [
                        "label": .text(label.text.string), "stated": .text(tag.description),
                        "found": .list(Set(languages).sorted().map { .text($0.description) })
                    ], metric: matches.first?.metric)
            }
        }
    }
}
