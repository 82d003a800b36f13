import Locales
import Lookup
import Testing

/// How a query is answered; how well all of them are is for ``SearchQualityTests``.
struct SearchTests {
    @Test(arguments: [
        ("average-order-value", "en", "average-order-value", Hit.Tier.id),
        ("conversion RATE", "en", "conversion-rate", .term),
        ("Ticket promedio", "es", "average-order-value", .alias),
        // Marks, punctuation and width make no difference, but come after what is exact.
        ("diem csat cua khach hang", "vi", "customer-satisfaction-score", .folded),
        ("e-mail-volume", "en", "email-volume", .folded),
        ("ＣＳＡＴ", "en", "customer-satisfaction-score", .folded),
        // Endings; of время and времени the stems differ.
        ("conversion rates", "en", "conversion-rate", .stemmed),
        ("частоту обращений", "ru", "contact-rate", .stemmed),
        ("tasas de conversión", "es", "conversion-rate", .stemmed),
        ("времени первого ответа", "ru", "first-response-time", .mistyped),
        // Stop words say nothing, questions neither.
        ("what is the conversion rate", "en", "conversion-rate", .stemmed),
        ("tỷ lệ chuyển đổi là gì", "vi", "conversion-rate", .stemmed),
        ("level service", "en", "service-level", .words),
        ("escalat", "en", "escalation-rate", .words),
        ("servce level", "en", "service-level", .mistyped),
        ("servicelevle", "en", "service-level", .mistyped),
        ("share of calls answered within a set waiting time", "en", "service-level", .described)
    ])
    func tiers(query: String, language: String, metric: String, tier: Hit.Tier) throws {
        let hit = try Shipped.glossary().search(query, for: .known(language)).first
        #expect(hit?.metric == metric)
        #expect(hit?.tier == tier)
    }

    @Test func whatWasMetIsPointedAt() throws {
        let glossary = try Shipped.glossary()
        func met(_ query: String, _ language: String) throws -> [String] {
            let hit = try #require(try glossary.search(query, for: .known(language)).first)
            return hit.met.map { String(hit.matched[$0]) }
        }
        #expect(try met("частоту обращений", "ru") == ["Частота", "обращений"])
        #expect(try met("tasas de conversión", "es").contains("conversión"))
    }

    @Test func nearMissesShareAnyWord() throws {
        let glossary = try Shipped.glossary()
        let query = "chat frobnication wibbling quuxness"
        #expect(try glossary.search(query, for: .english).isEmpty)
        let near = try glossary.nearMisses(query, for: .english).map(\.metric)
        #expect(!near.isEmpty)
        #expect(try glossary.nearMisses("xqzwvk", for: .english).isEmpty)
    }

    @Test func scoresFallAndStayWithinBounds() throws {
        let glossary = try Shipped.glossary()
        for text in ["rate", "tỷ lệ", "customer", "доля", "taxa de"] {
            let scores = try glossary.search(text, for: .english, limit: 100).map(\.score)
            #expect(scores.count > 1)
            #expect(scores == scores.sorted(by: >))
            #expect(scores.allSatisfy { 0...1 ~= $0 })
        }
    }

    @Test func nothingIsFoundForNonsense() throws {
        let glossary = try Shipped.glossary()
        for text in ["", "   ", "!!!", "xqzwvk", "яяяяяяяя"] {
            #expect(try glossary.search(text, for: .english).isEmpty, "\(text)")
        }
    }

    @Test func theAskedLanguageComesFirstAmongEquals() throws {
        let glossary = try Shipped.glossary()
        for tag in ["es", "pt-BR", "vi", "en"] {
            let hit = try glossary.search("backlog", for: .known(tag)).first
            #expect(hit?.matchedLanguage == .known(tag))
            #expect(hit?.language == .known(tag))
        }
    }

    /// The catalog states them once; they are found from any language.
    @Test func commonAbbreviationsBelongToNoLanguage() throws {
        let glossary = try Shipped.glossary()
        for tag in glossary.languages {
            let hit = try glossary.search("nps", for: tag).first
            #expect(hit?.metric == "net-promoter-score")
            #expect(hit?.tier == .alias)
            #expect(hit?.kind == "abbreviation")
            #expect(hit?.matchedLanguage == nil)
            let card = try #require(try glossary.card("net-promoter-score", for: tag))
            #expect(card.aliases.contains { $0.term == "NPS" })
        }
    }
}
