import Diagnostics
import Foundation
import Locales
import Testing

@testable import Lint

/// Each rule's examples are its tests: it finds what is marked, where it is
/// marked, and nothing in what is not.
@Suite struct RuleExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var number: Int
        var example: RuleExample

        var testDescription: String { "\(rule) example \(number + 1)" }
    }

    static let cases = Linter.rules.flatMap { rule in
        rule.examples.enumerated().map {
            Case(rule: rule.id, number: $0.offset, example: $0.element)
        }
    }

    private static let knowledge = Repository.knowledge()
    private static let linter = Linter(
        workspace: knowledge.workspace, locales: knowledge.locales)

    @Test(arguments: cases)
    func findsExactlyWhatIsMarked(_ example: Case) {
        var expected: Set<String> = []
        let inputs = example.example.files.map { file -> Linter.Input in
            var text = ""
            var marks: Set<Int> = []
            for character in file.text {
                if character == "↓" {
                    // A mark may stand before the quotation marks of a value.
                    marks.insert(text.utf8.count)
                } else {
                    text.append(character)
                }
            }
            let source = SourceText(file: file.name, text: text)
            for offset in marks {
                let isQuote = Array(text.utf8)[offset] == UInt8(ascii: "\"")
                let position = source.position(of: isQuote ? offset + 1 : offset)
                expected.insert("\(file.name):\(position.line):\(position.column)")
            }
            return input(file.name, text)
        }
        let report = Self.linter.lint(inputs)
        let found = report.findings.filter { $0.rule == example.rule }.map {
            "\($0.place.file):\($0.place.line):\($0.place.column)"
        }
        #expect(Set(found) == expected)
        #expect(!report.hasUnreadable && report.unread.isEmpty)
    }

    @Test(arguments: Linter.ruleIDs)
    func everyRuleHasItsTextsInEveryLanguage(id: String) {
        for tag in Self.knowledge.locales.tags {
            let language = Self.knowledge.locales.languages[tag]
            for part in ["title", "why"] {
                #expect(
                    language?.messages["rules.\(id).\(part)"] != nil, "\(tag): \(id).\(part)")
            }
        }
    }

    @Test func everyRuleHasAnExampleOfBothKinds() {
        for page in RulePage.all where page.id != "mixed-languages" {
            #expect(!page.finds.isEmpty && !page.leaves.isEmpty, "\(page.id)")
        }
    }
}
