import Diagnostics
import Testing

@testable import Locales

@Suite struct MessageTests {
    private func wording(
        _ messages: [String: String], plurals: [PluralCategory: String] = [:],
        direction: Language.Direction = .leftToRight, tag: String = "en"
    ) throws -> Wording {
        var language = Language(tag: try #require(LanguageTag(tag)))
        language.plurals = try #require(PluralRules(plurals))
        language.direction = direction
        for (key, text) in messages {
            language.messages[key] = MessageTemplate(text)
        }
        return Wording(Locales([language]), for: language.tag)
    }

    @Test(arguments: [
        ("plain", "plain"), ("{a}", "A"), ("x {a} y {b}", "x A y B"), ("{{a}}", "{a}"),
        ("{missing}", "{missing}"), ("} and # stay", "} and # stay"), ("{ a }", "A")
    ])
    func putsArgumentsIn(template: String, expected: String) throws {
        let wording = try wording(["k": template])
        #expect(wording.text(Message("k", ["a": .text("A"), "b": .text("B")])) == expected)
    }

    @Test(arguments: [
        (0, "no files in A"), (1, "1 file in A"), (2, "2 files in A"), (1_234, "1,234 files in A")
    ])
    func choosesThePluralForm(count: Int, expected: String) throws {
        let wording = try wording(
            ["k": "{n, plural, =0 {no files} one {# file} other {# files}} in {a}"],
            plurals: [.one: "i = 1 and v = 0"])
        #expect(wording.text(Message("k", ["n": .count(count), "a": .text("A")])) == expected)
    }

    /// 1 файл, 2 файла, 5 файлов, 1,5 файла.
    @Test(arguments: [
        (Message.Argument.count(21), "21 файл"), (.count(3), "3 файла"), (.count(12), "12 файлов"),
        (.number(1.5), "1,5 файла"), (.number(2), "2 файла")
    ])
    func choosesAmongRussianForms(number: Message.Argument, expected: String) throws {
        let wording = try wording(
            ["k": "{n, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}"],
            plurals: [
                .one: "v = 0 and i % 10 = 1 and i % 100 != 11",
                .few: "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
                .many:
                    "v = 0 and i % 10 = 0 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 11..14"
            ], tag: "ru")
        #expect(wording.text(Message("k", ["n": number])) == expected)
    }

    @Test(arguments: [
        "{", "{a", "{a b}", "{a, plural}", "{a, plural, one {x}}", "{n, plural, other {x}",
        "{n, select, other {x}}", "{n, plural, lots {x} other {y}}", "{}"
    ])
    func refusesBrokenTemplates(text: String) {
        #expect(MessageTemplate(text) == nil)
    }

    @Test func putsMessagesListsAndMetricsIn() throws {
        let wording = try wording(["k": "{m} of {l}: {t}", "inner": "in {x}"])
        let message = Message(
            "k",
            [
                "m": .message(Message("inner", ["x": .text("here")])),
                "l": .list([.text("a"), .count(2)]), "t": .metric("service-level")
            ])
        #expect(wording.text(message) == "in here of a, 2: service-level")
    }

    @Test func losesNothingOfAnUnknownMessage() throws {
        let message = Message("no.such", ["b": .count(2), "a": .text("A")])
        #expect(try wording([:]).text(message) == "no.such a: A, b: 2")
    }

    /// Isolates (U+2068, U+2069) where directions differ, and only there.
    @Test func isolatesWhatRunsTheOtherWay() throws {
        let english = try wording(["k": "See {a}."])
        #expect(english.text(Message("k", ["a": .text("متوسط")])) == "See \u{2068}متوسط\u{2069}.")
        #expect(english.text(Message("k", ["a": .text("đêm 1")])) == "See đêm 1.")
        let arabic = try wording(["k": "انظر {a}."], direction: .rightToLeft, tag: "ar")
        #expect(
            arabic.text(Message("k", ["a": .text("kpi.yaml")])) == "انظر \u{2068}kpi.yaml\u{2069}.")
        #expect(arabic.text(Message("k", ["a": .text("12")])) == "انظر 12.")
    }

    @Test func saysWhichLanguageAnswered() throws {
        var english = Language(tag: .english)
        english.messages = [
            "a": try #require(MessageTemplate("A")), "b": try #require(MessageTemplate("B"))
        ]
        var brazilian = Language(tag: try #require(LanguageTag("pt-BR")))
        brazilian.messages = ["a": try #require(MessageTemplate("Á"))]
        let wording = Locales([english, brazilian]).wording(for: try #require(LanguageTag("pt-PT")))
        #expect(wording.chain.map(\.description) == ["pt-BR", "en"])
        #expect(wording.localized(Message("a")) == Localized("Á", language: brazilian.tag))
        #expect(wording.localized(Message("b")) == Localized("B", language: .english))
    }
}
