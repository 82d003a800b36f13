public import Catalog
internal import Diagnostics
internal import Formula

/// Looks into tables of which nothing is known yet.
public enum TableSampler {
    /// The first rows of some tables as text, by the tables' names.
    ///
    /// - Parameters:
    ///   - tables: By any name; only their files and formats matter.
    ///   - folder: What relative file names start from, with a slash at its end.
    /// - Throws: ``EvaluationError`` where the engine or a table cannot be read.
    public static func sample(
        _ tables: [String: TableBinding], folder: String, rows: Int, with engine: any Engine
    ) async throws(EvaluationError) -> [String: (columns: [String], rows: [Row])] {
        var queries: [Statement] = []
        for (name, binding) in tables.sorted(by: { $0.key < $1.key }) {
            let table = TypedTable(
                entity: Entity(id: name, noun: name), binding: binding, fields: [],
                folder: folder, reportZone: "UTC")
            queries.append(
                Statement("SELECT * FROM \(table.source)", name: name))
        }
        let columns = try await engine.columns(of: queries)
        var statements: [Statement] = []
        for query in queries {
            guard let name = query.name else { continue }
            let cells = (columns[name] ?? []).map { column in
                let identifier = engine.dialect.identifier(column.name)
                return "\(engine.dialect.sql(.trimmed, identifier)) AS \(identifier)"
            }
            guard !cells.isEmpty else { continue }
            statements.append(
                Statement(
                    """
                    SELECT \(cells.joined(separator: ", ")) FROM (\(query.sql)) AS sample \
                    LIMIT \(rows);
                    """, name: name))
        }
        let found = try await engine.run(statements)
        var result: [String: (columns: [String], rows: [Row])] = [:]
        for (name, columns) in columns {
            result[name] = (columns.map(\.name), found[name] ?? [])
        }
        return result
    }
}
