import Catalog
import Diagnostics
import Formula
import Locales
import Lookup
import Testing

/// What a name stands for, with homonyms made for the purpose.
struct MeaningTests {
    private func glossary() throws -> Glossary {
        let place = Place(file: "test")
        func metric(_ id: String) throws -> Metric {
            let formula = FormulaText(
                text: "1", expression: try FormulaParser.parse("count(calls)"))
            return Metric(
                id: id, formula: formula, formulaSources: [],
                unit: DeclaredUnit(
                    numerator: ["calls"], measure: .count(of: "calls"), kind: .count, place: place),
                direction: Direction(.higher, citations: [], place: place), place: place)
        }
        func text(_ id: String, _ term: String, _ aliases: [Alias] = []) -> MetricText {
            var text = MetricText(id: id, term: term, place: place)
            text.aliases = aliases
            return text
        }
        var english = Language(tag: .english)
        english.metrics = [
            "alpha": text(
                "alpha", "Alpha rate",
                [
                    Alias("CR", kind: .abbreviation, place: place),
                    Alias("Shared name", place: place), Alias("Beta rate", place: place)
                ]),
            "beta": text(
                "beta", "Beta rate",
                [
                    Alias("CR", kind: .abbreviation, place: place),
                    Alias("Old name", kind: .deprecated, place: place)
                ]),
            "gamma": text("gamma", "Gámma", [Alias("Old name", place: place)])
        ]
        var spanish = Language(tag: .known("es"))
        spanish.metrics = [
            "alpha": text("alpha", "Tasa alfa", [Alias("Shared name", place: place)]),
            "beta": text("beta", "Tasa beta", [Alias("alpha", place: place)]),
            "gamma": text("gamma", "Gamma", [Alias("shared name", place: place)])
        ]
        let catalog = Catalog(metrics: try ["alpha", "beta", "gamma"].map(metric))
        let knowledge = Knowledge(
            workspace: Workspace(catalog: catalog), locales: Locales([english, spanish]))
        return try #require(Glossary(knowledge))
    }

    private func ids(_ meaning: Meaning) -> [String] {
        switch meaning {
        case .one(let hit, let others): ["=" + hit.metric] + others.map(\.metric)
        case .several(let hits): hits.map(\.metric)
        case .none(let near): ["?"] + near.map(\.metric)
        }
    }

    @Test(arguments: [
        // A homonym within one language and one kind is nobody's alone.
        ("CR", "en", ["alpha", "beta"]),
        // A preferred term comes before another metric's alias, which is told.
        ("beta rate", "en", ["=beta", "alpha"]),
        // An id comes before a name.
        ("alpha", "es", ["=alpha", "beta"]),
        // The asked language decides; the others are told.
        ("Shared name", "en", ["=alpha", "gamma"]),
        ("Shared name", "es", ["alpha", "gamma"]),
        // What is no longer to be used comes after what is.
        ("Old name", "en", ["=gamma", "beta"]),
        // Exact marks come before folded ones, and both are found.
        ("Gámma", "en", ["=gamma"]), ("gamma", "en", ["=gamma"]),
        // Never guessed, only offered.
        ("Alpha rat", "en", ["?", "alpha", "beta"]), ("nothing at all", "en", ["?"])
    ])
    func meanings(name: String, language: String, expected: [String]) throws {
        let meaning = try glossary().meaning(of: name, for: .known(language))
        #expect(ids(meaning) == expected)
    }

    @Test func variantsAreFoundByName() throws {
        let glossary = try Shipped.glossary()
        let meaning = try glossary.meaning(
            of: "Service level of answered calls", for: .english)
        guard case .one(let hit, _) = meaning else {
            Issue.record("\(meaning)")
            return
        }
        #expect(hit.metric == "service-level")
        #expect(hit.variant == "of-answered-calls")
    }
}
