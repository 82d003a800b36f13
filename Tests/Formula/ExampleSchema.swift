@testable import Formula

extension Schema {
    /// A few entities with required and optional fields, for the tests.
    static let example = Schema(entities: [
        Entity(
            id: "orders", noun: "orders", key: "id", time: Reference("placed_at"),
            fields: [
                Field(id: "id", kind: .identifier(of: nil), isRequired: true),
                Field(id: "customer", kind: .reference(to: "customers"), isRequired: true),
                Field(id: "placed_at", kind: .instant, isRequired: true),
                Field(id: "revenue", kind: .number(.money), isRequired: true),
                Field(id: "discount", kind: .number(.money))
            ]),
        Entity(
            id: "customers", noun: "customers", key: "id",
            fields: [
                Field(id: "id", kind: .identifier(of: nil), isRequired: true),
                Field(id: "acquired_at", kind: .instant, isRequired: true)
            ]),
        Entity(
            id: "calls", noun: "calls", key: "id", time: Reference("started_at"),
            fields: [
                Field(id: "id", kind: .identifier(of: nil), isRequired: true),
                Field(id: "started_at", kind: .instant, isRequired: true),
                Field(id: "ended_at", kind: .instant),
                Field(id: "wait", kind: .number(.second), isRequired: true),
                Field(id: "talk", kind: .number(.second)),
                Field(id: "answered", kind: .boolean, isRequired: true),
                Field(
                    id: "channel", kind: .category, isRequired: true, values: ["phone", "app"])
            ],
            states: ["open": Entity.State(from: "started_at", until: "ended_at")]),
        Entity(
            id: "emails", noun: "emails", key: "id", time: Reference("received_at"),
            fields: [
                Field(id: "id", kind: .identifier(of: nil), isRequired: true),
                Field(id: "received_at", kind: .instant, isRequired: true)
            ]),
        Entity(
            id: "answers", noun: "answers", key: "id", time: Reference("given_at"),
            fields: [
                Field(id: "id", kind: .identifier(of: nil), isRequired: true),
                Field(id: "given_at", kind: .instant, isRequired: true),
                Field(id: "mark", kind: .number(.score), scale: 0...10),
                Field(id: "words", kind: .number(.count(of: "words")), isRequired: true),
                Field(id: "number", kind: .number(.one), isRequired: true, isWhole: true),
                Field(id: "weight", kind: .number(.one), isRequired: true)
            ]),
        Entity(id: "contacts", noun: "contacts", parts: ["calls", "emails"])
    ])
}

func parsed(_ text: String) throws -> Expression { try FormulaParser.parse(text) }
