import Catalog
import Diagnostics
import Evaluation
import Formula
import Locales
import Lookup

extension LanguageSite {
    /// A metric's values over time: a chart with a table behind it, and the
    /// latest value worked out step by step. Nothing where there is no data.
    func measured(_ card: MetricCard, _ metric: Metric) -> [String: Value] {
        let variant = site.workspace.chosenVariant(of: card.id)
        guard let figures = site.content.figures else { return [:] }
        let values = figures.values(of: card.id, variant: variant?.id)
        guard values.contains(where: { $0.value != nil }) else { return [:] }
        let isSplit = values.contains { !$0.dimensions.isEmpty }
        let shown = isSplit ? Self.lastPeriod(values) : values
        var model: [String: Value] = [
            "hasValues": true,
            "rows": Value(shown.map { row($0, by: figures.grain, isSplit: isSplit) }),
            "isSplit": .flag(isSplit), "example": example(values, metric, variant)
        ]
        if !isSplit {
            let chart = chart(card, values, by: figures.grain)
            model["chart"] = chart.svg().map { .markup($0) } ?? Value.none
            model["chartSummary"] = .text(chart.summary)
            model["hasIntervals"] = .flag(chart.points.contains { $0.interval != nil })
            model["hasGaps"] = .flag(chart.points.contains { $0.value == nil })
            model["hasTarget"] = .flag(chart.target != nil)
        }
        return model
    }

    private static func lastPeriod(_ values: [MetricValue]) -> [MetricValue] {
        guard let last = values.last(where: { $0.value != nil })?.start else { return [] }
        return values.filter { $0.start == last }
    }

    private func row(_ value: MetricValue, by grain: Grain, isSplit: Bool) -> Value {
        let split = value.dimensions.sorted { $0.key < $1.key }.map { $0.value ?? "–" }
        return [
            "period": .text(days.long(value.start, by: grain)),
            "split": isSplit ? .text(list(split)) : .none,
            "value": Value(value.value.map { formatter.text($0, unit: value.unit) }),
            "reason": Value(value.value == nil ? reason(value) : nil),
            "numerator": Value(value.numerator.map(number)),
            "denominator": Value(value.denominator.map(number)),
            "target": Value(value.target.map { target($0, value.unit) }),
            "interval": Value(
                value.interval.map {
                    "\(formatter.text($0.lowerBound, unit: value.unit)) – "
                        + formatter.text($0.upperBound, unit: value.unit)
                }), "status": status(value.status)
        ]
    }

    private func reason(_ value: MetricValue) -> String {
        value.reason.map { wording.text($0) } ?? text("no-data")
    }

    private func number(_ number: Double) -> String { formatter.number(number, decimals: 2) }

    // MARK: Chart

    private func chart(_ card: MetricCard, _ values: [MetricValue], by grain: Grain) -> Chart {
        let known = values.compactMap { value in value.value.map { (value, $0) } }
        let least = known.min { $0.1 < $1.1 }
        let most = known.max { $0.1 < $1.1 }
        func told(_ pair: (MetricValue, Double)?) -> Message.Argument {
            .text(pair.map { formatter.text($0.1, unit: $0.0.unit) } ?? "–")
        }
        func when(_ pair: (MetricValue, Double)?) -> Message.Argument {
            .text(pair.map { days.long($0.0.start, by: grain) } ?? "–")
        }
        let target = values.last { $0.target != nil }.flatMap { value -> Chart.Target? in
            guard let target = value.target else { return nil }
            switch target.comparison {
            case .equal, .unequal: return nil
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                return Chart.Target(
                    value: target.value.value.doubleValue,
                    isAtLeast: target.comparison == .greater
                        || target.comparison == .greaterOrEqual,
                    label: text("target-label", ["target": .text(self.target(target, value.unit))]))
            }
        }
        let unit = values.first?.unit
        let gaps = values.count { $0.value == nil }
        return Chart(
            points: values.map { value in
                let period = days.long(value.start, by: grain)
                return Chart.Point(
                    label: days.short(value.start, by: grain),
                    title: value.value.map {
                        "\(period): \(formatter.text($0, unit: value.unit))"
                    } ?? period, value: value.value, interval: value.interval,
                    isMissed: value.status == .missed)
            }, target: target, bounds: unit?.kind == .share ? 0...1 : nil,
            text: { number in unit.map { formatter.text(number, unit: $0) } ?? "\(number)" },
            title: text("chart-title", ["metric": .text(card.name)]),
            summary: text(
                "chart-summary",
                [
                    "first": when(known.first), "last": when(known.last),
                    "least": told(least), "leastPeriod": when(least), "most": told(most),
                    "mostPeriod": when(most), "now": told(known.last), "gaps": .count(gaps)
                ]), missing: text("no-data"))
    }

    // MARK: Worked example

    /// The latest value as a person works it out.
    private func example(
        _ values: [MetricValue], _ metric: Metric, _ variant: Variant?
    ) -> Value {
        guard let last = values.last(where: { $0.value != nil && $0.numerator != nil }),
            let result = last.value, let numerator = last.numerator,
            let denominator = last.denominator
        else { return .none }
        let formula = (variant?.formula ?? metric.formula).expression
        let quotient = Quotient(formula)
        guard let divisor = quotient.denominator else { return .none }
        let printer = DisplayPrinter(
            LocalePhrasing(
                wording, catalog: site.catalog, metric: metric, variant: variant,
                currency: site.workspace.project?.currency))
        let split = last.dimensions.sorted { $0.key < $1.key }.compactMap(\.value)
        let when = days.long(last.start, by: site.content.figures?.grain ?? .month)
        return [
            "period": .text(list([when] + split)),
            "numeratorWords": .text(printer.text(quotient.numerator)),
            "denominatorWords": .text(printer.text(divisor)),
            "numerator": .text(number(numerator)), "denominator": .text(number(denominator)),
            "result": .text(formatter.text(result, unit: last.unit))
        ]
    }
}
