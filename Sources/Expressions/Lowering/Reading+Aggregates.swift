internal import Formula

extension Reading {
    /// An aggregate of a value of each row.
    mutating func aggregate(
        _ function: AggregateFunction, _ value: Syntax, where condition: Expression? = nil,
        level: Rational? = nil, range: Range<Int>
    ) -> Expression {
        var context: Context = function == .sum ? .summed : .row
        context.isDistinct = function == .distinct
        let inner = meaning(of: value, context)
        return aggregate(function, of: inner, where: condition, level: level, range: range)
    }

    /// An aggregate of a value whose meaning is known.
    func aggregate(
        _ function: AggregateFunction, of value: Expression, entity: String? = nil,
        where condition: Expression? = nil, level: Rational? = nil, range: Range<Int>
    ) -> Expression {
        // The different groups of an inner query are those of its rows.
        let isOfGroups = frame.isGrouped && function == .distinct
        var aggregate = Aggregate(
            function, of: isOfGroups ? frame.groupTable : entity, value: value,
            where: Expression.joined(
                isOfGroups ? frame.groupCondition : frame.condition, condition), level: level)
        if value.isCondition {
            switch function {
            case .sum: aggregate.value = .indicator(value, keepsMissing: false)
            case .average: aggregate.value = .indicator(value, keepsMissing: true)
            default: break
            }
        }
        // Whatever is there on every row counts the rows.
        if function == .count, value.isThere { aggregate.value = nil }
        if function == .sum, value.constant == .one {
            aggregate.function = .count
            aggregate.value = nil
        }
        aggregate.settle(onlyTable: frame.onlyTable)
        return Expression(.aggregate(aggregate), range: range)
    }

    /// The number of rows of a table, or of whatever table is meant.
    func rows(of table: String?, where condition: Expression? = nil, range: Range<Int>)
        -> Expression
    {
        var aggregate = Aggregate(
            .count, of: table ?? frame.onlyTable,
            where: Expression.joined(frame.condition, condition))
        aggregate.settle(onlyTable: frame.onlyTable)
        return Expression(.aggregate(aggregate), range: range)
    }
}

extension Expression {
    /// Whether it has a value on every row, whatever the row holds.
    fileprivate var isThere: Bool {
        switch kind {
        case .number, .text, .boolean: true
        default: false
        }
    }
}

extension Aggregate {
    /// Takes the table from its columns where they are all of one, and leaves
    /// that table out of their names.
    mutating func settle(onlyTable: String? = nil) {
        if entity == nil, let value {
            var tables: Set<String> = []
            var bare = false
            value.visitRow { reference in
                if reference.path.count > 1 {
                    tables.insert(reference.path[0])
                } else {
                    bare = true
                }
            }
            if tables.count == 1, !bare { entity = tables.first }
            if tables.isEmpty, bare || onlyTable != nil { entity = onlyTable }
        }
        guard let entity else { return }
        func inside(_ expression: Expression) -> Expression {
            expression.mapReferences { $0.inside(entity) }
        }
        value = value.map(inside)
        condition = condition.map(inside)
        time = time?.inside(entity)
        fixed = fixed?.map(inside)
        across = across.map { $0.inside(entity) }
    }
}

extension Reference {
    /// The name as it is within a table's own rows.
    func inside(_ table: String) -> Reference {
        guard path.count > 1, path[0].matchesWord(table) else { return self }
        return Reference(Array(path.dropFirst()))
    }
}

extension Expression {
    /// Calls the visitor with every reference that belongs to the same rows.
    func visitRow(_ visitor: (Reference) -> Void) {
        switch kind {
        case .reference(let reference): visitor(reference)
        case .aggregate: break
        default: for child in children { child.visitRow(visitor) }
        }
    }

    /// The same with every outermost aggregate replaced.
    func mapAggregates(_ transform: (Aggregate) -> Aggregate) -> Expression {
        if case .aggregate(let aggregate) = kind {
            return Expression(.aggregate(transform(aggregate)), range: range)
        }
        return mapChildren { $0.mapAggregates(transform) }
    }

    /// The same over only those rows for which the condition holds, too.
    func restricted(to condition: Expression) -> Expression {
        mapAggregates { aggregate in
            var aggregate = aggregate
            aggregate.condition = aggregate.condition.map { .all($0, condition) } ?? condition
            aggregate.settle()
            return aggregate
        }
    }

    /// The same at a grouping of its own, whatever the result is split by.
    func fixed(at dimensions: [Expression]) -> Expression {
        mapAggregates { aggregate in
            var aggregate = aggregate
            if aggregate.fixed == nil { aggregate.fixed = dimensions }
            aggregate.settle()
            return aggregate
        }
    }

    /// The same without splitting by these dimensions.
    func across(_ dimensions: [Reference]) -> Expression {
        mapAggregates { aggregate in
            var aggregate = aggregate
            for dimension in dimensions where !aggregate.across.contains(dimension) {
                aggregate.across.append(dimension)
            }
            aggregate.settle()
            return aggregate
        }
    }
}
