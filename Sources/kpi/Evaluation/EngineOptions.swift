import ArgumentParser
import Evaluation

/// What runs the queries, and what they may cost.
struct EngineOptions: ParsableArguments {
    @Option(
        help: """
            What runs the queries: duckdb, duckdb: and the path of the program, or a database's \
            address, such as postgresql://user@host/name, sqlite:shop.db or grpc://host:port. \
            Unless given: METRIGLOT_ENGINE, “engine:” of the project file, duckdb.
            """)
    var engine: String?

    @Option(help: "How long the queries may take, in seconds.")
    var timeLimit: Double?

    @Option(
        help: """
            How much memory the engine may take, such as 500MB or 4GB: DuckDB as a whole; for a \
            database, the program that holds its driver.
            """)
    var memoryLimit: ByteCount?

    var limits: EngineLimits { EngineLimits(time: timeLimit, memory: memoryLimit?.bytes) }

    func validate() throws {
        if let timeLimit, !(timeLimit > 0 && timeLimit < 1e7) {
            throw ValidationError("--time-limit must be a number of seconds above 0.")
        }
    }
}

/// An amount of memory as people write it.
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    /// Reads `500MB`, `4GB`, `1 GiB`.
    init?(argument: String) {
        let units: [(String, Double)] = [
            ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("kb", 1e3), ("mb", 1e6),
            ("gb", 1e9), ("tb", 1e12), ("b", 1)
        ]
        let text = argument.lowercased().filter { $0 != " " }
        guard let unit = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(unit.0.count)), number > 0,
            case let bytes = number * unit.1, bytes >= 1_000_000, bytes < 1e15
        else { return nil }
        self.bytes = Int(bytes)
    }
}
