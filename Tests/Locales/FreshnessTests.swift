import Catalog
import Foundation
import Locales
import Testing

/// A language that keeps a record of what it was made from.
@Suite struct FreshnessTests {
    private static let spanish = """
        term: Nivel de servicio
        definition: Llamadas atendidas a tiempo.
        reading: Más es mejor.
        parameters: {threshold: {name: Umbral, explanation: Lo que espera quien llama.}}

        """
    private static let spanishFile = "locales/es/metrics/service-level.yaml"
    private static let englishFile = "locales/en/metrics/service-level.yaml"
    private static let catalogFile = "catalog/metrics/service-level.yaml"

    /// A home in two languages in which everything was accepted, and then some
    /// files were written anew.
    private func home(
        then changes: [String: String], reason: String? = nil
    ) throws -> URL {
        let home = try SmallHome.make([
            Self.spanishFile: Self.spanish,
            "locales/es/language.yaml": "name: español\nenglish_name: Spanish\n"
        ])
        _ = try accept(in: home)
        for (path, text) in changes { try SmallHome.write(text, to: home.appending(path: path)) }
        return home
    }

    /// Takes everything for fresh in both languages; how many texts were refused.
    private func accept(in home: URL, reason: String? = nil) throws -> Int {
        let knowledge = Knowledge.load(home: home.path).value
        let english = try #require(knowledge.locales.languages[.english])
        var refused = 0
        for language in knowledge.locales.languages.values {
            let freshness = Freshness(
                of: language, against: english, meaning: CatalogMeaning(knowledge.workspace.stated),
                origins: OriginFile.load(folder: language.folder).value)
            let accepted = freshness.accepting(reason: reason)
            refused += accepted.refused.count
            try Data(accepted.file.text.utf8).write(
                to: URL(filePath: "\(language.folder)/\(OriginFile.name)"))
        }
        return refused
    }

    /// The first lines of what `kpi check` says of stale translations.
    private func stale(in home: URL) -> [String] {
        SmallHome.check(home).split(separator: "\n").map(String.init)
            .filter { $0.hasSuffix("[stale-translation]") }.sorted()
    }

    @Test func whatWasJustAcceptedIsFresh() throws {
        let home = try home(then: [:])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(stale(in: home) == [])
        #expect(!SmallHome.check(home).contains("made-from"))
    }

    @Test func anotherEnglishTextMakesItsTranslationStaleAlone() throws {
        let home = try home(then: [
            Self.englishFile: SmallHome.serviceLevelText.replacing(
                "Calls answered in time.", with: "Calls answered within the agreed time.")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(
            stale(in: home) == [
                "\(Self.spanishFile):2:13: warning: The English text has changed since "
                    + "“definition” was translated into es [stale-translation]"
            ])
    }

    @Test func laterLineBreaksAreNoChange() throws {
        let home = try home(then: [
            Self.englishFile: SmallHome.serviceLevelText.replacing(
                "Calls answered in time.", with: ">-\n  Calls answered\n  in time.")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(stale(in: home) == [])
    }

    @Test func anotherFormulaMakesEveryTextAboutItStale() throws {
        let home = try home(then: [
            Self.catalogFile: SmallHome.serviceLevel.replacing(
                "count(calls where answered and wait", with: "count(calls where wait")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        let lines = stale(in: home)
        // Term, definition and reading, in two languages; not the threshold's texts.
        #expect(lines.count == 6)
        #expect(
            lines.allSatisfy { $0.contains("What “") && !$0.contains("threshold") })
    }

    @Test func theSameFormulaWrittenOtherwiseIsNoChange() throws {
        let home = try home(then: [
            Self.catalogFile: SmallHome.serviceLevel.replacing(
                "count(calls where answered and wait <= threshold) / count(calls)",
                with: "share(calls where wait <= threshold and answered)")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(stale(in: home) == [])
    }

    @Test func anotherFigureMakesStaleWhatSpeaksOfIt() throws {
        let home = try home(then: [
            Self.catalogFile: SmallHome.serviceLevel.replacing(
                "threshold: {value: 20 s", with: "threshold: {value: 30 s")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        // The formula is another one with it, so its texts are stale as well.
        let lines = stale(in: home)
        #expect(lines.filter { $0.contains("parameters.threshold.name") }.count == 2)
        #expect(lines.filter { $0.contains("“definition”") }.count == 2)
    }

    @Test func aTextThatNobodyTouchedIsAcceptedWithAReasonAlone() throws {
        let changed = SmallHome.serviceLevelText.replacing(
            "Calls answered in time.", with: "Calls that were answered in time.")
        let home = try home(then: [Self.englishFile: changed])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(try accept(in: home) == 1)
        #expect(stale(in: home).count == 1)
        #expect(try accept(in: home, reason: "Wording: \"that were\"") == 0)
        #expect(stale(in: home) == [])
        let record = try String(
            contentsOf: home.appending(path: "locales/es/made-from.yaml"), encoding: .utf8)
        #expect(record.contains(#"waived: "Wording: \"that were\""}"#))
    }

    @Test func aTextThatWasTranslatedAnewIsAcceptedWithoutOne() throws {
        let home = try home(then: [
            Self.englishFile: SmallHome.serviceLevelText.replacing("in time.", with: "quickly."),
            Self.spanishFile: Self.spanish.replacing("a tiempo.", with: "con rapidez.")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(stale(in: home).count == 1)
        #expect(try accept(in: home) == 0)
        #expect(stale(in: home) == [])
    }

    @Test func aSentenceLeftInEnglishIsFound() throws {
        let home = try home(then: [
            Self.spanishFile: Self.spanish.replacing(
                "Llamadas atendidas a tiempo.", with: "Calls answered in time.")
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(
            SmallHome.check(home).contains(
                "\(Self.spanishFile):2:13: warning: “definition” stands here in English"))
    }

    @Test func aBrokenRecordIsToldWithItsPlace() throws {
        let home = try home(then: [
            "locales/es/made-from.yaml": "metrics/service-level:\n  term: abc\n"
        ])
        defer { try? FileManager.default.removeItem(at: home) }
        #expect(
            SmallHome.check(home).contains(
                "locales/es/made-from.yaml:2:9: error: “abc” is no record of an origin"))
    }
}
