import Catalog
import Locales

/// TermBase eXchange (ISO 30042:2019), dialect TBX-Basic in its style with
/// categories as attributes, for terminology systems.
public enum TBX: Exporter {
    public static let id = "tbx"
    public static let name = "TBX-Basic, ISO 30042:2019"
    public static let losses: Set<Part> = [
        .formulas, .units, .directions, .parameters, .variants, .targets, .benchmarks, .advice,
        .channels, .confusions
    ]

    static let namespace = "urn:iso:std:iso:30042:ed-2"
    static let preferred = "preferredTerm-admn-sts"
    static let deprecated = "deprecatedTerm-admn-sts"
    static let admitted = "admittedTerm-admn-sts"

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let catalog = knowledge.workspace.catalog
        var writer = XMLWriter()
        writer.element(
            "tbx",
            [
                "type": "TBX-Basic", "style": "dca", "xml:lang": "en", "xmlns": namespace
            ]
        ) { writer in
            writer.element("tbxHeader") { writer in
                writer.element("fileDesc") { writer in
                    writer.element("sourceDesc") { writer in
                        writer.element(
                            "p", text: knowledge.workspace.project?.company ?? "Metriglot")
                    }
                }
            }
            writer.element("text") { writer in
                writer.element("body") { writer in
                    for id in catalog.metricIDs {
                        guard let metric = catalog.metrics[id] else { continue }
                        entry(metric, knowledge, &writer)
                    }
                }
            }
        }
        return writer.text
    }

    private static func entry(
        _ metric: Metric, _ knowledge: Knowledge, _ writer: inout XMLWriter
    ) {
        let known = knowledge.workspace.catalog.metrics
        let languages = knowledge.locales.tags.compactMap { tag in
            knowledge.locales.languages[tag]?.metrics[metric.id].flatMap { text in
                text.term.map { (tag, text, $0) }
            }
        }
        // An entry without a term is none.
        guard !languages.isEmpty else { return }
        let english = knowledge.wording(for: .english)
        writer.element("conceptEntry", ["id": metric.id]) { writer in
            if let theme = metric.themes.first {
                writer.element(
                    "descrip", ["type": "subjectField"],
                    text: english.theme(theme)?.value.term ?? theme)
            }
            for other in Set(metric.relations.map(\.metric)).sorted() where known[other] != nil {
                writer.element(
                    "ref", ["type": "crossReference", "target": other],
                    text: english.term(ofMetric: other).value)
            }
            for (tag, text, term) in languages {
                section(tag, text, term, knowledge, &writer)
            }
        }
    }

    private static func section(
        _ tag: LanguageTag, _ text: MetricText, _ term: String, _ knowledge: Knowledge,
        _ writer: inout XMLWriter
    ) {
        writer.element("langSec", ["xml:lang": tag.description]) { writer in
            if let definition = text.definition {
                writer.element("descripGrp") { writer in
                    writer.element("descrip", ["type": "definition"], text: definition)
                }
            }
            if let reading = text.reading { writer.element("note", text: reading) }
            section(term, preferred, Alias(term, place: text.place), &writer)
            var seen: Set<String> = [term]
            for alias in text.aliases where seen.insert(alias.term).inserted {
                section(
                    alias.term, alias.kind == .deprecated ? deprecated : admitted, alias, &writer)
            }
        }
    }

    private static func section(
        _ term: String, _ status: String, _ alias: Alias, _ writer: inout XMLWriter
    ) {
        writer.element("termSec") { writer in
            writer.element("term", text: term)
            writer.element("termNote", ["type": "partOfSpeech"], text: "noun")
            writer.element("termNote", ["type": "administrativeStatus"], text: status)
            if alias.kind == .abbreviation {
                writer.element("termNote", ["type": "termType"], text: "abbreviation")
            }
            if let citation = alias.citations.first {
                writer.element("admin", ["type": "source"], text: citation.text)
            }
            if let note = alias.note { writer.element("note", text: note) }
        }
    }
}
