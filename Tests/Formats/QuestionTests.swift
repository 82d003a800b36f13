import Diagnostics
import Documents
import Formats
import Testing

/// Questions, measures and exports that say where their figures come from.
@Suite struct MetabaseTests {
    private static let board = """
        {"name": "Ventas", "dashcards": [
          {"visualization_settings": {"card.title": "Tasa de devolución"}, "card": {
            "name": "Returns", "display": "scalar",
            "result_metadata": [{"name": "status", "id": 7}],
            "visualization_settings": {"column_settings": {"[\\"name\\",\\"rate\\"]":
              {"number_style": "percent", "decimals": 1}}},
            "dataset_query": {"type": "query", "query": {"source-table": 3, "aggregation": [
              ["aggregation-options", ["/", ["count-where", ["=", ["field", 7, null], "returned"]],
                ["count"]], {"name": "rate", "display-name": "Return rate"}]],
              "filter": ["time-interval", ["field", 9, null], -30, "day"]}}}},
          {"card": {"name": "Ingresos", "dataset_query": {"type": "native",
            "native": {"query": "SELECT SUM(total) FROM orders"}},
            "visualization_settings": {"gauge.segments": [
              {"min": 0, "max": 50, "color": "#ED6E6E"}, {"min": 50, "max": 90, "color": "#84BB4C"}]}}}
        ]}
        """

    @Test func dashboards() throws {
        let file = try dashboard(Self.board, format: "metabase")
        let rate = try file.use("Tasa de devolución")
        #expect(
            rate.formula?.text
                == "SELECT (COUNT(*) FILTER (WHERE (\"status\" = 'returned')) / COUNT(*))"
                + " FROM rows WHERE ($__timeFilter(field_9))")
        #expect(rate.numberFormat?.meaning == .percentOfFraction)
        #expect(rate.labels.map(\.text.string) == ["Tasa de devolución", "Return rate"])
        let income = try file.use("Ingresos")
        #expect(income.formula?.text == "SELECT SUM(total) FROM orders")
        #expect(income.thresholds.map(\.rating) == [.bad, .good])
    }

    @Test func questionsOfTheNewForm() throws {
        let text = """
            {"name": "AOV", "dataset_query": {"lib/type": "mbql/query", "stages": [
              {"lib/type": "mbql.stage/mbql", "source-table": ["db", "public", "orders"],
               "aggregation": [["/", {}, ["sum", {}, ["field", {}, ["db", "public", "orders",
                 "total"]]], ["count", {"x": 1}]]]}]}}
            """
        let use = try dashboard(text, format: "metabase").use("AOV")
        #expect(use.formula?.text == #"SELECT (SUM("total") / COUNT(*)) FROM "orders""#)
        // From the table on, which stands first.
        #expect(use.formula?.place.line == 2)
    }

    @Test func whatHasNoCounterpartStaysAsItIs() throws {
        let text = """
            {"name": "x", "dataset_query": {"query": {"aggregation": [["offset", {}, ["count"], 1]]}}}
            """
        let use = try dashboard(text, format: "metabase").use("x")
        #expect(use.formula?.language == "mbql")
    }
}

@Suite struct CubeMetaTests {
    @Test func measures() throws {
        let text = """
            {"cubes": [{"name": "orders", "title": "Orders", "measures": [
              {"name": "orders.rate", "title": "Orders Return Rate", "shortTitle": "Return Rate",
               "aggType": "number", "format": "percent", "type": "number",
               "sql": "100.0 * {returned} / {CUBE.count}"},
              {"name": "orders.count", "shortTitle": "Count", "aggType": "count"},
              {"name": "orders.returned", "shortTitle": "Returned", "aggType": "sum",
               "sql": "${CUBE}.returned"}],
              "dimensions": [{"name": "orders.status", "shortTitle": "Status", "type": "string"}]}]}
            """
        let file = try dashboard(text, format: "cube")
        let rate = try file.use("Return Rate")
        #expect(rate.formula?.text == "100.0 * returned / count")
        #expect(rate.numberFormat?.meaning == .percentPoints)
        #expect(file.fields.field("returned", in: "orders")?.formula?.text == "SUM(returned)")
        #expect(file.fields.field("count", in: "orders")?.formula?.text == "COUNT(*)")
        #expect(file.fields.field("status", in: "orders")?.kind == .column)
    }
}

@Suite struct ManifestTests {
    @Test func manifestsOfProjects() throws {
        let text = """
            {"metadata": {"dbt_schema_version": "v12"}, "nodes": {}, "semantic_models": {
              "semantic_model.shop.orders": {"name": "orders", "measures": [
                {"name": "order_count", "agg": "count", "expr": "1"}],
                "entities": [], "dimensions": [{"name": "status", "type": "categorical"}]}},
             "metrics": {"metric.shop.return_rate": {"name": "return_rate", "label": "Return rate",
               "type": "ratio", "type_params": {"numerator": {"name": "order_count",
                 "filter": {"where_filters": [{"where_sql_template":
                   "{{ Dimension('order__status') }} = 'returned'"}]}},
                 "denominator": {"name": "order_count"}}},
              "metric.shop.old": {"name": "old", "calculation_method": "average",
                "expression": "price"}}}
            """
        let file = try dashboard(text, format: "semantic-manifest")
        #expect(
            try file.use("Return rate").formula?.text
                == "order_count FILTER (WHERE (status = 'returned')) / order_count")
        #expect(try file.use("old").formula?.text == "AVG(price)")
    }
}

@Suite struct MappedExportTests {
    private static let export = """
        <cuadro><mes id="2025-03"><kpi n="Tasa de conversión"><v u="%">3,1</v><a>124</a><b>4000</b>
        </kpi></mes><mes id="2025-04"><kpi n="Tasa de conversión"><v u="%">3.2</v></kpi></mes></cuadro>
        """

    @Test func valuesOfOneNameAreOneMetric() throws {
        let mapping = ExportMapping(
            each: try Selector("//kpi"),
            parts: [
                .name: try Selector("@n"), .value: try Selector("v"), .unit: try Selector("v/@u"),
                .numerator: try Selector("a"), .denominator: try Selector("b"),
                .period: try Selector("../@id")
            ], language: "es")
        let reading = try Formats.read(
            Array(Self.export.utf8), file: "export.xml", mapping: mapping)
        guard case .dashboard(let file) = reading.recognition else {
            throw Unrecognised(format: "")
        }
        #expect(file.uses.count == 1)
        let use = try file.use("Tasa de conversión")
        #expect(use.numberFormat?.meaning == .percentPoints)
        #expect(use.values.map { $0.raw?.string } == ["3,1", "3.2"])
        #expect(use.values[0].value.isNaN && use.values[1].value == 3.2)
        #expect(use.values.map { $0.period?.string } == ["2025-03", "2025-04"])
        #expect(use.values[0].numerator?.value == 124 && use.values[0].denominator?.value == 4000)
        #expect(covered(use.values[0].place, of: Self.export) == "3,1")
    }

    @Test func mappingsThatFindNothingSaySo() throws {
        let mapping = ExportMapping(
            each: try Selector("$.rows[*]"), parts: [.name: try Selector("@.name")])
        let reading = try Formats.read(Array("{}".utf8), file: "a.json", mapping: mapping)
        guard case .dashboard(let file) = reading.recognition else {
            throw Unrecognised(format: "")
        }
        #expect(file.problems.map(\.reason) == ["mapping-empty"])
    }
}
