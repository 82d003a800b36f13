internal import Catalog
internal import Formula
internal import Locales

/// What a column of a dashboard's data may be in the catalog.
enum ColumnMeaning: Hashable, Sendable {
    /// A field of an entity. The column holds the field's value divided by the
    /// factor: a duration in minutes is its seconds divided by 60.
    case field(entity: String, field: String, factor: Rational)
    /// How many rows of an entity there are, already counted.
    case rows(entity: String)

    var entity: String {
        switch self {
        case .field(let entity, _, _), .rows(let entity): entity
        }
    }
}

/// How sure it is what a column means.
enum ColumnCertainty: Int, Hashable, Sendable, Comparable {
    /// Its name says so.
    case name
    /// The project file says so.
    case binding

    static func < (one: ColumnCertainty, other: ColumnCertainty) -> Bool {
        one.rawValue < other.rawValue
    }
}

/// Finds the canonical fields that tables and columns stand for: by the
/// project's bindings, and where there is none by their names, in every language.
struct ColumnMatcher: Sendable {
    private let schema: Schema
    private let bindings: [String: TableBinding]
    private var boundColumns: [String: Set<ColumnMeaning>] = [:]
    private var namedColumns: [String: Set<ColumnMeaning>] = [:]
    private var tables: [String: Set<String>] = [:]
    /// Words that name amounts of a unit in some language: «amount», «выручка».
    private var unitWords: [String: Set<MeasureUnit>] = [:]

    init(workspace: Workspace, locales: Locales) {
        schema = workspace.catalog.schema
        bindings = workspace.project?.data?.tables ?? [:]
        for (entity, binding) in bindings {
            if let file = binding.file { addTable(Self.stem(file), entity) }
            if let table = binding.table { addTable(table, entity) }
            for (field, column) in binding.columns {
                let meaning = ColumnMeaning.field(
                    entity: entity, field: field, factor: column.factor)
                boundColumns[Self.key(column.column), default: []].insert(meaning)
            }
        }
        for entity in schema.entities.values { addNames(of: entity, locales) }
        // «Cost» names an amount before it names how many bookings there were.
        for (name, meanings) in namedColumns where speaksOfMoney(name) {
            namedColumns[name] = meanings.filter { meaning in
                if case .rows = meaning { false } else { true }
            }
        }
    }

    private func speaksOfMoney(_ name: String) -> Bool {
        let singular = name.hasSuffix("s") ? String(name.dropLast()) : name
        return [name, singular, name + "s"].contains { unitWords[$0]?.contains(.money) == true }
    }

    private static func stem(_ file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.split(separator: ".").first.map(String.init) ?? name
    }

    static func key(_ name: String) -> String { LabelKey.folded(name) }

    private mutating func addTable(_ name: String, _ entity: String) {
        tables[Self.key(name), default: []].insert(entity)
    }

    private mutating func addNames(of entity: Entity, _ locales: Locales) {
        addTable(entity.id, entity.id)
        var entityNames = [entity.id]
        for field in entity.fields.values where field.id.contains("_") || field.id.count > 4 {
            addColumn(field.id, .field(entity: entity.id, field: field.id, factor: .one))
        }
        for language in locales.languages.values {
            guard let text = language.entities[entity.id] else { continue }
            entityNames += [text.name.term] + text.name.aliases.map(\.term)
            if let plural = text.plural { entityNames.append(plural) }
            for (id, field) in text.fields where entity.fields[id] != nil {
                let meaning = ColumnMeaning.field(entity: entity.id, field: id, factor: .one)
                for name in [field.name.term] + field.name.aliases.map(\.term) {
                    addColumn(name, meaning)
                    addUnit(of: entity.fields[id], name)
                }
            }
        }
        for name in entityNames {
            addTable(name, entity.id)
            addColumn(name, .rows(entity: entity.id))
        }
    }

    private mutating func addColumn(_ name: String, _ meaning: ColumnMeaning) {
        namedColumns[Self.key(name), default: []].insert(meaning)
    }

    private mutating func addUnit(of field: Field?, _ name: String) {
        guard case .number(let unit) = field?.kind, unit == .money || unit == .second else {
            return
        }
        let words = LabelKey.words(name)
        if words.count == 1, let word = words.first { unitWords[word, default: []].insert(unit) }
    }

    /// The units of which a column's names speak.
    func units(spokenOfBy names: [String]) -> Set<MeasureUnit> {
        names.reduce(into: []) { units, name in
            for word in LabelWords.words(name) { units.formUnion(unitWords[word] ?? []) }
        }
    }

    /// The entities whose rows a table may hold.
    func entities(ofTable name: String) -> Set<String> { tables[Self.key(name)] ?? [] }

    /// What a column may mean, by any of the names it goes by; what the project
    /// binds before what the name says.
    func meanings(
        _ names: [String], table: String?
    ) -> (meanings: Set<ColumnMeaning>, certainty: ColumnCertainty) {
        let entities = table.map(entities(ofTable:)) ?? []
        func within(_ found: Set<ColumnMeaning>) -> Set<ColumnMeaning> {
            guard !entities.isEmpty else { return found }
            return found.filter { entities.contains($0.entity) }
        }
        for (source, certainty) in [
            (boundColumns, ColumnCertainty.binding), (namedColumns, .name)
        ] {
            let found = within(
                names.reduce(into: Set<ColumnMeaning>()) {
                    $0.formUnion(source[Self.key($1)] ?? [])
                })
            if !found.isEmpty { return (found, certainty) }
        }
        return ([], .name)
    }

    // MARK: Values

    /// The project's binding of a field.
    func binding(entity: String, field: String) -> ColumnBinding? {
        bindings[entity]?.columns[field]
    }

    func field(entity: String, field: String) -> Field? {
        schema.entities[entity]?.fields[field]
    }
}
