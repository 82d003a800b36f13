import Foundation
import Testing

@testable import kpi

/// Whole pages of `kpi show`, held against files that a person read.
///
/// `METRIGLOT_RECORD=1 swift test --filter ShowPageTests` writes them anew.
struct ShowPageTests {
    @Test(arguments: ["en", "es", "pt-BR", "ru", "vi"], ["service-level", "contact-rate"])
    func page(language: String, metric: String) throws {
        let answer = try Answers.to(.show(name: metric, variant: nil), in: language)
        #expect(answer.exitCode == 0)
        #expect(answer.notes.isEmpty)
        try expect(answer.text, toBe: "show-\(metric).\(language).txt")
    }

    @Test func variantPage() throws {
        let answer = try Answers.to(
            .show(name: "contact-rate", variant: "units-sold-per-asker"), in: "es")
        try expect(answer.text, toBe: "show-contact-rate-variant.es.txt")
    }

    private func expect(_ text: String, toBe name: String) throws {
        let file = Answers.root.appending(path: "Tests/kpi/Golden/\(name)")
        if ProcessInfo.processInfo.environment["METRIGLOT_RECORD"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
    }

    @Test(arguments: [30, 40, 80, 100])
    func noLineIsWiderThanTheTerminal(width: Int) throws {
        for language in ["en", "vi", "ru"] {
            let answer = try Answers.to(
                .show(name: "customer-satisfaction-score", variant: nil), in: language,
                width: width)
            for line in answer.text.split(separator: "\n") {
                // A word that is longer than the line has nowhere to be broken.
                let isOneWord = !line.drop { $0 == " " }.contains(" ")
                #expect(TextWidth.of(line) <= width || isOneWord, "\(line)")
            }
        }
    }

    @Test func coloursAreLeftOutUnlessAskedFor() throws {
        let plain = try Answers.to(.show(name: "service-level", variant: nil), in: "en")
        let coloured = try Answers.to(
            .show(name: "service-level", variant: nil), in: "en", isColoured: true)
        #expect(!plain.text.contains("\u{1B}"))
        #expect(coloured.text.contains("\u{1B}[1mService"))
        let bare = coloured.text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(bare == plain.text)
    }
}
