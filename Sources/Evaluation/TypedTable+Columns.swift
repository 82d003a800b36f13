internal import Catalog
internal import EngineMessages
internal import Formula

/// What is known of the types of a source's columns.
enum ColumnTypes: Hashable, Sendable {
    /// Every cell is text, as in CSV.
    case text
    /// Nobody was asked; each column is taken to hold what its field says, as a
    /// database's column does that was made for it.
    case asBound
    /// By the column's name in lower case, as the engine says.
    case known([String: ColumnType])
}

extension TypedTable {
    /// A file as another engine than the embedded one names it: Spark reads
    /// Parquet, the others have tables.
    func foreign(_ file: String) -> String {
        let kind = binding.format.kind ?? FileFormat.Kind(file: file)
        if dialect.id == SQLDialect.spark.id, kind == .parquet {
            return "parquet." + dialect.identifier(path(of: file))
        }
        return dialect.tableName(binding.table ?? entity.id)
    }

    /// The type of a column that can be read as it stands; `nil` where its cells
    /// have to be read as text.
    func nativeType(_ field: Field, _ column: ColumnBinding) -> ColumnType? {
        let type: ColumnType
        switch columnTypes {
        case .text: return nil
        case .asBound:
            guard column.format == nil else { return nil }
            type = field.kind.boundType
        case .known(let types): type = types[column.column.lowercased()] ?? .text
        }
        switch (field.kind, type) {
        case (.identifier, .text), (.reference, .text), (.category, .text), (.text, .text),
            (.boolean, .boolean):
            return column.values.isEmpty && column.isValues.isEmpty
                && binding.format.missing.isEmpty ? type : nil
        case (.number, .number), (.number, .decimal), (.instant, .moment), (.instant, .clock),
            (.instant, .day), (.date, .day), (.date, .clock), (.date, .moment):
            return type
        default: return nil
        }
    }

    func native(_ field: Field, _ column: ColumnBinding, _ type: ColumnType) -> String {
        let name = dialect.identifier(column.column)
        switch (field.kind, type) {
        case (.number(let unit), _):
            let value = dialect.sql(unit == .money ? .decimal : .double, name)
            return rescaled(scaled(value, column), field)
        case (.instant, .clock): return dialect.sql(.moment, name, zone(of: column))
        case (.instant, .day):
            return dialect.sql(.moment, dialect.sql(.midnight, name), zone(of: column))
        case (.date, .clock): return dialect.sql(.day, name)
        case (.date, .moment):
            return dialect.sql(.day, dialect.sql(.clock, name, zone(of: column)))
        default: return name
        }
    }
}

extension Field.Kind {
    /// What a column that was made for such a field holds.
    fileprivate var boundType: ColumnType {
        switch self {
        case .identifier, .reference, .category, .text: .text
        case .boolean: .boolean
        case .number(let unit): unit == .money ? .decimal : .number
        case .instant: .moment
        case .date: .day
        }
    }
}

extension SQLDialect {
    /// A table as a query names it. SQLite takes a bare name for the part of the
    /// query that has it, even where that part itself reads the table.
    func tableName(_ name: String) -> String {
        let path = identifierPath(name)
        return id == SQLDialect.sqlite.id && !name.contains(".") ? "main.\(path)" : path
    }
}
