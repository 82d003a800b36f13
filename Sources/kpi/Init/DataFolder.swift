import Catalog
import Diagnostics
import Documents
import Evaluation
import Foundation

/// The tables in a folder of data files, looked into.
struct DataFolder {
    let path: String
    /// Files that cannot be read, and why.
    private(set) var unread: [(file: String, error: Message)] = []
    private(set) var samples: [TableSample] = []

    private static let extensions: Set<String> = [
        "csv", "tsv", "tab", "txt", "json", "ndjson", "jsonl", "parquet", "parq", "xml", "duckdb",
        "ddb", "sqlite", "sqlite3", "db"
    ]
    /// How many rows are looked at.
    private static let rows = 1000

    init(_ path: String) { self.path = path.hasSuffix("/") ? path : path + "/" }

    /// The data files' names, from the folder on; those of hidden folders left out.
    func files() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            !name.hasPrefix(".")
                && Self.extensions.contains((name as NSString).pathExtension.lowercased())
                && !SourceFile.isFolder(path + name)
        }.sorted()
    }

    /// - Parameter read: Reads tables, whatever their files are, as text.
    mutating func look(
        _ read: (TableBinding) async throws -> [(table: String?, columns: [String], rows: [Row])]
    ) async {
        for file in files() {
            var format = FileFormat()
            do {
                if FileFormat.Kind(file: file) == .csv { format.encoding = try encoding(of: file) }
                if FileFormat.Kind(file: file) == .xml { format.rows = try rowPath(of: file) }
                let binding = TableBinding(
                    entity: "sample", file: file, format: format, place: Place(file: path + file))
                for (table, columns, rows) in try await read(binding) {
                    samples.append(
                        TableSample(
                            id: samples.count, file: file, table: table, format: format,
                            columns: columns,
                            contents: columns.map { column in
                                ColumnContent(rows.map { $0[column]?.text ?? "" })
                            }))
                }
            } catch let error as EvaluationError {
                unread.append((file, error.message))
            } catch let error as DocumentError {
                unread.append((file, error.message))
            } catch {
                unread.append(
                    (file, Message("eval.error.engine-failed", ["error": .text("\(error)")])))
            }
        }
    }

    private func bytes(of file: String, atMost count: Int) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path + file) else { return [] }
        return [UInt8](try handle.read(upToCount: count) ?? Data())
    }

    /// The encoding that a text has to be said to have; `nil` for Unicode.
    private func encoding(of file: String) throws -> String? {
        var head = try bytes(of: file, atMost: 1 << 18)
        if EncodedText.isWide(head) { return nil }
        // The last character may be cut through.
        for _ in 0..<4 where String(validating: head, as: UTF8.self) == nil {
            head = head.dropLast()
        }
        if String(validating: head, as: UTF8.self) != nil { return nil }
        // Cyrillic letters are words of bytes above ASCII; Latin ones stand alone.
        var above = 0
        var pairs = 0
        for (one, other) in zip(head, head.dropFirst()) where one >= 0xC0 {
            above += 1
            if other >= 0xC0 { pairs += 1 }
        }
        if pairs * 2 > above { return "windows-1251" }
        // Only Vietnamese writes a combining accent of its own behind a letter.
        let accents = head.count { [0xCC, 0xD2, 0xDE, 0xEC, 0xF2].contains($0) }
        return accents * 3 > above && above > 0 ? "windows-1258" : "windows-1252"
    }

    /// The path of the elements that repeat.
    private func rowPath(of file: String) throws -> String? {
        let data = try Data(contentsOf: URL(fileURLWithPath: path + file), options: .mappedIfSafe)
        var node = try Document(xml: [UInt8](data), file: path + file).root
        var names = [node.name ?? ""]
        while true {
            var counts: [String: Int] = [:]
            for child in node.elements { counts[child.name ?? "", default: 0] += 1 }
            guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
                return nil
            }
            names.append(most.key)
            if most.value > 1 { return names.joined(separator: "/") }
            guard let next = node.element(most.key) else { return nil }
            node = next
        }
    }
}
