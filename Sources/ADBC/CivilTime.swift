/// Days and times of the proleptic Gregorian calendar, as ISO 8601 writes them.
enum CivilTime {
    static func floor(_ value: Int, _ divisor: Int) -> (quotient: Int, rest: Int) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    /// - Parameter days: Since 1 January 1970.
    static func day(_ days: Int) -> String {
        // Years start in March here, so that leap days come last.
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let day = era.rest
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era.quotient * 400 + (civilMonth <= 2 ? 1 : 0)
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        return "\(padded(year, 4))-\(padded(civilMonth, 2))-\(padded(dayOfMonth, 2))"
    }

    /// - Parameter count: Units since 1970, so many to a second.
    static func text(_ count: Int, perSecond: Int) -> String {
        let (seconds, fraction) = floor(count, perSecond)
        let (days, rest) = floor(seconds, 86_400)
        var text = day(days) + "T" + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2)
        text += ":" + padded(rest % 60, 2)
        if fraction != 0 { text += "." + padded(fraction, String(perSecond).count - 1) }
        return text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }
}
