public import Catalog
public import Formula
public import Foundation

/// Writes values of metrics, moments and periods as a language writes them.
public struct ValueFormatter: Sendable {
    private let wording: Wording
    private let locale: Foundation.Locale
    /// The ISO 4217 code of money that names no currency of its own.
    private let currency: String?

    /// - Parameters:
    ///   - wording: Whose language it is; names of units come from there.
    ///   - currency: The company's currency.
    public init(_ wording: Wording, currency: String? = nil) {
        self.wording = wording
        self.currency = currency
        // The asked region where its language answers: `es-MX` writes 1,000.5.
        let answer = wording.language?.tag ?? wording.asked
        let tag = answer.language == wording.asked.language ? wording.asked : answer
        locale = NumberText.locale(tag)
    }

    /// - Parameter value: In base units: a share from 0 to 1, seconds.
    public func text(_ value: Double, unit: DeclaredUnit, currency: String? = nil) -> String {
        guard value.isFinite else { return "–" }
        switch unit.kind {
        case .share: return percent(value)
        case .ratio: return number(value, decimals: 2)
        case .points: return number(value, decimals: 1)
        case .score: return number(value, decimals: 2)
        case .duration: return duration(value)
        case .money: return money(value, currency)
        case .count: return count(value, of: unit.numerator.first ?? "")
        case nil: return quotient(value, unit, currency)
        }
    }

    /// A target's or benchmark's value, or a parameter's.
    public func text(_ quantity: Quantity, unit: DeclaredUnit? = nil) -> String {
        let value = quantity.value.doubleValue
        if let unit { return text(value, unit: unit, currency: quantity.currency) }
        switch (quantity.unit, quantity.measure) {
        case ("%", _): return percent(value)
        case (_, .second): return duration(value)
        case (_, .money): return money(value, quantity.currency)
        default: return number(value, decimals: 2)
        }
    }

    public func percent(_ value: Double) -> String {
        value.formatted(.percent.precision(.fractionLength(0...1)).locale(locale))
    }

    public func number(_ value: Double, decimals: Int) -> String {
        value.formatted(.number.precision(.fractionLength(0...decimals)).locale(locale))
    }

    /// An amount in a currency; a plain number with two decimals where there is none.
    public func money(_ value: Double, _ own: String? = nil) -> String {
        guard let code = own ?? currency else {
            return value.formatted(.number.precision(.fractionLength(2)).locale(locale))
        }
        return value.formatted(.currency(code: code).locale(locale))
    }

    /// - Parameter seconds: Shown in its two largest units: `2 h 5 min`. Under a
    ///   minute with one decimal.
    public func duration(_ seconds: Double) -> String {
        guard abs(seconds) < 1e15 else { return number(seconds, decimals: 0) }
        if abs(seconds) < 60 {
            let tenths = (seconds * 10).rounded()
            let isWhole = tenths.truncatingRemainder(dividingBy: 10) == 0
            return Duration.milliseconds(tenths * 100).formatted(
                .units(
                    allowed: [.seconds], width: .abbreviated,
                    fractionalPart: .show(length: isWhole ? 0 : 1)
                ).locale(locale))
        }
        let sign = seconds < 0 ? "-" : ""
        return sign
            + Duration.seconds(abs(seconds).rounded()).formatted(
                .units(
                    allowed: [.days, .hours, .minutes, .seconds], width: .abbreviated,
                    maximumUnitCount: 2
                ).locale(locale))
    }

    private func count(_ value: Double, of unit: String) -> String {
        let number = number(value, decimals: 2)
        // A fraction is of something: `1.5 calls`, and takes that form.
        let form =
            Int(exactly: value).map { wording.unit(unit, for: $0) }
            ?? wording.first { $0.units[unit]?.forms[.other] }
        return form.map { "\(number) \($0.value)" } ?? number
    }

    /// Money and time per thing are shown as such, anything else as a number.
    private func quotient(_ value: Double, _ unit: DeclaredUnit, _ currency: String?) -> String {
        switch unit.numerator {
        case ["money"]: money(value, currency)
        case ["duration"]: duration(value)
        default: number(value, decimals: 2)
        }
    }

    // MARK: - Time

    /// A period by its first day: `January 2025`, `2025`, a day's date.
    ///
    /// - Parameter timeZone: The zone whose days count.
    public func period(_ start: Date, _ unit: CalendarUnit, timeZone: TimeZone = .gmt) -> String {
        var style = Date.FormatStyle(locale: locale, timeZone: timeZone)
        switch unit {
        case .day, .week: style = style.day().month(.abbreviated).year()
        case .month: style = style.month(.wide).year()
        case .quarter: style = style.quarter(.abbreviated).year()
        case .year: style = style.year()
        }
        return start.formatted(style)
    }

    public func date(_ date: Date, timeZone: TimeZone = .gmt) -> String {
        date.formatted(
            Date.FormatStyle(date: .long, time: .omitted, locale: locale, timeZone: timeZone))
    }

    public func moment(_ date: Date, timeZone: TimeZone = .gmt) -> String {
        date.formatted(
            Date.FormatStyle(
                date: .abbreviated, time: .shortened, locale: locale, timeZone: timeZone))
    }
}
