import Catalog
import Diagnostics
import Evaluation
import Formula
import Foundation
import Locales

/// The values of one formula for one combination of dimensions, by period.
struct Series {
    var item: EvaluationRequest.Item
    /// The values of the dimensions by their names.
    var dimensions: [String: String?]
    /// One group, the rest of them, or all.
    var part = MetricValue.Part.group
    var values: [String: MetricValue] = [:]

    var unit: DeclaredUnit? { values.first?.value.unit }
    var target: Target? { values.values.lazy.compactMap(\.target).first }

    /// In the order in which the values come.
    static func all(in values: [MetricValue]) -> [Series] {
        struct Key: Hashable {
            var item: EvaluationRequest.Item
            var dimensions: [String: String?]
            var part: MetricValue.Part
        }
        var positions: [Key: Int] = [:]
        var result: [Series] = []
        for value in values {
            let item = EvaluationRequest.Item(metric: value.metric, variant: value.variant)
            let key = Key(item: item, dimensions: value.dimensions, part: value.part)
            let position = positions[key] ?? result.count
            if position == result.count {
                positions[key] = position
                result.append(
                    Series(item: item, dimensions: value.dimensions, part: value.part))
            }
            result[position].values[value.period] = value
        }
        // A value that first occurs late stands with the others of its formula.
        var order: [EvaluationRequest.Item: Int] = [:]
        for series in result where order[series.item] == nil { order[series.item] = order.count }
        return result.enumerated().sorted {
            (order[$0.element.item] ?? 0, $0.element.sortKey, $0.offset)
                < (order[$1.element.item] ?? 0, $1.element.sortKey, $1.offset)
        }.map(\.element)
    }

    /// Rows without a value of the dimension come last of the groups, before the
    /// rest and the total.
    private var sortKey: String {
        let parts: [MetricValue.Part] = [.group, .rest, .total]
        return "\(parts.firstIndex(of: part) ?? 0)"
            + dimensions.sorted { $0.key < $1.key }.map { $0.value.map { "0\($0)" } ?? "1" }
            .joined(separator: "\u{0}")
    }
}

/// What formulas, series and numbers of an evaluation are called.
struct EvaluationNames {
    let workspace: Workspace
    let wording: Wording
    let formatter: ValueFormatter

    init(_ setting: EvaluationSetting) {
        workspace = setting.workspace
        wording = setting.wording
        formatter = ValueFormatter(wording, currency: workspace.project?.currency)
    }

    /// The metric's name alone where the formula is what the company means by it.
    func name(of item: EvaluationRequest.Item) -> String {
        let term = wording.term(ofMetric: item.metric).value
        let meant = workspace.chosenVariant(of: item.metric)?.id
        if item.variant == nil, meant == nil { return term }
        return "\(term) (\(formula(of: item)))"
    }

    /// What tells a formula from the others of its metric.
    func formula(of item: EvaluationRequest.Item) -> String {
        guard let variant = item.variant else {
            return wording.text(Message("eval.standard-formula"))
        }
        return wording.metric(item.metric) { $0.variants[variant]?.name }?.value ?? variant
    }

    func dimensions(of series: Series) -> String {
        var names = series.dimensions.sorted { $0.key < $1.key }
            .map { dimension($0.key, $0.value, metric: series.item.metric) }
        if series.part != .group {
            names.append(wording.text(Message("eval.part.\(series.part.rawValue)")))
        }
        return names.joined(separator: ", ")
    }

    func dimension(_ path: String, _ value: String?, metric: String) -> String {
        guard let value else { return wording.text(Message("eval.without-value")) }
        if path == "channel" || path.hasSuffix(".channel"), let term = wording.channel(value) {
            return term.value.term
        }
        guard let name = path.split(separator: ".").last else { return value }
        for entity in workspace.catalog.entities.keys.sorted() {
            if let term = wording.field(String(name), of: entity)?.value.values[value] {
                return term.term
            }
        }
        return value
    }

    /// A value without the name of what it counts, which the metric's name says,
    /// and with as many decimals as the others of its kind, so that they line up.
    func short(_ value: Double, _ unit: DeclaredUnit) -> String {
        switch unit.kind {
        case .share: formatted(value, .percent, decimals: 1)
        case .ratio: formatted(value, .number, decimals: decimals(of: value))
        case .score: formatted(value, .number, decimals: 2)
        case .points: formatted(value, .number, decimals: 1)
        case .duration: duration(value)
        case .count: formatter.number(value, decimals: 2)
        case .money: formatter.money(value)
        case nil:
            switch unit.numerator {
            case ["money"]: formatter.money(value)
            case ["duration"]: duration(value)
            default: formatted(value, .number, decimals: decimals(of: value))
            }
        }
    }

    /// Three digits at least of what is not nought.
    private func decimals(of value: Double) -> Int { value != 0 && abs(value) < 1 ? 3 : 2 }

    private var locale: Locale {
        Locale(identifier: (wording.language?.tag ?? wording.asked).description)
    }

    private func formatted(
        _ value: Double, _ style: FloatingPointFormatStyle<Double>.Percent, decimals: Int
    ) -> String {
        value.formatted(style.precision(.fractionLength(decimals)).locale(locale))
    }

    private func formatted(
        _ value: Double, _ style: FloatingPointFormatStyle<Double>, decimals: Int
    ) -> String {
        value.formatted(style.precision(.fractionLength(decimals)).locale(locale))
    }

    /// In its two largest units, as short as the language writes them.
    private func duration(_ seconds: Double) -> String {
        guard abs(seconds) >= 60, abs(seconds) < 1e15 else { return formatter.duration(seconds) }
        return (seconds < 0 ? "-" : "")
            + Duration.seconds(abs(seconds).rounded()).formatted(
                .units(
                    allowed: [.days, .hours, .minutes, .seconds], width: .narrow,
                    maximumUnitCount: 2
                ).locale(locale))
    }

    /// `15.0–85.0%`: from where to where a value may lie.
    func interval(_ interval: ClosedRange<Double>, _ unit: DeclaredUnit) -> String {
        "\(short(interval.lowerBound, unit))–\(short(interval.upperBound, unit))"
    }

    /// What a value has changed by: percentage points for shares and points for
    /// an index, else percent of what it was.
    func change(_ change: Change, _ unit: DeclaredUnit) -> String? {
        func signed(_ number: Double, _ text: (Double) -> String) -> String {
            (number > 0 ? "+" : number < 0 ? "−" : "±") + text(abs(number))
        }
        switch unit.kind {
        case .share:
            return change.difference.map { difference in
                let text = signed(difference * 100) { formatted($0, .number, decimals: 1) }
                return wording.text(Message("eval.percentage-points", ["number": .text(text)]))
            }
        case .points, .score:
            return change.difference.map { difference in
                signed(difference) { formatted($0, .number, decimals: unit.kind == .score ? 2 : 1) }
            }
        default:
            return change.relative.map { relative in
                signed(relative) { formatted($0, .percent, decimals: 1) }
            }
        }
    }

    func target(_ target: Target, _ unit: DeclaredUnit) -> String {
        let sign =
            switch target.comparison {
            case .less: "<"
            case .lessOrEqual: "≤"
            case .greater: ">"
            case .greaterOrEqual: "≥"
            case .equal: "="
            case .unequal: "≠"
            }
        return "\(sign) \(short(target.value.value.doubleValue, unit))"
    }
}
