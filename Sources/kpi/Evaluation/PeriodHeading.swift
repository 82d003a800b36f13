import Diagnostics
import Evaluation
import Foundation
import Locales

/// What stands above or beside the values of one period.
struct PeriodHeading {
    /// As in other outputs: `2025-01`.
    var label: String
    var start: Day
    /// A period that is not over, or not all of which the data is about, is
    /// marked.
    var isComplete = true

    /// All periods together, beside each of them.
    var isWhole: Bool { label.contains("/") }

    private var mark: String { isComplete ? "" : "*" }

    /// The year that all periods lie in, where there are several that do not say
    /// more than where in the year they lie.
    static func commonYear(of periods: [PeriodHeading], _ grain: Grain) -> Int? {
        let periods = periods.filter { !$0.isWhole }
        guard grain == .month || grain == .quarter || grain == .week, let first = periods.first,
            periods.allSatisfy({ $0.label.prefix(4) == first.label.prefix(4) })
        else { return nil }
        return Int(first.label.prefix(4))
    }

    /// As short as can be: `Jan` where the year stands elsewhere, else `2025-01`.
    func short(_ grain: Grain, among periods: [PeriodHeading], _ wording: Wording) -> String {
        if isWhole, grain != .all { return wording.text(Message("eval.part.total")) }
        guard Self.commonYear(of: periods, grain) != nil else { return whole(grain, wording) }
        switch grain {
        case .month: return formatted(wording) { $0.month(.abbreviated) } + mark
        case .week, .quarter: return String(label.dropFirst(5)) + mark
        default: return label + mark
        }
    }

    /// With its year.
    func whole(_ grain: Grain, _ wording: Wording) -> String {
        if isWhole, grain != .all { return wording.text(Message("eval.part.total")) }
        guard isWhole else { return label + mark }
        let days = label.split(separator: "/").compactMap { Day($0) }
        guard days.count == 2 else { return label }
        return days.map {
            PeriodHeading(label: $0.text, start: $0).formatted(wording) {
                $0.day(.twoDigits).month(.twoDigits).year()
            }
        }.joined(separator: "–") + mark
    }

    private func formatted(
        _ wording: Wording, _ fields: (Date.FormatStyle) -> Date.FormatStyle
    ) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(year: start.year, month: start.month, day: start.day)
        guard let date = calendar.date(from: parts) else { return label }
        let tag = wording.language?.tag ?? wording.asked
        let style = Date.FormatStyle(
            locale: Locale(identifier: tag.description), calendar: calendar, timeZone: .gmt)
        return date.formatted(fields(style))
    }
}
