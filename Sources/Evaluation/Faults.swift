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

    var isEmpty: Bool { tables.isEmpty && columns.isEmpty }

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
    /// Asks the engine what columns there are.
    ///
    /// - Throws: Where the engine itself fails, and not only at one table.
    func faults(
        of tables: [TypedTable], _ engine: any Engine
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
    /// All that the source has.
    fileprivate var everything: Statement {
        Statement("SELECT * FROM \(source)", name: entity.id)
    }
}
