internal import Catalog
internal import Formula

/// The catalog's formulas in the shape in which a dashboard can have them.
///
/// A dashboard says by its filters which period is meant, so the moment by which
/// rows fall into it does not count; and a level is what is open now.
struct CatalogForms: Sendable {
    struct Form: Sendable {
        var metric: String
        /// `nil` for the standard formula.
        var variant: String?
        /// Whether it is what the company means by the metric.
        var isChosen: Bool
        var expression: Expression
        var normal: NormalForm
    }

    private(set) var forms: [String: [Form]] = [:]
    private var byNormal: [NormalForm: [Form]] = [:]
    private var byFunctions: [[AggregateFunction: Int]: [Form]] = [:]
    let schema: Schema

    init(workspace: Workspace) {
        schema = workspace.catalog.schema
        for metric in workspace.catalog.metrics.values {
            let chosen = workspace.chosenVariant(of: metric.id)
            add(metric, nil, isChosen: chosen == nil, workspace)
            for variant in metric.variants {
                add(metric, variant, isChosen: variant.id == chosen?.id, workspace)
            }
        }
    }

    private mutating func add(
        _ metric: Metric, _ variant: Variant?, isChosen: Bool, _ workspace: Workspace
    ) {
        guard let resolved = workspace.resolved(metric, variant) else { return }
        let expression = resolved.withoutTime(schema)
        guard let normal = try? NormalForm(expression, schema: schema, assumingComplete: true)
        else { return }
        let form = Form(
            metric: metric.id, variant: variant?.id, isChosen: isChosen, expression: expression,
            normal: normal)
        forms[metric.id, default: []].append(form)
        byNormal[normal, default: []].append(form)
        byFunctions[normal.functions, default: []].append(form)
    }

    /// The formulas of a metric, the one the company means first.
    func forms(of metric: String) -> [Form] {
        (forms[metric] ?? []).sorted { $0.isChosen && !$1.isChosen }
    }

    /// The metrics and variants whose formula is exactly this one.
    func forms(equalTo normal: NormalForm) -> [Form] { byNormal[normal] ?? [] }

    /// The metrics and variants that are made of the same kinds of aggregates,
    /// which any that could be this one are.
    func forms(madeLike normal: NormalForm) -> [Form] { byFunctions[normal.functions] ?? [] }
}

extension NormalForm {
    /// How often each function stands in it. A count of different keys is a count.
    fileprivate var functions: [AggregateFunction: Int] {
        aggregates.reduce(into: [:]) { counts, aggregate in
            let function = aggregate.function == .distinct ? .count : aggregate.function
            counts[function, default: 0] += 1
        }
    }
}

extension Workspace {
    /// A formula with parameters and other metrics put in; `nil` where it does
    /// not resolve, which the check of the catalog tells.
    fileprivate func resolved(_ metric: Metric, _ variant: Variant?) -> Expression? {
        func values(_ quantities: [String: Quantity]) -> [String: MetricFormula.Parameter] {
            quantities.mapValues { MetricFormula.Parameter(value: $0.value, unit: $0.measure) }
        }
        let resolver = Resolver { id in
            guard let text = self.formula(of: id) else { return nil }
            return MetricFormula(
                expression: text.expression, parameters: values(self.parameters(of: id)))
        }
        var own = parameters(of: metric.id)
        for (name, parameter) in variant?.parameters ?? [:] { own[name] = parameter.value }
        let text = variant?.formula ?? metric.formula
        return try? resolver.resolve(
            MetricFormula(expression: text.expression, parameters: values(own)), id: metric.id)
    }
}

extension Expression {
    /// Without the moments that put rows into periods; states are what holds now.
    func withoutTime(_ schema: Schema) -> Expression {
        guard case .aggregate(var aggregate) = kind else {
            return mapChildren { $0.withoutTime(schema) }
        }
        aggregate.time = nil
        aggregate.moment = nil
        aggregate.across = []
        let states = aggregate.entity.flatMap { schema.entities[$0]?.states } ?? [:]
        aggregate.condition = aggregate.condition?.expandingStates(states).withoutTime(schema)
        aggregate.value = aggregate.value?.withoutTime(schema)
        return Expression(aggregate.withoutPopulation(schema), range: range)
    }

    private func expandingStates(_ states: [String: Entity.State]) -> Expression {
        switch kind {
        case .reference(let reference):
            guard reference.path.count == 1, let state = states[reference.path[0]] else {
                return self
            }
            return Expression(
                .all([
                    Expression(.presence(.reference(state.from), present: true)),
                    Expression(.presence(.reference(state.until), present: false))
                ]), range: range)
        case .aggregate: return self
        default: return mapChildren { $0.expandingStates(states) }
        }
    }
}

extension Aggregate {
    /// Customers with at least one order are the different customers of orders.
    fileprivate func withoutPopulation(_ schema: Schema) -> Expression.Kind {
        guard function == .count, value == nil, let entity, let condition,
            case .comparison(let sign, let left, let right) = condition.kind,
            case .aggregate(let inner) = left.kind, inner.function == .count, inner.value == nil,
            let child = inner.entity.flatMap({ schema.entities[$0] }),
            case .number(let bound) = right.kind,
            (sign == .greaterOrEqual && bound == .one) || (sign == .greater && bound.isZero),
            let link = child.fields.values.filter({ $0.kind == .reference(to: entity) })
                .min(by: { $0.id < $1.id })
        else { return .aggregate(self) }
        var result = inner
        result.function = .distinct
        result.value = .reference(link.id)
        return .aggregate(result)
    }
}
