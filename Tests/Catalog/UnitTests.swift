import Diagnostics
import Formula
import Testing

@testable import Catalog

@Suite struct QuantityTests {
    private let context = ReadingContext(
        units: UnitTable(Shipped.catalog.value.units), themes: nil, channels: nil,
        isProject: false)

    private func quantity(_ text: String) -> (Quantity?, [String]) {
        let findings = Findings()
        let (root, _) = YAMLReader.read(SourceText(file: "f", text: "q: \(text)"))
        let quantity = root?["q"]?.quantity(context, findings)
        return (quantity, findings.all.map(\.message.key))
    }

    @Test(arguments: [
        ("80 %", "0.8", MeasureUnit.one), ("80%", "0.8", .one), ("20 s", "20", .second),
        ("5 min", "300", .second), ("2 h", "7200", .second), ("1.5 days", "129600", .second),
        ("250 ms", "0.25", .second), ("100 points", "100", .point), ("3", "3", .one),
        ("-0.5", "-0.5", .one),
        ("60000 visits/agents", "60000", .count(of: "visits") / .count(of: "agents")),
        ("15 EUR", "15", .money), ("2 money/orders", "2", .money / .count(of: "orders")),
        ("'7 calls'", "7", .count(of: "calls"))
    ])
    func readsNumbersInBaseUnits(text: String, value: String, measure: MeasureUnit) throws {
        let (quantity, findings) = quantity(text)
        #expect(findings == [])
        #expect(quantity?.value == Rational(decimal: value))
        #expect(quantity?.measure == measure)
    }

    @Test func keepsTheCurrency() {
        #expect(quantity("15 EUR").0?.currency == "EUR")
        #expect(quantity("15 money").0?.currency == nil)
    }

    @Test(arguments: [
        ("many", "check.schema.expected-quantity"), ("5 furlongs", "check.schema.unknown-unit"),
        ("5 visits/", "check.schema.unknown-unit"), ("1,5 s", "check.schema.unknown-unit"),
        ("[5]", "check.schema.expected-text"), ("1e999 s", "check.schema.unknown-unit")
    ])
    func refusesWhatIsNone(text: String, key: String) {
        let (quantity, findings) = quantity(text)
        #expect(quantity == nil)
        #expect(findings == [key])
    }

    @Test(
        arguments: [
            ("share", ["share"], [], MeasureUnit.one),
            ("visits/agents", ["visits"], ["agents"], .count(of: "visits") / .count(of: "agents")),
            ("1/agents", [], ["agents"], .one / .count(of: "agents")),
            (
                "items * visits / agents", ["items", "visits"], ["agents"],
                .count(of: "items") * .count(of: "visits") / .count(of: "agents")
            )
        ] as [(String, [String], [String], MeasureUnit)])
    func readsQuotientsOfUnits(
        text: String, above: [String], below: [String], measure: MeasureUnit
    ) throws {
        let unit = try context.units.parse(text)
        #expect(unit.numerator == above)
        #expect(unit.denominator == below)
        #expect(unit.measure == measure)
    }
}
