internal import Catalog
internal import Formula

// What could not be read.
extension Evaluator {
    /// How many cells of each column could not be read, and how many rows have
    /// no time.
    func qualityQuery(_ table: TypedTable) -> String? {
        var columns: [String] = []
        for field in table.checkedFields {
            let mark = dialect.identifier(TypedTable.rejectedMark + field.id)
            columns.append("count(\(mark)) AS \(dialect.identifier("count " + field.id))")
            // Only rows of a file have an order.
            guard readsFiles else {
                columns.append("min(\(mark)) AS \(dialect.identifier("example " + field.id))")
                continue
            }
            columns.append(
                """
                min(rowid) FILTER (WHERE \(mark) IS NOT NULL) + 1 \
                AS \(dialect.identifier("row " + field.id))
                """)
            columns.append(
                "arg_min(\(mark), rowid) AS \(dialect.identifier("example " + field.id))")
        }
        if let time = table.entity.time, time.path.count == 1,
            table.fields.contains(where: { $0.id == time.path[0] })
        {
            let name = dialect.identifier(time.path[0])
            columns.append("count(CASE WHEN \(name) IS NULL THEN 1 END) AS without_time")
        }
        guard !columns.isEmpty else { return nil }
        return """
            \(keepsTables ? "" : "WITH\n\(table.namedQuery)\n")SELECT \
            \(columns.joined(separator: ", ")) FROM \(dialect.identifier(table.entity.id));
            """
    }

    func rejected(_ row: Row, _ table: TypedTable) -> [RejectedCells] {
        table.checkedFields.compactMap { field in
            guard let count = row["count \(field.id)"]?.number, count > 0 else { return nil }
            return RejectedCells(
                entity: table.entity.id, file: table.name,
                column: table.binding.columns[field.id]?.column ?? field.id, field: field.id,
                count: Int(count), firstRow: row["row \(field.id)"]?.number.map { Int($0) },
                example: row["example \(field.id)"]?.text ?? "")
        }
    }
}
