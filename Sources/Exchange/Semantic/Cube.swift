import Catalog
public import Diagnostics
import Formula
import Locales

/// Cube's data model, as YAML: a cube for each entity, and metrics as measures
/// of the cube whose rows they count.
public enum Cube: Exporter {
    public static let id = "cube"
    public static let name = "Cube data model, YAML"
    public static let losses: Set<Part> = [
        .parameters, .variants, .targets, .benchmarks, .relations, .advice, .sources, .channels,
        .confusions, .languages
    ]

    public static func omissions(_ request: ExportRequest) -> [Message] {
        SemanticModel(request.knowledge).omissions("Cube")
    }

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let model = SemanticModel(knowledge)
        let english = knowledge.wording(for: .english)
        // A metric belongs to the cube of its first aggregate.
        let homes = Dictionary(grouping: model.metrics) { entry in
            var home: String?
            entry.formula.visit { part in
                if home == nil, case .aggregate(let aggregate) = part.kind {
                    home = aggregate.entity
                }
            }
            return home ?? ""
        }
        let cubes = model.entities.map { entity in
            cube(entity, homes[entity.id] ?? [], model, english)
        }
        return YAMLText.text(of: .object(["cubes": .list(cubes)]))
    }

    private static func cube(
        _ entity: EntityDefinition, _ metrics: [SemanticModel.MetricEntry], _ model: SemanticModel,
        _ english: Wording
    ) -> DataTree {
        let fields = entity.entity.fields.values.sorted { $0.id < $1.id }
        let sql = SemanticSQL(model: model, dialect: .postgreSQL) { owner, field in
            owner == entity.id ? "{CUBE}.\(field)" : "{\(owner)}.\(field)"
        }
        let joins = fields.compactMap { field -> DataTree? in
            guard case .reference(let other) = field.kind,
                let key = model.schema.entities[other]?.key
            else { return nil }
            return .object([
                "name": .text(other), "relationship": .text("many_to_one"),
                "sql": .text("{CUBE}.\(field.id) = {\(other)}.\(key)")
            ])
        }
        let dimensions = fields.map { field -> DataTree in
            let type: String =
                switch field.kind {
                case .instant, .date: "time"
                case .boolean: "boolean"
                case .number: "number"
                default: "string"
                }
            return .object([
                "name": .text(field.id), "sql": .text("{CUBE}.\(field.id)"), "type": .text(type),
                "primary_key": field.id == entity.entity.key ? .literal("true") : nil,
                "title": english.field(field.id, of: entity.id).map { .text($0.value.name.term) }
            ])
        }
        let measures = model.measures.filter { $0.entity == entity.id }
            .compactMap { measure($0, sql) }
        return .object([
            "name": .text(entity.id), "sql_table": .text(entity.id),
            "description": english.entity(entity.id)?.value.name.definition.map(DataTree.text),
            "joins": joins.isEmpty ? nil : .list(joins),
            "dimensions": .list(dimensions),
            "measures": .list(
                measures + metrics.compactMap { metric($0, of: entity.id, model, english) })
        ])
    }

    private static func measure(
        _ measure: SemanticModel.Measure, _ sql: SemanticSQL
    ) -> DataTree? {
        let type: String
        switch measure.aggregate.function {
        // A count takes no expression; a number may be any aggregate.
        case .sum: type = "sum"
        case .average: type = "avg"
        case .minimum: type = "min"
        case .maximum: type = "max"
        case .distinct: type = "count_distinct"
        case .count, .median, .percentile, .share:
            guard let text = try? sql.print(measure.aggregate) else { return nil }
            return .object([
                "name": .text(measure.id), "type": .text("number"), "sql": .text(text),
                "public": .literal("false")
            ])
        }
        guard let value = try? sql.value(of: measure.aggregate) else { return nil }
        return .object([
            "name": .text(measure.id), "type": .text(type), "sql": .text(value),
            "public": .literal("false")
        ])
    }

    private static func metric(
        _ entry: SemanticModel.MetricEntry, of entity: String, _ model: SemanticModel,
        _ english: Wording
    ) -> DataTree? {
        let printer = SQLPrinter(
            dialect: .postgreSQL, column: { .init(sql: $0.path.joined(separator: ".")) },
            aggregate: { aggregate throws(FormulaError) in
                guard let measure = model.measure(aggregate) else {
                    throw FormulaError("not-in-sql", ["text": .text("")], at: 0..<0)
                }
                return measure.entity == entity
                    ? "{\(measure.id)}" : "{\(measure.entity).\(measure.id)}"
            })
        guard let text = try? printer.print(entry.formula) else { return nil }
        let id = entry.metric.id
        return .object([
            "name": .text(id.replacing("-", with: "_")),
            "title": .text(english.term(ofMetric: id).value),
            "description": english.metric(id) { $0.definition }.map { .text($0.value) },
            "type": .text("number"), "sql": .text(text),
            "format": entry.metric.unit.kind == .share
                ? .text("percent") : entry.metric.unit.kind == .money ? .text("currency") : nil,
            "meta": .object([
                "unit": .text(entry.metric.unit.text),
                "direction": .text(entry.metric.direction.kind.rawValue),
                "formula": .text(entry.metric.formula.text)
            ])
        ])
    }
}
