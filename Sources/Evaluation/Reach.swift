internal import Diagnostics
internal import Formula

/// Finds the field that somebody means from the rows of an entity: its own, or
/// one of a row that a reference names.
struct Reach {
    let schema: Schema

    /// How many references a path may go through.
    private static let depthLimit = 4

    /// The shortest path to a field.
    ///
    /// - Parameter asked: `channel`, `orders.channel`, `order.channel`, or
    ///   `country` for that of the order's customer.
    /// - Returns: `nil` where no path leads to such a field.
    /// - Throws: ``EvaluationError`` where several are equally short.
    func path(
        to asked: Reference, from entity: Entity
    ) throws(EvaluationError) -> Reference? {
        var found: [Reference] = []
        for places in places(from: entity) {
            for place in places {
                if let rest = rest(of: asked, at: place.entity) {
                    found.append(Reference(place.path + rest))
                }
            }
            if found.count > 1 {
                throw EvaluationError(
                    "ambiguous-field",
                    [
                        "field": .text(asked.path.joined(separator: ".")),
                        "entity": .text(entity.id),
                        "paths": .list(found.map { .text($0.path.joined(separator: ".")) })
                    ])
            }
            if let path = found.first { return path }
        }
        return nil
    }

    /// What rows of an entity can be split by, as paths.
    func dimensions(of entity: Entity) -> [Reference] {
        places(from: entity).joined().flatMap { place in
            place.entity.fields.values.filter { $0.kind == .category }.map(\.id).sorted()
                .map { Reference(place.path + [$0]) }
        }
    }

    // MARK: Ways

    private struct Place {
        var path: [String]
        var entity: Entity
    }

    /// The entity itself, then those that its references name, then theirs …
    private func places(from entity: Entity) -> [[Place]] {
        var levels = [[Place(path: [], entity: entity)]]
        var seen: Set<String> = [entity.id]
        while let last = levels.last, !last.isEmpty, levels.count <= Self.depthLimit {
            var next: [Place] = []
            for place in last {
                for field in place.entity.fields.values.sorted(by: { $0.id < $1.id }) {
                    guard case .reference(let target) = field.kind, !seen.contains(target),
                        let entity = schema.entities[target]
                    else { continue }
                    next.append(Place(path: place.path + [field.id], entity: entity))
                }
            }
            seen.formUnion(next.map(\.entity.id))
            levels.append(next)
        }
        return levels
    }

    /// The path as it goes on from an entity, whose name may stand before it.
    private func rest(of asked: Reference, at entity: Entity) -> [String]? {
        if isField(asked.path, of: entity) { return asked.path }
        let rest = Array(asked.path.dropFirst())
        guard asked.path.first == entity.id, isField(rest, of: entity) else { return nil }
        return rest
    }

    private func isField(_ path: [String], of entity: Entity) -> Bool {
        guard let name = path.first, let field = entity.fields[name] else { return false }
        guard path.count > 1 else { return true }
        guard case .reference(let target) = field.kind, let next = schema.entities[target] else {
            return false
        }
        return isField(Array(path.dropFirst()), of: next)
    }
}

extension Reach {
    /// A condition with the paths that its names have from an entity.
    ///
    /// - Returns: `nil` where one of them cannot be reached.
    func condition(
        _ condition: Expression, from entity: Entity
    ) throws(EvaluationError) -> Expression? {
        var paths: [Reference: Reference] = [:]
        for reference in condition.rowReferences {
            guard let path = try path(to: reference, from: entity) else { return nil }
            paths[reference] = path
        }
        let resolved = condition.mapReferences { paths[$0] ?? $0 }
        // Taken at a moment, every entity's rows make sense.
        let probe = Aggregate(.count, of: entity.id, where: resolved, at: .endOfPeriod)
        do {
            _ = try Analysis(Expression(.aggregate(probe)), schema: schema)
        } catch {
            throw EvaluationError(
                "condition", ["condition": .text("\(condition)"), "error": .message(error.message)])
        }
        return resolved
    }
}
