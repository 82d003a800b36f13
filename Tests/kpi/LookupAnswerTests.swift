import Locales
import Testing

@testable import kpi

struct LookupAnswerTests {
    // MARK: - Language

    @Test func anotherLanguageIsSaidOutLoud() throws {
        let page = try Answers.to(.show(name: "service-level", variant: nil), in: "pt-PT")
        #expect(page.text.hasPrefix("Não há pt-PT; mostrado em português (Brasil) (pt-BR)\n"))
        let json = try Answers.to(
            .show(name: "service-level", variant: nil), in: "sv", isJSON: true)
        #expect(json.notes == ["There is no sv; shown in English (en)"])
    }

    @Test func theBareLanguageIsNoOtherLanguage() throws {
        let page = try Answers.to(.show(name: "service-level", variant: nil), in: "es-MX")
        #expect(page.text.hasPrefix("Nivel de servicio"))
    }

    @Test func theNameUsedDecidesWhereNobodyElseDoes() throws {
        let question = LookupRequest.Question.show(name: "muc do dich vu", variant: nil)
        #expect(try Answers.to(question).text.hasPrefix("Mức độ dịch vụ"))
        #expect(try Answers.to(question, environment: "ru").text.hasPrefix("Уровень сервиса"))
        #expect(try Answers.to(question, in: "en", environment: "ru").text.hasPrefix("Service"))
    }

    // MARK: - Names that are not clear

    @Test func anUnknownNameIsAnsweredWithNearOnes() throws {
        let answer = try Answers.to(.show(name: "servce levle", variant: nil), in: "en")
        #expect(answer.exitCode == 2)
        #expect(answer.text.isEmpty)
        #expect(answer.notes[0].contains("No metric is called “servce levle”."))
        #expect(answer.notes[0].contains("service-level – Service level"))
    }

    @Test func anUnknownVariantIsAnsweredWithTheKnownOnes() throws {
        let answer = try Answers.to(.show(name: "service-level", variant: "x"), in: "en")
        #expect(answer.exitCode == 2)
        #expect(answer.notes == ["“Service level” has no variant “x”; it has: of-answered-calls"])
    }

    @Test func aThemeIsKnownByIdAndByName() throws {
        let byID = try Answers.to(.list(theme: "loyalty"), in: "en")
        #expect(try Answers.to(.list(theme: "Loyalty"), in: "en").text == byID.text)
        #expect(byID.text.contains("repeat-customer-rate"))
        #expect(!byID.text.contains("call-volume"))
        #expect(try Answers.to(.list(theme: "nothing"), in: "en").exitCode == 2)
    }

    @Test func nothingFoundIsNoError() throws {
        let answer = try Answers.to(.search(words: "xqzwvk", limit: 10), in: "en")
        #expect(answer.exitCode == 0)
        #expect(answer.notes == ["Nothing was found for “xqzwvk”"])
        let json = try Answers.to(.search(words: "xqzwvk", limit: 10), in: "en", isJSON: true)
        #expect(json.text == "[]\n")
    }

    @Test func whatWasMetStandsOut() throws {
        let answer = try Answers.to(
            .search(words: "diem csat", limit: 1), in: "vi", isColoured: true)
        #expect(answer.text.contains("\u{1B}[1;33mđiểm\u{1B}[0m"))
    }

    // MARK: - Reading arguments without the parser

    @Test func plainArgumentsAreRead() throws {
        let show = try #require(
            LookupRequest(plain: ["show", "service", "level", "--lang=pt-BR", "--format", "json"]))
        #expect(show.language == LanguageTag("pt-BR"))
        #expect(show.isJSON)
        guard case .show("service level", nil) = show.question else {
            Issue.record("\(show)")
            return
        }
    }

    @Test(arguments: [
        [], ["check"], ["show"], ["search"], ["list", "x"], ["show", "--help"], ["show", "x", "-h"],
        ["show", "x", "--lang"], ["show", "x", "--lang", "--format"], ["show", "x", "--lang", "!"],
        ["show", "x", "--format", "xml"], ["show", "x", "--theme", "y"], ["show", "--", "x"],
        ["show", "x", "--lang", "es", "--lang", "en"], ["search", "x", "--limit", "3"]
    ])
    func whatIsNotPlainIsLeftToTheParser(arguments: [String]) {
        #expect(LookupRequest(plain: arguments) == nil)
    }
}
