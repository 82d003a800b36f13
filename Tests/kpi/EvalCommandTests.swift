import Foundation
import Testing

/// `kpi eval` on tables so small that the values can be worked out in one's head.
@Suite struct EvalCommandTests {
    /// Four calls in January, three of them answered, two within 20 seconds;
    /// none in February; two in March, both answered at once.
    static let calls = """
        id,started,state,wait
        1,2025-01-03 10:00,yes,5
        2,2025-01-09 11:00,yes,20
        3,2025-01-20 12:00,yes,45
        4,2025-01-31 23:59,no,60
        5,2025-03-01 00:00,yes,1
        6,2025-03-31 09:30,yes,2

        """
    static let project = """
        currency: EUR
        time_zone: UTC
        data:
          period: {from: 2025-01-01, until: 2025-03-31}
          tables:
            calls:
              file: calls.csv
              columns:
                id: id
                started_at: started
                answered: state
                wait: {column: wait, unit: s}

        """

    private func eval(
        _ arguments: [String], project: String = Self.project,
        files: [String: String] = ["calls.csv": Self.calls], environment: [String: String] = [:]
    ) async throws -> Program.Answer {
        var all = files
        all["kpi.yaml"] = project
        return try await Program.withFiles(all) { folder in
            try await Program.run(
                ["eval"] + arguments, in: folder,
                environment: environment.merging(["COLUMNS": "100"]) { own, _ in own })
        }
    }

    // MARK: Text

    @Test func showsOneMetricPeriodByPeriod() async throws {
        let answer = try await eval(["service-level", "--by", "month", "--lang", "en"])
        #expect(
            answer.output == """
                Service level

                Period    Value  95% interval  Numerator  Denominator   Target  Status
                2025-01   50.0%   15.0%–85.0%          2            4  ≥ 80.0%  ≈ too close to tell
                2025-02       –                        0            0  ≥ 80.0%
                2025-03  100.0%  34.2%–100.0%          2            2  ≥ 80.0%  ≈ too close to tell

                – Service level, Feb: The divisor is 0: count(calls)

                Service level: target missed in 1 of 2 periods. What to do: kpi show service-level

                """)
        #expect(answer.errors == "")
        #expect(answer.code == 0)
    }

    @Test func showsSeveralMetricsBesideEachOther() async throws {
        let answer = try await eval(
            ["service-level", "call-volume", "--by", "month", "--lang", "pt-PT"])
        #expect(
            answer.output == """
                2025                   Meta     jan.  fev.      mar.
                Nível de serviço    ≥ 80,0%  50,0% ≈   –    100,0% ≈
                Volume de chamadas                 4     0         2

                – Nível de serviço, fev.: O divisor é 0: count(calls)

                Nível de serviço: meta não atingida em 1 de 2 períodos. O que fazer: kpi show service-level

                """)
        #expect(answer.code == 0)
    }

    /// What is left over where lines are too long goes into a block of its own.
    @Test func breaksTablesThatAreTooWide() async throws {
        let answer = try await eval(
            ["service-level", "call-volume", "--by", "month", "--lang", "en"],
            environment: ["COLUMNS": "40"])
        let lines = answer.output.split(separator: "\n").prefix(6)
        #expect(lines.allSatisfy { $0.count <= 40 }, "\(lines)")
        #expect(lines.filter { $0.hasPrefix("Call volume") }.count == 2)
    }

    /// A metric's name stands for what the company means by it, targets included.
    @Test func saysWhichVariantTheCompanyMeans() async throws {
        let metric = "first-call-resolution-rate"
        let project =
            Self.project + "        sale: state\n"
            + "variants: {\(metric): calls-ending-in-sale}\n"
            + "targets: {\(metric): [{comparison: \">=\", value: 80 %}]}\n"
        let answer = try await eval([metric, "--by", "year", "--lang", "en"], project: project)
        #expect(
            answer.output == """
                                                    Target    2025*
                First-call resolution rate (Calls  ≥ 80.0%  83.3% ≈
                  that end in a sale)

                * This period is not over, or the data does not cover all of it

                """)
        #expect(answer.errors == "")
        let standard = try await eval(
            ["call-conversion-rate", metric, "--variant", "standard", "--lang", "en"],
            project: project)
        #expect(standard.errors.contains("“resolved_first” of “calls” is bound to no column"))
        #expect(standard.code == 2)
    }

    // MARK: JSON

    @Test func answersInJSON() async throws {
        let answer = try await eval([
            "service-level", "--by", "month", "--format", "json", "--lang", "es"
        ])
        #expect(
            answer.output == """
                [
                  {"metric": "service-level", "variant": null, "period": "2025-01", \
                "dimensions": {}, "value": 0.5, "unit": "share", "numerator": 2, \
                "denominator": 4, "target": 0.8, "status": "missed", \
                "interval": [0.15003898915214947, 0.8499610108478506], "verdict": "too-close"},
                  {"metric": "service-level", "variant": null, "period": "2025-02", \
                "dimensions": {}, "value": null, "unit": "share", "numerator": 0, \
                "denominator": 0, "target": 0.8, "status": null, \
                "reason": "El divisor es 0: count(calls)"},
                  {"metric": "service-level", "variant": null, "period": "2025-03", \
                "dimensions": {}, "value": 1, "unit": "share", "numerator": 2, \
                "denominator": 2, "target": 0.8, "status": "met", \
                "interval": [0.34238022750665303, 1], "verdict": "too-close"}
                ]

                """)
        #expect(answer.code == 0)
    }

    // MARK: What cannot be computed

    @Test func tellsAMissingColumnAndComputesTheRest() async throws {
        let project = Self.project.replacingOccurrences(of: "column: wait,", with: "column: waits,")
        let answer = try await eval(
            ["service-level", "call-volume", "--lang", "en", "--format", "json"], project: project)
        #expect(
            answer.errors == """
                kpi.yaml:12:24: Service level could not be computed: calls.csv has no column \
                “waits” for the field “wait”; did you mean “wait”?

                """)
        #expect(answer.output.contains(#""metric": "call-volume""#))
        #expect(answer.output.contains(#""value": 6"#))
        #expect(answer.code == 2)
    }

    @Test func tellsAMissingFile() async throws {
        let answer = try await eval(["call-volume", "--lang", "en"], files: [:])
        #expect(
            answer.errors == """
                kpi.yaml:6:5: Call volume could not be computed: The file calls.csv for \
                “calls” is not there or cannot be read

                """)
        #expect(answer.output == "")
        #expect(answer.code == 2)
    }

    @Test func tellsAFieldWithoutAColumn() async throws {
        let answer = try await eval(["call-conversion-rate", "--lang", "en"])
        #expect(
            answer.errors == """
                kpi.yaml:6:5: Call conversion rate could not be computed: “sale” of “calls” \
                is bound to no column; add it to the table's columns:

                """)
        #expect(answer.code == 2)
    }

    @Test func takesNamesInAnyLanguage() async throws {
        let answer = try await eval(["nivel de servicio", "--lang", "en", "--format", "json"])
        #expect(answer.output.contains(#""metric": "service-level""#))
        #expect(answer.code == 0)
    }

    @Test func namesWhatIsNearAnUnknownMetric() async throws {
        let answer = try await eval(["servis-level", "--lang", "en"])
        #expect(answer.errors.hasPrefix("No metric is called “servis-level”."))
        #expect(answer.errors.contains("  service-level – Service level\n"))
        #expect(answer.output == "")
        #expect(answer.code == 2)
    }

    @Test func needsAProject() async throws {
        try await Program.withFiles([:]) { folder in
            let answer = try await Program.run(["eval", "call-volume"], in: folder)
            #expect(
                answer.errors
                    == "There is no kpi.yaml here or in a folder above; name one with --project\n")
            #expect(answer.code == 2)
        }
    }

    @Test func tellsCellsThatCannotBeRead() async throws {
        let calls = Self.calls + "7,2025-02-30 10:00,yes,3\n8,2025-03-02,maybe,soon\n"
        let answer = try await eval(
            ["service-level", "--lang", "en", "--format", "json"], files: ["calls.csv": calls])
        #expect(
            answer.errors == """
                calls.csv: 1 cell of column “state” could not be read and count as missing; \
                the first is in row 8 (“maybe”)
                calls.csv: 1 cell of column “started” could not be read and count as missing; \
                the first is in row 7 (“2025-02-30 10:00”)
                calls.csv: 1 cell of column “wait” could not be read and count as missing; \
                the first is in row 8 (“soon”)
                Call: 1 row has no readable time and falls into no period

                """)
        // Row 8 counts as a call; it is not known to be answered.
        #expect(answer.output.contains(#""numerator": 4, "denominator": 7"#))
        #expect(answer.code == 0)
    }

    // MARK: Engines

    /// A program that is not DuckDB at all, or a DuckDB that dies half-way.
    @Test(arguments: [
        ("exit 3", "The database answered with an error"),
        ("cat > /dev/null; kill -9 $$", "The database answered with an error"),
        ("cat > /dev/null; echo '@@metriglot frame0'; echo '[{\"period\":'", "ended before"),
        ("cat > /dev/null; echo '[]'", "ended before")
    ])
    func givesNoPartialAnswer(script: String, message: String) async throws {
        let program = "#!/bin/sh\n\(script)\n"
        let files = ["calls.csv": Self.calls, "kpi.yaml": Self.project, "engine": program]
        try await Program.withFiles(files) { folder in
            let engine = "\(folder)/engine"
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: engine)
            let answer = try await Program.run(
                ["eval", "call-volume", "--lang", "en", "--engine", "duckdb:\(engine)"],
                in: folder)
            #expect(answer.output == "")
            #expect(answer.errors.contains(message), "\(answer.errors)")
            #expect(answer.code == 2)
        }
    }

    @Test func tellsAnEngineThatIsNotThere() async throws {
        let answer = try await eval([
            "call-volume", "--lang", "en", "--engine", "duckdb:/nowhere/duckdb"
        ])
        #expect(answer.output == "")
        #expect(answer.errors.contains("/nowhere/duckdb could not be started"))
        #expect(answer.code == 2)
        let other = try await eval(["call-volume", "--lang", "en", "--engine", "oracle"])
        #expect(other.errors.hasPrefix("“oracle” is no engine"))
        #expect(other.code == 2)
    }
}
