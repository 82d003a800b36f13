internal import Catalog
internal import Formats
internal import Formula

/// The unit that an export states for a number.
enum StatedUnit: Hashable, Sendable {
    case fraction, percent
    /// How many seconds one of it is.
    case duration(Double)
    /// With the ISO 4217 code, where it says one.
    case money(String?)
    case points

    /// `nil` for a text that is no unit known here.
    init?(_ text: String) {
        let word = text.lowercased().filter { !$0.isWhitespace }
        switch word {
        case "%", "percent", "pct", "percentage": self = .percent
        case "share", "fraction", "ratio": self = .fraction
        case "points": self = .points
        case "ms", "milliseconds": self = .duration(1e-3)
        case "duration", "s", "sec", "seconds": self = .duration(1)
        case "min", "minutes": self = .duration(60)
        case "h", "hours": self = .duration(3600)
        case "d", "days": self = .duration(86400)
        case "money", "currency": self = .money(nil)
        default:
            let isCode = text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            guard isCode else { return nil }
            self = .money(text)
        }
    }
}

/// Numbers on dashboards and in exports as what they may be in base units.
struct StatedNumbers {
    let use: InterpretedUse
    let metric: Metric
    /// The unit and the scale of the formula that is meant.
    private let unit: DeclaredUnit
    private let scale: ClosedRange<Rational>?

    init(_ use: InterpretedUse, _ metric: Metric, chosen: Variant?) {
        self.use = use
        self.metric = metric
        var variant = chosen
        switch use.verdict {
        case .same(let form, _), .variant(let form, _):
            variant = form.variant.flatMap { metric.variant($0) }
        default: break
        }
        unit = variant?.unit ?? metric.unit
        scale = variant?.scale ?? (variant?.unit == nil ? metric.scale : nil)
    }

    var kind: UnitKind? { unit.kind }

    /// What a number may be in base units.
    func readings(of value: Double, stated: StatedUnit?) -> [Double] {
        switch unit.kind {
        case .share: shareReadings(of: value, stated)
        case .duration: durationReadings(of: value, stated)
        default: [value]
        }
    }

    private func shareReadings(of value: Double, _ stated: StatedUnit?) -> [Double] {
        switch (stated, use.use.numberFormat?.meaning) {
        case (.percent, _): [value / 100]
        case (.fraction, _): [value]
        case (_, .percentOfFraction): [value]
        case (_, .percentPoints): [value / 100]
        default: value > 1.5 ? [value / 100] : [value, value / 100]
        }
    }

    private func durationReadings(of value: Double, _ stated: StatedUnit?) -> [Double] {
        if case .duration(let seconds)? = stated { return [value * seconds] }
        if case .duration(let unit)? = use.use.numberFormat?.meaning {
            return [value * unit.seconds]
        }
        return [value, value * 60, value * 3600, value / 1000]
    }

    /// The least and the greatest value that there can be, in base units.
    var possible: (least: Double?, greatest: Double?) {
        if let scale { return (scale.lowerBound.doubleValue, scale.upperBound.doubleValue) }
        switch unit.kind {
        case .share: return (0, 1)
        case .duration, .count: return (0, nil)
        default: return (nil, nil)
        }
    }

    /// The scale of its answers or points, where it has one.
    var scaleEnds: (least: Double, greatest: Double)? {
        guard unit.kind == .score || unit.kind == .points, let scale else { return nil }
        return (scale.lowerBound.doubleValue, scale.upperBound.doubleValue)
    }

    /// Whether a value lies outside of what there can be, however it is read.
    func isImpossible(_ value: Double, stated: StatedUnit?) -> Bool {
        let (least, greatest) = possible
        return readings(of: value, stated: stated).allSatisfy { reading in
            least.map { reading < $0 - 1e-9 } == true
                || greatest.map { reading > $0 + 1e-9 } == true
        }
    }
}

extension LintContext {
    /// The numbers of a use as its metric has them; `nil` where it is not known
    /// to be one.
    func numbers(of use: InterpretedUse) -> StatedNumbers? {
        guard let metric = metricNamed(by: use) else { return nil }
        switch use.verdict {
        // What is another formula, or upside down, has another range.
        case .inverted, .other: return nil
        default:
            return StatedNumbers(use, metric, chosen: workspace.chosenVariant(of: metric.id))
        }
    }
}

/// How exactly a number is written.
enum Precision {
    /// Half of the last digit that the number has, as it is written shortest.
    static func tolerance(of value: Double) -> Double {
        let text = "\(value)"
        guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 0.5 }
        let digits = text[text.index(after: point)...]
        // A whole number may well be an exact one, and may be rounded.
        if digits == "0" { return 0.5 }
        var tolerance = 0.5
        for _ in digits { tolerance /= 10 }
        return tolerance + abs(value) * 1e-9
    }
}
