/// How long the periods are that values are computed for.
public enum Grain: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year
    /// The whole range as one period.
    case all
}

/// A day of the proleptic Gregorian calendar.
public struct Day: Hashable, Sendable, Comparable {
    public var year: Int
    public var month: Int
    public var day: Int

    /// Reads `2025-01-31`; `nil` for anything else, or a day that does not exist.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month),
            (1...Self.length(of: month, in: year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    public var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    public static func < (one: Day, other: Day) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    /// Days since 0000-03-01, after which leap days come last in their year.
    private var ordinal: Int {
        let shifted = month > 2 ? month - 3 : month + 9
        let year = month > 2 ? year : year - 1
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1
    }

    /// 1 for Monday to 7 for Sunday.
    var weekday: Int { (ordinal + 2) % 7 + 1 }

    /// The week of ISO 8601, as `2025-W05`.
    var isoWeek: String {
        func firstMonday(of year: Int) -> Int {
            // The week of 4 January is the first.
            let fourth = Day(year: year, month: 1, day: 4)
            return fourth.ordinal - (fourth.weekday - 1)
        }
        var weekYear = year
        if ordinal < firstMonday(of: year) {
            weekYear -= 1
        } else if ordinal >= firstMonday(of: year + 1) {
            weekYear += 1
        }
        let week = (ordinal - firstMonday(of: weekYear)) / 7 + 1
        return "\(weekYear)-W\(week < 10 ? "0" : "")\(week)"
    }
}

extension Grain {
    /// What a period is called in results, by its first day: `2025-01-31`,
    /// `2025-W05`, `2025-01`, `2025-Q1`, `2025`.
    ///
    /// A week that does not start on Monday has the number of the ISO week in
    /// which most of its days lie, which is that of its fourth day.
    func label(ofPeriodFrom first: Day, until last: Day) -> String {
        switch self {
        case .day: first.text
        case .week: first.isoWeek
        case .month: String(first.text.dropLast(3))
        case .quarter: "\(first.text.prefix(4))-Q\((first.month + 2) / 3)"
        case .year: String(first.text.prefix(4))
        case .all: "\(first.text)/\(last.text)"
        }
    }
}
