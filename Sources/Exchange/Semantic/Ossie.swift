import Catalog
public import Diagnostics
import Formula
import Locales

/// Apache Ossie's core metadata (Open Semantic Interchange) 0.2, as YAML.
///
/// Names in other languages and abbreviations go along as synonyms; unit,
/// direction and targets have no place and go along as this catalog's extension.
public enum Ossie: Exporter {
    public static let id = "ossie"
    public static let name = "Apache Ossie (OSI) 0.2, YAML"
    public static let losses = OssieWriter.losses

    public static func omissions(_ request: ExportRequest) -> [Message] {
        SemanticModel(request.knowledge).omissions("Ossie")
    }

    public static func export(_ request: ExportRequest) -> String {
        YAMLText.text(
            of: OssieWriter(request.knowledge, version: "0.2.0.dev0", hasTypes: true).tree)
    }
}

/// The version before, which has no types of data.
public enum Ossie01: Exporter {
    public static let id = "ossie-0.1"
    public static let name = "Apache Ossie (OSI) 0.1.1, YAML"
    public static let losses = OssieWriter.losses

    public static func omissions(_ request: ExportRequest) -> [Message] {
        SemanticModel(request.knowledge).omissions("Ossie")
    }

    public static func export(_ request: ExportRequest) -> String {
        YAMLText.text(of: OssieWriter(request.knowledge, version: "0.1.1", hasTypes: false).tree)
    }
}

struct OssieWriter {
    static let losses: Set<Part> = [
        .parameters, .variants, .benchmarks, .relations, .advice, .sources, .themes, .channels,
        .confusions, .readings
    ]

    let knowledge: Knowledge
    let model: SemanticModel
    let version: String
    let hasTypes: Bool
    private let english: Wording

    init(_ knowledge: Knowledge, version: String, hasTypes: Bool) {
        self.knowledge = knowledge
        self.version = version
        self.hasTypes = hasTypes
        model = SemanticModel(knowledge)
        english = knowledge.wording(for: .english)
    }

    /// The databases that an expression is written for.
    private static let dialects: [(String, SQLDialect)] = [
        ("ANSI_SQL", .postgreSQL), ("SNOWFLAKE", .snowflake), ("DATABRICKS", .spark),
        ("BIGQUERY", .bigQuery)
    ]

    var tree: DataTree {
        .object([
            "version": .text(version),
            "semantic_model": .list([
                .object([
                    "name": .text("metrics"),
                    "description": knowledge.workspace.project?.company.map(DataTree.text),
                    "datasets": .list(model.entities.map(dataset)),
                    "relationships": .list(relationships),
                    "metrics": .list(model.metrics.compactMap(metric))
                ])
            ])
        ])
    }

    private func dataset(_ entity: EntityDefinition) -> DataTree {
        let text = english.entity(entity.id)?.value
        return .object([
            "name": .text(entity.id),
            "source": .text(table(entity.id)),
            "primary_key": entity.entity.key.map { .texts([$0]) },
            "description": text?.name.definition.map(DataTree.text),
            "ai_context": synonyms { $0.entities[entity.id]?.name },
            "fields": .list(
                entity.entity.fields.values.sorted { $0.id < $1.id }.map {
                    field($0, of: entity.id)
                })
        ])
    }

    /// The table that a company's project binds the entity to.
    private func table(_ entity: String) -> String {
        knowledge.workspace.project?.data?.tables[entity]?.file ?? entity
    }

    private func field(_ field: Field, of entity: String) -> DataTree {
        let text = english.field(field.id, of: entity)?.value
        let type: String =
            switch field.kind {
            case .identifier, .reference, .category, .text: "String"
            case .instant: "DateTimeTz"
            case .date: "Date"
            case .boolean: "Boolean"
            case .number: "Decimal"
            }
        return .object([
            "name": .text(field.id),
            "expression": expression([("ANSI_SQL", field.id)]),
            "description": (text?.name.definition ?? text?.name.term).map(DataTree.text),
            "datatype": hasTypes ? .text(type) : nil,
            "dimension": .object([
                "is_time": .literal(
                    field.kind == .instant || field.kind == .date ? "true" : "false")
            ]),
            "ai_context": synonyms { $0.entities[entity]?.fields[field.id]?.name }
        ])
    }

    private var relationships: [DataTree] {
        model.entities.flatMap { entity in
            entity.entity.fields.values.sorted { $0.id < $1.id }.compactMap { field -> DataTree? in
                guard case .reference(let other) = field.kind,
                    let key = model.schema.entities[other]?.key
                else { return nil }
                return .object([
                    "name": .text("\(entity.id)_\(field.id)"), "from": .text(entity.id),
                    "to": .text(other), "from_columns": .texts([field.id]),
                    "to_columns": .texts([key])
                ])
            }
        }
    }

    private func metric(_ entry: SemanticModel.MetricEntry) -> DataTree? {
        let metric = entry.metric
        let written = Self.dialects.compactMap { name, dialect -> (String, String)? in
            let sql = SemanticSQL(model: model, dialect: dialect) { "\($0).\($1)" }
            return (try? sql.print(entry.formula)).map { (name, $0) }
        }
        guard !written.isEmpty else { return nil }
        let added = DataTree.object([
            "unit": .text(metric.unit.text),
            "direction": .text(metric.direction.kind.rawValue),
            "formula": .text(metric.formula.text)
        ])
        return .object([
            "name": .text(metric.id.replacing("-", with: "_")),
            "expression": expression(written),
            "description": english.metric(metric.id) { $0.definition }.map { .text($0.value) },
            "datatype": hasTypes ? .text("Decimal") : nil,
            "ai_context": metricSynonyms(metric.id),
            "custom_extensions": .list([
                .object([
                    "vendor_name": .text(hasTypes ? "METRIGLOT" : "COMMON"),
                    "data": .text(
                        added.json().split(whereSeparator: \.isNewline).map {
                            $0.drop { $0 == " " }
                        }.joined(separator: " "))
                ])
            ])
        ])
    }

    private func expression(_ dialects: [(String, String)]) -> DataTree {
        .object([
            "dialects": .list(
                dialects.map {
                    .object(["dialect": .text($0.0), "expression": .text($0.1)])
                })
        ])
    }

    private func metricSynonyms(_ id: String) -> DataTree? {
        names { language in
            guard let text = language.metrics[id] else { return [] }
            return [text.term].compactMap { $0 }
                + text.aliases.filter { $0.kind != .deprecated }.map(\.term)
        }
    }

    private func synonyms(_ text: (Language) -> TermText?) -> DataTree? {
        names { text($0).map { [$0.term] + $0.aliases.map(\.term) } ?? [] }
    }

    /// What something is called in any language, each word once.
    private func names(_ names: (Language) -> [String]) -> DataTree? {
        var seen: Set<String> = []
        let all = knowledge.locales.tags.flatMap {
            knowledge.locales.languages[$0].map(names) ?? []
        }.filter { seen.insert($0).inserted }
        return all.isEmpty ? nil : .object(["synonyms": .texts(all)])
    }
}
