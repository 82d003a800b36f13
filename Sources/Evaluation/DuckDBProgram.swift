internal import Diagnostics
internal import Foundation
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// DuckDB as its command-line program, without a server, in memory.
public struct DuckDBProgram: Engine {
    /// The program's path.
    public let path: String
    /// The most that it may answer, in bytes.
    public let outputLimit: Int

    public init(path: String, outputLimit: Int = 1 << 30) {
        self.path = path
        self.outputLimit = outputLimit
    }

    /// Looks for the program: the environment's `METRIGLOT_DUCKDB`, the folders
    /// given, then those of `PATH`.
    ///
    /// - Throws: ``EvaluationError`` `eval.error.no-duckdb`.
    public static func find(in folders: [String] = []) throws(EvaluationError) -> DuckDBProgram {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["METRIGLOT_DUCKDB"], !path.isEmpty {
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw EvaluationError("no-duckdb-there", ["path": .text(path)])
            }
            return DuckDBProgram(path: path)
        }
        let searched = folders + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for folder in searched {
            let path = folder + "/duckdb"
            if FileManager.default.isExecutableFile(atPath: path) {
                return DuckDBProgram(path: path)
            }
        }
        throw EvaluationError("no-duckdb")
    }

    /// Marks where the rows of a named statement start.
    private static let mark = "@@metriglot "

    public func run(_ statements: [Statement]) async throws(EvaluationError) -> [String: [Row]] {
        var script = """
            .mode json
            .headers on
            SET TimeZone = 'UTC';
            SET autoinstall_known_extensions = false;

            """
        for statement in statements {
            if let name = statement.name { script += ".print \(Self.mark)\(name)\n" }
            script += statement.sql + "\n"
        }
        script += ".print \(Self.mark)\n"
        let output: (status: TerminationStatus, out: [UInt8], error: String)
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: ["-init", "/dev/null", "-bail", "-batch"],
                input: .fileDescriptor(
                    try Self.unnamedFile(script), closeAfterSpawningProcess: true),
                output: .bytes(limit: outputLimit),
                error: .string(limit: 1 << 20))
            output = (
                result.terminationStatus, result.standardOutput, result.standardError
            )
        } catch {
            throw EvaluationError(
                "engine-not-started", ["path": .text(path), "error": .text("\(error)")])
        }
        guard output.status.isSuccess, output.error.isEmpty else {
            let text = output.error.isEmpty ? "\(output.status)" : output.error
            throw EvaluationError("engine-failed", ["error": .text(Self.firstLines(text))])
        }
        return try Self.rows(output.out)
    }

    /// A file that nobody else sees, open for reading. Through a pipe, a program
    /// that ends before it has read everything would end this one, too (SIGPIPE).
    private static func unnamedFile(_ text: String) throws -> FileDescriptor {
        let path = FilePath(
            FileManager.default.temporaryDirectory.path + "/metriglot-\(UUID().uuidString)")
        let file = try FileDescriptor.open(
            path, .readWrite, options: [.create, .exclusiveCreate],
            permissions: [.ownerRead, .ownerWrite])
        do {
            try FileManager.default.removeItem(atPath: path.string)
            try file.writeAll(Array(text.utf8))
            try file.seek(offset: 0, from: .start)
            return file
        } catch {
            try file.close()
            throw error
        }
    }

    private static func firstLines(_ text: String) -> String {
        text.split(separator: "\n").prefix(3).joined(separator: " ")
    }

    /// - Throws: where the last mark is missing: the program ended too early.
    private static func rows(_ bytes: [UInt8]) throws(EvaluationError) -> [String: [Row]] {
        var results: [String: [Row]] = [:]
        var name: String?
        var pending: [Substring] = []
        var isComplete = false
        func close() throws(EvaluationError) {
            guard let name else { return }
            results[name] = try decoded(pending.joined(separator: "\n"))
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix(mark) || line == mark.dropLast() {
                try close()
                name = String(line.dropFirst(mark.count))
                if name?.isEmpty ?? true {
                    name = nil
                    isComplete = true
                }
                pending = []
            } else {
                pending.append(line)
            }
        }
        guard isComplete else { throw EvaluationError("engine-cut-off") }
        return results
    }

    private static func decoded(_ text: String) throws(EvaluationError) -> [Row] {
        if text.isEmpty { return [] }
        do {
            let rows = try JSONDecoder().decode([[String: JSONCell]].self, from: Data(text.utf8))
            return rows.map { $0.mapValues(\.cell) }
        } catch {
            throw EvaluationError("engine-failed", ["error": .text("\(error)")])
        }
    }

    private struct JSONCell: Decodable {
        var cell: Cell

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                cell = .null
            } else if let flag = try? container.decode(Bool.self) {
                cell = .boolean(flag)
            } else if let number = try? container.decode(Double.self) {
                cell = .number(number)
            } else {
                cell = .text(try container.decode(String.self))
            }
        }
    }
}
