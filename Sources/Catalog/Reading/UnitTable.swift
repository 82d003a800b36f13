import Formula

/// Every unit that may be named, and what may be written behind a number.
struct UnitTable {
    private(set) var units: [String: UnitDefinition]
    /// By what is written, such as `min`.
    private var literals: [String: (factor: Rational, measure: MeasureUnit)] = [:]

    init(_ units: [String: UnitDefinition]) {
        self.units = units
        for (text, (factor, measure)) in Self.usual { literals[text] = (factor, measure) }
        for unit in units.values {
            for (text, factor) in unit.literals { literals[text] = (factor, unit.measure) }
        }
    }

    /// What formulas understand too, whatever a catalog says.
    private static let usual: [String: (Rational, MeasureUnit)] = [
        "%": (hundredth, .one), "points": (1, .point), "point": (1, .point),
        "ms": (thousandth, .second), "s": (1, .second), "second": (1, .second),
        "seconds": (1, .second), "min": (60, .second), "minute": (60, .second),
        "minutes": (60, .second), "h": (3_600, .second), "hour": (3_600, .second),
        "hours": (3_600, .second), "day": (86_400, .second), "days": (86_400, .second),
        "cents": (hundredth, .money)
    ]

    private static let hundredth = Rational(100).reciprocal ?? .zero
    private static let thousandth = Rational(1_000).reciprocal ?? .zero

    mutating func add(_ unit: UnitDefinition) {
        if units[unit.id] == nil { units[unit.id] = unit }
    }

    /// What may be written behind a number of this measure, in order of size.
    func literals(of measure: MeasureUnit) -> [String] {
        literals.filter { $0.value.measure == measure }
            .sorted { ($0.value.factor, $0.key) < ($1.value.factor, $1.key) }.map(\.key)
    }

    func literal(_ text: String) -> (factor: Rational, measure: MeasureUnit)? { literals[text] }

    /// A unit or a product and quotient of units that does not exist.
    struct UnknownUnit: Error {
        /// The part that nothing is known of.
        var name: String
    }

    /// Reads `share`, `visits/agents`, `items*visits/agents` or `1/agents`.
    func parse(
        _ text: String
    ) throws(UnknownUnit) -> (numerator: [String], denominator: [String], measure: MeasureUnit) {
        var above: [String] = []
        var below: [String] = []
        var measure = MeasureUnit.one
        var isBelow = false
        var name = ""
        func finishName() throws(UnknownUnit) {
            let trimmed = name.trimmed
            name = ""
            if trimmed == "1", above.isEmpty, !isBelow { return }
            guard let unit = units[trimmed] else { throw UnknownUnit(name: trimmed) }
            if isBelow {
                below.append(unit.id)
                measure = measure / unit.measure
            } else {
                above.append(unit.id)
                measure = measure * unit.measure
            }
        }
        for character in text {
            switch character {
            case "/":
                try finishName()
                isBelow = true
            case "*", "·":
                try finishName()
                isBelow = false
            default: name.append(character)
            }
        }
        try finishName()
        return (above, below, measure)
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
