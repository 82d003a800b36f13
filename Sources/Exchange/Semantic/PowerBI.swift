import Catalog
public import Diagnostics
import Formula
import Locales

/// A tabular model (`.bim`, compatibility level 1567): tables, metrics as
/// measures in DAX, and a culture with the names of all of them for each language.
public enum PowerBI: Exporter {
    public static let id = "power-bi"
    public static let name = "Power BI tabular model, .bim"
    public static let losses: Set<Part> = [
        .parameters, .variants, .targets, .benchmarks, .relations, .advice, .sources, .themes,
        .channels, .confusions, .aliases, .directions
    ]

    public static func omissions(_ request: ExportRequest) -> [Message] {
        SemanticModel(request.knowledge).omissions("DAX")
    }

    public static func export(_ request: ExportRequest) -> String {
        let knowledge = request.knowledge
        let model = SemanticModel(knowledge)
        let printer = DAXPrinter(model: model)
        let english = knowledge.wording(for: .english)
        let written = model.metrics.compactMap { entry -> (Metric, String)? in
            (try? printer.print(entry.formula)).map { (entry.metric, $0) }
        }
        let tables = model.entities.map { table($0) } + [measures(written, english)]
        let tree = DataTree.object([
            "name": .text("metrics"),
            "compatibilityLevel": .literal("1567"),
            "model": .object([
                "culture": .text("en-US"),
                "defaultPowerBIDataSourceVersion": .text("powerBI_V3"),
                "tables": .list(tables),
                "relationships": .list(relationships(model)),
                "cultures": .list(
                    knowledge.locales.tags.map { culture($0, written.map(\.0), model, knowledge) })
            ])
        ])
        return tree.json() + "\n"
    }

    /// The table that holds nothing but the measures.
    private static let home = "Metrics"

    private static func table(_ entity: EntityDefinition) -> DataTree {
        .object([
            "name": .text(entity.id),
            "columns": .list(
                entity.entity.fields.values.sorted { $0.id < $1.id }.map { field in
                    let type: String =
                        switch field.kind {
                        case .instant, .date: "dateTime"
                        case .boolean: "boolean"
                        case .number: "double"
                        default: "string"
                        }
                    return .object([
                        "name": .text(field.id), "dataType": .text(type),
                        "sourceColumn": .text(field.id), "summarizeBy": .text("none"),
                        "isKey": field.id == entity.entity.key ? .literal("true") : nil
                    ])
                }),
            "partitions": .list([
                .object([
                    "name": .text(entity.id), "mode": .text("import"),
                    "source": .object([
                        "type": .text("m"),
                        "expression": .text("let Source = #table({}, {}) in Source")
                    ])
                ])
            ])
        ])
    }

    private static func measures(_ metrics: [(Metric, String)], _ english: Wording) -> DataTree {
        .object([
            "name": .text(home),
            "columns": .list([
                .object([
                    "name": .text("column"), "dataType": .text("string"),
                    "isHidden": .literal("true"),
                    "sourceColumn": .text("column")
                ])
            ]),
            "partitions": .list([
                .object([
                    "name": .text(home), "mode": .text("import"),
                    "source": .object([
                        "type": .text("m"),
                        "expression": .text("let Source = #table({\"column\"}, {}) in Source")
                    ])
                ])
            ]),
            "measures": .list(
                metrics.map { metric, dax in
                    .object([
                        "name": .text(english.term(ofMetric: metric.id).value),
                        "description": english.metric(metric.id) { $0.definition }
                            .map { .text($0.value) },
                        "expression": .text(dax),
                        "formatString": format(metric.unit),
                        "annotations": .list([
                            .object(["name": .text("metriglot_id"), "value": .text(metric.id)]),
                            .object([
                                "name": .text("metriglot_formula"),
                                "value": .text(metric.formula.text)
                            ])
                        ])
                    ])
                })
        ])
    }

    private static func format(_ unit: DeclaredUnit) -> DataTree? {
        switch unit.kind {
        case .share: .text("0.0 %;-0.0 %;0.0 %")
        case .count: .text("#,0")
        case .money: .text("#,0.00")
        case .points, .score, .ratio, .duration, nil: .text("#,0.00")
        }
    }

    private static func relationships(_ model: SemanticModel) -> [DataTree] {
        model.entities.flatMap { entity in
            entity.entity.fields.values.sorted { $0.id < $1.id }.compactMap { field -> DataTree? in
                guard case .reference(let other) = field.kind,
                    let key = model.schema.entities[other]?.key
                else { return nil }
                return .object([
                    "name": .text("\(entity.id)_\(field.id)"), "fromTable": .text(entity.id),
                    "fromColumn": .text(field.id), "toTable": .text(other), "toColumn": .text(key)
                ])
            }
        }
    }

    private static func culture(
        _ tag: LanguageTag, _ metrics: [Metric], _ model: SemanticModel, _ knowledge: Knowledge
    ) -> DataTree {
        let english = knowledge.wording(for: .english)
        let language = knowledge.locales.languages[tag]
        let tables = model.entities.map { entity -> DataTree in
            let text = language?.entities[entity.id]
            return .object([
                "name": .text(entity.id),
                "translatedCaption": (text?.plural ?? text?.name.term).map(DataTree.text),
                "columns": .list(
                    entity.entity.fields.keys.sorted().compactMap { field in
                        text?.fields[field].map {
                            .object([
                                "name": .text(field), "translatedCaption": .text($0.name.term)
                            ])
                        }
                    })
            ])
        }
        let measures = metrics.compactMap { metric -> DataTree? in
            guard let text = language?.metrics[metric.id], let term = text.term else { return nil }
            return .object([
                "name": .text(english.term(ofMetric: metric.id).value),
                "translatedCaption": .text(term),
                "translatedDescription": text.definition.map(DataTree.text)
            ])
        }
        return .object([
            "name": .text(tag.description),
            "translations": .object([
                "model": .object([
                    "name": .text("Model"),
                    "tables": .list(
                        tables + [
                            .object(["name": .text(home), "measures": .list(measures)])
                        ])
                ])
            ])
        ])
    }
}
