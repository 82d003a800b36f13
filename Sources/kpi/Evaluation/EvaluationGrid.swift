import Catalog
import Diagnostics
import Evaluation
import Locales

/// The cells of a table of values, before it is known how wide it may be.
struct EvaluationGrid {
    struct Table {
        /// The first row holds the headings.
        var rows: [[Styled]]
        /// The columns that are set to the left.
        var left: Set<Int>
        /// How many columns stand before those of the periods.
        var fixed = 0
    }

    let series: [Series]
    let periods: [PeriodHeading]
    let names: EvaluationNames
    /// Whether there may be drawings between the numbers.
    private let isLively: Bool

    init(_ values: [MetricValue], setting: EvaluationSetting, isLively: Bool) {
        series = Series.all(in: values)
        names = EvaluationNames(setting)
        var headings: [String: PeriodHeading] = [:]
        for value in values {
            headings[value.period] = PeriodHeading(
                label: value.period, start: value.start, isComplete: value.isComplete)
        }
        periods = headings.values.sorted {
            ($0.isWhole ? 1 : 0, $0.start, $0.label) < ($1.isWhole ? 1 : 0, $1.start, $1.label)
        }
        self.isLively = isLively
    }

    /// Whether there is one formula only, over several periods.
    var isOneFormula: Bool { series.count == 1 && periods.count > 1 }

    func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> String {
        names.wording.text(Message("eval.\(key)", arguments))
    }

    func heading(_ series: Series) -> Styled {
        let dimensions = names.dimensions(of: series)
        let name = names.name(of: series.item)
        return Styled(dimensions.isEmpty ? name : "\(name): \(dimensions)", .bold)
    }

    // MARK: One formula

    /// One row a period, with what the value is made of.
    func byPeriod(_ grain: Grain) -> Table {
        guard let series = series.first else { return Table(rows: [], left: []) }
        let values = series.values.values
        var columns = [
            column("period") { Styled($0.whole(grain, names.wording)) },
            column("value") { Styled(text(series.values[$0.label])) }
        ]
        var left: Set<Int> = [0]
        if values.contains(where: { $0.interval != nil }) {
            columns.append(
                column("interval") { period in
                    let value = series.values[period.label]
                    let text = value.flatMap { value in
                        value.interval.map { names.interval($0, value.unit) }
                    }
                    return Styled(text ?? "", .dim)
                })
        }
        if values.contains(where: { $0.change != nil }) {
            columns.append(
                column("change") { period in
                    guard let value = series.values[period.label] else { return Styled("") }
                    return change(value)
                })
        }
        if values.contains(where: { $0.denominator != nil }) {
            columns.append(
                column("numerator") { Styled(part(series.values[$0.label]?.numerator)) })
            columns.append(
                column("denominator") { Styled(part(series.values[$0.label]?.denominator)) })
        }
        if series.target != nil {
            columns.append(
                column("target") { period in
                    let value = series.values[period.label]
                    let target = value.flatMap { value in
                        value.target.map { names.target($0, value.unit) }
                    }
                    return Styled(target ?? "")
                })
            left.insert(columns.count)
            columns.append(column("status") { status(series.values[$0.label]) })
        }
        if isLively, periods.count > 2 {
            let bars = Sparkline.bars(periods.map { series.values[$0.label]?.value })
            left.insert(columns.count)
            columns.append([Styled("")] + bars.map { Styled($0, .dim) })
        }
        let rows = columns[0].indices.map { row in columns.map { $0[row] } }
        return Table(rows: rows, left: left)
    }

    private func column(_ key: String, _ cell: (PeriodHeading) -> Styled) -> [Styled] {
        [Styled(message("heading.\(key)"))] + periods.map(cell)
    }

    private func text(_ value: MetricValue?) -> String {
        value.flatMap { value in value.value.map { names.short($0, value.unit) } }
            ?? message("undefined")
    }

    private func part(_ number: Double?) -> String {
        number.map { names.formatter.number($0, decimals: 2) } ?? message("undefined")
    }

    /// What is no more than chance is not coloured.
    private func change(_ value: MetricValue) -> Styled {
        guard let change = value.change, let text = names.change(change, value.unit) else {
            return Styled(value.change == nil ? "" : message("undefined"))
        }
        return Styled(change.isSignificant == false ? "\(text) ≈" : text)
    }

    private func status(_ value: MetricValue?) -> Styled {
        guard let value, let status = value.status else { return Styled("") }
        let name = value.verdict == .tooClose ? "too-close" : status.rawValue
        return Styled("\(Self.mark(value)) \(message("status.\(name)"))", Self.style(value))
    }

    private static func mark(_ value: MetricValue) -> String {
        if value.verdict == .tooClose { return "≈" }
        return value.status == .met ? "✓" : "✗"
    }

    private static func style(_ value: MetricValue) -> Styled.Style {
        if value.verdict == .tooClose { return .dim }
        return value.status == .met ? .good : .bad
    }

    // MARK: Many formulas

    /// One row a formula, one column a period.
    func byFormula(_ grain: Grain) -> Table {
        let corner = PeriodHeading.commonYear(of: periods, grain).map(String.init) ?? ""
        var columns = [[Styled(corner, .dim)] + series.map { Styled(label($0)) }]
        let targets = series.map { series -> String in
            guard let target = series.target, let unit = series.unit else { return "" }
            return names.target(target, unit)
        }
        if targets.contains(where: { !$0.isEmpty }) {
            columns.append(
                [Styled(message("heading.target"), .dim)] + targets.map { Styled($0, .dim) })
        }
        if isLively, periods.count > 2 {
            columns.append(
                [Styled("")]
                    + series.map { series in
                        let values = periods.filter { !$0.isWhole }
                            .map { series.values[$0.label]?.value }
                        return Styled(Sparkline.bars(values).joined(), .dim)
                    })
        }
        let fixed = columns.count
        for period in periods {
            columns.append(
                [Styled(period.short(grain, among: periods, names.wording), .dim)]
                    + series.map { marked($0.values[period.label]) })
            if series.contains(where: { $0.values[period.label]?.change != nil }) {
                columns.append(
                    [Styled(message("heading.change"), .dim)]
                        + series.map { $0.values[period.label].map(change) ?? Styled("") })
            }
        }
        let rows = columns[0].indices.map { row in columns.map { $0[row] } }
        return Table(rows: rows, left: [0], fixed: fixed)
    }

    private func label(_ series: Series) -> String {
        let dimensions = names.dimensions(of: series)
        let isFirstOfMetric =
            self.series.first { $0.item.metric == series.item.metric }?.item
            == series.item
        let name =
            isFirstOfMetric
            ? names.name(of: series.item) : "  \(names.formula(of: series.item))"
        return dimensions.isEmpty ? name : "\(name): \(dimensions)"
    }

    private func marked(_ value: MetricValue?) -> Styled {
        guard let value else { return Styled("") }
        guard value.status != nil else {
            return Styled(value.target == nil ? text(value) : "\(text(value))  ")
        }
        return Styled("\(text(value)) \(Self.mark(value))", Self.style(value))
    }
}

/// A row of small bars, as high as the values.
enum Sparkline {
    private static let heights = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One bar a value, from the least to the greatest; a blank where there is none.
    static func bars(_ values: [Double?]) -> [String] {
        let known = values.compactMap(\.self).filter(\.isFinite)
        guard let low = known.min(), let high = known.max() else { return values.map { _ in " " } }
        return values.map { value in
            guard let value, value.isFinite else { return " " }
            guard high > low else { return heights[3] }
            return heights[Int(((value - low) / (high - low) * 7).rounded())]
        }
    }
}
