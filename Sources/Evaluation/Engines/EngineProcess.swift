internal import Diagnostics
internal import Foundation
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// A program that is given a text and answers with another.
struct EngineProcess {
    let path: String
    var arguments: [String] = []
    /// The most that it may answer, in bytes.
    var outputLimit = 1 << 30
    /// In seconds; then it is ended.
    var timeLimit: Double?

    struct Answer {
        var output: [UInt8]
        var error: String
        /// `nil` where it ended well.
        var failure: String?
    }

    private enum Outcome: Sendable {
        case ended(output: [UInt8], error: String, failure: String?)
        case timeIsUp
    }

    /// - Throws: ``EvaluationError`` where it cannot be started or takes too long.
    func run(_ input: String) async throws(EvaluationError) -> Answer {
        let outcome: Outcome
        do {
            outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
                group.addTask { try await start(input) }
                if let timeLimit {
                    group.addTask {
                        try await Task.sleep(for: .seconds(timeLimit))
                        return .timeIsUp
                    }
                }
                let first = try await group.next() ?? .timeIsUp
                // Ends the program where it is still running.
                group.cancelAll()
                return first
            }
        } catch {
            throw EvaluationError(
                "engine-not-started", ["path": .text(path), "error": .text("\(error)")])
        }
        switch outcome {
        case .timeIsUp:
            throw EvaluationError(
                "engine-too-slow", ["seconds": .number(timeLimit ?? 0)])
        case .ended(let output, let error, let failure):
            return Answer(output: output, error: error, failure: failure)
        }
    }

    private func start(_ input: String) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments),
            input: .fileDescriptor(
                try Self.unnamedFile(input), closeAfterSpawningProcess: true),
            output: .bytes(limit: outputLimit),
            error: .string(limit: 1 << 20))
        let status = result.terminationStatus
        return .ended(
            output: result.standardOutput, error: result.standardError,
            failure: status.isSuccess ? nil : "\(status)")
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
}
