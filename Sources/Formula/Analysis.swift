internal import Diagnostics

/// How a metric's values for parts may be put together to that of the whole.
public enum Additivity: String, Hashable, Sendable, CaseIterable {
    /// A flow: values add up over time and over every dimension.
    case additive
    /// A level: values add up over dimensions, never over time.
    case semiAdditive = "semi-additive"
    /// A ratio or a count of different values: the whole is computed from its
    /// components, never from the parts' values.
    case nonAdditive = "non-additive"
}

/// What a resolved formula says over a schema: its unit, how it adds up, and
/// which entities it needs.
public struct Analysis: Hashable, Sendable {
    public let unit: MeasureUnit
    public let additivity: Additivity
    /// Every aggregate that runs over the rows of an entity at the formula's
    /// own level, each once, in reading order.
    public let aggregates: [Aggregate]
    /// The entities that are needed, sub-aggregates' included.
    public let entities: Set<String>

    /// - Parameter expression: A formula without names of metrics and
    ///   parameters; see ``Resolver``.
    /// - Throws: ``FormulaError`` where a name is unknown to the schema, or
    ///   quantities of different units are added or compared, or a condition
    ///   stands where a number is needed, and the like.
    public init(_ expression: Expression, schema: Schema) throws(FormulaError) {
        var checker = TypeChecker(schema: schema)
        let type = try checker.type(of: expression, row: nil)
        guard case .number(let unit, _) = type else {
            throw FormulaError(
                "not-a-number", ["type": type.described], at: expression.range ?? 0..<0)
        }
        self.unit = unit
        additivity = Self.additivity(of: expression)
        aggregates = checker.aggregates
        entities = checker.entities
    }

    private static func additivity(of expression: Expression) -> Additivity {
        switch expression.kind {
        case .aggregate(let aggregate):
            guard aggregate.function == .count || aggregate.function == .sum,
                aggregate.across.isEmpty, aggregate.fixed == nil,
                !(aggregate.condition.map(hasAggregate) ?? false),
                !(aggregate.value.map(hasAggregate) ?? false)
            else { return .nonAdditive }
            return aggregate.moment == nil ? .additive : .semiAdditive
        case .arithmetic(.add, let one, let other), .arithmetic(.subtract, let one, let other):
            let both = [additivity(of: one), additivity(of: other)]
            if both.contains(.nonAdditive) { return .nonAdditive }
            return both.contains(.semiAdditive) ? .semiAdditive : .additive
        case .arithmetic(.multiply, let one, let other):
            if !hasAggregate(one) { return additivity(of: other) }
            return hasAggregate(other) ? .nonAdditive : additivity(of: one)
        case .arithmetic(.divide, let one, let other):
            return hasAggregate(other) ? .nonAdditive : additivity(of: one)
        case .negative(let inner), .annotated(_, let inner): return additivity(of: inner)
        case .shifted(let inner, .earlier): return additivity(of: inner)
        default: return .nonAdditive
        }
    }

    private static func hasAggregate(_ expression: Expression) -> Bool {
        var found = false
        expression.visit { if case .aggregate = $0.kind { found = true } }
        return found
    }
}

/// What a part of a formula is.
enum ValueType: Hashable {
    /// A number of a unit. A number written out without a unit may be compared
    /// with counts, scores, points and money, whose unit it then takes.
    case number(MeasureUnit, isBare: Bool)
    case instant
    case date
    case boolean
    case text
    /// A name of a thing, only compared and counted; with the unit that its
    /// different values count in.
    case identifier(counts: String)
    /// Compatible with everything.
    case missing

    var described: Message.Argument {
        switch self {
        case .number(let unit, _): .text(unit.description)
        case .instant: .message(Message("formula.type.instant"))
        case .date: .message(Message("formula.type.date"))
        case .boolean: .message(Message("formula.type.boolean"))
        case .text: .message(Message("formula.type.text"))
        case .identifier: .message(Message("formula.type.identifier"))
        case .missing: .message(Message("formula.type.missing"))
        }
    }
}
