import Diagnostics
import Formula
import Testing

@testable import Catalog

@Suite struct ProjectTests {
    private func load(_ text: String, file: String = "kpi.yaml") -> Loaded<Workspace> {
        WorkspaceLoader.load(
            project: SourceText(file: file, text: text), catalogFolder: "\(Shipped.root)/catalog")
    }

    @Test func readsTheExampleShop() throws {
        let loaded = WorkspaceLoader.load(
            projectFile: "\(Shipped.root)/examples/shop/kpi.yaml",
            catalogFolder: "\(Shipped.root)/catalog")
        #expect(loaded.findings.map { Rendered($0).description } == [])
        #expect(CatalogCheck.findings(in: loaded.value).map { Rendered($0).description } == [])
        let project = try #require(loaded.value.project)
        #expect(project.company == "Casa Bruma")
        #expect(project.timeZone == "Europe/Madrid")
        #expect(loaded.value.catalog.metrics["gift-wrap-share"]?.isOwn == true)
        let gift = loaded.value.catalog.entities["orders"]?.fields["gift_wrap"]
        #expect(gift?.field.kind == .boolean)

        let tables = try #require(project.data?.tables)
        #expect(project.data?.folder == "data")
        #expect(project.data?.from == "2025-01-01")
        #expect(tables["order_lines"]?.format.delimiter == ";")
        #expect(tables["order_lines"]?.format.decimal == ",")
        #expect(tables["calls"]?.columns["wrap_up"]?.factor == 60)
        #expect(tables["calls"]?.columns["answered"]?.isValues == ["atendida"])
        #expect(tables["costs"]?.columns["purpose"]?.values["captacion"] == "acquisition")
        #expect(tables["emails"]?.columns["received_at"]?.format == "%d/%m/%Y %H:%M")
        #expect(tables["surveys"]?.scale["recommendation"] == 0...10)
        #expect(tables["requests"]?.timeZone == "Europe/Lisbon")
    }

    /// The same in JSON, places included.
    @Test func readsJSONAsYAML() throws {
        let loaded = load(
            """
            {
            \t"language": "es",
            \t"variants": {"contact-rate": "units-sold-per-asker"},
            \t"currency": "euros"
            }
            """, file: "kpi.json")
        #expect(
            loaded.findings.map { Rendered($0).description } == [
                "kpi.json:4:14-4:21 schema check.schema.bad-currency value=text(\"euros\")"
            ])
        #expect(loaded.value.project?.language == "es")
        #expect(loaded.value.chosenVariant(of: "contact-rate")?.id == "units-sold-per-asker")
        #expect(
            loaded.value.formula(of: "contact-rate")?.text
                == loaded.value.catalog.metrics["contact-rate"]?.variant("units-sold-per-asker")?
                .formula.text)
    }

    @Test func replacesTargetsAndParametersByTheCompanysOwn() {
        let loaded = load(
            """
            parameters: {service-level: {threshold: 1 min}}
            targets: {service-level: [{comparison: ">", value: 0.5}], active-requests: []}
            """)
        #expect(loaded.findings == [])
        let metrics = loaded.value.catalog.metrics
        #expect(metrics["service-level"]?.targets.map(\.id) == ["own-1"])
        #expect(metrics["service-level"]?.targets.first?.citations.map(\.text) == ["company"])
        #expect(metrics["service-level"]?.parameters["threshold"]?.value.value == 60)
        #expect(metrics["active-requests"]?.targets == [])
        #expect(metrics["visits-per-agent"]?.targets.isEmpty == false)
    }

    @Test func keepsTheRestOfABrokenProject() {
        let loaded = load(
            """
            company: Shop
            metrics:
              good: {formula: count(calls), unit: calls, direction: {is: lower}}
              bad: {formula: count(, unit: calls, direction: {is: lower}}
            variants: {bad: x}
            lint: {severities: {a: off, b: hint, c: false}}
            """)
        #expect(
            loaded.findings.map { Rendered($0).description.split(separator: " ")[0] } == [
                "kpi.yaml:4:24-4:24"
            ])
        #expect(loaded.value.project?.metrics.map(\.id) == ["good"])
        #expect(loaded.value.catalog.unreadable == ["bad"])
        let severities = loaded.value.project?.lint.severities
        let off: Severity?? = .some(nil)
        #expect(severities?["a"] == off)
        #expect(severities?["b"] == .hint)
        #expect(severities?["c"] == off)
    }

    /// Metrics that name metrics: a chain without end, and «billion laughs»
    /// once more. Each gives one finding; the check comes to its end.
    @Test(.timeLimit(.minutes(1)), arguments: ["m-$", "m-$ + m-$"])
    func refusesMetricsThatUnfoldWithoutEnd(formula: String) {
        let count = 2_000
        var text = "metrics:\n"
        for number in 0..<count {
            let named =
                number == count - 1
                ? "count(calls)" : formula.replacing("$", with: "\(number + 1)")
            text += "  m-\(number): {formula: \(named), unit: calls, direction: {is: higher}}\n"
        }
        let loaded = load(text)
        #expect(loaded.findings == [])
        let findings = CatalogCheck.findings(in: loaded.value)
        #expect(findings.map(\.message.key) == ["formula.unfolds-too-far"])
    }

    @Test func namesPathsFromItsOwnFolder() {
        var project = Project(file: "shop/kpi.yaml")
        project.catalog = "../own"
        #expect(project.catalogFolder == "shop/../own")
        #expect(project.path("/abs") == "/abs")
        #expect(Project(file: "kpi.yaml").path("data") == "data")
    }
}
