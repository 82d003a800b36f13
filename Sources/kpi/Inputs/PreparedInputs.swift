import Catalog
import Diagnostics
import Documents
import Evaluation
import Formula
import Foundation

/// A project's tables as the embedded engine can read them.
///
/// It reads CSV in UTF-8, UTF-16 and Latin-1, JSON and Parquet by itself and
/// opens DuckDB's own files. Everything else is written as CSV into a folder of
/// the program's own first: XML, SQLite files, texts in other encodings, and the
/// `sep=` line that Excel puts before a table.
final class PreparedInputs {
    private(set) var project: Project
    /// DuckDB files by the names that their tables are found under.
    private(set) var attachments: [String: String] = [:]
    private let folder: String
    private let isEmbedded: Bool
    private let sqlite: (String) throws -> any Engine
    private let temporary: String
    private var files = 0

    /// - Parameters:
    ///   - folder: The data folder.
    ///   - isEmbedded: Whether the embedded engine asks for the tables.
    ///   - sqlite: Opens a SQLite file.
    init(
        _ project: Project, folder: String, isEmbedded: Bool,
        sqlite: @escaping (String) throws -> any Engine
    ) {
        self.project = project
        self.folder = folder
        self.isEmbedded = isEmbedded
        self.sqlite = sqlite
        temporary =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("metriglot-\(UUID().uuidString)").path
    }

    /// Removes what was written for the engine.
    func remove() { try? FileManager.default.removeItem(atPath: temporary) }

    /// - Throws: ``EvaluationError`` with the place of the table in the project file.
    func prepare() async throws {
        guard isEmbedded, let tables = project.data?.tables else { return }
        for (entity, table) in tables.sorted(by: { $0.key < $1.key }) {
            project.data?.tables[entity] = try await prepared(table)
        }
    }

    private func prepared(_ table: TableBinding) async throws -> TableBinding {
        guard let file = table.file, !file.contains("*") else { return table }
        let path = file.hasPrefix("/") ? file : folder + file
        // That it is not there is told with everything else that is missing.
        guard FileManager.default.isReadableFile(atPath: path) else { return table }
        var result = table
        result.title = file
        switch table.format.kind ?? FileFormat.Kind(file: file) {
        case .json, .ndjson, .parquet: return table
        case .duckdb:
            let name = "file_\(attachments.count + 1)"
            attachments[name] = path
            result.file = nil
            result.table = name + "." + (table.table ?? table.entity)
            return result
        case .sqlite:
            let name = table.table ?? table.entity
            let engine = try sqlite(path)
            let rows: String
            do throws(EvaluationError) {
                rows = try await CSVText.rows(of: name, in: engine)
            } catch {
                throw EvaluationError(message: error.message, at: table.place)
            }
            return try converted(result, rows)
        case .xml:
            return try converted(
                result,
                try XMLTable(rows: table.format.rows, place: table.place)
                    .csv(bytes(path), file: path))
        case .csv:
            return try preparedText(result, path)
        }
    }

    /// A table of text: left alone where the engine can read it.
    private func preparedText(_ table: TableBinding, _ path: String) throws -> TableBinding {
        guard let file = FileHandle(forReadingAtPath: path),
            let head = try? file.read(upToCount: 4096)
        else { return table }
        let start = Array(head)
        let name = table.format.encoding?.lowercased()
        var result = table
        if name == nil, EncodedText.isWide(start) {
            result.format.encoding = "utf-16"
        }
        let isPlain = [nil, "utf-8", "utf8", "latin-1", "iso-8859-1"].contains(name)
        let mark: [UInt8] =
            start.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(start.dropFirst(3)) : start
        let hasSeparator = mark.starts(with: Array("sep=".utf8))
        if isPlain, !hasSeparator {
            if name == "iso-8859-1" { result.format.encoding = "latin-1" }
            return result
        }
        guard
            var text = EncodedText.utf8(try bytes(path), encoding: isPlain ? nil : name)
        else {
            throw EvaluationError(
                "not-in-encoding",
                ["file": .text(path), "encoding": .text(table.format.encoding ?? "UTF-8")],
                at: table.place)
        }
        if text.starts(with: Array("sep=".utf8)) {
            let line = text.prefix { $0 != 0x0A }
            let separator = String(decoding: line.dropFirst(4), as: UTF8.self)
                .trimmingCharacters(in: ["\r"])
            if result.format.delimiter == nil, separator.count == 1 {
                result.format.delimiter = separator
            }
            text.removeFirst(min(line.count + 1, text.count))
        }
        result.format.encoding = nil
        return try written(result, text)
    }

    // MARK: Files

    /// A table whose rows were put into CSV by this program.
    private func converted(_ table: TableBinding, _ text: String) throws -> TableBinding {
        var result = table
        result.format.kind = .csv
        result.format.delimiter = ","
        result.format.quote = "\""
        result.format.encoding = nil
        result.format.header = true
        return try written(result, Array(text.utf8))
    }

    private func written(_ table: TableBinding, _ text: [UInt8]) throws -> TableBinding {
        try FileManager.default.createDirectory(
            atPath: temporary, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        files += 1
        let path = "\(temporary)/\(files).csv"
        try Data(text).write(to: URL(fileURLWithPath: path))
        var result = table
        result.file = path
        return result
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
    }
}

/// Rows as CSV, every cell in quotes, a missing one empty.
enum CSVText {
    static func line(_ cells: [String]) -> String {
        cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }

    /// A whole table of a database.
    static func rows(
        of table: String, in engine: any Engine
    ) async throws(EvaluationError) -> String {
        let name = engine.dialect.identifierPath(table)
        let all = Statement("SELECT * FROM \(name)", name: "rows")
        let columns = try await engine.columns(of: [all])["rows"]?.map(\.name) ?? []
        let rows = try await engine.run([all])["rows"] ?? []
        var text = line(columns)
        for row in rows { text += line(columns.map { row[$0]?.shown ?? "" }) }
        return text
    }
}

extension Cell {
    /// As a text file would have it.
    fileprivate var shown: String {
        switch self {
        case .null: return ""
        case .boolean(let value): return value ? "true" : "false"
        case .text(let text): return text
        case .number(let number):
            let text = "\(number)"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
    }
}
