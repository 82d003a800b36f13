internal import Diagnostics

/// Infers the type and unit of every part of a formula.
struct TypeChecker {
    let schema: Schema
    private(set) var aggregates: [Aggregate] = []
    private(set) var entities: Set<String> = []

    /// The rows that field names refer to.
    struct Row {
        var entity: Entity
        /// Whether a moment is given, so that states make sense.
        var hasMoment: Bool
    }

    init(schema: Schema) { self.schema = schema }

    mutating func type(
        of expression: Expression, row: Row?
    ) throws(FormulaError) -> ValueType {
        let range = expression.range ?? 0..<0
        switch expression.kind {
        case .number: return .number(.one, isBare: true)
        case .quantity(_, let unit): return .number(unit, isBare: false)
        case .text: return .text
        case .boolean: return .boolean
        case .missing: return .missing
        case .reference(let reference): return try self.reference(reference, row, at: range)
        case .aggregate(let aggregate): return try self.aggregate(aggregate, row, at: range)
        case .arithmetic(let sign, let one, let other):
            return try arithmetic(sign, one, other, row, at: range)
        case .negative(let inner):
            let type = try type(of: inner, row: row)
            guard case .number = type else { throw mismatch(inner, type, "number") }
            return type
        case .comparison(_, let one, let other):
            let left = try type(of: one, row: row)
            let right = try type(of: other, row: row)
            _ = try unified((one, left), (other, right), row, "incomparable", at: range)
            return .boolean
        case .membership(let value, let members):
            let left = try type(of: value, row: row)
            for member in members {
                let right = try type(of: member, row: row)
                _ = try unified((value, left), (member, right), row, "incomparable", at: range)
            }
            return .boolean
        case .presence(let value, _):
            _ = try type(of: value, row: row)
            return .boolean
        case .not(let inner):
            try condition(inner, row)
            return .boolean
        case .all(let parts), .any(let parts):
            for part in parts { try condition(part, row) }
            return .boolean
        case .conditional(let condition, let then, let otherwise):
            try self.condition(condition, row)
            let left = try type(of: then, row: row)
            guard let otherwise else { return left }
            let right = try type(of: otherwise, row: row)
            return try unified((then, left), (otherwise, right), row, "different-units", at: range)
        case .function(let name, _):
            throw FormulaError("unknown-function", ["name": .text(name)], at: range)
        case .shifted(let inner, _), .annotated(_, let inner):
            return try type(of: inner, row: row)
        case .opaque(let text): throw FormulaError("opaque", ["text": .text(text)], at: range)
        }
    }

    // MARK: Arithmetic

    private mutating func arithmetic(
        _ sign: ArithmeticOperator, _ one: Expression, _ other: Expression, _ row: Row?,
        at range: Range<Int>
    ) throws(FormulaError) -> ValueType {
        let left = try type(of: one, row: row)
        let right = try type(of: other, row: row)
        switch (sign, left, right) {
        case (.subtract, .instant, .instant), (.subtract, .date, .date):
            return .number(.second, isBare: false)
        case (.add, .instant, .number(.second, _)), (.subtract, .instant, .number(.second, _)):
            return .instant
        case (.add, .number(.second, _), .instant): return .instant
        case (.add, _, _), (.subtract, _, _):
            guard case .number = left else { throw mismatch(one, left, "number") }
            guard case .number = right else { throw mismatch(other, right, "number") }
            return try unified((one, left), (other, right), row, "different-units", at: range)
        case (.multiply, .number(let first, let firstIsBare), .number(let second, let secondIsBare)):
            return .number(first * second, isBare: firstIsBare && secondIsBare)
        case (.divide, .number(let first, let firstIsBare), .number(let second, let secondIsBare)):
            return .number(first / second, isBare: firstIsBare && secondIsBare)
        default:
            if case .number = left { throw mismatch(other, right, "number") }
            throw mismatch(one, left, "number")
        }
    }

    /// The common type of two parts that are added, compared or chosen between.
    private func unified(
        _ one: (part: Expression, type: ValueType), _ other: (part: Expression, type: ValueType),
        _ row: Row?, _ error: String, at range: Range<Int>
    ) throws(FormulaError) -> ValueType {
        let (left, right) = (one.type, other.type)
        if case .text(let value) = other.part.kind {
            try checkValue(value, of: one.part, row, other.part.range)
        }
        if let common = common(left, right) { return common }
        // The likeliest slip: a duration compared with a number without a unit.
        let isDuration = [left, right].contains(.number(.second, isBare: false))
        let isBare = [left, right].contains(.number(.one, isBare: true))
        throw FormulaError(
            isDuration && isBare ? "duration-without-unit" : error,
            ["left": left.described, "right": right.described], at: range)
    }

    private func common(_ left: ValueType, _ right: ValueType) -> ValueType? {
        switch (left, right) {
        case (.missing, let type), (let type, .missing): return type
        case (.identifier, .text), (.text, .identifier), (.identifier, .identifier): return .text
        case (.number(let unit, false), .number(.one, true)),
            (.number(.one, true), .number(let unit, false)):
            // Seconds are the one unit that nobody could guess.
            return unit == .second ? nil : .number(unit, isBare: false)
        case (.number(let one, let oneIsBare), .number(let other, let otherIsBare)):
            guard let unit = commonUnit(one, other) else { return nil }
            return .number(unit, isBare: oneIsBare && otherIsBare)
        default: return left == right ? left : nil
        }
    }

    /// Calls and e-mails are both contacts: counts of parts add up as counts of
    /// the whole.
    private func commonUnit(_ one: MeasureUnit, _ other: MeasureUnit) -> MeasureUnit? {
        if one == other { return one }
        for whole in schema.entities.values where !whole.parts.isEmpty {
            let nouns = Set(whole.parts.compactMap { schema.entities[$0]?.noun } + [whole.noun])
            let lifted = [one, other].map { $0.lifting(nouns, to: whole.noun) }
            if lifted[0] == lifted[1] { return lifted[0] }
        }
        return nil
    }

    // MARK: Conditions

    private mutating func condition(_ expression: Expression, _ row: Row?) throws(FormulaError) {
        let type = try type(of: expression, row: row)
        guard type == .boolean || type == .missing else {
            throw mismatch(expression, type, "condition")
        }
    }

    /// A category whose words are listed is only compared with one of them.
    private func checkValue(
        _ value: String, of expression: Expression, _ row: Row?, _ range: Range<Int>?
    ) throws(FormulaError) {
        guard let row, case .reference(let reference) = expression.kind,
            let field = try? field(reference, of: row.entity, at: 0..<0),
            case .category = field.kind,
            !field.values.isEmpty, !field.values.contains(value)
        else { return }
        throw FormulaError(
            "unknown-value",
            [
                "value": .text(value), "field": .text(field.id),
                "values": .list(field.values.map { .text($0) })
            ], at: range ?? 0..<0)
    }

    // MARK: Names

    private func reference(
        _ reference: Reference, _ row: Row?, at range: Range<Int>
    ) throws(FormulaError) -> ValueType {
        guard let row else {
            throw FormulaError(
                "field-outside-aggregate",
                ["name": .text(reference.path.joined(separator: "."))], at: range)
        }
        if reference.path.count == 1, row.entity.states[reference.path[0]] != nil {
            guard row.hasMoment else {
                throw FormulaError(
                    "state-without-moment", ["name": .text(reference.path[0])], at: range)
            }
            return .boolean
        }
        let field = try field(reference, of: row.entity, at: range)
        switch field.kind {
        case .identifier(let noun): return .identifier(counts: noun ?? row.entity.noun)
        case .reference(let target):
            return .identifier(counts: schema.entities[target]?.noun ?? target)
        case .instant: return .instant
        case .date: return .date
        case .boolean: return .boolean
        case .category, .text: return .text
        case .number(let unit): return .number(unit, isBare: unit == .one)
        }
    }

    /// The field at the end of a path through references.
    func field(
        _ reference: Reference, of entity: Entity, at range: Range<Int>
    ) throws(FormulaError) -> Field {
        var entity = entity
        for (index, name) in reference.path.enumerated() {
            guard let field = schema.field(name, of: entity) else {
                let candidates =
                    Array(entity.fields.keys) + Array(entity.states.keys)
                    + entity.parts.flatMap { schema.entities[$0]?.fields.keys.map { $0 } ?? [] }
                let near = Similarity.nearest(to: name, among: candidates)
                throw FormulaError(
                    near == nil ? "unknown-field" : "unknown-field-near",
                    [
                        "name": .text(name), "entity": .text(entity.id),
                        "near": .text(near ?? ""),
                        "fields": .list(candidates.sorted().map { .text($0) })
                    ], at: range)
            }
            if index == reference.path.count - 1 { return field }
            guard case .reference(let target) = field.kind, let next = schema.entities[target]
            else {
                throw FormulaError(
                    "not-a-reference",
                    ["name": .text(name), "entity": .text(entity.id)], at: range)
            }
            entity = next
        }
        throw FormulaError("unknown-field", ["name": .text(""), "entity": .text("")], at: range)
    }

    // MARK: Aggregates

    private mutating func aggregate(
        _ aggregate: Aggregate, _ outer: Row?, at range: Range<Int>
    ) throws(FormulaError) -> ValueType {
        guard let name = aggregate.entity else {
            if case .reference(let reference) = aggregate.value?.kind,
                reference.path.count == 1, schema.entities[reference.path[0]] != nil
            {
                throw FormulaError(
                    "aggregate-without-value",
                    [
                        "function": .text(aggregate.function.rawValue),
                        "entity": .text(reference.path[0])
                    ], at: range)
            }
            throw FormulaError(
                "aggregate-without-entity", ["function": .text(aggregate.function.rawValue)],
                at: range)
        }
        guard let entity = schema.entities[name] else {
            let near = Similarity.nearest(to: name, among: schema.entities.keys)
            throw FormulaError(
                near == nil ? "unknown-entity" : "unknown-entity-near",
                ["name": .text(name), "near": .text(near ?? "")], at: range)
        }
        entities.formUnion(entity.parts.isEmpty ? [name] : Set(entity.parts))
        if outer == nil, !aggregates.contains(aggregate) { aggregates.append(aggregate) }
        let row = Row(entity: entity, hasMoment: aggregate.moment != nil)
        if let condition = aggregate.condition { try self.condition(condition, row) }
        try checkTime(aggregate, entity, outer, at: range)
        for dimension in aggregate.across { _ = try field(dimension, of: entity, at: range) }
        for fixed in aggregate.fixed ?? [] { _ = try type(of: fixed, row: row) }
        return try result(of: aggregate, row, at: range)
    }

    private mutating func result(
        of aggregate: Aggregate, _ row: Row, at range: Range<Int>
    ) throws(FormulaError) -> ValueType {
        let rows = MeasureUnit.count(of: row.entity.noun)
        guard let value = aggregate.value else {
            switch aggregate.function {
            case .count: return .number(rows, isBare: false)
            case .share:
                guard aggregate.condition != nil else {
                    throw FormulaError("share-without-condition", at: range)
                }
                return .number(.one, isBare: false)
            default:
                throw FormulaError(
                    "aggregate-without-value",
                    [
                        "function": .text(aggregate.function.rawValue),
                        "entity": .text(row.entity.id)
                    ], at: range)
            }
        }
        let type = try type(of: value, row: row)
        switch (aggregate.function, type) {
        case (.count, _): return .number(rows, isBare: false)
        case (.distinct, .identifier(let noun)): return .number(.count(of: noun), isBare: false)
        case (.distinct, _): return .number(.one, isBare: false)
        case (.share, .boolean): return .number(.one, isBare: false)
        case (.minimum, .instant), (.maximum, .instant), (.minimum, .date), (.maximum, .date):
            return type
        case (_, .number(let unit, _)): return .number(unit, isBare: false)
        default: throw mismatch(value, type, "number")
        }
    }

    /// Rows of an entity without a time of its own fall into no period, unless
    /// the formula or a sub-aggregate says when.
    private func checkTime(
        _ aggregate: Aggregate, _ entity: Entity, _ outer: Row?, at range: Range<Int>
    ) throws(FormulaError) {
        if let time = aggregate.time {
            let field = try field(time, of: entity, at: range)
            guard field.kind == .instant || field.kind == .date else {
                throw FormulaError(
                    "not-a-moment", ["name": .text(time.path.joined(separator: "."))], at: range)
            }
            return
        }
        guard entity.time == nil, entity.parts.isEmpty, aggregate.moment == nil, outer == nil else {
            return
        }
        var hasSubAggregate = false
        aggregate.condition?.visit { if case .aggregate = $0.kind { hasSubAggregate = true } }
        aggregate.value?.visit { if case .aggregate = $0.kind { hasSubAggregate = true } }
        guard hasSubAggregate else {
            let moments = entity.fields.values.filter { $0.kind == .instant || $0.kind == .date }
            throw FormulaError(
                "entity-without-time",
                [
                    "entity": .text(entity.id),
                    "fields": .list(moments.map(\.id).sorted().map { .text($0) })
                ], at: range)
        }
    }

    private func mismatch(
        _ expression: Expression, _ found: ValueType, _ expected: String
    ) -> FormulaError {
        FormulaError(
            "expected-type",
            [
                "expected": .message(Message("formula.type.\(expected)")),
                "found": found.described
            ], at: expression.range ?? 0..<0)
    }
}

extension Schema {
    /// A field of an entity; of an entity with parts only where every part has
    /// it, of the same kind.
    public func field(_ name: String, of entity: Entity) -> Field? {
        guard !entity.parts.isEmpty else { return entity.fields[name] }
        var fields: [Field] = []
        for part in entity.parts {
            guard let field = entities[part]?.fields[name] else { return nil }
            fields.append(field)
        }
        guard var first = fields.first, fields.allSatisfy({ $0.kind == first.kind }) else {
            return nil
        }
        first.isRequired = fields.allSatisfy(\.isRequired)
        return first
    }
}
