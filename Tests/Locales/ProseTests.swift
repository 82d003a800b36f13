import Testing

/// A definition in words against the formula.
@Suite struct ProseTests {
    private let file = "locales/en/metrics/service-level.yaml"
    private let entities = """
        calls:
          term: Call
          plural: calls
          fields: {id: Id, started_at: Start, answered: Answered, wait: Wait, cost: Cost, channel: Channel}
        invoices:
          term: Invoice
          plural: invoices
          fields: {id: Id, sent_at: Sent}

        """
    private let invoices = """
        key: id
        time: sent_at
        fields:
          id: {type: identifier, required: true}
          sent_at: {type: instant, required: true}

        """

    private func drift(_ definition: String) throws -> [String] {
        let text = try SmallHome.check([
            file: SmallHome.serviceLevelText.replacing(
                "Calls answered in time.", with: definition),
            "locales/en/entities.yaml": entities,
            "catalog/entities/invoices.yaml": invoices,
            "locales/en/units.yaml": """
            share: {term: Share}
            duration: {term: Time}
            money: {term: Money}
            calls: {term: Calls, one: call, other: calls}
            invoices: {term: Invoices, one: invoice, other: invoices}
            """,
            "catalog/units.yaml": """
            share: {kind: pure, literals: {"%": 0.01}}
            duration: {kind: duration}
            money: {kind: money}
            calls: {kind: count, entity: calls}
            invoices: {kind: count, entity: invoices}
            """
        ])
        return text.split(separator: "\n").map(String.init)
            .filter { $0.hasSuffix("[formula-prose-drift]") }
    }

    @Test(arguments: [
        "Calls answered within 20 seconds, of all calls.",
        "Calls answered within a third of a minute, of 100 calls.",
        "Calls answered in time; version B2B.",
        "Everything that was answered in time."
    ])
    func saysNothingOfWhatFits(definition: String) throws {
        #expect(try drift(definition) == [])
    }

    @Test(arguments: [
        ("Calls answered within 30 seconds.", "30"),
        ("Calls answered within 20 s or 1,5 hours.", "1.5"),
        ("مكالمات calls ٣٠ ثانية", "30")
    ])
    func findsAFigureThatTheFormulaLacks(definition: String, figure: String) throws {
        let found = try drift(definition)
        #expect(
            found == [
                "\(file):2:13: warning: The definition of service-level speaks of \(figure), "
                    + "which its formula does not have [formula-prose-drift]"
            ])
    }

    @Test func findsADefinitionOfOtherThings() throws {
        #expect(
            try drift("The part of all invoices that were answered in time.") == [
                "\(file):2:13: hint: The definition of service-level speaks of invoices; "
                    + "its formula counts calls [formula-prose-drift]"
            ])
    }
}
