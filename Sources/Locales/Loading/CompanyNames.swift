public import Catalog
public import Diagnostics

extension Locales {
    /// Puts a company's own names in, language by language.
    ///
    /// - Returns: What is wrong with them.
    public mutating func add(_ names: [Project.Names]) -> [Finding] {
        let findings = Findings()
        for entry in names {
            guard let tag = LanguageTag(entry.language) else {
                findings.schema(
                    entry.node.firstPlace, "bad-language", ["value": .text(entry.language)])
                continue
            }
            guard let text = MetricText.read(entry.node, id: entry.metric, findings) else {
                continue
            }
            var language = languages[tag] ?? Language(tag: tag)
            language.metrics[entry.metric] =
                language.metrics[entry.metric]?.overlaid(by: text) ?? text
            languages[tag] = language
        }
        return findings.all
    }
}
