import Foundation
import Subprocess
import Synchronization
import Testing

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Lets a few processes run at a time: the tests all start at once, and hundreds
/// of programs side by side would be slower than a few after each other.
final class Gate: Sendable {
    static let shared = Gate(places: 4)

    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(places: Int) { state = Mutex((places, [])) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let mayPass = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if mayPass { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}

/// The program as a person or a CI job runs it.
enum Program {
    static let repository = #filePath.split(separator: "/").dropLast(3)
        .reduce("") { "\($0)/\($1)" }
    /// Beside the program that runs the tests.
    static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "kpi").path

    struct Answer {
        var output: String
        var errors: String
        var code: Int32?
    }

    static func run(
        _ arguments: [String], in folder: String, environment: [String: String] = [:]
    ) async throws -> Answer {
        var inherited = Environment.inherit.updating(["NO_COLOR": "1", "LC_ALL": "C"])
        for (name, value) in environment {
            inherited = inherited.updating([Environment.Key(stringLiteral: name): value])
        }
        await Gate.shared.enter()
        defer { Gate.shared.leave() }
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), environment: inherited,
            workingDirectory: FilePath(folder), output: .string(limit: 1 << 22),
            error: .string(limit: 1 << 20))
        let code: Int32? =
            if case .exited(let code) = result.terminationStatus { code } else { nil }
        return Answer(
            output: result.standardOutput, errors: result.standardError, code: code)
    }

    /// A folder with nothing but these files.
    static func withFiles<Result>(
        _ files: [String: String], _ body: (String) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try await body(folder.path)
    }
}

@Suite struct CheckCommandTests {
    @Test func findsNothingInTheCatalogThatComesAlong() async throws {
        try await Program.withFiles([:]) { folder in
            let answer = try await Program.run(["check"], in: folder)
            #expect(answer.output.hasPrefix("Nothing to report in "), "\(answer.output)")
            #expect(answer.code == 0)
        }
    }

    @Test func findsNothingInTheExampleShop() async throws {
        let answer = try await Program.run(
            ["check"], in: "\(Program.repository)/examples/shop")
        #expect(!answer.output.contains("kpi.yaml:"), "\(answer.output)")
        #expect(answer.code == 0)
    }

    /// A company's CI has a project file and nothing else.
    @Test func checksAProjectFileAlone() async throws {
        let project = "company: Shop\nvariants: {contact-rate: nonsense}\n"
        try await Program.withFiles(["kpi.yaml": project]) { folder in
            let answer = try await Program.run(["check", "--lang", "en"], in: folder)
            #expect(
                answer.output.contains(
                    """
                    kpi.yaml:2:26: error: Contact rate has no variant “nonsense” [schema]
                     2 | variants: {contact-rate: nonsense}
                       |                          ^~~~~~~~
                    """))
            #expect(answer.code == 1)
        }
    }

    @Test func answersInJSON() async throws {
        let project =
            "metrics: {a: {formula: count(calls), unit: money, direction: {is: lower}, names: {en: {term: A}}}}\n"
        try await Program.withFiles(["kpi.yaml": project]) { folder in
            let answer = try await Program.run(["check", "--format", "json"], in: folder)
            #expect(answer.code == 1)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
            #expect(object["files"] as? Int ?? 0 > 33)
            let findings = try #require(object["findings"] as? [[String: Any]])
            let finding = try #require(findings.first { $0["rule"] as? String == "unit-error" })
            #expect(finding["severity"] as? String == "error")
            #expect(finding["file"] as? String == "kpi.yaml")
            #expect(finding["line"] as? Int == 1)
            #expect(finding["column"] as? Int == 44)
            #expect(finding["endLine"] as? Int == 1)
            #expect(finding["endColumn"] as? Int == 49)
            #expect(
                finding["message"] as? String
                    == "The formula gives calls, but the unit declared is money")
            #expect(finding["metric"] as? String == "a")
        }
    }

    @Test func movesTheBarByFailOn() async throws {
        let project = "metrics: {a: {formula: count(calls), unit: calls, direction: {is: lower}}}\n"
        try await Program.withFiles(["kpi.yaml": project]) { folder in
            let answer = try await Program.run(["check"], in: folder)
            #expect(answer.code == 0)
            let strict = try await Program.run(["check", "--fail-on", "warning"], in: folder)
            #expect(strict.output.contains("kpi.yaml:1:11: warning: a has no name in any language"))
            #expect(strict.code == 1)
        }
    }

    @Test(arguments: [
        ["check", "--project", "nowhere.yaml"], ["check", "--format", "xml"],
        ["check", "--lang", "no language"], ["check", "--nonsense"], ["nonsense"]
    ])
    func endsWithTwoOnBadUsage(arguments: [String]) async throws {
        try await Program.withFiles([:]) { folder in
            let answer = try await Program.run(arguments, in: folder)
            #expect(answer.code == 2)
            #expect(!(answer.output + answer.errors).isEmpty)
        }
    }

    @Test func endsWithTwoOnAProjectFileThatIsNoYAML() async throws {
        try await Program.withFiles(["kpi.yaml": "a: [\n"]) { folder in
            let answer = try await Program.run(["check"], in: folder)
            #expect(answer.output.contains("[unreadable-file]"))
            #expect(answer.code == 2)
        }
    }

    @Test func saysWhereTheCatalogWasLookedFor() async throws {
        try await Program.withFiles([:]) { folder in
            let answer = try await Program.run(
                ["check"], in: folder, environment: ["METRIGLOT_HOME": "\(folder)/nowhere"])
            #expect(answer.errors.contains("METRIGLOT_HOME"))
            #expect(answer.code == 2)
        }
    }
}
