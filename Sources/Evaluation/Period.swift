internal import Formula

/// One of the stretches of time that values are computed for.
struct Period: Hashable {
    /// The first day of the calendar's period, by which it is known.
    var key: Day
    /// The first day whose rows count, and the day after the last one.
    var first: Day
    var after: Day
    var label: String
    /// Whether all of the period's days lie within the range that the data is
    /// about, and none of them is still to come.
    var isComplete: Bool
}

/// What days a request is about.
struct PeriodRange: Hashable {
    /// The days asked for, both included.
    var from: Day
    var until: Day
    /// The first and last day that the data is about; windows may reach back to
    /// before what is asked for, but not to before this.
    var dataFrom: Day
    var dataUntil: Day
}

extension EvaluationRequest {
    /// The periods that are asked for, one after the other.
    ///
    /// - Parameters:
    ///   - today: What lies after it has not come yet.
    ///   - grain: Another length of the periods than the request's.
    func periods(
        _ range: PeriodRange, _ calendar: PeriodCalendar, today: Day, grain: Grain? = nil
    ) -> [Period] {
        let grain = grain ?? self.grain
        guard grain != .all else {
            return [whole(range, calendar, today)]
        }
        var periods: [Period] = []
        var start = calendar.start(of: grain, containing: range.from)
        while start <= range.until, periods.count < Self.periodLimit {
            let next = calendar.next(after: start, grain)
            periods.append(period(start, next, grain, range, calendar, today))
            start = next
        }
        return periods
    }

    /// As many as nobody reads; more are asked for only by a wrong date.
    static let periodLimit = 20_000

    private func whole(_ range: PeriodRange, _ calendar: PeriodCalendar, _ today: Day) -> Period {
        Period(
            key: range.from, first: range.from, after: range.until.adding(days: 1),
            label: calendar.label(of: .all, from: range.from, until: range.until),
            isComplete: range.until <= today)
    }

    private func period(
        _ start: Day, _ next: Day, _ grain: Grain, _ range: PeriodRange,
        _ calendar: PeriodCalendar, _ today: Day
    ) -> Period {
        let last = next.adding(days: -1)
        let after = min(next, range.until.adding(days: 1))
        var first = start
        switch window {
        case nil: break
        case .rolling(let count, let unit): first = after.going(back: count, unit)
        case .toDate(let grain):
            first = calendar.start(of: grain, containing: after.adding(days: -1))
        }
        // A window may reach to before the first day asked for.
        let bound = window == nil ? range.from : min(range.from, range.dataFrom)
        let clipped = max(first, bound)
        return Period(
            key: start, first: clipped, after: after,
            label: calendar.label(of: grain, from: start, until: last),
            isComplete: clipped == first && after == next && last <= today)
    }
}

extension Day {
    /// The day this many units earlier.
    func going(back count: Int, _ unit: CalendarUnit) -> Day {
        switch unit {
        case .day: adding(days: -count)
        case .week: adding(days: -7 * count)
        case .month: adding(months: -count)
        case .quarter: adding(months: -3 * count)
        case .year: adding(months: -12 * count)
        }
    }
}
