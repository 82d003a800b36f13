extension Expression {
    /// The parts one level down, in the order in which they are written.
    public var children: [Expression] {
        switch kind {
        case .number, .quantity, .text, .boolean, .missing, .reference, .opaque: []
        case .aggregate(let aggregate):
            [aggregate.value, aggregate.condition].compactMap { $0 } + (aggregate.fixed ?? [])
        case .arithmetic(_, let one, let other), .comparison(_, let one, let other): [one, other]
        case .negative(let inner), .presence(let inner, _), .not(let inner), .shifted(let inner, _),
            .annotated(_, let inner):
            [inner]
        case .membership(let value, let members): [value] + members
        case .all(let parts), .any(let parts), .function(_, let parts): parts
        case .conditional(let condition, let then, let otherwise):
            [condition, then] + (otherwise.map { [$0] } ?? [])
        }
    }

    /// The same expression with every direct part replaced.
    public func mapChildren<Failure: Error>(
        _ transform: (Expression) throws(Failure) -> Expression
    ) throws(Failure) -> Expression {
        func each(_ parts: [Expression]) throws(Failure) -> [Expression] {
            var result: [Expression] = []
            for part in parts { result.append(try transform(part)) }
            return result
        }
        let mapped: Kind
        switch kind {
        case .number, .quantity, .text, .boolean, .missing, .reference, .opaque: mapped = kind
        case .aggregate(var aggregate):
            if let value = aggregate.value { aggregate.value = try transform(value) }
            if let condition = aggregate.condition {
                aggregate.condition = try transform(condition)
            }
            if let fixed = aggregate.fixed { aggregate.fixed = try each(fixed) }
            mapped = .aggregate(aggregate)
        case .arithmetic(let sign, let one, let other):
            mapped = .arithmetic(sign, try transform(one), try transform(other))
        case .comparison(let sign, let one, let other):
            mapped = .comparison(sign, try transform(one), try transform(other))
        case .negative(let inner): mapped = .negative(try transform(inner))
        case .presence(let inner, let present):
            mapped = .presence(try transform(inner), present: present)
        case .not(let inner): mapped = .not(try transform(inner))
        case .shifted(let inner, let shift): mapped = .shifted(try transform(inner), shift)
        case .annotated(let annotation, let inner):
            mapped = .annotated(annotation, try transform(inner))
        case .membership(let value, let members):
            mapped = .membership(try transform(value), try each(members))
        case .all(let parts): mapped = .all(try each(parts))
        case .any(let parts): mapped = .any(try each(parts))
        case .function(let name, let arguments): mapped = .function(name, try each(arguments))
        case .conditional(let condition, let then, let otherwise):
            var last: Expression?
            let first = try transform(condition)
            let second = try transform(then)
            if let otherwise { last = try transform(otherwise) }
            mapped = .conditional(condition: first, then: second, otherwise: last)
        }
        return Expression(mapped, range: range)
    }

    /// The first reference in reading order that stands outside of a nested
    /// aggregate.
    var firstReference: Reference? {
        switch kind {
        case .reference(let reference): return reference
        case .aggregate: return nil
        default:
            for child in children {
                if let found = child.firstReference { return found }
            }
            return nil
        }
    }

    /// Replaces the references that belong to the same rows: those within
    /// nested aggregates, which run over rows of their own, stay.
    public func mapReferences(_ transform: (Reference) -> Reference) -> Expression {
        switch kind {
        case .reference(let reference): Expression(.reference(transform(reference)), range: range)
        case .aggregate: self
        default: mapChildren { $0.mapReferences(transform) }
        }
    }

    /// Calls the visitor with this expression and everything in it, outermost first.
    public func visit(_ visitor: (Expression) -> Void) {
        visitor(self)
        for child in children { child.visit(visitor) }
    }
}
