internal import Formula

/// One pass over the rows of an entity that gives one row for each period and
/// combination of dimensions.
struct Scan {
    struct Key: Hashable {
        var entity: String
        /// The moment that says in which period a row falls; `nil` where only
        /// its sub-aggregates do, or where it belongs to an owner at any time.
        var time: Reference?
        /// For levels: the moment, and the states that rows have to be in.
        var moment: Moment?
        var states: [String] = []
        /// Other stretches of time than the periods that are asked for.
        var shift: PeriodShift?
        /// What it is split by, as asked for, and where that stands: a path from
        /// the entity, or `nil` for what the sub-aggregates' rows are split by.
        var dimensions: [Dimension] = []
        /// Rows that count at all.
        var filter: Expression?
        /// The sub-aggregates that decide which rows count.
        var children: [Aggregate] = []
        /// For a sub-aggregate: the field that names the row it belongs to.
        var owner: Reference?
        /// Whether each row has to meet each stretch of time that it lies in,
        /// since what is computed cannot be put together from days.
        var isByRow = false
    }

    /// Something to split by.
    struct Dimension: Hashable {
        /// As asked for.
        var name: Reference
        var path: Reference?
    }

    struct Column {
        var name: String
        var aggregate: Aggregate
    }

    /// A look-up of the row that a reference names.
    struct Join: Hashable {
        var alias: String
        var from: String
        var field: String
        var entity: String
    }

    /// How rows get into periods.
    enum Strategy {
        /// The database tells the period from the row's day.
        case direct
        /// First by day, then by the stretches of time that the days lie in.
        case staged
        /// Row by row with each stretch of time that it lies in.
        case joined
    }

    var name: String
    var key: Key
    var strategy: Strategy
    var columns: [Column] = []
    var joins: [Join] = []
    /// The scans of the sub-aggregates.
    var children: [String] = []
    /// Whether rows without any row of a sub-aggregate may count, too.
    var includesRowsWithoutChildren = false

    /// Whether sub-aggregates are looked at whenever they happened, for rows
    /// that fall into periods by a moment of their own.
    var isCohort: Bool { !key.children.isEmpty && key.time != nil }
}

extension PeriodShift {
    /// What the stretches of time are called in a query.
    var tableName: String {
        switch self {
        case .earlier(let count, let unit): "periods_\(count)_\(unit.rawValue)_earlier"
        case .toDate(let unit): "periods_\(unit.rawValue)_to_date"
        }
    }
}

extension Expression {
    /// The aggregates that stand in it, those within other aggregates left out.
    var outerAggregates: [Aggregate] {
        if case .aggregate(let aggregate) = kind { return [aggregate] }
        return children.flatMap(\.outerAggregates)
    }

    /// The aggregates within an aggregate, one level down, each once.
    var innerAggregates: [Aggregate] {
        var found: [Aggregate] = []
        for aggregate in children.flatMap(\.outerAggregates) where !found.contains(aggregate) {
            found.append(aggregate)
        }
        return found
    }

    /// The references to fields of the same row.
    var rowReferences: [Reference] {
        switch kind {
        case .reference(let reference): [reference]
        case .aggregate: []
        default: children.flatMap(\.rowReferences)
        }
    }
}

extension AggregateFunction {
    /// Whether there is a value, nought, where there are no rows.
    var isZeroWithoutRows: Bool { self == .count || self == .sum || self == .distinct }
}

extension Aggregate {
    /// The states that every row that counts has to be in.
    func requiredStates(of entity: Entity) -> [String] {
        func states(_ expression: Expression) -> [String] {
            switch expression.kind {
            case .reference(let reference):
                reference.path.count == 1 && entity.states[reference.path[0]] != nil
                    ? [reference.path[0]] : []
            case .all(let parts): parts.flatMap(states)
            default: []
            }
        }
        return Set(condition.map(states) ?? []).sorted()
    }

    /// Whether the values of days, put together, give the value of a longer
    /// time, and those of arrivals and departures that of a level.
    func adds(over entity: Entity) -> Bool {
        let isSummable =
            moment == nil
            ? [.count, .sum, .minimum, .maximum].contains(function)
            : function == .count || function == .sum
        guard isSummable else { return false }
        // A state that is not simply required cannot be told from when it begins.
        let mentioned = (condition?.rowReferences ?? []) + (value?.rowReferences ?? [])
        let states = mentioned.filter {
            $0.path.count == 1 && entity.states[$0.path[0]] != nil
        }
        return states.count == requiredStates(of: entity).count
    }

    /// Whether the condition might hold for a row to which no row of any
    /// sub-aggregate belongs: then all rows have to be looked at.
    var mayHoldWithoutChildren: Bool {
        guard let condition else { return true }
        return condition.truthWithoutChildren != false
    }
}

extension Expression {
    /// The value of a condition where every sub-aggregate is nought or missing;
    /// `nil` where it depends on the row.
    fileprivate var truthWithoutChildren: Bool? {
        switch kind {
        case .boolean(let value): return value
        case .not(let inner): return inner.truthWithoutChildren.map { !$0 }
        case .all(let parts):
            let values = parts.map(\.truthWithoutChildren)
            if values.contains(false) { return false }
            return values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map(\.truthWithoutChildren)
            if values.contains(true) { return true }
            return values.contains(nil) ? nil : false
        case .comparison(let sign, let one, let other):
            guard let left = one.numberWithoutChildren, let right = other.numberWithoutChildren
            else { return nil }
            guard let left, let right else { return false }
            return switch sign {
            case .equal: left == right
            case .unequal: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        default: return nil
        }
    }

    /// Two levels of «not known»: outer `nil` where it depends on the row,
    /// inner `nil` where it is missing.
    private var numberWithoutChildren: Rational?? {
        switch kind {
        case .number(let number), .quantity(let number, _): return .some(number)
        case .aggregate(let aggregate):
            return .some(aggregate.function.isZeroWithoutRows ? .zero : nil)
        default: return nil
        }
    }
}
