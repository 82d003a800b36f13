import Locales
import Testing

@testable import Site

@Suite struct HistoryTests {
    private func company(_ formula: String, _ term: String) -> Knowledge {
        Sample.company(
            """
            metrics:
              gifts:
                formula: \(formula)
                unit: orders
                direction: {is: neutral}
                themes: [conversion]
                measured: indirect
                names: {en: {term: \(term)}}
            """)
    }

    @Test func whatDiffersFromTheLastBuildIsToldOnceWithItsDay() throws {
        let first = History(of: company("count(orders)", "Gifts"), after: nil, on: "2026-01-01")
        #expect(first.entries.isEmpty)
        let changed = company("count(orders where revenue > 5)", "Presents")
        let second = History(of: changed, after: first.json, on: "2026-02-02")
        #expect(second.entries.map(\.what) == [.formula, .name])
        #expect(second.entries.first?.before == "count(orders)")
        #expect(second.entries.allSatisfy { $0.day == "2026-02-02" && $0.metric == "gifts" })
        let third = History(of: changed, after: second.json, on: "2026-03-03")
        #expect(third.entries == second.entries)
        #expect(third.json == second.json)
    }

    @Test func aMetricComesAndGoes() {
        let without = History(of: Sample.company("company: A"), after: nil, on: "2026-01-01")
        let with = History(
            of: company("count(orders)", "Gifts"), after: without.json, on: "2026-01-02")
        #expect(with.entries.map(\.what) == [.added])
        let gone = History(of: Sample.company("company: A"), after: with.json, on: "2026-01-03")
        #expect(gone.entries.map(\.what) == [.removed, .added])
    }

    @Test func aNameConcernsReadersOfItsLanguageAlone() throws {
        let first = History(of: company("count(orders)", "Gifts"), after: nil, on: "2026-01-01")
        let second = History(
            of: company("count(orders)", "Presents"), after: first.json, on: "2026-01-02")
        let spanish = try #require(LanguageTag("es"))
        #expect(second.entries(in: .english).count == 1)
        #expect(second.entries(in: spanish).isEmpty)
    }

    @Test func aFileThatIsNoHistoryIsLeftAside() {
        let history = History(
            of: company("count(orders)", "Gifts"), after: Array("{\"a\": [".utf8),
            on: "2026-01-01")
        #expect(history.entries.isEmpty)
    }
}
