public import Catalog
public import Diagnostics

/// Checks that every language says all that the catalog needs, and says it
/// once: missing translations, words that name two metrics, texts about what
/// does not exist, messages that lost their places, translations of what has
/// changed since.
public struct LocaleCheck {
    let locales: Locales
    let workspace: Workspace
    let findings = Findings()

    static let missing = "missing-translation"
    static let stale = "stale-translation"
    static let duplicate = "duplicate-term"

    var catalog: Catalog { workspace.catalog }

    private init(_ locales: Locales, _ workspace: Workspace) {
        self.locales = locales
        self.workspace = workspace
    }

    public static func findings(in locales: Locales, of workspace: Workspace) -> [Finding] {
        let check = LocaleCheck(locales, workspace)
        let meaning = CatalogMeaning(workspace.stated)
        for tag in locales.tags {
            guard let language = locales.languages[tag] else { continue }
            // A language that only a company's own names are in is complete as it is.
            if !language.folder.isEmpty {
                check.checkMetrics(in: language)
                check.checkRegisters(in: language)
                check.checkProse(in: language)
                check.checkMessages(in: language)
                check.checkFreshness(of: language, meaning: meaning)
            }
            check.checkDuplicates(in: language)
            check.checkSharedAbbreviations(in: language)
            check.checkAliasSources(in: language)
        }
        check.checkOwnMetrics()
        return check.findings.all.sorted { ($0.place, $0.rule) < ($1.place, $1.rule) }
    }

    /// Says that a language lacks something.
    func lacks(
        _ language: Language, _ severity: Severity = .error, at place: Place, _ key: String,
        _ arguments: [String: Message.Argument], metric: String? = nil
    ) {
        var arguments = arguments
        arguments["language"] = .text(language.tag.description)
        findings.add(
            Self.missing, severity, at: place, "check.translation.\(key)", arguments, metric: metric
        )
    }
}
