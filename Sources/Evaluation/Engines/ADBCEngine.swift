internal import Diagnostics
internal import EngineMessages
public import Formula
internal import Foundation

/// A database through its ADBC driver, which the program `kpi-adbc` holds.
public struct ADBCEngine: Engine {
    public let address: DatabaseAddress
    /// The path of `kpi-adbc`.
    let helper: String
    /// The path of the driver's shared library.
    let library: String
    public var limits: EngineLimits

    public var dialect: SQLDialect { address.kind.dialect }
    public var readsFiles: Bool { false }
    public var keepsTables: Bool { address.kind.keepsTables }

    /// Looks for the helper program and the driver.
    ///
    /// - Parameters:
    ///   - programFolder: Where this program itself lies.
    ///   - driverFolders: Where to look for drivers after the folders that the
    ///     environment names.
    /// - Throws: ``EvaluationError`` where one of them, or the database's file,
    ///   is not there.
    public init(
        _ address: DatabaseAddress, programFolder: String?, driverFolders: [String] = [],
        limits: EngineLimits = EngineLimits()
    ) throws(EvaluationError) {
        let environment = ProcessInfo.processInfo.environment
        func folders(_ variable: String) -> [String] {
            (environment[variable] ?? "").split(separator: ":").map(String.init)
        }
        let program = programFolder.map {
            ["\($0)/kpi-adbc", "\($0)/../libexec/metriglot/kpi-adbc"]
        }
        let named = environment["METRIGLOT_ADBC"].flatMap { $0.isEmpty ? nil : [$0] }
        guard
            let helper = (named ?? program ?? []).first(
                where: FileManager.default.isExecutableFile(atPath:))
        else { throw EvaluationError("no-adbc-helper") }
        let driver = address.kind.driver
        #if canImport(Darwin)
            let name = "libadbc_driver_\(driver).dylib"
        #else
            let name = "libadbc_driver_\(driver).so"
        #endif
        let searched =
            folders("METRIGLOT_ADBC_DRIVERS") + folders("ADBC_DRIVER_PATH") + driverFolders
            + (programFolder.map { ["\($0)/../lib/metriglot"] } ?? [])
            + ["/usr/local/lib", "/usr/lib"]
        guard
            let library = searched.map({ "\($0)/\(name)" }).first(
                where: FileManager.default.isReadableFile(atPath:))
        else {
            throw EvaluationError(
                "no-driver",
                [
                    "engine": .text(address.shown), "driver": .text(name),
                    "package": .text("adbc-driver-\(driver)")
                ])
        }
        // SQLite would make one.
        if let file = address.file, !FileManager.default.isReadableFile(atPath: file) {
            throw EvaluationError("no-database", ["file": .text(file)])
        }
        self.address = address
        self.helper = helper
        self.library = library
        self.limits = limits
    }

    public func run(_ statements: [Statement]) async throws(EvaluationError) -> [String: [Row]] {
        try await answers(statements).mapValues { answer in
            answer.rows.map { cells in
                Dictionary(
                    zip(answer.columns.map(\.name), cells), uniquingKeysWith: { first, _ in first })
            }
        }
    }

    public func columns(
        of queries: [Statement]
    ) async throws(EvaluationError) -> [String: [SourceColumn]] {
        let empty = queries.map {
            Statement("SELECT * FROM (\($0.sql)) AS source WHERE 1 = 0", name: $0.name)
        }
        return try await answers(empty).mapValues { answer in
            answer.columns.map {
                SourceColumn(name: $0.name, type: address.kind.typesColumns ? $0.type : nil)
            }
        }
    }

    // MARK: Answers

    private struct Answer {
        var columns: [EngineLine.Column]
        var rows: [[Cell]] = []
    }

    private func answers(
        _ statements: [Statement]
    ) async throws(EvaluationError) -> [String: Answer] {
        var setup = address.kind.setup
        if let time = limits.time, address.kind.driver == "postgresql" {
            // The server would work on, without anybody who waits for it.
            setup.append("SET statement_timeout = \(max(1, Int(time * 1000)))")
        }
        if address.kind.driver == "sqlite" {
            setup += ZoneOffsets.statements(for: statements.map(\.sql))
        }
        let request = EngineRequest(
            library: library, options: address.options,
            statements: setup.map { EngineRequest.Statement(sql: $0) }
                + statements.map {
                    EngineRequest.Statement(sql: Self.single($0.sql), name: $0.name)
                },
            memoryLimit: limits.memory)
        let input: String
        do {
            input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        } catch {
            throw EvaluationError("engine-failed", ["error": .text("\(error)")])
        }
        let process = EngineProcess(
            path: helper, timeLimit: limits.time.map { $0 + 1 })
        let answer = try await process.run(input)
        return try decoded(answer.output)
    }

    /// A driver takes one statement at a time, without a sign at its end.
    private static func single(_ sql: String) -> String {
        sql.hasSuffix(";") ? String(sql.dropLast()) : sql
    }

    /// - Throws: where the last line is missing: the program ended too early.
    private func decoded(_ bytes: [UInt8]) throws(EvaluationError) -> [String: Answer] {
        let decoder = JSONDecoder()
        var answers: [String: Answer] = [:]
        var name = ""
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let data = Data(line)
            if line.first == UInt8(ascii: "["),
                let cells = try? decoder.decode([Cell].self, from: data)
            {
                answers[name]?.rows.append(cells)
                continue
            }
            guard let head = try? decoder.decode(EngineLine.self, from: data) else { break }
            if head.end == true { return answers }
            if let failure = head.failure { throw error(failure) }
            name = head.name ?? ""
            answers[name] = Answer(columns: head.columns ?? [])
        }
        throw EvaluationError("engine-cut-off")
    }

    private func error(_ failure: EngineLine.Failure) -> EvaluationError {
        let text = failure.text.split(whereSeparator: \.isNewline).prefix(3).joined(separator: " ")
        let arguments: [String: Message.Argument] = [
            "engine": .text(address.shown), "driver": .text(library), "error": .text(text)
        ]
        return switch failure.stage {
        case .driver: EvaluationError("driver-not-loaded", arguments)
        case .connection: EvaluationError("engine-not-reached", arguments)
        // Flight SQL connects with the first query.
        case .query where text.contains("(Unavailable;"):
            EvaluationError("engine-not-reached", arguments)
        case .query, .request: EvaluationError("engine-failed", arguments)
        }
    }
}
