import Catalog
import Diagnostics
import Locales
import Testing

/// What a language can get wrong beside lacking something.
@Suite struct LocaleCheckTests {
    private let file = "locales/en/metrics/service-level.yaml"

    private func heads(_ files: [String: String?]) throws -> [String] {
        try SmallHome.check(files).split(separator: "\n").map(String.init)
            .filter { $0.contains(": error: ") || $0.contains(": warning: ") }
    }

    private func text(with addition: String) -> String {
        SmallHome.serviceLevelText + "\n" + addition + "\n"
    }

    @Test func findsTextsOfWhatDoesNotExist() throws {
        let found = try heads([
            file: text(with: "variants: {none: {name: N, explanation: E}}"),
            "locales/en/metrics/other.yaml": "term: Other\n",
            "locales/en/themes.yaml": "speed: Speed\nheight: Height\n"
        ])
        #expect(
            found == [
                "locales/en/metrics/other.yaml:1:1: error: There is no metric “other” [unknown-metric]",
                "locales/en/metrics/service-level.yaml:5:12: error: service-level has no “none” among its variants [schema]",
                "locales/en/themes.yaml:2:1: error: The catalog has no “height” among its themes [schema]"
            ])
    }

    @Test func findsAliasesWithoutASource() throws {
        let found = try heads([
            file: text(
                with: """
                    aliases:
                      - {term: a, kind: document}
                      - {term: b, kind: document, source: "d0#Nowhere"}
                      - {term: c, kind: document, source: "d0#Handle time"}
                      - {term: d, kind: slang}
                    """)
        ])
        #expect(
            found == [
                "locales/en/metrics/service-level.yaml:6:12: error: This statement says no source [missing-source]",
                "locales/en/metrics/service-level.yaml:7:39: error: The document d0 has no heading “Nowhere” in sources.yaml [missing-source]",
                "locales/en/metrics/service-level.yaml:9:21: error: “slang” is none of the words that may stand here [schema]"
            ])
    }

    @Test func findsAliasesThatAreAnothersName() throws {
        let found = try heads([
            "catalog/metrics/other.yaml": SmallHome.serviceLevel,
            "locales/en/metrics/other.yaml": SmallHome.serviceLevelText
                .replacing(
                    "term: Service level",
                    with:
                        "term: Other\naliases: [service level, {term: Service level, note: There too.}]"
                )
        ])
        #expect(
            found == [
                "locales/en/metrics/other.yaml:2:11: warning: “service level” names other and service-level in en [duplicate-term]"
            ])
    }

    @Test func findsMissingPluralForms() throws {
        let found = try heads([
            "locales/en/units.yaml": """
            share: {term: Share}
            duration: {term: Time}
            money: {term: Money}
            calls: {term: Calls, one: call}
            """
        ])
        #expect(
            found == [
                "locales/en/units.yaml:4:1: error: The unit “calls” lacks the plural form “other” in en [missing-translation]"
            ])
    }

    @Test func findsMessagesWithOtherPlaces() throws {
        let found = try heads([
            "locales/es/language.yaml": "name: español\n",
            "locales/es/messages/report.yaml": """
            severity: {error: error, warning: aviso, hint: "{pista}"}
            sumary: x
            clean: "{files, plural, one {# archivo}}"
            """
        ]).filter { $0.hasPrefix("locales/es/messages/report.yaml:") }
        #expect(
            found == [
                "locales/es/messages/report.yaml:1:1: warning: The message “report.clean” is missing in es [missing-translation]",
                "locales/es/messages/report.yaml:1:1: warning: The message “report.summary” is missing in es [missing-translation]",
                "locales/es/messages/report.yaml:1:42: error: The message “report.severity.hint” has the places {pista} where English has – [schema]",
                "locales/es/messages/report.yaml:2:1: error: The program has no message “report.sumary” [schema]",
                "locales/es/messages/report.yaml:3:8: error: The braces of the message “report.clean” do not match, or a plural has no form “other” [schema]"
            ])
    }

    @Test func findsFoldersThatAreNoLanguage() throws {
        let found = try heads(["locales/EN-gb/language.yaml": "name: English\n"])
        #expect(
            found == [
                "locales/EN-gb:1:1: error: “EN-gb” is no language tag; write one such as es or pt-BR [schema]"
            ])
    }
}

@Suite struct CompanyNamesTests {
    @Test func putsTheCompanysNamesInFrontOfTheCatalogs() throws {
        let loaded = WorkspaceLoader.load(
            project: SourceText(
                file: "kpi.yaml",
                text: """
                    names:
                      es: {conversion-rate: {term: Tasa de cierre, aliases: [cierre]}}
                      es-MX: {conversion-rate: {aliases: [tasa mexicana]}}
                      gl: {conversion-rate: {term: Taxa}}
                    """), catalogFolder: "\(SmallHome.repository)/catalog")
        #expect(loaded.findings == [])
        var locales = LocalesLoader.load(folder: "\(SmallHome.repository)/locales").value
        let spanish = try #require(LanguageTag("es"))
        let before = try #require(locales.languages[spanish]?.metrics["conversion-rate"])
        #expect(locales.add(loaded.value.project?.names ?? []) == [])
        let after = try #require(locales.languages[spanish]?.metrics["conversion-rate"])
        #expect(after.term == "Tasa de cierre")
        #expect(after.definition == before.definition)
        #expect(after.aliases.map(\.term).prefix(2) == ["cierre", before.term])
        #expect(after.aliases.count == before.aliases.count + 2)

        let mexican = locales.wording(for: try #require(LanguageTag("es-MX")))
        #expect(
            mexican.term(ofMetric: "conversion-rate")
                == Localized("Tasa de cierre", language: spanish))
        let galician = try #require(LanguageTag("gl"))
        let wording = locales.wording(for: galician)
        #expect(wording.term(ofMetric: "conversion-rate") == Localized("Taxa", language: galician))
        #expect(wording.metric("conversion-rate") { $0.definition }?.language == .english)
    }

    @Test func readsOnlyTheLanguagesThatAnswer() throws {
        let asked = try #require(LanguageTag("pt-PT"))
        let loaded = Knowledge.load(home: SmallHome.repository, languages: .answering(asked))
        #expect(loaded.value.locales.tags.map(\.description) == ["en", "pt-BR"])
        let all = Knowledge.load(home: SmallHome.repository)
        #expect(all.value.locales.tags.map(\.description).contains("vi"))
        #expect(
            all.value.wording(for: asked).term(ofMetric: "service-level")
                == loaded.value.wording(for: asked).term(ofMetric: "service-level"))
    }
}
