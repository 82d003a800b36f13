/// A formula, or a part of one: what the catalog's own language and every
/// outside language (Tableau, DAX, SQL …) are parsed into.
///
/// The same tree serves inside an aggregate (arithmetic and conditions over
/// the fields of one row) and between aggregates. ``Analysis`` says whether it
/// makes sense over a ``Schema`` and what unit it has; ``NormalForm`` decides
/// whether two of them are equal.
///
/// Two expressions compare equal when they are written alike; the places they
/// were read from do not count.
public struct Expression: Hashable, Sendable {
    public indirect enum Kind: Hashable, Sendable {
        case number(Rational)
        /// A number with a unit, such as `20 s`, `80 %` or `100 points`.
        case quantity(Rational, MeasureUnit)
        case text(String)
        case boolean(Bool)
        /// A value that is known to be absent: SQL's `NULL`.
        case missing
        /// A field, a parameter, a state or a metric, by name.
        case reference(Reference)
        case aggregate(Aggregate)
        case arithmetic(ArithmeticOperator, Expression, Expression)
        case negative(Expression)
        case comparison(ComparisonOperator, Expression, Expression)
        /// The first is one of the others.
        case membership(Expression, [Expression])
        /// The value is there (`is present`) or is not (`is missing`).
        case presence(Expression, present: Bool)
        case not(Expression)
        case all([Expression])
        case any([Expression])
        /// `if condition then … else …`; no `else` means missing.
        case conditional(condition: Expression, then: Expression, otherwise: Expression?)
        /// A function of one row's values that is understood by name only: equal
        /// when name and arguments are equal. The name is lower case.
        case function(String, [Expression])
        /// The same expression over another stretch of time.
        case shifted(Expression, PeriodShift)
        /// What does not change the meaning, only how it is computed or shown.
        case annotated(Annotation, Expression)
        /// What an outside language says that is not understood, as it stands
        /// there. Never equal to anything that is understood.
        case opaque(String)
    }

    public var kind: Kind
    /// Where it was read, as UTF-8 offsets into the formula's text.
    public var range: Range<Int>?

    public init(_ kind: Kind, range: Range<Int>? = nil) {
        self.kind = kind
        self.range = range
    }

    public static func == (one: Expression, other: Expression) -> Bool { one.kind == other.kind }
    public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

public enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
}

public enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The operator that holds exactly when this one does not, of present values.
    public var negated: ComparisonOperator {
        switch self {
        case .equal: .unequal
        case .unequal: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }

    /// The operator that holds with both sides exchanged.
    public var mirrored: ComparisonOperator {
        switch self {
        case .equal, .unequal: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

/// A dotted name: `threshold`, `calls.wait`, `order_lines.order.channel`,
/// `average-order-value`.
///
/// An outside language gives its table (where it names one) and column as they
/// stand there; the linter's matching turns them into canonical names.
public struct Reference: Hashable, Sendable {
    public var path: [String]

    public init(_ path: [String]) { self.path = path }
    public init(_ path: String...) { self.path = path }
}

public enum AggregateFunction: String, Hashable, Sendable, CaseIterable {
    case count, sum, average, minimum = "min", maximum = "max", median, percentile
    /// How many different values there are.
    case distinct
    /// The part of an entity's rows for which the condition holds.
    case share
}

/// One computation over the rows of one entity.
public struct Aggregate: Hashable, Sendable {
    public var function: AggregateFunction
    /// The entity whose rows are aggregated. An outside language that does not
    /// say which table a column belongs to leaves it out.
    public var entity: String?
    /// What is aggregated of each row; `nil` for the rows themselves. Names in
    /// it are fields of the entity: in `sum(orders.revenue)` it is `revenue`.
    public var value: Expression?
    /// Only rows for which this is true count.
    public var condition: Expression?
    /// For a percentile: the part of the values that lie below it, 0 to 1.
    public var level: Rational?
    /// The field that says in which period a row falls, where it is not the
    /// entity's own: `count(customers by acquired_at)`.
    public var time: Reference?
    /// For a level instead of a flow: the moment at which it is taken.
    public var moment: Moment?
    /// Dimensions that this aggregate does not split by, although the result
    /// does: `count(requests across category)` is the total of all categories.
    public var across: [Reference]
    /// The grouping that the aggregate is computed at whatever the result is
    /// split by, as in Tableau's `FIXED`; `nil` where it follows the result.
    public var fixed: [Expression]?

    public init(
        _ function: AggregateFunction, of entity: String? = nil, value: Expression? = nil,
        where condition: Expression? = nil, level: Rational? = nil, by time: Reference? = nil,
        at moment: Moment? = nil, across: [Reference] = [], fixed: [Expression]? = nil
    ) {
        self.function = function
        self.entity = entity
        self.value = value
        self.condition = condition
        self.level = level
        self.time = time
        self.moment = moment
        self.across = across
        self.fixed = fixed
    }
}

/// The moment of each period at which a level is taken.
public enum Moment: String, Hashable, Sendable, CaseIterable {
    case startOfPeriod = "start of period"
    case endOfPeriod = "end of period"
}

/// Another stretch of time than the one that is asked for.
public enum PeriodShift: Hashable, Sendable {
    /// The same stretch, this many steps of a calendar unit earlier.
    case earlier(Int, CalendarUnit)
    /// From the start of the calendar unit to the end of the period.
    case toDate(CalendarUnit)
}

public enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year
}

/// What stands in a formula without changing what it means; recorded beside
/// the normal form.
public enum Annotation: Hashable, Sendable {
    /// A divisor that is made missing where it is zero, with what stands
    /// instead of the quotient: `nil` for missing.
    case zeroGuard(instead: Rational?)
    /// A missing value that is replaced.
    case missingReplaced(by: Rational)
    /// A conversion to another type, by its name there.
    case cast(String)
    /// Rounding to this many decimal places.
    case rounded(Int)
}

// MARK: - Building

extension Expression {
    public static func number(_ value: Int) -> Expression { Expression(.number(Rational(value))) }
    public static func number(_ value: Rational) -> Expression { Expression(.number(value)) }
    public static func reference(_ path: String...) -> Expression {
        Expression(.reference(Reference(path)))
    }
    public static func aggregate(_ aggregate: Aggregate) -> Expression {
        Expression(.aggregate(aggregate))
    }
    public static func + (one: Expression, other: Expression) -> Expression {
        Expression(.arithmetic(.add, one, other))
    }
    public static func - (one: Expression, other: Expression) -> Expression {
        Expression(.arithmetic(.subtract, one, other))
    }
    public static func * (one: Expression, other: Expression) -> Expression {
        Expression(.arithmetic(.multiply, one, other))
    }
    public static func / (one: Expression, other: Expression) -> Expression {
        Expression(.arithmetic(.divide, one, other))
    }
}
