import Diagnostics
import Formula

extension EntityDefinition {
    /// Reads an entity's file, or a company's own entity or addition to one.
    static func read(
        _ node: YAMLNode, id: String, _ context: ReadingContext, _ findings: Findings
    ) -> EntityDefinition? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let noun = reader.text("noun") ?? id
        let parts = reader.texts("parts")
        let key = reader.text("key")
        let time = reader.text("time").map(Reference.init(dotted:))
        var fields: [String: FieldDefinition] = [:]
        for entry in reader.optional("fields")?.entries(findings) ?? [] {
            fields[entry.key] = FieldDefinition.read(entry, context, findings)
        }
        let states = reader.states()
        reader.finish()
        let entity = Entity(
            id: id, noun: noun, parts: parts, key: key, time: time,
            fields: fields.values.map(\.field), states: states)
        return EntityDefinition(
            entity: entity, fields: fields, place: reader.place, isOwn: context.isProject)
    }
}

extension MappingReader {
    fileprivate mutating func states() -> [String: Entity.State] {
        var result: [String: Entity.State] = [:]
        for entry in optional("states")?.entries(findings) ?? [] {
            guard var reader = MappingReader(entry.value, findings) else { continue }
            let from = reader.required("from")?.text(findings)
            let until = reader.required("until")?.text(findings)
            reader.finish()
            guard let from, let until else { continue }
            result[entry.key] = Entity.State(from: from, until: until)
        }
        return result
    }
}

extension FieldDefinition {
    private enum TypeName: String, CaseIterable {
        case identifier, reference, instant, date, boolean, category, text, duration, money
        case number, score, points, share
    }

    fileprivate static func read(
        _ entry: YAMLMapping.Entry, _ context: ReadingContext, _ findings: Findings
    ) -> FieldDefinition? {
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        let type: TypeName? = reader.required("type").flatMap { $0.choice(findings) }
        let isRequired = reader.flag("required") ?? false
        let isDimension = reader.flag("dimension") ?? false
        guard let type else { return nil }
        // Only what the type may have; the rest is reported as unknown.
        var kind: Field.Kind?
        var values: [String] = []
        var scale: ClosedRange<Int>?
        var isWhole = false
        switch type {
        case .identifier: kind = .identifier(of: reader.text("of"))
        case .reference: kind = reader.required("to")?.text(findings).map { .reference(to: $0) }
        case .instant: kind = .instant
        case .date: kind = .date
        case .boolean: kind = .boolean
        case .category:
            kind = .category
            values = reader.texts("values")
        case .text: kind = .text
        case .duration: kind = .number(.second)
        case .money: kind = .number(.money)
        case .number:
            let unit = reader.optional("unit")?.declaredUnit(context, findings)
            kind = .number(unit?.measure ?? .one)
            isWhole = reader.flag("whole") ?? false
        case .score:
            kind = .number(.score)
            scale = reader.optional("scale")?.wholeScale(context, findings)
        case .points: kind = .number(.point)
        case .share: kind = .number(.one)
        }
        reader.finish()
        guard let kind else { return nil }
        return FieldDefinition(
            field: Field(
                id: entry.key, kind: kind, isRequired: isRequired, values: values, scale: scale,
                isWhole: isWhole),
            isDimension: isDimension || type == .category, place: entry.keyPlace)
    }
}

extension YAMLNode {
    fileprivate func wholeScale(
        _ context: ReadingContext, _ findings: Findings
    ) -> ClosedRange<Int>? {
        guard let scale = scale(context, findings) else { return nil }
        guard let low = Int(scale.lowerBound.description),
            let high = Int(scale.upperBound.description)
        else {
            findings.schema(firstPlace, "expected-scale")
            return nil
        }
        return low...high
    }
}
