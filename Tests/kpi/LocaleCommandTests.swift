import Foundation
import Testing

/// The commands of those who translate, on a copy of the catalog that comes
/// along with English and Spanish.
@Suite struct LocaleCommandTests {
    /// Runs each command with that copy as its home.
    private func withHome<Result>(
        _ body: (_ home: String, _ run: ([String]) async throws -> Program.Answer) async throws ->
            Result
    ) async throws -> Result {
        try await Program.withFiles([:]) { folder in
            let locales = "\(folder)/locales"
            try FileManager.default.copyItem(
                atPath: "\(Program.repository)/catalog", toPath: "\(folder)/catalog")
            try FileManager.default.createDirectory(
                atPath: locales, withIntermediateDirectories: true)
            for tag in ["en", "es"] {
                try FileManager.default.copyItem(
                    atPath: "\(Program.repository)/locales/\(tag)", toPath: "\(locales)/\(tag)")
                try? FileManager.default.removeItem(atPath: "\(locales)/\(tag)/made-from.yaml")
            }
            return try await body(folder) { arguments in
                try await Program.run(
                    arguments, in: folder, environment: ["METRIGLOT_HOME": folder])
            }
        }
    }

    private func rows(_ answer: Program.Answer) throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [[String: Any]])
    }

    private func change(_ path: String, _ old: String, _ new: String) throws {
        let file = URL(filePath: path)
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(old))
        try Data(text.replacing(old, with: new).utf8).write(to: file)
    }

    @Test func aLanguageComesAndGoesWithItsFolderAlone() async throws {
        try await withHome { home, run in
            #expect(try await run(["locale", "new", "pl"]).code == 0)
            let status = try rows(try await run(["locale", "status", "pl", "--format", "json"]))
            #expect(status[0]["complete"] as? Int == 0)
            #expect(status[0]["missing"] as? Int == status[0]["texts"] as? Int)
            let checked = try await run(["check"])
            #expect(checked.code == 1)
            #expect(checked.output.contains("locales/pl/metrics/contact-rate.yaml"))
            // What is not translated yet is answered in English, and said so.
            let shown = try await run(["show", "contact-rate", "--lang", "pl"])
            #expect(shown.code == 0)
            #expect(shown.output.contains("Contact rate"))
            // The texts of the first of its files.
            try change(
                "\(home)/locales/pl/metrics/contact-rate.yaml", "\nterm:\n",
                "\nterm: Wskaźnik kontaktu\n")
            let named = try await run(["show", "wskaźnik kontaktu", "--lang", "pl"])
            #expect(named.output.contains("Wskaźnik kontaktu (contact-rate)"))
            try FileManager.default.removeItem(atPath: "\(home)/locales/pl")
            #expect(!(try await run(["check"]).output.contains("locales/pl")))
        }
    }

    @Test func aLanguageThatIsThereIsNotWrittenOver() async throws {
        try await withHome { home, run in
            let before = try String(
                contentsOfFile: "\(home)/locales/es/themes.yaml", encoding: .utf8)
            let answer = try await run(["locale", "new", "es"])
            #expect(answer.code == 2)
            #expect(answer.errors.contains("locales/es is there already"))
            #expect(
                try String(contentsOfFile: "\(home)/locales/es/themes.yaml", encoding: .utf8)
                    == before)
        }
    }

    @Test func tellsWhichTextsTheOriginalHasLeftBehind() async throws {
        try await withHome { home, run in
            #expect(try await run(["locale", "accept", "all"]).code == 0)
            try change(
                "\(home)/locales/en/metrics/contact-rate.yaml",
                "The number of contacts with support", "The number of all contacts with support")
            let stale = try await run(["locale", "status", "es", "--verbose"])
            #expect(
                stale.output.contains("es/metrics/contact-rate.yaml:"), "\(stale.output)")
            let checked = try await run(["check"])
            #expect(checked.output.contains("[stale-translation]"))
            // Nobody touched it: it takes a reason.
            let refused = try await run(["locale", "accept", "es"])
            #expect(refused.code == 1)
            #expect(refused.errors.contains("es/metrics/contact-rate.yaml"))
            let waived = try await run([
                "locale", "accept", "es", "metrics/contact-rate", "--reason", "“all” was implied"
            ])
            #expect(waived.code == 0)
            let fresh = try rows(try await run(["locale", "status", "es", "--format", "json"]))
            #expect(fresh[0]["stale-text"] as? Int == 0)
        }
    }

    /// Everything but ids and signs comes from a translation.
    @Test(arguments: [["list"], ["rule"], ["locale", "status", "en-XA"]])
    func showsNoTextThatCannotBeTranslated(command: [String]) async throws {
        try await withHome { _, run in
            #expect(try await run(["locale", "new", "en-XA", "--pseudo"]).code == 0)
            let answer = try await run(command + ["--lang", "en-XA"])
            #expect(answer.output.contains("⟦"))
            let plain = outside(of: answer.output)
                .split { !($0.isLetter || $0 == "-" || $0 == ".") }
                .filter { $0 != "en-XA" && !$0.isEmpty }
            let words = plain.filter { word in
                // An id is one word, or some that hyphens join, in lower case.
                !word.allSatisfy { $0.isLowercase && $0.isASCII || $0 == "-" }
            }
            #expect(words.isEmpty, "\(words)")
        }
    }

    /// What stands in no pair of the brackets that mark a translation.
    private func outside(of text: String) -> String {
        var depth = 0
        var result = ""
        for character in text {
            switch character {
            case "⟦": depth += 1
            case "⟧": depth -= 1
            default: if depth == 0 { result.append(character) }
            }
        }
        return result
    }
}
