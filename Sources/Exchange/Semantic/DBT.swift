import Catalog
public import Diagnostics
import Formula
import Locales

/// dbt's semantic layer (MetricFlow): semantic models and metrics, as YAML to be
/// put beside models of the entities' names.
public enum DBT: Exporter {
    public static let id = "dbt"
    public static let name = "dbt semantic layer (MetricFlow), YAML"
    public static let losses: Set<Part> = [
        .parameters, .variants, .targets, .benchmarks, .relations, .advice, .sources, .channels,
        .confusions, .languages
    ]

    public static func omissions(_ request: ExportRequest) -> [Message] {
        SemanticModel(request.knowledge).omissions("dbt")
    }

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let model = SemanticModel(knowledge)
        let english = knowledge.wording(for: .english)
        let sql = SemanticSQL(model: model, dialect: .snowflake) { _, field in field }
        let tree = DataTree.object([
            "semantic_models": .list(
                model.entities.map { semanticModel($0, model, sql, english) }),
            "metrics": .list(
                model.measures.map(simple)
                    + model.metrics.compactMap { metric($0, model, english) })
        ])
        return YAMLText.text(of: tree)
    }

    private static func semanticModel(
        _ entity: EntityDefinition, _ model: SemanticModel, _ sql: SemanticSQL, _ english: Wording
    ) -> DataTree {
        let fields = entity.entity.fields.values.sorted { $0.id < $1.id }
        let keys = fields.compactMap { field -> DataTree? in
            if field.id == entity.entity.key {
                return .object([
                    "name": .text(entity.id), "type": .text("primary"), "expr": .text(field.id)
                ])
            }
            guard case .reference(let other) = field.kind else { return nil }
            return .object([
                "name": .text(other), "type": .text("foreign"), "expr": .text(field.id)
            ])
        }
        let dimensions = fields.compactMap { field -> DataTree? in
            switch field.kind {
            case .instant, .date:
                .object([
                    "name": .text(field.id), "type": .text("time"),
                    "type_params": .object(["time_granularity": .text("day")])
                ])
            case .category, .boolean, .text:
                .object(["name": .text(field.id), "type": .text("categorical")])
            default: nil
            }
        }
        let measures = model.measures.filter { $0.entity == entity.id }
            .compactMap { measure($0, sql) }
        // A time that stands in another table cannot be the default here.
        let time = entity.entity.time.flatMap { $0.path.count == 1 ? $0.path[0] : nil }
        return .object([
            "name": .text(entity.id),
            "description": english.entity(entity.id)?.value.name.definition.map(DataTree.text),
            "model": .text("ref('\(entity.id)')"),
            "defaults": time.map { .object(["agg_time_dimension": .text($0)]) },
            "entities": .list(keys),
            "dimensions": .list(dimensions),
            "measures": .list(measures)
        ])
    }

    private static func measure(
        _ measure: SemanticModel.Measure, _ sql: SemanticSQL
    ) -> DataTree? {
        guard let value = try? sql.value(of: measure.aggregate) else { return nil }
        let name: String? =
            switch measure.aggregate.function {
            case .count: "count"
            case .sum: "sum"
            case .average: "average"
            case .minimum: "min"
            case .maximum: "max"
            case .median: "median"
            case .percentile: "percentile"
            case .distinct: "count_distinct"
            case .share: nil
            }
        guard let name else { return nil }
        return .object([
            "name": .text(measure.id), "agg": .text(name), "expr": .text(value),
            "agg_params": measure.aggregate.level.map {
                .object(["percentile": .literal($0.decimalText(digits: 6))])
            }
        ])
    }

    /// A metric of a measure alone, for others to be made of.
    private static func simple(_ measure: SemanticModel.Measure) -> DataTree {
        .object([
            "name": .text("\(measure.id)_total"), "label": .text(measure.id),
            "type": .text("simple"),
            "type_params": .object(["measure": .text(measure.id)])
        ])
    }

    private static func metric(
        _ entry: SemanticModel.MetricEntry, _ model: SemanticModel, _ english: Wording
    ) -> DataTree? {
        let id = entry.metric.id
        func name(_ aggregate: Aggregate) -> String? {
            model.measure(aggregate).map { "\($0.id)_total" }
        }
        var type: String
        var parameters: DataTree
        let quotient = Quotient(entry.formula)
        if case .aggregate(let aggregate) = entry.formula.kind,
            let measure = model.measure(aggregate)
        {
            type = "simple"
            parameters = .object(["measure": .text(measure.id)])
        } else if case .aggregate(let one) = quotient.numerator.kind,
            case .aggregate(let other)? = quotient.denominator?.kind,
            let numerator = name(one), let denominator = name(other)
        {
            type = "ratio"
            parameters = .object([
                "numerator": .text(numerator), "denominator": .text(denominator)
            ])
        } else {
            type = "derived"
            var used: [String] = []
            let printer = SQLPrinter(
                dialect: .snowflake, column: { .init(sql: $0.path.joined(separator: ".")) },
                aggregate: { aggregate throws(FormulaError) in
                    guard let name = name(aggregate) else {
                        throw FormulaError("not-in-sql", ["text": .text("")], at: 0..<0)
                    }
                    if !used.contains(name) { used.append(name) }
                    return name
                })
            guard let text = try? printer.print(entry.formula) else { return nil }
            parameters = .object([
                "expr": .text(text),
                "metrics": .list(used.map { .object(["name": .text($0)]) })
            ])
        }
        return .object([
            "name": .text(id.replacing("-", with: "_")),
            "label": .text(english.term(ofMetric: id).value),
            "description": english.metric(id) { $0.definition }.map { .text($0.value) },
            "type": .text(type), "type_params": parameters,
            "config": .object([
                "meta": .object([
                    "unit": .text(entry.metric.unit.text),
                    "direction": .text(entry.metric.direction.kind.rawValue),
                    "formula": .text(entry.metric.formula.text)
                ])
            ])
        ])
    }
}
