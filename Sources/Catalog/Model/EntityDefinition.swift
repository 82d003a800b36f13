public import Diagnostics
public import Formula

/// An entity as its file states it: what ``Formula/Entity`` says, with places
/// and with what only reports need.
public struct EntityDefinition: Hashable, Sendable, Identifiable {
    public var entity: Entity
    /// By the ids of the fields.
    public var fields: [String: FieldDefinition]
    public var place: Place
    /// The company's own, from its project file.
    public var isOwn: Bool

    public var id: String { entity.id }

    public init(
        entity: Entity, fields: [String: FieldDefinition] = [:], place: Place, isOwn: Bool = false
    ) {
        self.entity = entity
        self.fields = fields
        self.place = place
        self.isOwn = isOwn
    }

    /// With the fields and states that a company adds to it; what it states
    /// anew stands instead of what was there.
    public func extended(by addition: EntityDefinition) -> EntityDefinition {
        var result = self
        result.fields.merge(addition.fields) { _, new in new }
        result.entity.fields = result.fields.mapValues(\.field)
        result.entity.states.merge(addition.entity.states) { _, new in new }
        if let key = addition.entity.key { result.entity.key = key }
        if let time = addition.entity.time { result.entity.time = time }
        return result
    }
}

public struct FieldDefinition: Hashable, Sendable, Identifiable {
    public var field: Field
    /// Results can be split by it: a category, or what is declared to be one.
    public var isDimension: Bool
    public var place: Place

    public var id: String { field.id }

    public init(field: Field, isDimension: Bool, place: Place) {
        self.field = field
        self.isDimension = isDimension
        self.place = place
    }
}
