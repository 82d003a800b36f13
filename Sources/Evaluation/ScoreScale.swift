internal import Formula

extension Expression {
    /// With every score that is aggregated put where it stands on another answer
    /// scale: on 1 to 10, the middle of 1 to 5 is 5.5.
    func rescalingScores(to scale: ClosedRange<Rational>, schema: Schema) -> Expression {
        guard case .aggregate(var aggregate) = kind,
            let entity = aggregate.entity.flatMap({ schema.entities[$0] }),
            let value = aggregate.value, aggregate.function != .count,
            aggregate.function != .distinct
        else { return mapChildren { $0.rescalingScores(to: scale, schema: schema) } }
        aggregate.value = value.mapFields { reference in
            guard reference.path.count == 1, let field = entity.fields[reference.path[0]],
                field.kind == .number(.score), let own = field.scale
            else { return Expression(.reference(reference)) }
            let low = Rational(own.lowerBound)
            guard let inverse = (Rational(own.upperBound) - low).reciprocal else {
                return Expression(.reference(reference))
            }
            let factor = (scale.upperBound - scale.lowerBound) * inverse
            return .number(scale.lowerBound)
                + (Expression(.reference(reference)) - .number(low)) * .number(factor)
        }
        return Expression(.aggregate(aggregate), range: range)
    }

    private func mapFields(_ transform: (Reference) -> Expression) -> Expression {
        switch kind {
        case .reference(let reference): transform(reference)
        case .aggregate: self
        default: mapChildren { $0.mapFields(transform) }
        }
    }
}
