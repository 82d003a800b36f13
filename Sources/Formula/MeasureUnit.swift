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
