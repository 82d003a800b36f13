public import Diagnostics
public import Formula

/// How a number of a unit is to be shown. Two units may measure alike and be
/// shown differently: a share as a percentage, a ratio as a plain number.
public enum UnitKind: String, Hashable, Sendable, CaseIterable {
    /// A part of a whole, 0 to 1, shown in percent.
    case share
    /// A pure number.
    case ratio
    /// Points of an index.
    case points
    /// Points of an answer scale.
    case score
    /// Time, in seconds.
    case duration
    /// An amount in the company's currency.
    case money
    /// Things of one kind.
    case count
}

/// A unit that formulas and declarations may name.
public struct UnitDefinition: Hashable, Sendable, Identifiable {
    /// Such as `share`, `money` or `visits`.
    public var id: String
    public var kind: UnitKind
    public var measure: MeasureUnit
    /// What may be written behind a number, such as `min`, and how much of the
    /// unit it is.
    public var literals: [String: Rational]
    /// The entity whose rows are counted; `nil` for things that have no entity.
    public var entity: String?
    public var place: Place

    public init(
        id: String, kind: UnitKind, measure: MeasureUnit, literals: [String: Rational] = [:],
        entity: String? = nil, place: Place
    ) {
        self.id = id
        self.kind = kind
        self.measure = measure
        self.literals = literals
        self.entity = entity
        self.place = place
    }

    /// The unit that an id stands for without any definition: the six measuring
    /// units by their names, anything else a count of things of that name.
    public static func implied(by id: String, place: Place) -> UnitDefinition {
        let kind = UnitKind(rawValue: id).flatMap { $0 == .count ? nil : $0 } ?? .count
        let measure: MeasureUnit =
            switch kind {
            case .share, .ratio: .one
            case .points: .point
            case .score: .score
            case .duration: .second
            case .money: .money
            case .count: .count(of: id)
            }
        return UnitDefinition(id: id, kind: kind, measure: measure, place: place)
    }
}

/// The unit that a metric declares: one unit, or a quotient such as
/// `visits/agents`.
public struct DeclaredUnit: Hashable, Sendable {
    /// The ids above the line; empty where it starts with `1/`.
    public var numerator: [String]
    /// The ids below the line.
    public var denominator: [String]
    public var measure: MeasureUnit
    /// How to show it, where it is a single unit.
    public var kind: UnitKind?
    public var place: Place

    public init(
        numerator: [String], denominator: [String] = [], measure: MeasureUnit, kind: UnitKind?,
        place: Place
    ) {
        self.numerator = numerator
        self.denominator = denominator
        self.measure = measure
        self.kind = kind
        self.place = place
    }

    /// As a catalog file writes it: `share`, `visits/agents`, `items*visits/agents`.
    public var text: String {
        let above = numerator.isEmpty ? "1" : numerator.joined(separator: "*")
        return ([above] + denominator).joined(separator: "/")
    }
}

/// A number with its unit: `80 %`, `20 s`, `60000 visits/agents`, `3`.
public struct Quantity: Hashable, Sendable {
    /// In base units: 80 % is 0.8, 5 min are 300.
    public var value: Rational
    public var measure: MeasureUnit
    /// The unit as it was written, `%`, `min`, `visits/agents`, `EUR`; `nil` for
    /// a bare number, which takes the unit of what it is compared with.
    public var unit: String?
    /// The ISO 4217 code, where an amount of money names its currency.
    public var currency: String?
    public var place: Place

    public init(
        value: Rational, measure: MeasureUnit, unit: String?, currency: String? = nil, place: Place
    ) {
        self.value = value
        self.measure = measure
        self.unit = unit
        self.currency = currency
        self.place = place
    }
}
