import Locales
import Lookup
import Testing

/// The first answer to what people type.
struct SearchTests {
    @Test(arguments: Queries.exact)
    func exactTerms(query: Queries.Query) throws { try expectFirst(query, .id, .term) }

    @Test(arguments: Queries.aliases)
    func aliases(query: Queries.Query) throws { try expectFirst(query, .alias, .term) }

    @Test(arguments: Queries.abbreviations)
    func abbreviations(query: Queries.Query) throws {
        try expectFirst(query, .alias, .term, .folded)
    }

    @Test(arguments: Queries.withoutMarks)
    func withoutMarks(query: Queries.Query) throws {
        try expectFirst(query, .folded, .alias, .term)
    }

    @Test(arguments: Queries.words)
    func wordsOfNames(query: Queries.Query) throws { try expectFirst(query, .words, .alias) }

    @Test(arguments: Queries.mistyped)
    func typingErrors(query: Queries.Query) throws { try expectFirst(query, .mistyped, .words) }

    @Test(arguments: Queries.otherLanguage)
    func namesOfOtherLanguages(query: Queries.Query) throws {
        try expectFirst(query, .term, .alias)
    }

    @Test(arguments: Queries.described)
    func descriptions(query: Queries.Query) throws { try expectFirst(query, .described, .words) }

    @Test func thereAreEnoughQueries() {
        let all =
            Queries.exact + Queries.aliases + Queries.abbreviations + Queries.withoutMarks
            + Queries.words + Queries.mistyped + Queries.otherLanguage + Queries.described
        #expect(all.count >= 100)
    }

    private func expectFirst(_ query: Queries.Query, _ tiers: Hit.Tier...) throws {
        let glossary = try Shipped.glossary()
        let hits = try glossary.search(query.text, for: .known(query.language))
        #expect(hits.first?.metric == query.metric, "\(hits.map(\.metric))")
        if let tier = hits.first?.tier { #expect(tiers.contains(tier), "\(tier)") }
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
        for tag in ["es", "pt-BR", "ru", "vi", "en"] {
            let hit = try glossary.search("NPS", for: .known(tag)).first
            #expect(hit?.matchedLanguage == .known(tag))
            #expect(hit?.language == .known(tag))
        }
    }
}
