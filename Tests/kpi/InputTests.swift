import Foundation
import Testing

/// The same six calls in every kind of file that kpi reads: two of four in
/// January were answered within 20 seconds, and both in March.
@Suite struct InputTests {
    private static let columns = ["id", "started", "state", "wait"]
    private static let rows = EvalCommandTests.calls.split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",").map(String.init) }

    private func expectSame(
        _ files: [String: [UInt8]], _ file: String, _ extra: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let project = EvalCommandTests.project.replacing(
            "file: calls.csv", with: "file: \(file)\n      \(extra)")
        try await Program.withFiles(["kpi.yaml": project]) { folder in
            for (name, bytes) in files {
                try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
            }
            let answer = try await Program.run(
                ["eval", "service-level", "--by", "month", "--format", "json"], in: folder)
            for part in [
                "\"numerator\": 2, \"denominator\": 4", "\"numerator\": 2, \"denominator\": 2"
            ] {
                #expect(
                    answer.output.contains(part), "\(file): \(answer)",
                    sourceLocation: sourceLocation)
            }
            #expect(answer.code == 0, sourceLocation: sourceLocation)
        }
    }

    private static func csv(_ delimiter: String, end: String = "\n") -> String {
        ([columns] + rows).map { $0.joined(separator: delimiter) + end }.joined()
    }

    @Test func csvAsExcelWritesIt() async throws {
        try await expectSame(["c.csv": Array(Self.csv(";", end: "\r\n").utf8)], "c.csv")
        try await expectSame(["c.tsv": Array(Self.csv("\t").utf8)], "c.tsv")
        try await expectSame(["c.csv": [0xEF, 0xBB, 0xBF] + Array(Self.csv(";").utf8)], "c.csv")
        try await expectSame(
            ["c.csv": Array(("sep=;\r\n" + Self.csv(";", end: "\r\n")).utf8)], "c.csv")
    }

    @Test func utf16() async throws {
        let text = Self.csv("\t")
        let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let little: [UInt8] = [0xFF, 0xFE] + units
        try await expectSame(["c.csv": little], "c.csv")
    }

    /// «sí», «да» and «có» in the encodings that their countries' Windows used.
    @Test(arguments: [
        ("windows-1252", [0x73, 0xED] as [UInt8]),
        ("windows-1251", [0xE4, 0xE0]),
        ("windows-1258", [0x63, 0xF3]), ("windows-1258", [0x63, 0x6F, 0xEC]),
        ("iso-8859-1", [0x73, 0xED])
    ])
    func otherEncodings(name: String, yes: [UInt8]) async throws {
        var bytes: [UInt8] = []
        for line in Self.csv(",").split(separator: "\n") {
            let parts = line.components(separatedBy: "yes")
            bytes += Array(parts[0].utf8)
            for part in parts.dropFirst() { bytes += yes + Array(part.utf8) }
            bytes.append(0x0A)
        }
        try await expectSame(["c.csv": bytes], "c.csv", "format: {encoding: \(name)}")
    }

    @Test func json() async throws {
        let objects = Self.rows.map { row in
            "{" + zip(Self.columns, row).map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
                + "}"
        }
        try await expectSame(
            ["c.json": Array("[\(objects.joined(separator: ","))]".utf8)], "c.json")
        try await expectSame(["c.ndjson": Array(objects.joined(separator: "\n").utf8)], "c.ndjson")
    }

    /// A moment's own zone outweighs that of the report.
    @Test func momentsInJSONKeepTheirZone() async throws {
        let objects = Self.rows.map { row in
            let moment = row[1].replacing(" ", with: "T") + ":00+00:00"
            return "{\"id\": \(row[0]), \"started\": \"\(moment)\", \"state\": \"\(row[2])\", "
                + "\"wait\": \(row[3])}"
        }
        try await expectSame(
            ["c.ndjson": Array(objects.joined(separator: "\n").utf8)], "c.ndjson",
            "time_zone: Asia/Tokyo")
    }

    @Test func xml() async throws {
        let rows = Self.rows.map { row in
            "<call id=\"\(row[0])\"><started>\(row[1])</started><state>\(row[2])</state>"
                + "<wait>\(row[3])</wait></call>"
        }
        let text = "<export><calls>\(rows.joined())</calls></export>"
        try await expectSame(
            ["c.xml": Array(text.utf8)], "c.xml", "format: {rows: export/calls/call}")
    }

    @Test func anXMLTableWithoutItsPathIsToldSo() async throws {
        let project = EvalCommandTests.project.replacing("calls.csv", with: "c.xml")
        try await Program.withFiles(["kpi.yaml": project, "c.xml": "<a/>"]) { folder in
            let answer = try await Program.run(
                ["eval", "service-level", "--lang", "en"], in: folder)
            #expect(answer.code == 2)
            #expect(answer.errors.hasPrefix("kpi.yaml:"))
            #expect(answer.errors.contains("format: rows:"))
        }
    }

    /// A column's name is a name, whatever is in it.
    @Test func hostileNamesAreNames() async throws {
        let name = "wait\"; DROP TABLE calls; --"
        let text = Self.csv(",").replacing(
            ",wait", with: ",\"\(name.replacing("\"", with: "\"\""))\"")
        let project = EvalCommandTests.project.replacing(
            "column: wait,", with: "column: 'wait\"; DROP TABLE calls; --',")
        try await Program.withFiles(["kpi.yaml": project, "calls.csv": text]) { folder in
            let answer = try await Program.run(
                ["eval", "service-level", "--by", "month", "--format", "json"], in: folder)
            #expect(answer.output.contains("\"numerator\": 2, \"denominator\": 4"), "\(answer)")
        }
    }

    @Test func limitsEndWhatTakesTooMuch() async throws {
        try await Program.withFiles(
            ["kpi.yaml": EvalCommandTests.project, "calls.csv": EvalCommandTests.calls]
        ) { folder in
            let memory = try await Program.run(
                ["eval", "service-level", "--memory-limit", "1MB"], in: folder)
            #expect(memory.code == 2)
            #expect(memory.output.isEmpty)
            let time = try await Program.run(
                ["eval", "service-level", "--time-limit", "0"], in: folder)
            #expect(time.code == 2)
        }
    }

    /// A project that somebody else wrote chooses no program to run.
    @Test func aProjectNamesNoProgram() async throws {
        let project = "engine: duckdb:/bin/true\n" + EvalCommandTests.project
        try await Program.withFiles(["kpi.yaml": project, "calls.csv": EvalCommandTests.calls]) {
            folder in
            let answer = try await Program.run(
                ["eval", "service-level", "--lang", "en"], in: folder)
            #expect(answer.code == 2)
            #expect(answer.errors.contains("is no engine"))
        }
    }

    /// A helper that dies in the middle of its answer leaves no answer.
    @Test func aDatabaseThatDiesLeavesNoAnswer() async throws {
        let helper =
            "#!/bin/sh\ncat > /dev/null\necho '{\"name\":\"calls\",\"columns\":[]}'\nkill -9 $$\n"
        try await Program.withFiles([
            "kpi.yaml": EvalCommandTests.project, "calls.csv": EvalCommandTests.calls,
            "helper": helper, "shop.db": "", "libadbc_driver_sqlite.so": ""
        ]) { folder in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: "\(folder)/helper")
            let answer = try await Program.run(
                ["eval", "service-level", "--engine", "sqlite:shop.db", "--lang", "en"], in: folder,
                environment: [
                    "METRIGLOT_ADBC": "\(folder)/helper", "METRIGLOT_ADBC_DRIVERS": folder
                ])
            #expect(answer.code == 2)
            #expect(answer.output.isEmpty)
            #expect(answer.errors.contains("nothing of the answer is used"), "\(answer)")
        }
    }
}
