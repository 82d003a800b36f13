internal import Catalog

/// How long the periods are that values are computed for.
public enum Grain: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year
    /// The company's own: months of a year that may begin in any month, or of
    /// whole weeks, four and four and five to a quarter.
    case fiscalMonth = "fiscal-month"
    case fiscalQuarter = "fiscal-quarter"
    case fiscalYear = "fiscal-year"
    /// The whole range as one period.
    case all
}

/// Where periods begin, and what they are called.
struct PeriodCalendar: Hashable {
    /// The first day of the week, 0 for Monday.
    var weekStart: Int
    var fiscalYear: FiscalYear

    init(_ project: Project?) {
        let weekday = project?.weekStarts ?? .monday
        weekStart = Project.Weekday.allCases.firstIndex(of: weekday) ?? 0
        fiscalYear = project?.fiscalYear ?? FiscalYear()
    }

    /// The first day of the period that a day lies in.
    func start(of grain: Grain, containing day: Day) -> Day {
        switch grain {
        case .day, .all: day
        case .week: day.startOfWeek(weekStart)
        case .month: Day(year: day.year, month: day.month, day: 1)
        case .quarter: Day(year: day.year, month: (day.month - 1) / 3 * 3 + 1, day: 1)
        case .year: Day(year: day.year, month: 1, day: 1)
        case .fiscalMonth, .fiscalQuarter, .fiscalYear:
            starts(of: grain, in: fiscalYear(of: day)).last { $0 <= day } ?? day
        }
    }

    /// The first day of the period that follows one.
    func next(after start: Day, _ grain: Grain) -> Day {
        switch grain {
        case .day, .all: return start.adding(days: 1)
        case .week: return start.adding(days: 7)
        case .month: return start.adding(months: 1)
        case .quarter: return start.adding(months: 3)
        case .year: return start.adding(months: 12)
        case .fiscalMonth, .fiscalQuarter, .fiscalYear:
            let year = fiscalYear(of: start)
            return starts(of: grain, in: year).first { $0 > start } ?? firstDay(ofFiscal: year + 1)
        }
    }

    /// The first day of the period of the same name a year before.
    func yearEarlier(_ start: Day, _ grain: Grain) -> Day {
        switch grain {
        case .day, .all: return start.adding(months: -12)
        // The same weekday: 52 weeks before.
        case .week: return start.adding(days: -364)
        case .month, .quarter, .year: return start.adding(months: -12)
        case .fiscalMonth, .fiscalQuarter, .fiscalYear:
            let year = fiscalYear(of: start)
            let position = starts(of: grain, in: year).firstIndex(of: start) ?? 0
            return starts(of: grain, in: year - 1)[position]
        }
    }

    // MARK: Fiscal years

    /// Whether fiscal periods begin with months, so that a database can tell them.
    var isFiscalByMonth: Bool { fiscalYear.weeks == nil }

    /// The calendar year in which the fiscal year of a day begins.
    private func fiscalYear(of day: Day) -> Int {
        if firstDay(ofFiscal: day.year + 1) <= day { return day.year + 1 }
        return firstDay(ofFiscal: day.year) <= day ? day.year : day.year - 1
    }

    /// A year of weeks begins with the week that starts nearest to the first of
    /// its first month.
    private func firstDay(ofFiscal year: Int) -> Day {
        let first = Day(year: year, month: fiscalYear.firstMonth, day: 1)
        guard fiscalYear.weeks != nil else { return first }
        return first.adding(days: 3).startOfWeek(weekStart)
    }

    private func starts(of grain: Grain, in year: Int) -> [Day] {
        let first = firstDay(ofFiscal: year)
        let months: [Day]
        if let weeks = fiscalYear.weeks {
            // A fifty-third week belongs to the last month.
            var day = first
            months = (0..<12).map { month in
                defer { day = day.adding(days: 7 * weeks[month % 3]) }
                return day
            }
        } else {
            months = (0..<12).map { first.adding(months: $0) }
        }
        switch grain {
        case .fiscalQuarter: return [0, 3, 6, 9].map { months[$0] }
        case .fiscalYear: return [first]
        default: return months
        }
    }

    // MARK: Names

    /// What a period is called in results, by its first day: `2025-01-31`,
    /// `2025-W05`, `2025-01`, `2025-Q1`, `2025`, `FY2026-P01`, `FY2026-Q1`, `FY2026`.
    ///
    /// A week that does not start on Monday has the number of the ISO week in
    /// which most of its days lie, which is that of its fourth day.
    func label(of grain: Grain, from first: Day, until last: Day) -> String {
        switch grain {
        case .day: return first.text
        case .week: return first.adding(days: 3).isoWeek
        case .month: return String(first.text.dropLast(3))
        case .quarter: return "\(first.text.prefix(4))-Q\((first.month + 2) / 3)"
        case .year: return String(first.text.prefix(4))
        case .all: return "\(first.text)/\(last.text)"
        case .fiscalMonth, .fiscalQuarter, .fiscalYear:
            let year = fiscalYear(of: first)
            let isLater = fiscalYear.namedBy == .end && fiscalYear.firstMonth > 1
            let name = "FY\(isLater ? year + 1 : year)"
            let position = (starts(of: grain, in: year).firstIndex(of: first) ?? 0) + 1
            switch grain {
            case .fiscalQuarter: return "\(name)-Q\(position)"
            case .fiscalMonth: return "\(name)-P\(position < 10 ? "0" : "")\(position)"
            default: return name
            }
        }
    }
}
