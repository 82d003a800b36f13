import Catalog
import Diagnostics
import Formula
import Locales

/// The catalog as semantic layers see it: tables with columns, aggregates over
/// them, and metrics made of aggregates.
struct SemanticModel {
    /// An aggregate over the rows of one table.
    struct Measure: Hashable {
        /// Such as `calls_1`; unique within the model.
        var id: String
        var entity: String
        var aggregate: Aggregate
    }

    struct MetricEntry {
        var metric: Metric
        /// Between its aggregates; only what every semantic layer can say is in it.
        var formula: Expression
    }

    var entities: [EntityDefinition] = []
    var metrics: [MetricEntry] = []
    private(set) var measures: [Measure] = []
    /// Metrics that need more than aggregates of a table, and what they need.
    var omitted: [(metric: Metric, reason: String, text: String)] = []
    let schema: Schema

    init(_ knowledge: Knowledge) {
        let catalog = knowledge.workspace.catalog
        schema = catalog.schema
        entities = catalog.entities.values.filter { $0.entity.parts.isEmpty }
            .sorted { $0.id < $1.id }
        for id in catalog.metricIDs {
            guard let metric = catalog.metrics[id] else { continue }
            let variant = knowledge.workspace.chosenVariant(of: id)
            guard let resolved = try? catalog.resolved(metric, variant: variant) else { continue }
            let formula = expanded(resolved)
            if let obstacle = obstacle(in: formula) {
                omitted.append((metric, obstacle.reason, obstacle.text))
                continue
            }
            metrics.append(MetricEntry(metric: metric, formula: formula))
            formula.visit { part in
                guard case .aggregate(let aggregate) = part.kind, let entity = aggregate.entity,
                    !measures.contains(where: { $0.aggregate == aggregate })
                else { return }
                let number = measures.filter { $0.entity == entity }.count + 1
                measures.append(
                    Measure(id: "\(entity)_\(number)", entity: entity, aggregate: aggregate))
            }
        }
    }

    func measure(_ aggregate: Aggregate) -> Measure? {
        measures.first { $0.aggregate == aggregate }
    }

    /// Messages for what was left out.
    func omissions(_ format: String) -> [Message] {
        omitted.map {
            Message(
                "exchange.omitted.\($0.reason)",
                [
                    "metric": .metric($0.metric.id), "format": .text(format),
                    "text": .text($0.text)
                ])
        }
    }

    /// With shares as quotients, and counts of what has no table of its own as
    /// sums over its parts.
    private func expanded(_ expression: Expression) -> Expression {
        guard case .aggregate(let aggregate) = expression.kind else {
            return expression.mapChildren { expanded($0) }
        }
        if aggregate.function == .share {
            var part = aggregate
            part.function = .count
            var whole = part
            whole.condition = nil
            return Expression(
                .arithmetic(
                    .divide, expanded(Expression(.aggregate(part))),
                    expanded(Expression(.aggregate(whole)))))
        }
        let parts = aggregate.entity.flatMap { schema.entities[$0]?.parts } ?? []
        guard !parts.isEmpty else { return expression }
        let terms = parts.map { part in
            var one = aggregate
            one.entity = part
            return Expression(.aggregate(one))
        }
        guard aggregate.function == .count || aggregate.function == .sum else {
            guard aggregate.function == .average, let first = terms.first else { return expression }
            // The average over all parts is the sum of all over the count of all.
            func total(_ function: AggregateFunction) -> Expression {
                terms.dropFirst().reduce(Self.with(first, function)) {
                    Expression(.arithmetic(.add, $0, Self.with($1, function)))
                }
            }
            return Expression(.arithmetic(.divide, total(.sum), total(.count)))
        }
        return terms.dropFirst().reduce(terms[0]) { Expression(.arithmetic(.add, $0, $1)) }
    }

    private static func with(
        _ expression: Expression, _ function: AggregateFunction
    ) -> Expression {
        guard case .aggregate(var aggregate) = expression.kind else { return expression }
        aggregate.function = function
        return Expression(.aggregate(aggregate))
    }

    private func obstacle(in formula: Expression) -> (reason: String, text: String)? {
        var found: (String, String)?
        func visit(_ part: Expression, within: Bool) {
            guard found == nil else { return }
            switch part.kind {
            case .aggregate(let aggregate):
                if within { found = ("nested", part.description) }
                if aggregate.moment != nil { found = ("level", part.description) }
                if !aggregate.across.isEmpty { found = ("whole", part.description) }
                if aggregate.fixed != nil { found = ("nested", part.description) }
                let parts = aggregate.entity.flatMap { schema.entities[$0]?.parts } ?? []
                if !parts.isEmpty { found = ("function", part.description) }
                for child in part.children { visit(child, within: true) }
            case .shifted: found = ("shifted", part.description)
            case .function, .opaque: found = ("function", part.description)
            default: for child in part.children { visit(child, within: within) }
            }
        }
        visit(formula, within: false)
        return found
    }

    /// The entity and field that a reference within an aggregate leads to.
    func column(_ reference: Reference, in entity: String) -> (entity: String, field: Field)? {
        var current = entity
        var path = reference.path
        if path.count > 1, path[0] == entity { path.removeFirst() }
        while path.count > 1 {
            guard case .reference(let next)? = schema.entities[current]?.fields[path[0]]?.kind
            else { return nil }
            current = next
            path.removeFirst()
        }
        guard let name = path.first, let field = schema.entities[current]?.fields[name] else {
            return nil
        }
        return (current, field)
    }
}

/// Writes formulas over a semantic model's columns as SQL.
struct SemanticSQL {
    let model: SemanticModel
    let dialect: SQLDialect
    /// How a column is written, by entity and field.
    let column: (String, String) -> String

    func print(_ formula: Expression) throws(FormulaError) -> String {
        let printer = SQLPrinter(
            dialect: dialect, column: { .init(sql: $0.path.joined(separator: ".")) },
            aggregate: { aggregate throws(FormulaError) in try self.print(aggregate) })
        return try printer.print(formula)
    }

    func print(_ aggregate: Aggregate) throws(FormulaError) -> String {
        try dialect.aggregate(
            aggregate.function, of: try value(of: aggregate), level: aggregate.level)
    }

    /// What is aggregated of each row; missing where the row is left out.
    func value(of aggregate: Aggregate) throws(FormulaError) -> String {
        let entity = aggregate.entity ?? ""
        let printer = SQLPrinter(
            dialect: dialect,
            column: { reference in
                guard let (owner, field) = model.column(reference, in: entity) else {
                    return .init(sql: reference.path.joined(separator: "."))
                }
                return .init(sql: column(owner, field.id), isMoment: field.kind == .instant)
            },
            aggregate: { aggregate throws(FormulaError) in
                throw FormulaError(
                    "not-in-sql", ["text": .text(aggregate.function.rawValue)], at: 0..<0)
            })
        let key = model.schema.entities[entity]?.key.map { column(entity, $0) } ?? "1"
        let value: String
        if let expression = aggregate.value {
            value = try printer.print(expression)
        } else {
            value = key
        }
        guard let condition = aggregate.condition else { return value }
        return "CASE WHEN \(try printer.print(condition)) THEN \(value) END"
    }
}
