public import Catalog
internal import Diagnostics
internal import Formula

// What a query's rows say.
extension Evaluator {
    func values(
        _ rows: [Row], _ frame: Frame, _ request: EvaluationRequest
    ) -> [MetricValue] {
        var periods: [String: Period] = [:]
        for period in frame.shape.periods { periods[period.key.text] = period }
        var values: [MetricValue] = []
        for index in frame.items.indices {
            for row in rows {
                guard let period = row["period"]?.text.flatMap({ periods[$0] }) else { continue }
                values.append(value(frame, index, row, period, request))
            }
        }
        return values
    }

    private func value(
        _ frame: Frame, _ index: Int, _ row: Row, _ period: Period, _ request: EvaluationRequest
    ) -> MetricValue {
        let planned = frame.items[index]
        let numerator = row["n\(index)"]?.number
        let denominator = row["d\(index)"]?.number
        var value = MetricValue(
            metric: planned.item.metric, variant: planned.item.variant, start: period.key,
            period: period.label, dimensions: [:], unit: planned.unit, numerator: numerator,
            denominator: denominator)
        value.isComplete = period.isComplete
        value.part = row["part"]?.number == 1 ? .rest : frame.shape.part
        for (position, reference) in frame.shape.dimensions.enumerated() {
            let isTogether = value.part == .rest && request.dimensions.contains(reference)
            guard !isTogether else { continue }
            let name = reference.path.joined(separator: ".")
            let column = QueryWriter.name(ofDimension: position)
            value.dimensions[name] = .some(row[column]?.text)
        }
        if planned.quotient.denominator == nil {
            value.value = numerator
        } else if let numerator, let denominator, denominator != 0 {
            value.value = numerator / denominator
        }
        if value.value == nil {
            value.reason = reason(frame, index, row, denominator)
        }
        judge(&value, planned, frame.shape.grain, row, index)
        return value
    }

    /// How sure the value is, and whether it reaches its target.
    private func judge(
        _ value: inout MetricValue, _ planned: PlannedItem, _ grain: Grain, _ row: Row,
        _ index: Int
    ) {
        if let spread = planned.spread, let number = value.value {
            value.uncertainty = Uncertainty(
                spread, sums: spread.sums.indices.map { row["s\(index)_\($0)"]?.number },
                value: number, denominator: value.denominator)
            value.interval = value.uncertainty?.interval
        }
        value.target = target(of: planned, grain: grain)
        guard let target = value.target, let number = value.value else { return }
        value.status = target.holds(for: number) ? .met : .missed
        value.verdict = value.interval.flatMap { target.verdict(on: $0) }
    }

    /// Why a value is undefined: a divisor that is nought, or nothing to compute from.
    private func reason(
        _ frame: Frame, _ index: Int, _ row: Row, _ denominator: Double?
    ) -> Message {
        let quotient = frame.items[index].quotient
        var divisors = quotient.innerDivisors.enumerated().map {
            ($0.element, row["d\(index)_\($0.offset)"]?.number)
        }
        if let divisor = quotient.denominator { divisors.append((divisor, denominator)) }
        if let zero = divisors.first(where: { $0.1 == 0 }) {
            return Message(
                "eval.reason.zero-divisor", ["divisor": .text(zero.0.description)])
        }
        let hasRows = frame.scans[index].contains { row["rows \($0)"]?.number != nil }
        return Message(hasRows ? "eval.reason.no-value" : "eval.reason.no-rows")
    }

    /// The target that holds for a formula and a length of period: one for
    /// another period, population, variant or other parameters does not.
    private func target(of planned: PlannedItem, grain: Grain) -> Target? {
        let id = planned.metric.id
        let parameters = workspace.parameters(of: id)
        // A company that names no variant speaks of the one that it means.
        let isOwn = planned.metric.isOwn || workspace.project?.targets[id] != nil
        let meant = isOwn ? workspace.chosenVariant(of: id)?.id : nil
        return planned.metric.targets.first { target in
            (target.variant ?? meant) == planned.variant?.id && target.population == nil
                && (target.period.map { $0.rawValue == grain.rawValue } ?? true)
                && target.parameters.allSatisfy { parameters[$0.key]?.value == $0.value.value }
        }
    }

    // MARK: Changes

    /// Holds each value against that of the earlier period, and drops those that
    /// were only computed to be held against.
    func compare(
        _ values: inout [MetricValue], _ request: EvaluationRequest, _ plan: Plan
    ) {
        guard request.comparison != nil else { return }
        let periods = plan.frames.first?.shape.periods ?? []
        let labels = Dictionary(periods.map { ($0.key, $0.label) }) { first, _ in first }
        let byKey = Dictionary(values.map { ($0.key, $0) }) { first, _ in first }
        for index in values.indices where plan.asked.contains(values[index].start) {
            guard let past = pastKey(of: values[index].start, request, periods) else { continue }
            let label =
                labels[past]
                ?? calendar.label(of: request.grain, from: past, until: past)
            var key = values[index].key
            // Totals over the whole range have nothing before them.
            guard labels[values[index].start] == key.period else { continue }
            key.period = label
            values[index].change = Change(values[index], byKey[key], period: label)
        }
        let whole = Set(plan.frames.filter { $0.shape.grain == .all }.flatMap(\.shape.periods))
            .map(\.label)
        values.removeAll {
            !plan.asked.contains($0.start) && (request.grain == .all || !whole.contains($0.period))
        }
    }
}

extension Change {
    /// - Parameter past: `nil` where there is nothing to compare with.
    init(_ value: MetricValue, _ past: MetricValue?, period: String) {
        self.init(period: period, past: past?.value)
        guard let number = value.value else { return }
        guard let past, let before = past.value else {
            reason = Message("eval.reason.no-past", ["period": .text(period)])
            return
        }
        difference = number - before
        if before == 0 {
            reason = Message("eval.reason.zero-past", ["period": .text(period)])
        } else {
            // The past value may lie below nought; a rise is a rise.
            relative = (number - before) / abs(before)
        }
        if let n1 = value.numerator, let d1 = value.denominator, let n0 = past.numerator,
            let d0 = past.denominator, d0 != 0, d1 != 0
        {
            // Each with the other held at the mean of before and after.
            numeratorEffect = (n1 - n0) * (1 / d0 + 1 / d1) / 2
            denominatorEffect = (1 / d1 - 1 / d0) * (n0 + n1) / 2
        }
        if let one = value.uncertainty, let other = past.uncertainty {
            isSignificant = one.differs(from: other)
        }
    }
}

extension Target {
    /// Whether a value in base units reaches the target.
    public func holds(for number: Double) -> Bool {
        let bound = value.value.doubleValue
        return switch comparison {
        case .less: number < bound
        case .lessOrEqual: number <= bound
        case .greater: number > bound
        case .greaterOrEqual: number >= bound
        case .equal: number == bound
        case .unequal: number != bound
        }
    }

    /// Whether all values of an interval reach the target, or none does.
    func verdict(on interval: ClosedRange<Double>) -> MetricValue.Verdict? {
        guard comparison != .equal, comparison != .unequal else { return nil }
        switch (holds(for: interval.lowerBound), holds(for: interval.upperBound)) {
        case (true, true): return .met
        case (false, false): return .missed
        default: return .tooClose
        }
    }
}
