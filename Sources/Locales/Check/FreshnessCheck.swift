import Catalog
import Diagnostics

extension LocaleCheck {
    /// Texts whose original, or what they are about, changed after they were
    /// written. Only where a language keeps a record of what its texts were made
    /// from: nobody has to.
    func checkFreshness(of language: Language, meaning: CatalogMeaning) {
        guard let reference = locales.languages[.english] else { return }
        let loaded = OriginFile.load(folder: language.folder)
        findings.add(loaded.findings)
        guard !loaded.texts.isEmpty, loaded.findings.isEmpty else { return }
        let freshness = Freshness(
            of: language, against: reference, meaning: meaning, origins: loaded.value)
        let unrecorded = freshness.entries.filter { $0.state == .unrecorded }
        for entry in freshness.entries {
            guard let place = entry.field?.place else { continue }
            let key: String
            switch entry.state {
            case .staleText: key = "stale-text"
            case .staleMeaning: key = "stale-meaning"
            case .identical:
                lacks(
                    language, .warning, at: place, "identical",
                    ["field": .text(entry.address.path)])
                continue
            case .fresh, .unrecorded, .missing: continue
            }
            findings.add(
                Self.stale, .warning, at: place, "check.translation.\(key)",
                [
                    "field": .text(entry.address.path),
                    "language": .text(language.tag.description)
                ],
                advice: Message(
                    "check.translation.accept",
                    [
                        "command": .text(
                            "kpi locale accept \(language.tag) \(entry.address.file)")
                    ]),
                metric: CatalogMeaning.metric(of: entry.address))
        }
        if let first = unrecorded.first?.field {
            findings.add(
                Self.stale, .hint, at: first.place, "check.translation.unrecorded",
                [
                    "count": .count(unrecorded.count),
                    "language": .text(language.tag.description)
                ],
                advice: Message(
                    "check.translation.accept",
                    ["command": .text("kpi locale accept \(language.tag)")]))
        }
    }
}
