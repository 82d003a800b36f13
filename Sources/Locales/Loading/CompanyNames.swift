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

extension Locales {
    /// Gives every language that has a name for a metric the abbreviations that the
    /// catalog states once for all.
    mutating func addAbbreviations(of catalog: Catalog) {
        let metrics = catalog.metrics.values.filter { !$0.abbreviations.isEmpty }
        for tag in tags {
            for metric in metrics {
                guard let text = languages[tag]?.metrics[metric.id], text.term != nil else {
                    continue
                }
                let missing = metric.abbreviations.filter { name in
                    text.term != name && !text.aliases.contains { $0.term == name }
                }
                let names = missing.map {
                    Alias($0, kind: .abbreviation, place: metric.place)
                }
                languages[tag]?.metrics[metric.id]?.aliases.insert(contentsOf: names, at: 0)
            }
        }
    }
}
