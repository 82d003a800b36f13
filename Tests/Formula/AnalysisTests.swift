import Diagnostics
import Testing

@testable import Formula

@Suite struct AnalysisTests {
    private func analysis(_ text: String) throws -> Analysis {
        try Analysis(parsed(text), schema: .example)
    }

    @Test(arguments: [
        ("count(calls)", "calls", Additivity.additive),
        ("sum(orders.revenue) / count(orders)", "money/orders", .nonAdditive),
        ("average(calls.wait)", "duration", .nonAdditive),
        ("count(calls where wait <= 20 s) / count(calls)", "share", .nonAdditive),
        ("count(calls where open) at end of period", "calls", .semiAdditive),
        ("count(calls) + count(emails)", "contacts", .additive),
        ("count(contacts) / count(orders)", "contacts/orders", .nonAdditive),
        ("distinct(orders.customer)", "customers", .nonAdditive),
        ("count(customers by acquired_at)", "customers", .additive),
        ("count(customers where count(orders) >= 2)", "customers", .nonAdditive),
        ("100 points * share(calls where answered)", "points", .nonAdditive),
        ("3 * sum(orders.revenue) - sum(orders.discount)", "money", .additive),
        ("average(calls.ended_at - calls.started_at)", "duration", .nonAdditive)
    ])
    func infersUnitAndAdditivity(text: String, unit: String, additivity: Additivity) throws {
        let result = try analysis(text)
        #expect(result.unit.description == unit)
        #expect(result.additivity == additivity)
    }

    @Test(arguments: [
        ("sum(orders.revenue) + sum(calls.wait)", "different-units"),
        ("count(calls where wait <= 20)", "duration-without-unit"),
        ("count(calls where revenue > 1)", "unknown-field"),
        ("count(calls where wiat > 1 s)", "unknown-field-near"),
        ("count(call)", "unknown-entity-near"),
        ("count(invoices)", "unknown-entity"),
        ("count(customers)", "entity-without-time"),
        ("count(calls where open)", "state-without-moment"),
        ("count(calls where channel = \"fax\")", "unknown-value"),
        ("count(calls where wait)", "expected-type"),
        ("sum(calls)", "aggregate-without-value"),
        ("share(calls)", "share-without-condition"),
        ("sum(calls.channel)", "expected-type"),
        ("calls.wait", "field-outside-aggregate"),
        ("count(orders where revenue > customer)", "incomparable"),
        ("count(calls) and count(orders)", "expected-type")
    ])
    func refusesWhatMakesNoSense(text: String, key: String) {
        let error = #expect(throws: FormulaError.self) { try analysis(text) }
        #expect(error?.message.key == "formula.\(key)")
    }

    @Test func theErrorPointsAtTheOffendingPart() {
        let text = "count(calls where answered and wait <= 20) / count(calls)"
        let error = #expect(throws: FormulaError.self) { try analysis(text) }
        let start = text.split(separator: "wait").first?.utf8.count
        #expect(error?.range.lowerBound == start)
    }

    @Test func declaredUnitsAcceptWhatMeansTheSame() throws {
        let perOrder = MeasureUnit.money / .count(of: "orders")
        #expect(MeasureUnit.money.accepts(perOrder))
        #expect(perOrder.accepts(.money))
        #expect(MeasureUnit.one.accepts(.count(of: "orders") / .count(of: "visits")))
        #expect(!MeasureUnit.one.accepts(.count(of: "orders")))
        #expect(!MeasureUnit.one.accepts(perOrder))
        #expect(!MeasureUnit.second.accepts(.money))
        #expect(!(MeasureUnit.money / .count(of: "calls")).accepts(perOrder))
    }
}

@Suite struct ResolverTests {
    private let metrics: [String: MetricFormula]

    init() throws {
        metrics = [
            "service-level": MetricFormula(
                expression: try parsed("count(calls where wait <= threshold) / count(calls)"),
                parameters: ["threshold": .init(value: 20, unit: .second)]),
            "one": MetricFormula(expression: try parsed("two + 1")),
            "two": MetricFormula(expression: try parsed("one * 2")),
            "double": MetricFormula(expression: try parsed("2 * service-level"))
        ]
    }

    private var resolver: Resolver {
        Resolver(known: Array(metrics.keys)) { [metrics] in metrics[$0] }
    }

    @Test func putsParametersAndMetricsInPlace() throws {
        let formula = try #require(metrics["double"])
        #expect(
            try resolver.resolve(formula).description
                == "2 * (count(calls where wait <= 20 s) / count(calls))")
    }

    @Test func aCycleIsNamedWhole() throws {
        let formula = try #require(metrics["one"])
        let error = #expect(throws: FormulaError.self) { try resolver.resolve(formula, id: "one") }
        #expect(error?.message.key == "formula.cycle")
        #expect(error?.message.arguments["path"] == .text("one → two → one"))
        #expect(error?.range == 0..<3)
    }

    @Test func aMistypedNameIsAnsweredWithTheNearest() throws {
        let formula = MetricFormula(expression: try parsed("1 + servce-level"))
        let error = #expect(throws: FormulaError.self) { try resolver.resolve(formula) }
        #expect(error?.message.key == "formula.unknown-name-near")
        #expect(error?.message.arguments["near"] == .text("service-level"))
        #expect(error?.range == 4..<16)
    }
}
