import Foundation
import Testing

/// Findings that a team lives with for now.
@Suite struct BaselineTests {
    private func lint(_ arguments: [String], in folder: String) async throws -> Program.Answer {
        try await Program.run(
            ["lint", "dashboards", "--lang", "en", "--project", "\(folder)/kpi.yaml"] + arguments,
            in: folder)
    }

    private func withShop<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        try await Program.withFiles([:]) { folder in
            for name in ["kpi.yaml", "dashboards"] {
                try FileManager.default.copyItem(
                    atPath: "\(Program.repository)/examples/shop/\(name)",
                    toPath: "\(folder)/\(name)")
            }
            // A file that cannot be read is never held back: leave that one out.
            try FileManager.default.removeItem(atPath: "\(folder)/dashboards/plantilla.json")
            return try await body(folder)
        }
    }

    @Test func holdsBackWhatIsKnownAndTellsWhatIsNewOrGone() async throws {
        try await withShop { folder in
            #expect(try await lint([], in: folder).code == 1)
            let written = try await lint(
                ["--baseline", "known.txt", "--update-baseline"], in: folder)
            #expect(written.code == 0)
            let quiet = try await lint(["--baseline", "known.txt"], in: folder)
            #expect(quiet.code == 0)
            #expect(quiet.output.hasPrefix("Nothing to report"))
            #expect(quiet.errors.contains("held back by the baseline"))
            // One that is put right has to leave the baseline.
            let file = URL(filePath: "\(folder)/known.txt")
            let text = try String(contentsOf: file, encoding: .utf8)
            let gone = text + "0123456789abcdef dashboards/old.twb: Something [schema]\n"
            try Data(gone.utf8).write(to: file)
            let stale = try await lint(["--baseline", "known.txt"], in: folder)
            #expect(stale.code == 1)
            #expect(stale.output.contains("dashboards/old.twb: Something"))
            #expect(stale.output.contains("[baseline]"))
            // One that is new shows.
            let lines = text.split(separator: "\n")
            let without = (lines.prefix(1) + lines.dropFirst(2)).joined(separator: "\n") + "\n"
            try Data(without.utf8).write(to: file)
            let new = try await lint(
                ["--baseline", "known.txt", "--fail-on", "hint", "--format", "json"], in: folder)
            #expect(new.code == 1)
            #expect(new.output.components(separatedBy: "\"rule\":").count == 2)
        }
    }

    @Test func aBaselineThatIsNotThereIsNoEmptyOne() async throws {
        try await withShop { folder in
            let answer = try await lint(["--baseline", "none.txt"], in: folder)
            #expect(answer.code == 2)
            #expect(answer.errors.contains("none.txt: There is no such file"))
        }
    }

    @Test func oneFindingIsHeldBackByItsFingerprint() async throws {
        try await withShop { folder in
            let all = try await lint(["--format", "json"], in: folder)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [String: Any])
            let findings = try #require(object["findings"] as? [[String: Any]])
            let one = try #require(findings.first?["fingerprint"] as? String)
            let file = URL(filePath: "\(folder)/kpi.yaml")
            let project = try String(contentsOf: file, encoding: .utf8)
            try #require(project.contains("\nlint:\n"))
            let ignoring = project.replacing(
                "\nlint:\n",
                with: "\nlint:\n  ignore: [{fingerprint: \"\(one)\", reason: agreed}]\n")
            try Data(ignoring.utf8).write(to: file)
            let rest = try await lint(["--format", "json"], in: folder)
            #expect(!rest.output.contains(one))
            let left = rest.output.components(separatedBy: "\"rule\":").count - 1
            let same = findings.count { $0["fingerprint"] as? String == one }
            #expect(left == findings.count - same)
        }
    }
}
