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

                Period    Value  Numerator  Denominator   Target  Status
                2025-01   50.0%          2            4  ≥ 80.0%  ✗ missed
                2025-02       –          0            0  ≥ 80.0%
                2025-03  100.0%          2            2  ≥ 80.0%  ✓ met

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
                2025               Meta      jan  fev       mar
                Nível de serviço  ≥ 80,0%  50,0% ✗  –    100,0% ✓
                Volume de ligações             4     0         2

                """, "\(answer.output)")
        #expect(answer.code == 0)
    }
}
