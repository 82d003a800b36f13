internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula
internal import Locales

/// A label is a name that is not to be used any more.
enum DeprecatedTerm: Rule {
    static let id = "deprecated-term"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": ↓"Chi phí mua lại khách hàng", "expression": "DIVIDE(SUM(t[a]), SUM(t[b]))"}"#
        ),
        .measures(
            #"{"name": "Chi phí thu hút khách hàng", "expression": "DIVIDE(SUM(t[a]), SUM(t[b]))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let label = use.label, let match = use.matches.first,
                use.matches.allSatisfy(\.isDeprecated)
            else { return nil }
            let languages = match.languages.sorted()
            let term = languages.lazy.compactMap {
                context.locales.languages[$0]?.metrics[match.metric]?.term
            }.first
            guard let term else { return nil }
            return finding(
                at: label.place,
                ["label": .text(label.text.string), "term": .text(term)], metric: match.metric)
        }
    }
}
