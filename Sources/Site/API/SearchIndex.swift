import Catalog
import Diagnostics
import Locales
import Lookup

/// What the search in the page looks through, in the ranking of `kpi search`:
/// every name in every language, folded as look-up folds it, and the words of
/// the definitions.
struct SearchIndex: Sendable {
    /// A name: its text, its folded words, and what it is to which metric.
    struct Name: Sendable {
        var text: String
        var words: String
        var metric: Int
        var language: Int
        var kind: Int
    }

    /// What one language gives.
    struct Part: Sendable {
        var names: [Name] = []
        /// By metric: the folded words of its definition and its reading.
        var words: [(metric: Int, words: [String])] = []
    }

    /// Kinds of names in the order in which look-up ranks them.
    static let kinds = [
        "id", "term", "synonym", "abbreviation", "document", "colloquial", "variant", "deprecated"
    ]

    static func part(_ language: LanguageSite, position: Int) -> Part {
        var part = Part()
        for (metric, card) in language.cards.enumerated() where card.language == "\(language.tag)" {
            func add(_ text: String, _ kind: String) {
                let words = Folding.words(text)
                guard !words.isEmpty else { return }
                part.names.append(
                    Name(
                        text: text, words: words.joined(separator: " "), metric: metric,
                        language: position, kind: kinds.firstIndex(of: kind) ?? 2))
            }
            add(card.name, "term")
            for alias in card.aliases { add(alias.term, alias.kind) }
            for variant in card.variants { add(variant.name, "variant") }
            let borrowed = Set(card.borrowed.map(\.field))
            var words: Set<String> = []
            for (field, text) in [("definition", card.definition), ("reading", card.reading)] {
                if let text, !borrowed.contains(field) { words.formUnion(Folding.words(text)) }
            }
            part.words.append((metric, words.sorted()))
        }
        return part
    }

    private let tags: [LanguageTag]
    private let fallbacks: [[String]]
    private let ids: [String]
    private let parts: [Part]

    init(_ site: Site, _ parts: [Part]) {
        tags = site.tags
        let locales = site.content.knowledge.locales
        fallbacks = site.tags.map { locales.chain(for: $0).map(\.description) }
        ids = site.catalog.metricIDs
        self.parts = parts
    }

    /// See `catalog/schemas/output/site-search.schema.json`.
    var names: String {
        var json = "{\"languages\":\(list(tags.map(\.description)))"
        json += ",\"chains\":[\(fallbacks.map(list).joined(separator: ","))]"
        json += ",\"kinds\":\(list(Self.kinds)),\"metrics\":\(list(ids)),\"names\":["
        var isFirst = true
        func add(_ name: Name) {
            if !isFirst { json += "," }
            isFirst = false
            json += "\n[\(JSONText.quoted(name.text)),\(JSONText.quoted(name.words)),"
            json += "\(name.metric),\(name.language),\(name.kind)]"
        }
        for (metric, id) in ids.enumerated() {
            add(
                Name(
                    text: id, words: Folding.words(id).joined(separator: " "), metric: metric,
                    language: 0, kind: 0))
        }
        for part in parts { part.names.forEach(add) }
        return json + "\n]}"
    }

    /// The words of definitions: by language, then by metric.
    var words: String {
        let rows = parts.map { part in
            let byMetric = part.words.map {
                "\"\($0.metric)\":\(list([$0.words.joined(separator: " ")]))"
            }
            return "{\(byMetric.joined(separator: ","))}"
        }
        return "[\(rows.joined(separator: ",\n"))]"
    }

    private func list(_ texts: [String]) -> String {
        "[\(texts.map(JSONText.quoted).joined(separator: ","))]"
    }
}
