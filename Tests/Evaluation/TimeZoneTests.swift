import Testing

@testable import Evaluation

/// Days that have 23 or 25 hours, and data of one zone in a report of another.
@Suite struct TimeZoneTests {
    private static let tables = """
        calls:
          file: calls.csv
          time_zone: America/New_York
          columns: {id: id, started_at: at, wait: {column: wait, unit: s}}
        """

    private func result(
        _ at: [String], zone: String, from: String, until: String, grain: Grain = .day,
        formula: String = "count(calls)"
    ) async throws -> EvaluationResult {
        let rows = at.enumerated().map { "\($0.offset),\($0.element),1\n" }.joined()
        return try await Small.result(
            metrics: ["calls-here": formula], project: "time_zone: \(zone)",
            data: "period: {from: \(from), until: \(until)}", tables: Self.tables,
            files: ["calls.csv": "id,at,wait\n" + rows]
        ) { $0.grain = grain }
    }

    /// Madrid's clocks went from 2:00 to 3:00 on 30 March 2025, New York's had on
    /// 9 March. 18:30 in New York is 23:30 in Madrid between the two, else 0:30.
    @Test func whenOnlyOneOfTheZonesHasChanged() async throws {
        let result = try await result(
            ["2025-03-08 18:30", "2025-03-10 18:30", "2025-03-31 18:30"], zone: "Europe/Madrid",
            from: "2025-03-08", until: "2025-04-01")
        let days = result.values.filter { $0.value == 1 }.map(\.period)
        #expect(days == ["2025-03-09", "2025-03-10", "2025-04-01"])
        #expect(result.values.count == 25)
    }

    /// In Madrid, the day of the change began at 23:00 UTC and ended at 22:00 UTC.
    @Test func aDayOf23Hours() async throws {
        let result = try await result(
            [
                "2025-03-29T22:59:59Z", "2025-03-29T23:00:00Z", "2025-03-30T21:59:59Z",
                "2025-03-30T22:00:00Z"
            ], zone: "Europe/Madrid", from: "2025-03-29", until: "2025-03-31")
        #expect(result.lines == ["2025-03-29 1.0", "2025-03-30 2.0", "2025-03-31 1.0"])
    }

    /// 26 October 2025 has 25 hours: both of its half past twos belong to it.
    @Test func anHourThatComesTwice() async throws {
        let result = try await result(
            ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2025-10-26T23:30:00Z"],
            zone: "Europe/Madrid", from: "2025-10-26", until: "2025-10-27")
        #expect(result.lines == ["2025-10-26 2.0", "2025-10-27 1.0"])
    }
}
