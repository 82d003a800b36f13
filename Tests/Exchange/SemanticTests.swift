import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Exchange

/// The catalog as other metric layers read it. What the formulas must be was
/// written by hand for each language.
@Suite struct SemanticTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let request = ExportRequest(Knowledge.load(home: root).value)

    private func object(_ value: Any?) throws -> [String: Any] {
        try #require(value as? [String: Any])
    }

    private func list(_ value: Any?) throws -> [[String: Any]] {
        try #require(value as? [[String: Any]])
    }

    /// YAML as JSON shows it.
    private func yaml(_ text: String) throws -> [String: Any] {
        let (root, findings) = YAMLReader.read(SourceText(file: "export", text: text))
        #expect(findings.isEmpty)
        return try object(Self.plain(try #require(root)))
    }

    private static func plain(_ node: YAMLNode) -> Any {
        switch node.content {
        case .scalar(let scalar): scalar.text
        case .sequence(let items): items.map(plain)
        case .mapping(let mapping):
            Dictionary(uniqueKeysWithValues: mapping.entries.map { ($0.key, plain($0.value)) })
        }
    }

    @Test(arguments: [
        (
            "Contact rate",
            "DIVIDE(((COUNTROWS('calls') + COUNTROWS('emails')) + COUNTROWS('chats')), COUNTROWS('orders'))"
        ),
        (
            "Service level",
            "DIVIDE(COUNTROWS(FILTER('calls', ('calls'[answered] && 'calls'[wait] <= 20))), COUNTROWS('calls'))"
        ),
        // A missing answer is below seven to DAX; it is no detractor's.
        (
            "Net promoter score",
            "DIVIDE((100 * (COUNTROWS(FILTER('surveys', (NOT ISBLANK('surveys'[recommendation]) && 'surveys'[recommendation] >= 9))) - COUNTROWS(FILTER('surveys', (NOT ISBLANK('surveys'[recommendation]) && 'surveys'[recommendation] <= 6))))), COUNTROWS(FILTER('surveys', NOT ISBLANK('surveys'[recommendation]))))"
        )
    ])
    func writesMeasuresInDAX(name: String, dax: String) throws {
        let text = PowerBI.export(Self.request)
        let model = try object(
            try object(JSONSerialization.jsonObject(with: Data(text.utf8)))["model"])
        let tables = try list(model["tables"])
        let measures = try list(tables.last?["measures"])
        #expect(measures.first { $0["name"] as? String == name }?["expression"] as? String == dax)
        // A culture for each language, with the names that people there use.
        let cultures = try list(model["cultures"])
        #expect(cultures.count == Self.request.knowledge.locales.tags.count)
        #expect(text.contains(#""translatedCaption": "Уровень сервиса""#))
    }

    @Test func dbtMetricsAreMadeOfMeasuresThatExist() throws {
        let tree = try yaml(DBT.export(Self.request))
        let measures = try list(tree["semantic_models"]).flatMap { try list($0["measures"]) }
        let names = Set(measures.compactMap { $0["name"] as? String })
        let metrics = try list(tree["metrics"])
        let metricNames = Set(metrics.compactMap { $0["name"] as? String })
        for metric in metrics {
            let parameters = try object(metric["type_params"])
            switch metric["type"] as? String {
            case "simple": #expect(names.contains(parameters["measure"] as? String ?? ""))
            case "ratio":
                #expect(metricNames.contains(parameters["numerator"] as? String ?? ""))
                #expect(metricNames.contains(parameters["denominator"] as? String ?? ""))
            case "derived":
                for used in try list(parameters["metrics"]) {
                    #expect(metricNames.contains(used["name"] as? String ?? ""))
                }
            default: Issue.record("\(metric)")
            }
        }
        let rate = try #require(metrics.first { $0["name"] as? String == "conversion_rate" })
        #expect(rate["type"] as? String == "ratio")
        let numerator = try object(rate["type_params"])["numerator"] as? String ?? ""
        let measure = measures.first { "\($0["name"] as? String ?? "")_total" == numerator }
        #expect(measure?["expr"] as? String == "CASE WHEN bought THEN id END")
        #expect(measure?["agg"] as? String == "count")
    }

    @Test func cubeMeasuresReferToEachOther() throws {
        let cubes = try list(try yaml(Cube.export(Self.request))["cubes"])
        var known: Set<String> = []
        for cube in cubes {
            for measure in try list(cube["measures"]) {
                known.insert("\(cube["name"] ?? "").\(measure["name"] ?? "")")
            }
        }
        let calls = try #require(cubes.first { $0["name"] as? String == "calls" })
        let level = try list(calls["measures"]).first { $0["name"] as? String == "service_level" }
        let sql = try #require(level?["sql"] as? String)
        #expect(
            sql.wholeMatch(
                of: /\(CAST\(\{calls_\d+\} AS double precision\) \/ NULLIF\(\{calls_\d+\}, 0\)\)/)
                != nil, "\(sql)")
        for match in sql.matches(of: /\{(calls_\d+)\}/) {
            #expect(known.contains("calls.\(match.output.1)"))
        }
    }

    @Test func ossieSaysAverageOrderValueForEachDatabase() throws {
        let tree = try yaml(Ossie.export(Self.request))
        #expect(tree["version"] as? String == "0.2.0.dev0")
        let model = try #require(try list(tree["semantic_model"]).first)
        let metric = try #require(
            try list(model["metrics"]).first { $0["name"] as? String == "average_order_value" })
        let dialects = try list(try object(metric["expression"])["dialects"])
        #expect(
            dialects.compactMap { $0["dialect"] as? String } == [
                "ANSI_SQL", "SNOWFLAKE", "DATABRICKS", "BIGQUERY"
            ])
        #expect(
            dialects.first?["expression"] as? String
                == "(CAST(sum(orders.revenue) AS double precision) / NULLIF(count(orders.id), 0))")
        let synonyms = try object(metric["ai_context"])["synonyms"] as? [String] ?? []
        #expect(synonyms.contains("AOV") && synonyms.contains("Средний чек"))
    }

    /// What a format cannot say is told, metric by metric, and nothing else is left out.
    @Test(arguments: ["ossie", "dbt", "cube", "power-bi"])
    func tellsWhichMetricsAreLeftOut(format: String) throws {
        let exporter = try #require(Exporters.named(format))
        let omitted = exporter.omissions(Self.request).compactMap { message -> String? in
            if case .metric(let id)? = message.arguments["metric"] { id } else { nil }
        }
        #expect(
            omitted == [
                "active-requests", "customer-lifetime-value", "ltv-to-cac-ratio",
                "repeat-customer-rate", "request-category-mix", "request-queue"
            ])
    }

    @Test func sdmxConceptsHaveANameInEveryLanguage() throws {
        let text = SDMX.export(Self.request)
        #expect(text.components(separatedBy: "<str:Concept ").count == 34)
        #expect(text.contains(#"<com:Name xml:lang="ru">Уровень сервиса</com:Name>"#))
    }

    @Test func xbrlLabelsAreBoundToTheirConcepts() {
        let text = XBRL.export(Self.request)
        #expect(text.contains(#"xlink:href="metrics.xsd#service-level""#))
        #expect(
            text.contains(
                #"xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="vi">Mức độ dịch vụ<"#))
    }
}
