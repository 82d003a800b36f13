internal import Catalog
internal import Diagnostics
internal import Formula
internal import Foundation

/// What is wrong with the tables themselves: a file that is not there, or a
/// column that it does not have.
struct Faults {
    /// By entity.
    private var tables: [String: EvaluationError] = [:]
    /// By entity and field.
    private var columns: [String: [String: EvaluationError]] = [:]

    var isEmpty: Bool { tables.isEmpty && columns.isEmpty && columnTypes.isEmpty }

    /// How many tables and columns are not as they should be.
    var count: Int { tables.count + columns.values.reduce(0) { $0 + $1.count } }

    /// Without what is wrong.
    var typesOnly: Faults {
        var faults = Faults()
        faults.columnTypes = columnTypes
        return faults
    }

    /// What the columns of each entity's source hold.
    var columnTypes: [String: ColumnTypes] = [:]

    /// Why something that needs these fields, by entity, cannot be computed.
    func first(among fields: [String: Set<String>]) -> EvaluationError? {
        for entity in fields.keys.sorted() {
            if let error = tables[entity] { return error }
            for field in (fields[entity] ?? []).sorted() {
                if let error = columns[entity]?[field] { return error }
            }
        }
        return nil
    }

    mutating func add(_ error: EvaluationError, table entity: String) { tables[entity] = error }

    /// Holds the bound columns against those that there are.
    mutating func check(_ table: TypedTable, present: [String]) {
        for field in table.fields {
            guard let column = table.binding.columns[field.id] else { continue }
            let isThere = present.contains { $0.lowercased() == column.column.lowercased() }
            guard !isThere else { continue }
            let near = Similarity.nearest(to: column.column, among: present)
            columns[table.entity.id, default: [:]][field.id] = EvaluationError(
                near == nil ? "no-column" : "no-column-near",
                [
                    "column": .text(column.column), "field": .text(field.id),
                    "file": .text(table.name),
                    "columns": .list(present.prefix(30).map { .text($0) }),
                    "near": .text(near ?? "")
                ], at: column.place)
        }
    }
}

extension Evaluator {
    /// Finds out what columns there are: from the files' first lines where they
    /// say so, else from the engine.
    ///
    /// - Parameter isThorough: Whether to ask the engine about every table.
    /// - Throws: Where the engine itself fails, and not only at one table.
    func faults(
        of tables: [TypedTable], _ engine: any Engine, isThorough: Bool
    ) async throws(EvaluationError) -> Faults {
        var faults = Faults()
        var readable: [TypedTable] = []
        for table in tables {
            guard engine.readsFiles, let file = table.binding.file, !file.contains("*") else {
                readable.append(table)
                continue
            }
            let path = table.path(of: file)
            guard FileManager.default.isReadableFile(atPath: path) else {
                faults.add(
                    EvaluationError(
                        "no-file", ["file": .text(path), "entity": .text(table.entity.id)],
                        at: table.binding.place),
                    table: table.entity.id)
                continue
            }
            if !isThorough, let head = table.head, table.isWhole(head.columns) { continue }
            readable.append(table)
        }
        guard !readable.isEmpty else { return faults }
        var columns: [String: [SourceColumn]] = [:]
        do {
            columns = try await engine.columns(of: readable.map(\.everything))
        } catch {
            // One of them cannot be read, or the engine itself is broken: find
            // out which. An engine that is not there need not be asked again.
            guard error.message.key == "eval.error.engine-failed" else { throw error }
            var last = error
            for table in readable {
                do {
                    columns.merge(try await engine.columns(of: [table.everything])) { $1 }
                } catch {
                    last = EvaluationError(message: error.message, at: table.binding.place)
                    faults.add(last, table: table.entity.id)
                }
            }
            if columns.isEmpty { throw readable.count == 1 ? last : error }
        }
        for table in readable {
            guard let columns = columns[table.entity.id] else { continue }
            faults.check(table, present: columns.map(\.name))
            faults.columnTypes[table.entity.id] = .known(
                Dictionary(
                    columns.compactMap { column in
                        column.type.map { (column.name.lowercased(), $0) }
                    }, uniquingKeysWith: { $1 }))
        }
        return faults
    }
}

extension TypedTable {
    /// Whether every bound column is there.
    fileprivate func isWhole(_ columns: [String]) -> Bool {
        let present = Set(columns.map { $0.lowercased() })
        return fields.allSatisfy { field in
            binding.columns[field.id].map { present.contains($0.column.lowercased()) } ?? true
        }
    }

    /// All that the source has.
    fileprivate var everything: Statement {
        Statement("SELECT * FROM \(source)", name: entity.id)
    }
}
