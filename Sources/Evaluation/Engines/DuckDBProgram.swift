internal import Diagnostics
internal import EngineMessages
public import Formula
internal import Foundation

/// DuckDB as its command-line program, without a server, in memory.
public struct DuckDBProgram: Engine {
    /// The program's path.
    public let path: String
    public var limits: EngineLimits
    /// Its own files that are read, by the names that their tables are found under.
    public var attachments: [String: String] = [:]

    public var dialect: SQLDialect { .duckDB }
    public var readsFiles: Bool { true }
    public var keepsTables: Bool { true }

    public init(path: String, limits: EngineLimits = EngineLimits()) {
        self.path = path
        self.limits = limits
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
        if let memory = limits.memory { script += "SET memory_limit = '\(memory)B';\n" }
        for (name, path) in attachments.sorted(by: { $0.key < $1.key }) {
            script += "ATTACH \(dialect.literal(path)) AS \(dialect.identifier(name))"
            script += " (READ_ONLY);\n"
        }
        for statement in statements {
            if let name = statement.name { script += ".print \(Self.mark)\(name)\n" }
            script += statement.sql + "\n"
        }
        script += ".print \(Self.mark)\n"
        let process = EngineProcess(
            path: path, arguments: ["-init", "/dev/null", "-bail", "-batch"],
            timeLimit: limits.time)
        let answer = try await process.run(script)
        guard answer.failure == nil, answer.error.isEmpty else {
            let text = answer.error.isEmpty ? answer.failure ?? "" : answer.error
            throw EvaluationError("engine-failed", ["error": .text(Self.firstLines(text))])
        }
        return try Self.rows(answer.output)
    }

    public func columns(
        of queries: [Statement]
    ) async throws(EvaluationError) -> [String: [SourceColumn]] {
        let rows = try await run(
            queries.map { Statement("DESCRIBE \($0.sql);", name: $0.name) })
        return rows.mapValues { rows in
            rows.compactMap { row in
                row["column_name"]?.text.map {
                    SourceColumn(name: $0, type: row["column_type"]?.text.map(Self.type))
                }
            }
        }
    }

    private static func type(_ name: String) -> ColumnType {
        switch name {
        case "VARCHAR": .text
        case "BOOLEAN": .boolean
        case "DATE": .day
        case "TIMESTAMP WITH TIME ZONE": .moment
        case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
            "UINTEGER", "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE":
            .number
        case let name where name.hasPrefix("DECIMAL"): .decimal
        case let name where name.hasPrefix("TIMESTAMP"): .clock
        default: .other
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
            return try JSONDecoder().decode([Row].self, from: Data(text.utf8))
        } catch {
            throw EvaluationError("engine-failed", ["error": .text("\(error)")])
        }
    }
}
