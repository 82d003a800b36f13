internal import Catalog
internal import Diagnostics
internal import Formula

/// Reads one entity's rows with its fields as columns of the right type.
///
/// Every cell is read as text first, so that a cell that is no number or no
/// date costs that cell and not the file, and can be counted.
struct TypedTable {
    let entity: Entity
    let binding: TableBinding
    /// Which fields are needed, in a fixed order.
    var fields: [Field]
    /// The data folder's path, with a slash at the end where it is not empty.
    let folder: String
    let reportZone: String
    var dialect = SQLDialect.duckDB
    /// What the columns of the source hold.
    var columnTypes = ColumnTypes.text
    /// What the beginning of a CSV file shows; `nil` where the engine is to find out.
    var head: CSVHead?

    /// The rows as the file has them, all columns as text.
    var source: String {
        guard let file = binding.file else { return dialect.tableName(binding.table ?? entity.id) }
        guard dialect.id == SQLDialect.duckDB.id else { return foreign(file) }
        let path = dialect.literal(self.path(of: file))
        switch binding.format.kind ?? FileFormat.Kind(file: file) {
        case .csv:
            var options = ["all_varchar = true", "header = \(binding.format.header ?? true)"]
            // Trying out every way that a file may be written takes most of the
            // time that a small one takes.
            if let delimiter = binding.format.delimiter ?? head?.delimiter {
                options.append("delim = \(dialect.literal(delimiter))")
            }
            if let quote = binding.format.quote ?? (head == nil ? nil : "\"") {
                options.append("quote = \(dialect.literal(quote))")
            }
            if head != nil { options.append("escape = '\"'") }
            if let encoding = binding.format.encoding {
                options.append("encoding = \(dialect.literal(encoding))")
            }
            return "read_csv(\(path), \(options.joined(separator: ", ")))"
        // Told to guess, it would take moments' zones away; so every member of a
        // row stays as it is written.
        case .json, .ndjson:
            return "(SELECT COLUMNS(*) ->> '$' FROM read_json_auto(\(path), maximum_depth = 1))"
        case .parquet: return "read_parquet(\(path))"
        // What the engine cannot read is put before it as something else.
        case .xml, .duckdb, .sqlite: return dialect.tableName(binding.table ?? entity.id)
        }
    }

    func path(of file: String) -> String { file.hasPrefix("/") ? file : folder + file }

    /// `CREATE TABLE` with a column for each field.
    var definition: String {
        "CREATE TEMP TABLE \(dialect.identifier(entity.id)) AS\n\(selection);"
    }

    /// The same as a part of a query's `WITH`.
    var namedQuery: String {
        let lines = selection.split(separator: "\n").map { "    \($0)" }
        return "\(dialect.identifier(entity.id)) AS (\n\(lines.joined(separator: "\n"))\n)"
    }

    private var selection: String {
        let columns = fields.map { field in
            "    \(typed(field)) AS \(dialect.identifier(field.id))"
        }
        let rejections = fields.compactMap { field -> String? in
            guard let cell = rejected(field) else { return nil }
            return "    \(cell) AS \(dialect.identifier(Self.rejectedMark + field.id))"
        }
        return """
            SELECT
            \((columns + rejections).joined(separator: ",\n"))
            FROM \(source)
            """
    }

    /// Looks at the beginning of a CSV file.
    func readHead() -> CSVHead? {
        guard let file = binding.file, !file.contains("*"), dialect.id == SQLDialect.duckDB.id,
            binding.format.kind ?? FileFormat.Kind(file: file) == .csv
        else { return nil }
        return CSVHead.read(path(of: file), binding.format)
    }

    /// What the table is called in messages.
    var name: String { binding.title ?? binding.file ?? binding.table ?? entity.id }

    /// What the column that holds the cells that could not be read starts with.
    static let rejectedMark = "unreadable "

    /// The fields whose cells may turn out not to be readable.
    var checkedFields: [Field] { fields.filter { rejected($0) != nil } }

    // MARK: Cells

    private func column(_ field: Field) -> ColumnBinding? { binding.columns[field.id] }

    /// The cell as text, missing where it is empty or says so.
    private func raw(_ column: ColumnBinding) -> String {
        let cell = dialect.sql(.trimmed, dialect.identifier(column.column))
        let missing = ([""] + binding.format.missing).map(dialect.literal)
        return missing.count == 1
            ? "NULLIF(\(cell), '')"
            : "CASE WHEN \(cell) IN (\(missing.joined(separator: ", "))) THEN NULL ELSE \(cell) END"
    }

    /// The cell where it holds something that cannot be read.
    private func rejected(_ field: Field) -> String? {
        guard let column = column(field), nativeType(field, column) == nil else { return nil }
        switch field.kind {
        case .identifier, .reference, .category, .text: return nil
        case .boolean where !column.isValues.isEmpty: return nil
        default: return "CASE WHEN (\(typed(field))) IS NULL THEN \(raw(column)) END"
        }
    }

    private func typed(_ field: Field) -> String {
        guard let column = column(field) else { return "NULL" }
        if let type = nativeType(field, column) { return native(field, column, type) }
        let raw = raw(column)
        switch field.kind {
        case .identifier, .reference, .category, .text:
            return translated(raw, column)
        case .boolean: return boolean(raw, column)
        case .number(let unit):
            return rescaled(number(raw, column, unit), field)
        case .instant: return instant(raw, column)
        case .date: return date(raw, column)
        }
    }

    private func translated(_ raw: String, _ column: ColumnBinding) -> String {
        guard !column.values.isEmpty else { return raw }
        let cases = column.values.sorted { $0.key < $1.key }.map {
            "WHEN \(dialect.literal($0.key)) THEN \(dialect.literal($0.value))"
        }
        return "CASE \(raw) \(cases.joined(separator: " ")) ELSE \(raw) END"
    }

    private func boolean(_ raw: String, _ column: ColumnBinding) -> String {
        if !column.isValues.isEmpty {
            let values = column.isValues.map(dialect.literal).joined(separator: ", ")
            return "\(raw) IN (\(values))"
        }
        let yes = BooleanWords.yes.map(dialect.literal).joined(separator: ", ")
        let no = BooleanWords.no.map(dialect.literal).joined(separator: ", ")
        return """
            CASE WHEN lower(\(raw)) IN (\(yes)) THEN TRUE \
            WHEN lower(\(raw)) IN (\(no)) THEN FALSE END
            """
    }

    private func number(_ raw: String, _ column: ColumnBinding, _ unit: MeasureUnit) -> String {
        var digits = raw
        // Excel in French or Russian sets groups of digits apart by spaces that
        // do not break.
        if binding.format.decimal == "," {
            for space in ["\u{A0}", "\u{202F}", " "] {
                digits = "replace(\(digits), \(dialect.literal(space)), '')"
            }
        }
        let decimal = binding.format.decimal ?? "."
        let thousands = binding.format.thousands ?? (decimal == "," ? "." : nil)
        if let thousands, thousands != decimal, binding.format.thousands != nil || decimal == "," {
            digits = "replace(\(digits), \(dialect.literal(thousands)), '')"
        }
        if decimal != "." { digits = "replace(\(digits), \(dialect.literal(decimal)), '.')" }
        // Amounts of money stay decimal: sums must not depend on their order.
        return scaled(
            dialect.sql(unit == .money ? .decimalInText : .numberInText, digits), column)
    }

    /// In the field's base unit.
    func scaled(_ value: String, _ column: ColumnBinding) -> String {
        column.factor == .one ? value : "\(value) * \(dialect.number(column.factor))"
    }

    /// Answers on the company's scale, on the catalog's.
    func rescaled(_ value: String, _ field: Field) -> String {
        guard let from = binding.scale[field.id], let to = field.scale else { return value }
        let low = Rational(to.lowerBound)
        let width = from.upperBound - from.lowerBound
        guard let inverse = width.reciprocal,
            from.lowerBound != low || from.upperBound != Rational(to.upperBound)
        else { return value }
        let factor = (Rational(to.upperBound) - low) * inverse
        return """
            (\(dialect.number(low)) + (\(value) - \(dialect.number(from.lowerBound))) \
            * \(dialect.number(factor)))
            """
    }

    /// The zone that a column's moments are in when they name none.
    func zone(of column: ColumnBinding) -> String {
        dialect.literal(column.timeZone ?? binding.timeZone ?? reportZone)
    }

    private func instant(_ raw: String, _ column: ColumnBinding) -> String {
        let zone = zone(of: column)
        if let format = column.format ?? binding.format.timestamp {
            let pattern = dialect.literal(dialect.timeFormat(format) ?? format)
            return format.contains("%z") || format.contains("%Z")
                ? dialect.sql(.momentInPattern, raw, pattern)
                : dialect.sql(.moment, dialect.sql(.clockInPattern, raw, pattern), zone)
        }
        // A moment that ends in Z or an offset carries its zone with it.
        return """
            CASE WHEN \(dialect.sql(.carriesZone, raw)) AND length(\(raw)) > 11 \
            THEN \(dialect.sql(.momentInText, raw)) \
            ELSE \(dialect.sql(.moment, dialect.sql(.clockInText, raw), zone)) END
            """
    }

    private func date(_ raw: String, _ column: ColumnBinding) -> String {
        if let format = column.format ?? binding.format.date {
            return dialect.sql(
                .dayInPattern, raw, dialect.literal(dialect.timeFormat(format) ?? format))
        }
        return dialect.sql(.dayInText, raw)
    }
}
