/// What a number counts or measures: a product of base units with exponents.
/// No base unit at all means a pure number: a share or a ratio.
public struct MeasureUnit: Hashable, Sendable {
    public enum Base: Hashable, Sendable {
        /// Things of one kind, by the noun of their entity: `call`, `order`.
        case count(of: String)
        /// Money, in whatever currency the data is in.
        case money
        /// Time, in seconds.
        case second
        /// Points of an index such as the net promoter score.
        case point
        /// Points of an answer scale, whose ends belong to the field.
        case score
    }

    /// Never holds an exponent of zero.
    public private(set) var exponents: [Base: Int]

    public static let one = MeasureUnit([:])
    public static let money = MeasureUnit([.money: 1])
    public static let second = MeasureUnit([.second: 1])
    public static let point = MeasureUnit([.point: 1])
    public static let score = MeasureUnit([.score: 1])
    public static func count(of noun: String) -> MeasureUnit { MeasureUnit([.count(of: noun): 1]) }

    public init(_ exponents: [Base: Int]) { self.exponents = exponents.filter { $0.value != 0 } }

    public static func * (one: MeasureUnit, other: MeasureUnit) -> MeasureUnit {
        MeasureUnit(one.exponents.merging(other.exponents) { $0 &+ $1 })
    }

    public static func / (one: MeasureUnit, other: MeasureUnit) -> MeasureUnit {
        MeasureUnit(one.exponents.merging(other.exponents.mapValues { -$0 }) { $0 &+ $1 })
    }
}

extension MeasureUnit {
    /// Whether it counts things, and not for each of others.
    var isNumberOfThings: Bool {
        guard exponents.count == 1, let (base, exponent) = exponents.first, exponent == 1 else {
            return false
        }
        if case .count = base { return true }
        return false
    }

    /// Counts of each of the nouns, taken as counts of another.
    func lifting(_ nouns: Set<String>, to whole: String) -> MeasureUnit {
        var result: [Base: Int] = [:]
        for (base, exponent) in exponents {
            if case .count(let noun) = base, nouns.contains(noun) {
                result[.count(of: whole), default: 0] &+= exponent
            } else {
                result[base, default: 0] &+= exponent
            }
        }
        return MeasureUnit(result)
    }

    /// Without «per order», «per call» and the like.
    private var withoutPer: MeasureUnit {
        MeasureUnit(
            exponents.filter { base, exponent in
                if case .count = base { exponent > 0 } else { true }
            })
    }

    private var isCountsOnly: Bool {
        exponents.keys.allSatisfy { if case .count = $0 { true } else { false } }
    }

    /// Whether a metric may declare this unit when its formula has the inferred one.
    ///
    /// A share or a ratio may be any count divided by another: orders per visit
    /// is declared as a share where one visit gives at most one order. What is
    /// measured per row (money per order, seconds per call) may be declared
    /// without saying per what, but not per something else.
    public func accepts(_ inferred: MeasureUnit) -> Bool {
        if self == inferred { return true }
        if self == .one {
            return inferred.isCountsOnly && inferred.exponents.values.reduce(0, &+) == 0
        }
        guard !isCountsOnly, !inferred.isCountsOnly else { return false }
        return self == inferred.withoutPer || withoutPer == inferred
    }
}

extension MeasureUnit: CustomStringConvertible {
    /// As catalogs write it: `visits/agents`, `money/orders`, `share`.
    public var description: String {
        func factors(_ sign: Int) -> [String] {
            exponents.filter { $0.value.signum() == sign }
                .flatMap { Array(repeating: $0.key.description, count: min(abs($0.value), 9)) }
                .sorted()
        }
        let above = factors(1).joined(separator: "*")
        let below = factors(-1)
        if above.isEmpty, below.isEmpty { return "share" }
        return ([above.isEmpty ? "1" : above] + below).joined(separator: "/")
    }
}

extension MeasureUnit.Base: CustomStringConvertible {
    /// The id of the unit in the catalog.
    public var description: String {
        switch self {
        case .count(let noun): noun
        case .money: "money"
        case .second: "duration"
        case .point: "points"
        case .score: "score"
        }
    }
}
