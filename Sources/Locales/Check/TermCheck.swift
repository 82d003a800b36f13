import Catalog
import Diagnostics
import Formula

extension LocaleCheck {
    private struct Use {
        var metric: String
        var place: Place
    }

    /// No two metrics have the same preferred name, and none has another's as
    /// an alias. Aliases may be shared: many abbreviations have several meanings.
    func checkDuplicates(in language: Language) {
        var preferred: [String: Use] = [:]
        let texts = language.metrics.sorted { $0.key < $1.key }.map(\.value)
        for text in texts {
            guard let term = text.term else { continue }
            let use = Use(metric: text.id, place: text.places["term"] ?? text.place)
            if let first = preferred[Self.folded(term)] {
                report(term, use, also: first, in: language, .error)
            } else {
                preferred[Self.folded(term)] = use
            }
        }
        for text in texts {
            for alias in text.aliases where alias.note == nil && alias.kind != .deprecated {
                guard let first = preferred[Self.folded(alias.term)], first.metric != text.id
                else { continue }
                report(
                    alias.term, Use(metric: text.id, place: alias.place), also: first,
                    in: language, .warning)
            }
        }
    }

    private func report(
        _ term: String, _ use: Use, also first: Use, in language: Language, _ severity: Severity
    ) {
        findings.add(
            Self.duplicate, severity, at: use.place, "check.duplicate-term",
            [
                "term": .text(term), "metric": .text(use.metric), "other": .text(first.metric),
                "language": .text(language.tag.description)
            ], metric: use.metric,
            related: [
                Finding.Related(place: first.place, message: Message("check.yaml.first-here"))
            ])
    }

    private static func folded(_ term: String) -> String {
        term.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What the catalog states once for all languages need not be said again, unless
    /// there is more to say of it.
    func checkSharedAbbreviations(in language: Language) {
        for text in language.metrics.sorted(by: { $0.key < $1.key }).map(\.value) {
            let shared = catalog.metrics[text.id]?.abbreviations ?? []
            for alias in text.aliases
            where shared.contains(alias.term) && alias.place.file.hasPrefix(language.folder)
                && alias.note == nil && alias.citations.isEmpty
            {
                findings.add(
                    Self.duplicate, .hint, at: alias.place, "check.shared-abbreviation",
                    ["term": .text(alias.term)], metric: text.id)
            }
        }
    }

    /// A document's own word names the document, and that has such a heading.
    func checkAliasSources(in language: Language) {
        for text in language.metrics.sorted(by: { $0.key < $1.key }).map(\.value) {
            for alias in text.aliases {
                if alias.kind == .document, alias.citations.isEmpty {
                    findings.add(
                        "missing-source", at: alias.place, "check.source.none",
                        advice: Message("check.advice.name-a-source"), metric: text.id)
                }
                findings.add(
                    CatalogCheck.findings(for: alias.citations, in: catalog, metric: text.id))
            }
        }
    }
}
