import Catalog
import Locales
import Testing

@testable import Lint

/// Labels as people write them on dashboards, and the metrics that they name.
@Suite struct LabelMatchingTests {
    private static let labels: LabelMatcher = {
        let knowledge = Repository.knowledge()
        return LabelMatcher(catalog: knowledge.workspace.catalog, locales: knowledge.locales)
    }()

    @Test(arguments: [
        ("Return rate", "return-rate"), ("% Return rate", "return-rate"),
        ("RETURN  RATE (%)", "return-rate"), ("Return rate by channel", "return-rate"),
        ("Return rate – last 30 days", "return-rate"), ("Return Rate 2025", "return-rate"),
        ("Q3 return rate", "return-rate"), ("Monthly return rate", "return-rate"),
        ("Avg order value", "average-order-value"),
        ("Avg. Order Value [EUR]", "average-order-value"),
        ("Total call volume this month", "call-volume"),
        ("Tasa de conversión por canal", "conversion-rate"),
        ("Tasa de conversion", "conversion-rate"),
        ("Уровень сервиса за месяц", "service-level"),
        ("Tỷ lệ chuyển đổi theo tháng", "conversion-rate")
    ])
    func names(label: String, metric: String) {
        #expect(Self.labels.matches(label).map(\.metric) == [metric])
    }

    /// What stands behind «per» belongs to the name, and half a name is none.
    @Test(arguments: [
        "Return rate per agent", "Returning", "Order", "Value of returns", "Escalations by hand",
        "Costes por agente", ""
    ])
    func namesNothing(label: String) {
        #expect(Self.labels.matches(label).isEmpty)
    }

    @Test func whatWasCutIsOneNameOrNone() {
        #expect(
            Self.labels.cutName("Customer satisfaction sco")?.metric
                == "customer-satisfaction-score")
        #expect(
            Self.labels.cutName("Customer satisfac…")?.metric == "customer-satisfaction-score")
        // A whole word may be all that was to be said, and few letters are nobody's.
        #expect(Self.labels.cutName("Customer satisfaction") == nil)
        #expect(Self.labels.cutName("Custo") == nil)
    }
}
