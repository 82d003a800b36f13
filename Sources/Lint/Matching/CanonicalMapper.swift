internal import Catalog
internal import Formula

/// An outside formula in the catalog's own terms, as far as its columns are known.
struct CanonicalFormula: Sendable {
    var expression: Expression
    /// The columns and tables of which nothing says what they are.
    var unknown: Set<Unknown>
    /// The least sure of the columns that were matched.
    var certainty: ColumnCertainty

    enum Unknown: Hashable, Sendable {
        case column(Reference)
        /// Rows of a table; `nil` where no table is named.
        case rows(of: String?)
    }

    var isKnown: Bool { unknown.isEmpty }
}

/// Puts canonical entities and fields in the place of a dashboard's tables and columns.
struct CanonicalMapper {
    let columns: ColumnMatcher
    let schema: Schema
    /// All names that a column goes by: what formulas call it and its caption.
    var names: (Reference) -> [String]
    /// What to take unknown columns and tables for, when it is tried whether
    /// some choice makes two formulas equal.
    var assumed: [CanonicalFormula.Unknown: ColumnMeaning] = [:]

    private var unknown: Set<CanonicalFormula.Unknown> = []
    private var certainty = ColumnCertainty.binding

    init(
        columns: ColumnMatcher, schema: Schema,
        assumed: [CanonicalFormula.Unknown: ColumnMeaning] = [:],
        names: @escaping (Reference) -> [String]
    ) {
        self.columns = columns
        self.schema = schema
        self.assumed = assumed
        self.names = names
    }

    mutating func map(_ expression: Expression) -> CanonicalFormula {
        unknown = []
        certainty = .binding
        let mapped = mapped(expression, owner: nil)
        return CanonicalFormula(expression: mapped, unknown: unknown, certainty: certainty)
    }

    /// - Parameter owner: The entity whose rows a sub-aggregate belongs to.
    private mutating func mapped(_ expression: Expression, owner: String?) -> Expression {
        if case .aggregate(let aggregate) = expression.kind {
            return Expression(self.aggregate(aggregate, owner), range: expression.range)
        }
        if case .reference(let reference) = expression.kind {
            unknown.insert(.column(reference))
            return expression
        }
        var copy = self
        let result = expression.mapChildren { copy.mapped($0, owner: owner) }
        self = copy
        return result
    }

    // MARK: Aggregates

    private mutating func aggregate(_ aggregate: Aggregate, _ owner: String?) -> Expression.Kind {
        let references = aggregate.rowReferences
        let found = references.map { meanings(of: $0, table: aggregate.entity) }
        guard let entity = entity(of: aggregate, found) else {
            for reference in references { unknown.insert(.column(reference)) }
            if references.isEmpty { unknown.insert(.rows(of: aggregate.entity)) }
            return .aggregate(aggregate)
        }
        var result = aggregate
        result.entity = entity
        result.time = nil
        // A column that holds counts already is summed to a count.
        if case .reference(let reference)? = aggregate.value?.kind, aggregate.function == .sum,
            let index = references.firstIndex(of: reference),
            found[index].meanings.contains(.rows(entity: entity))
        {
            note(found[index].certainty)
            result.function = .count
            result.value = nil
        } else {
            result.value = aggregate.value.map { row($0, entity, aggregate.entity, isValue: true) }
        }
        result.condition = aggregate.condition.map {
            row($0, entity, aggregate.entity, isValue: false)
        }
        result.across = []
        return .aggregate(result)
    }

    private func meanings(
        of reference: Reference, table: String?
    ) -> (meanings: Set<ColumnMeaning>, certainty: ColumnCertainty) {
        if let meaning = assumed[.column(reference)] { return ([meaning], .name) }
        let own = reference.path.count > 1 ? reference.path[reference.path.count - 2] : table
        return columns.meanings(names(reference), table: own)
    }

    /// The one entity that the table, or else most of the columns, speak for.
    private func entity(
        of aggregate: Aggregate,
        _ meanings: [(meanings: Set<ColumnMeaning>, certainty: ColumnCertainty)]
    ) -> String? {
        if aggregate.value == nil, meanings.isEmpty,
            let meaning = assumed[.rows(of: aggregate.entity)]
        {
            return meaning.entity
        }
        let tables = aggregate.entity.map(columns.entities(ofTable:)) ?? []
        if tables.count == 1 { return tables.first }
        var votes: [String: Int] = [:]
        for (found, _) in meanings {
            for entity in Set(found.map(\.entity)) where tables.isEmpty || tables.contains(entity) {
                votes[entity, default: 0] += 1
            }
        }
        guard let most = votes.values.max() else {
            if case .rows(let entity)? = assumed[.rows(of: aggregate.entity)] { return entity }
            return nil
        }
        let best = votes.filter { $0.value == most }.keys
        if best.count == 1 { return best.first }
        // «order_id» names the key of orders before it names what a line refers to.
        let keys = best.filter { entity in
            meanings.contains { found, _ in
                guard let key = schema.entities[entity]?.key else { return false }
                return found.contains(.field(entity: entity, field: key, factor: .one))
            }
        }
        return keys.count == 1 ? keys.first : nil
    }

    private mutating func note(_ found: ColumnCertainty) { certainty = min(certainty, found) }

    // MARK: Rows

    /// - Parameter isValue: Whether a number is wanted, so that a yes-or-no
    ///   field counts as one and nought.
    private mutating func row(
        _ expression: Expression, _ entity: String, _ table: String?, isValue: Bool
    ) -> Expression {
        switch expression.kind {
        case .reference(let reference):
            guard let (path, factor, field) = field(reference, entity, table) else {
                unknown.insert(.column(reference))
                return expression
            }
            let named = Expression(.reference(path), range: expression.range)
            if isValue, field.kind == .boolean {
                return Expression(
                    .conditional(condition: named, then: .number(1), otherwise: .number(0)),
                    range: expression.range)
            }
            return factor == .one ? named : named / .number(factor)
        case .aggregate: return mapped(expression, owner: entity)
        case .comparison(let sign, let left, let right):
            if let truth = comparison(sign, left, right, entity, table) { return truth }
            return Expression(
                .comparison(
                    sign, row(left, entity, table, isValue: true),
                    row(right, entity, table, isValue: true)), range: expression.range)
        case .membership(let value, let members):
            let parts = members.map { Expression(.comparison(.equal, value, $0)) }
            return row(Expression(.any(parts)), entity, table, isValue: false)
        case .presence, .not, .all, .any:
            var copy = self
            let result = expression.mapChildren {
                copy.row($0, entity, table, isValue: false)
            }
            self = copy
            return result
        case .conditional(let condition, let then, let otherwise):
            let first = row(condition, entity, table, isValue: false)
            let second = row(then, entity, table, isValue: isValue)
            let third = otherwise.map { row($0, entity, table, isValue: isValue) }
            return Expression(
                .conditional(condition: first, then: second, otherwise: third),
                range: expression.range)
        default:
            var copy = self
            let result = expression.mapChildren { copy.row($0, entity, table, isValue: isValue) }
            self = copy
            return result
        }
    }

    /// The path from the entity to what a column means.
    private mutating func field(
        _ reference: Reference, _ entity: String, _ table: String?
    ) -> (path: Reference, factor: Rational, field: Field)? {
        let (found, sure) = meanings(of: reference, table: table)
        let candidates = found.sorted { "\($0)" < "\($1)" }
        for case .field(entity, let name, let factor) in candidates {
            guard let field = schema.entities[entity]?.fields[name] else { continue }
            note(sure)
            return (Reference(name), factor, field)
        }
        // A column of a table that is looked up through a reference.
        guard let own = schema.entities[entity] else { return nil }
        for case .field(let other, let name, let factor) in candidates {
            let links = own.fields.values.filter { $0.kind == .reference(to: other) }
                .sorted { $0.id < $1.id }
            if let link = links.first, let field = schema.entities[other]?.fields[name] {
                note(sure)
                return (Reference(link.id, name), factor, field)
            }
        }
        return nil
    }

    /// A comparison with a word of the company's own, or of a yes-or-no column
    /// with what stands in it for yes.
    private mutating func comparison(
        _ sign: ComparisonOperator, _ left: Expression, _ right: Expression, _ entity: String,
        _ table: String?
    ) -> Expression? {
        guard sign == .equal || sign == .unequal else { return nil }
        if case .reference = right.kind, !right.isSameKind(as: left) {
            return comparison(sign, right, left, entity, table)
        }
        guard case .reference(let reference) = left.kind,
            let (path, _, field) = field(reference, entity, table)
        else { return nil }
        let binding =
            path.path.count == 1 ? columns.binding(entity: entity, field: path.path[0]) : nil
        let named = Expression(.reference(path), range: left.range)
        if field.kind == .boolean {
            guard let truth = Self.truth(right, binding) else { return nil }
            return truth == (sign == .equal) ? named : Expression(.not(named))
        }
        guard case .text(let text) = right.kind else { return nil }
        let word = binding?.values[text] ?? text
        return Expression(.comparison(sign, named, Expression(.text(word), range: right.range)))
    }

    /// What stands in a yes-or-no column for yes and no.
    private static func truth(_ expression: Expression, _ binding: ColumnBinding?) -> Bool? {
        let text: String
        switch expression.kind {
        case .boolean(let value): return value
        case .number(let number): text = number.description
        case .text(let value): text = value
        default: return nil
        }
        if let words = binding?.isValues, !words.isEmpty {
            // Any other word is a no, as long as the column has only two.
            return words.contains(text)
        }
        let folded = LabelKey.folded(text)
        if ["1", "true", "yes", "y", "si", "s", "sim", "да", "co", "t"].contains(folded) {
            return true
        }
        if ["0", "false", "no", "n", "nao", "нет", "khong", "f"].contains(folded) { return false }
        return nil
    }
}

extension Aggregate {
    /// The references to the rows' own columns, each once.
    var rowReferences: [Reference] {
        var found: [Reference] = []
        func collect(_ expression: Expression) {
            switch expression.kind {
            case .reference(let reference):
                if !found.contains(reference) { found.append(reference) }
            case .aggregate: return
            default: expression.children.forEach(collect)
            }
        }
        if let value { collect(value) }
        if let condition { collect(condition) }
        return found
    }
}

extension Expression {
    fileprivate func isSameKind(as other: Expression) -> Bool {
        switch (kind, other.kind) {
        case (.reference, .reference): true
        default: false
        }
    }
}
