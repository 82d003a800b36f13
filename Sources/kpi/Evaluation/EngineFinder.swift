import Catalog
import Diagnostics
import Evaluation
import Foundation

/// Finds engines by the names that people give them.
enum EngineFinder {
    /// The embedded engine, wherever it is installed.
    ///
    /// - Throws: ``EvaluationError``.
    static func duckDB(_ limits: EngineLimits) throws -> DuckDBProgram {
        var program = try DuckDBProgram.find(in: tools.map { ["\($0)/bin"] } ?? [])
        program.limits = limits
        return program
    }

    /// A database by its address.
    ///
    /// - Parameter folder: What a file's name starts from; `nil`: the current one.
    /// - Throws: ``EvaluationError``.
    static func database(
        _ name: String, relativeTo folder: String? = nil, _ limits: EngineLimits
    ) throws -> ADBCEngine {
        guard var address = DatabaseAddress(name) else {
            throw EvaluationError(
                "unknown-engine",
                [
                    "engine": .text(name),
                    "schemes": .list(DatabaseAddress.schemes.map { .text($0 + ":") })
                ])
        }
        if let folder { address = address.relative(to: folder) }
        let program = ResourceLocator.executablePath.map {
            ($0 as NSString).deletingLastPathComponent
        }
        return try ADBCEngine(
            address, programFolder: program, driverFolders: tools.map { ["\($0)/adbc"] } ?? [],
            limits: limits)
    }

    private static var tools: String? { ResourceLocator.home().map { "\($0)/.tools" } }
}
