import Catalog
import Formula
import Testing

@testable import Evaluation

@Suite struct PeriodCalendarTests {
    private func calendar(
        _ year: FiscalYear, weekStart: Project.Weekday = .monday
    ) -> PeriodCalendar {
        var project = Project(file: "kpi.yaml")
        project.fiscalYear = year
        project.weekStarts = weekStart
        return PeriodCalendar(project)
    }

    private func labels(
        _ grain: Grain, _ from: String, _ until: String, _ calendar: PeriodCalendar,
        window: EvaluationRequest.Window? = nil, today: String = "2030-01-01"
    ) throws -> [String] {
        var request = EvaluationRequest(items: [], grain: grain)
        request.window = window
        let (from, until) = (try #require(Day(from)), try #require(Day(until)))
        let range = PeriodRange(from: from, until: until, dataFrom: from, dataUntil: until)
        return request.periods(range, calendar, today: try #require(Day(today))).map {
            "\($0.label) \($0.first.text) \($0.after.text)\($0.isComplete ? "" : " *")"
        }
    }

    @Test func daysCountOnAndBack() throws {
        // Every day of the four centuries after which the calendar repeats.
        var day = try #require(Day("1900-01-01"))
        for ordinal in day.ordinal..<(day.ordinal + 146_097) {
            #expect(day.ordinal == ordinal)
            #expect(Day(day.text) == day)
            day = day.adding(days: 1)
        }
        #expect(day.text == "2300-01-01")
        #expect(Day("2024-03-31")?.adding(months: -1).text == "2024-02-29")
    }

    /// ISO 8601's own examples and the ends of years.
    @Test(arguments: [
        ("2004-12-31", "2004-W53"), ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"),
        ("2005-12-31", "2005-W52"), ("2007-01-01", "2007-W01"), ("2008-12-29", "2009-W01"),
        ("2010-01-03", "2009-W53")
    ])
    func weeks(day: String, week: String) throws {
        #expect(Day(day)?.isoWeek == week)
    }

    /// The fiscal year of the British government's departments begins in April.
    @Test func yearsThatBeginInAnotherMonth() throws {
        let calendar = calendar(FiscalYear(firstMonth: 4))
        #expect(
            try labels(.fiscalQuarter, "2025-01-01", "2025-06-30", calendar) == [
                "FY2025-Q4 2025-01-01 2025-04-01", "FY2026-Q1 2025-04-01 2025-07-01"
            ])
        #expect(
            try labels(.fiscalYear, "2025-01-01", "2025-04-30", calendar) == [
                "FY2025 2025-01-01 2025-04-01 *", "FY2026 2025-04-01 2025-05-01 *"
            ])
        let byStart = self.calendar(FiscalYear(firstMonth: 4, namedBy: .start))
        #expect(
            try labels(.fiscalMonth, "2025-03-01", "2025-04-30", byStart) == [
                "FY2024-P12 2025-03-01 2025-04-01", "FY2025-P01 2025-04-01 2025-05-01"
            ])
    }

    /// The 4-5-4 calendar of the National Retail Federation: its year 2023 began
    /// on 29 January 2023 and had 53 weeks, 2024 began on 4 February 2024, 2025
    /// on 2 February 2025.
    @Test func yearsOfWeeks() throws {
        let calendar = calendar(
            FiscalYear(firstMonth: 2, namedBy: .start, weeks: [4, 5, 4]), weekStart: .sunday)
        #expect(
            try labels(.fiscalYear, "2023-01-29", "2026-01-31", calendar) == [
                "FY2023 2023-01-29 2024-02-04", "FY2024 2024-02-04 2025-02-02",
                "FY2025 2025-02-02 2026-02-01"
            ])
        #expect(
            try labels(.fiscalMonth, "2023-11-26", "2024-03-02", calendar) == [
                "FY2023-P11 2023-11-26 2023-12-31", "FY2023-P12 2023-12-31 2024-02-04",
                "FY2024-P01 2024-02-04 2024-03-03"
            ])
        let first = try #require(Day("2024-02-04"))
        #expect(calendar.yearEarlier(first, .fiscalMonth).text == "2023-01-29")
    }

    @Test func windowsAndWhatIsNotOver() throws {
        let calendar = calendar(FiscalYear())
        #expect(
            try labels(
                .day, "2025-03-01", "2025-03-03", calendar, window: .rolling(2, .day),
                today: "2025-03-02")
                == [
                    "2025-03-01 2025-03-01 2025-03-02 *", "2025-03-02 2025-03-01 2025-03-03",
                    "2025-03-03 2025-03-02 2025-03-04 *"
                ])
        #expect(
            try labels(.month, "2025-01-01", "2025-03-15", calendar, window: .toDate(.quarter))
                == [
                    "2025-01 2025-01-01 2025-02-01", "2025-02 2025-01-01 2025-03-01",
                    "2025-03 2025-01-01 2025-03-16 *"
                ])
    }
}
