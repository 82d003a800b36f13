#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

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

    init(year: Int, month: Int, day: Int) {
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

    /// As `2025-01-31`.
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

    /// The day that it is by the clocks of a zone.
    static func today(in zone: String) -> Day {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return Day(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
    }

    // MARK: Counting

    /// Days since 0000-03-01, after which leap days come last in their year.
    var ordinal: Int {
        let shifted = month > 2 ? month - 3 : month + 9
        let year = month > 2 ? year : year - 1
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1
    }

    init(ordinal: Int) {
        // Through the eras of 400 years that all have as many days.
        let era = ordinal / 146_097
        let dayOfEra = ordinal % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    func adding(days: Int) -> Day { Day(ordinal: ordinal + days) }

    /// The same day of another month, or its last where that month is shorter.
    func adding(months: Int) -> Day {
        let count = year * 12 + month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        return Day(year: year, month: month, day: min(day, Self.length(of: month, in: year)))
    }

    // MARK: Weeks

    /// 1 for Monday to 7 for Sunday.
    var weekday: Int { (ordinal + 2) % 7 + 1 }

    /// The latest day up to this one that is a given day of the week, 0 for Monday.
    func startOfWeek(_ first: Int) -> Day {
        adding(days: -((weekday - 1 - first + 7) % 7))
    }

    /// The week of ISO 8601, as `2025-W05`.
    var isoWeek: String {
        // It belongs to the year that its Thursday lies in.
        let thursday = startOfWeek(0).adding(days: 3)
        let first = Day(year: thursday.year, month: 1, day: 4).startOfWeek(0)
        let week = (thursday.ordinal - first.ordinal) / 7 + 1
        return "\(thursday.year)-W\(week < 10 ? "0" : "")\(week)"
    }
}
