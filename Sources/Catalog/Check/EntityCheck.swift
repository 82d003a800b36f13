import Diagnostics
import Formula

extension CatalogCheck {
    /// Entities and fields refer to each other by names that exist.
    func checkEntities() {
        for id in catalog.entities.keys.sorted() {
            guard let definition = catalog.entities[id] else { continue }
            checkNames(of: definition)
            for field in definition.fields.values.sorted(by: { $0.id < $1.id }) {
                check(field)
            }
        }
    }

    private func checkNames(of definition: EntityDefinition) {
        let entity = definition.entity
        for part in entity.parts where !isKnown(part) { unknownEntity(part, at: definition.place) }
        if let key = entity.key, entity.fields[key] == nil {
            unknownField(key, of: entity, at: definition.place)
        }
        if let time = entity.time {
            checkMoment(time, of: entity, at: definition.place)
        }
        for state in entity.states.sorted(by: { $0.key < $1.key }).map(\.value) {
            checkMoment(Reference(state.from), of: entity, at: definition.place)
            checkMoment(Reference(state.until), of: entity, at: definition.place)
        }
    }

    private func checkMoment(_ path: Reference, of entity: Entity, at place: Place) {
        guard let field = field(path, of: entity) else {
            unknownField(path.path.joined(separator: "."), of: entity, at: place)
            return
        }
        guard field.kind != .instant, field.kind != .date else { return }
        findings.schema(
            place, "no-moment",
            [
                "field": .text(path.path.joined(separator: ".")), "entity": .text(entity.id)
            ])
    }

    private func check(_ definition: FieldDefinition) {
        switch definition.field.kind {
        case .reference(let target) where !isKnown(target):
            unknownEntity(target, at: definition.place)
        case .identifier(let unit?) where catalog.units[unit] == nil:
            findings.schema(
                definition.place, "unknown-unit", ["unit": .text(unit)],
                advice: Advices.forName(unit, among: Array(catalog.units.keys)))
        default: break
        }
    }

    private func isKnown(_ entity: String) -> Bool {
        catalog.entities[entity] != nil || catalog.unreadable.contains(entity)
    }

    private func unknownEntity(_ name: String, at place: Place) {
        findings.add(
            "unknown-field", at: place, "check.data.unknown-entity", ["name": .text(name)],
            advice: Advices.forName(name, among: Array(catalog.entities.keys)))
    }

    private func unknownField(_ name: String, of entity: Entity, at place: Place) {
        findings.add(
            "unknown-field", at: place, "check.data.unknown-field",
            ["name": .text(name), "entity": .text(entity.id)],
            advice: Advices.forName(name, among: Array(entity.fields.keys)))
    }
}
