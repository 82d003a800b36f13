import Catalog
import Diagnostics
import Formula
import Foundation
import Locales
import Testing

/// The catalog and the languages hold everything that the source documents
/// say, as `Tests/Catalog/Fixtures/brief.tsv` lists it by hand.
@Suite struct BriefTests {
    struct Fact: Sendable, CustomStringConvertible {
        var metric: String
        var kind: String
        var key: String
        var value: String
        var sources: [String]
        var description: String { [metric, kind, key, value].joined(separator: "  ") }
    }

    static let facts: [Fact] = {
        let file = "\(SmallHome.repository)/Tests/Catalog/Fixtures/brief.tsv"
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            return Fact(
                metric: cells[0], kind: cells[1], key: cells[2],
                value: cells.count > 3 ? cells[3] : "",
                sources: (cells.count > 4 ? cells[4] : "").components(separatedBy: " | ")
                    .filter { !$0.isEmpty })
        }
    }()
    static let knowledge = Knowledge.load(home: SmallHome.repository)

    private var catalog: Catalog { Self.knowledge.value.workspace.catalog }

    @Test func theTableIsWhole() {
        let metrics = Set(Self.facts.map(\.metric)).subtracting(["*"])
        #expect(metrics.count == 33)
        #expect(metrics == Set(catalog.metrics.keys))
        #expect(Self.facts.count >= 300)
    }

    @Test func everyFactIsInTheCatalog() throws {
        for fact in Self.facts where fact.metric != "*" {
            let metric = try #require(catalog.metrics[fact.metric], "\(fact)")
            let found = try citations(of: fact, in: metric)
            #expect(found != nil, "missing: \(fact)")
            let texts = Set((found ?? []).map(\.text))
            for source in fact.sources {
                #expect(texts.contains(source), "\(fact) does not cite \(source)")
            }
        }
    }

    @Test func everyThemeAndChannelIsInTheCatalog() {
        for fact in Self.facts where fact.metric == "*" {
            switch fact.kind {
            case "theme":
                let theme = catalog.themes.first { $0.id == fact.key }
                #expect(theme?.citations.map(\.text) == fact.sources)
            default: #expect(catalog.channels.contains(fact.key))
            }
        }
    }

    /// The sources of what the fact says, `nil` where nothing says it.
    private func citations(of fact: Fact, in metric: Metric) throws -> [Citation]? {
        let variant = metric.variant(fact.key)
        switch fact.kind {
        case "document":
            return metric.sources.contains { $0.text == "\(fact.key)#\(fact.value)" } ? [] : nil
        case "measured": return metric.measured.rawValue == fact.value ? [] : nil
        case "direction":
            let direction = fact.key == "standard" ? metric.direction : variant?.direction
            return direction.flatMap { $0.kind.rawValue == fact.value ? $0.citations : nil }
        case "formula": return try formula(fact, metric)
        case "variant":
            return variant.flatMap { $0.differs.rawValue == fact.value ? $0.citations : nil }
        case "scale":
            let scale = fact.key == "standard" ? metric.scale : variant?.scale
            guard let scale, "\(scale.lowerBound)..\(scale.upperBound)" == fact.value else {
                return nil
            }
            return variant?.citations ?? []
        case "parameter":
            return metric.parameters[fact.key].flatMap {
                figure($0.value) == fact.value ? $0.citations : nil
            }
        case "target":
            let target = metric.targets.first { $0.id == fact.key }
            return target.flatMap {
                describe($0.comparison, $0.value, $0.period, $0.parameters, $0.population)
                    == fact.value ? $0.citations : nil
            }
        case "benchmark":
            let benchmark = metric.benchmarks.first { $0.id == fact.key }
            return benchmark.flatMap {
                describe($0.comparison, $0.value, $0.period, $0.parameters, $0.population)
                    == fact.value ? $0.citations : nil
            }
        case "advice":
            return metric.advice.first { $0.id == fact.key }.flatMap {
                $0.when.rawValue == fact.value ? $0.citations : nil
            }
        case "relation":
            return metric.relations.first {
                $0.kind.rawValue == fact.key && $0.metric == fact.value
            }?.citations
        case "term": return term(fact)
        default:
            Issue.record("unknown kind of fact: \(fact)")
            return nil
        }
    }

    private func formula(_ fact: Fact, _ metric: Metric) throws -> [Citation]? {
        let isStandard = fact.key == "standard"
        guard isStandard || metric.variant(fact.key) != nil else { return nil }
        let variant = isStandard ? nil : metric.variant(fact.key)
        let ours = try NormalForm(
            catalog.resolved(metric, variant: variant), schema: catalog.schema)
        let written = try catalog.resolver.resolve(
            MetricFormula(
                expression: FormulaParser.parse(fact.value), parameters: metric.values(of: variant))
        )
        let theirs = try NormalForm(written, schema: catalog.schema)
        guard ours == theirs else { return nil }
        return variant?.citations ?? metric.formulaSources
    }

    private func term(_ fact: Fact) -> [Citation]? {
        let tag = LanguageTag(fact.key)
        guard
            let text = tag.flatMap({ Self.knowledge.value.locales.languages[$0] })?
                .metrics[fact.metric]
        else { return nil }
        let wanted = fact.value.lowercased()
        let aliases = text.aliases.filter { $0.term.lowercased() == wanted }
        guard text.term?.lowercased() == wanted || !aliases.isEmpty else { return nil }
        return aliases.flatMap(\.citations)
    }

    /// As the table writes it: `>= 80 % per month with threshold=20 s for shops`.
    private func describe(
        _ comparison: ComparisonOperator?, _ value: Quantity, _ period: CalendarUnit?,
        _ parameters: [String: Quantity], _ population: String?
    ) -> String {
        var text = (comparison.map { $0.rawValue + " " } ?? "") + figure(value)
        if let period { text += " per \(period.rawValue)" }
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            text += " with \(name)=\(figure(value))"
        }
        if let population { text += " for \(population)" }
        return text
    }

    private func figure(_ quantity: Quantity) -> String {
        switch quantity.unit {
        case nil: return quantity.value.description
        case "%": return "\(quantity.value * Rational(100)) %"
        case let unit?: return "\(quantity.value) \(unit)"
        }
    }
}
