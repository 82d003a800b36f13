internal import Catalog
internal import Formula

/// How days and periods are written in SQL.
struct Clock {
    let grain: Grain
    let periods: [Period]
    let range: PeriodRange
    let calendar: PeriodCalendar
    /// The IANA name of the zone whose days count.
    let zone: String
    let dialect: SQLDialect

    init(
        grain: Grain, periods: [Period], range: PeriodRange, calendar: PeriodCalendar,
        zone: String, dialect: SQLDialect
    ) {
        self.grain = grain
        self.periods = periods
        self.range = range
        self.calendar = calendar
        self.zone = zone
        self.dialect = dialect
    }

    /// Whether the periods follow each other and a row's own can be told from
    /// its day alone.
    static func arePlain(
        _ grain: Grain, _ window: EvaluationRequest.Window?, _ calendar: PeriodCalendar
    ) -> Bool {
        guard window == nil else { return false }
        switch grain {
        case .fiscalMonth, .fiscalQuarter, .fiscalYear: return calendar.isFiscalByMonth
        default: return true
        }
    }

    // MARK: Rows

    /// A moment by the report's clock.
    func local(_ moment: String) -> String {
        dialect.sql(.clock, moment, dialect.literal(zone))
    }

    /// The first moment of a day by the report's clock.
    func moment(_ day: String) -> String {
        dialect.sql(.moment, dialect.sql(.midnight, day), dialect.literal(zone))
    }

    /// The day that a moment lies in; the first moment of a day belongs to the
    /// one before.
    func dayBefore(_ moment: String, isInstant: Bool) -> String {
        let earlier = dialect.sql(.justBefore, moment)
        return day(of: isInstant ? local(earlier) : earlier)
    }

    /// The day of a moment by some clock.
    func day(of moment: String) -> String { dialect.sql(.day, moment) }

    /// The first day of the period that a day lies in, for plain periods.
    func start(ofPeriodWith day: String) -> String {
        func truncated(_ form: SQLDialect.Form, _ count: Int, _ unit: String) -> String {
            // Shift, truncate, shift back.
            guard count > 0 else { return dialect.sql(form, day) }
            let earlier = dialect.sql(.later, day, "-\(count)", unit)
            return dialect.sql(.later, dialect.sql(form, earlier), "\(count)", unit)
        }
        let months = calendar.fiscalYear.firstMonth - 1
        return switch grain {
        case .all: literal(range.from)
        case .day: dialect.sql(.truncateDay, day)
        case .week: truncated(.truncateWeek, calendar.weekStart, "DAY")
        case .month, .fiscalMonth: dialect.sql(.truncateMonth, day)
        case .quarter: dialect.sql(.truncateQuarter, day)
        case .year: dialect.sql(.truncateYear, day)
        case .fiscalQuarter: truncated(.truncateQuarter, months, "MONTH")
        case .fiscalYear: truncated(.truncateYear, months, "MONTH")
        }
    }

    /// That a day lies in one of the periods.
    func isWithin(_ day: String) -> [String] {
        guard let first = periods.first, let last = periods.last else { return ["FALSE"] }
        return ["\(day) >= \(literal(first.first))", "\(day) < \(literal(last.after))"]
    }

    private func literal(_ day: Day) -> String {
        dialect.sql(.dayLiteral, dialect.literal(day.text))
    }

    // MARK: Periods

    func tableName(_ shift: PeriodShift?) -> String { shift?.tableName ?? "periods" }

    /// The periods with the days that count for each.
    func periodTable(_ shift: PeriodShift?) -> String {
        let rows = periods.map { period in
            let (first, after) = days(of: period, shift)
            return "    (\(literal(period.key)), \(literal(first)), \(literal(after)))"
        }
        return dialect.sql(
            .rowTable, tableName(shift), "period, first_day, after_day",
            rows.joined(separator: ",\n"))
    }

    private func days(of period: Period, _ shift: PeriodShift?) -> (first: Day, after: Day) {
        var (first, after) = (period.first, period.after)
        switch shift {
        case nil: return (first, after)
        case .earlier(let count, let unit):
            (first, after) = (first.going(back: count, unit), after.going(back: count, unit))
        case .toDate(let unit):
            let last = after.adding(days: -1)
            first =
                switch unit {
                case .day: last
                case .week: calendar.start(of: .week, containing: last)
                case .month: calendar.start(of: .month, containing: last)
                case .quarter: calendar.start(of: .quarter, containing: last)
                case .year: calendar.start(of: .year, containing: last)
                }
        }
        // Rows outside of what the data is about count nowhere.
        return (max(first, min(range.dataFrom, range.from)), after)
    }
}
