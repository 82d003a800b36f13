import Catalog
import Locales
import Lookup
import Testing

/// What a card says, against what the catalog's files state.
struct CardTests {
    @Test func serviceLevelInEnglish() throws {
        let card = try #require(try Shipped.glossary().card("service-level", for: .english))
        #expect(
            card.formula.text == "count(calls where answered and wait <= threshold) / count(calls)")
        #expect(card.unit.id == "share")
        #expect(card.direction == .higher)
        #expect(card.additivity == "non-additive")
        #expect(card.measured == "indirect")
        #expect(card.themes.map(\.id) == ["resolution-speed"])
        #expect(card.channels.map(\.id) == ["phone"])
        #expect(card.parameters.map(\.value.number) == ["20"])
        #expect(card.variants.map(\.differs) == ["divisor"])
        #expect(card.targets.map(\.value.number) == ["0.8"])
        #expect(card.targets.map(\.comparison) == [">="])
        #expect(card.benchmarks.isEmpty)
        #expect(card.relations.map(\.metric.id) == ["average-handle-time"])
        #expect(card.formulaSources.first?.file == "000_a87a5dfe92c49c22.txt")
        #expect(card.formulaSources.first?.heading == "Nível do Serviço")
        #expect(card.formulaSources.first?.language == "pt-BR")
        #expect(card.borrowed.isEmpty)
    }

    @Test func levelsAddUpOverBreakdownsOnly() throws {
        let glossary = try Shipped.glossary()
        #expect(try glossary.card("active-requests", for: .english)?.additivity == "semi-additive")
        #expect(try glossary.card("call-volume", for: .english)?.additivity == "additive")
        #expect(try glossary.card("contact-rate", for: .english)?.additivity == "non-additive")
    }

    @Test func theRussianContactRateIsTheInverse() throws {
        let card = try #require(try Shipped.glossary().card("contact-rate", for: .known("ru")))
        let variant = try #require(card.variants.first)
        #expect(variant.differs == "inverse")
        #expect(card.direction == .lower)
        #expect(variant.direction == .higher)
        #expect(variant.unit.id == "items/customers")
        #expect(variant.sources.first?.heading == "3. Частота обращений")
    }

    /// RFC 4647: the nearest language answers, and the card says which it is.
    @Test(arguments: [
        ("pt-PT", "pt-BR"), ("pt", "pt-BR"), ("es-MX", "es"), ("vi-VN", "vi"), ("ru-RU", "ru"),
        ("en-GB", "en"), ("sv", "en"), ("zh-CN", "zh-Hans"), ("zh-Hant-TW", "zh-Hans")
    ])
    func fallback(asked: String, answered: String) throws {
        let card = try Shipped.glossary().card("service-level", for: .known(asked))
        #expect(card?.language == answered)
    }

    /// Nothing of the phrases' patterns is left in any formula told in words.
    @Test func everyFormulaIsTold() throws {
        let glossary = try Shipped.glossary()
        for tag in ["en", "es", "pt-BR", "ru", "vi"] {
            for id in Shipped.knowledge.workspace.catalog.metricIDs {
                let card = try #require(try glossary.card(id, for: .known(tag)))
                for formula in [card.formula] + card.variants.map(\.formula) {
                    #expect(!formula.display.contains("formula.phrase"), "\(id) \(tag)")
                    #expect(!formula.display.contains("{"), "\(id) \(tag)")
                    #expect(!formula.display.contains("_"), "\(id) \(tag): \(formula.display)")
                    #expect(formula.mathML.hasPrefix("<math"))
                }
            }
        }
    }
}
