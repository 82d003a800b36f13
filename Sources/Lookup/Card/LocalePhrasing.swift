public import Catalog
import Diagnostics
public import Formula
public import Locales

/// Tells formulas in the words of the locales.
public struct LocalePhrasing: Phrasing {
    private let wording: Wording
    private let catalog: Catalog
    private let metric: Metric
    private let parameters: [String: Parameter]
    private let formatter: ValueFormatter

    /// - Parameters:
    ///   - metric: Whose formula it is; its parameters are shown with their values.
    ///   - variant: Whose formula it is, where it is a variant's.
    public init(
        _ wording: Wording, catalog: Catalog, metric: Metric, variant: Variant? = nil,
        currency: String? = nil
    ) {
        self.wording = wording
        self.catalog = catalog
        self.metric = metric
        parameters = metric.parameters.merging(variant?.parameters ?? [:]) { _, own in own }
        formatter = ValueFormatter(wording, currency: currency)
    }

    public func phrase(_ pattern: FormulaPhrase, _ parts: [String: String]) -> String {
        wording.text(
            Message("formula.phrase.\(pattern.rawValue)", parts.mapValues { .text($0) }))
    }

    public func entity(_ id: String) -> String {
        // What stands behind «five»: the form that a number of things takes, which
        // in Slavic languages is the genitive that «number of …» calls for.
        // Where nouns have one form only, a unit holds the measure word that belongs to
        // a number alone («12 笔订单»), and the entity's own name is the form.
        let noun = catalog.entities[id]?.entity.noun ?? id
        let hasForms = (wording.language?.plurals.categories.count ?? 0) > 1
        if hasForms, let form = wording.unit(noun, for: 5)?.value { return form }
        let name = wording.entity(id).map { text in text.map { $0.plural ?? $0.name.term } }
        return name.map(wording.withinSentence) ?? id
    }

    public func field(_ reference: Reference, of entity: String?) -> String {
        var owner = entity.flatMap { catalog.entities[$0] }
        var names: [String] = []
        for (position, part) in reference.path.enumerated() {
            guard let current = owner else {
                names.append(name(part))
                continue
            }
            if let field = wording.field(part, of: current.id) {
                names.append(wording.withinSentence(field.map(\.name.term)))
            } else if let state = wording.state(part, of: current.id) {
                names.append(wording.withinSentence(state.map(\.term)))
            } else {
                names.append(position == 0 ? name(part) : part)
            }
            owner = nil
            if case .reference(let target)? = current.entity.fields[part]?.kind {
                owner = catalog.entities[target]
            }
        }
        // What comes last is what is meant: «customer of the order».
        guard var text = names.last else { return "" }
        for name in names.dropLast().reversed() {
            text = phrase(.fieldOf, ["field": text, "entity": name])
        }
        return text
    }

    public func value(_ text: String, of reference: Reference, of entity: String?) -> String {
        var owner = entity.flatMap { catalog.entities[$0] }
        for part in reference.path.dropLast() {
            guard case .reference(let target)? = owner?.entity.fields[part]?.kind else { break }
            owner = catalog.entities[target]
        }
        guard let owner, let field = reference.path.last else { return text }
        let named = wording.first { $0.entities[owner.id]?.fields[field]?.values[text]?.term }
        return named?.value ?? (field == "channel" ? wording.channel(text)?.value.term : nil)
            ?? text
    }

    public func name(_ id: String) -> String {
        guard let parameter = parameters[id] else {
            return catalog.metrics[id] == nil ? id : wording.term(ofMetric: id).value
        }
        // The value says more than the parameter's name.
        return formatter.text(parameter.value)
    }

    public func number(_ value: Rational) -> String {
        formatter.number(value.doubleValue, decimals: 6)
    }

    public func quantity(_ value: Rational, _ unit: MeasureUnit) -> String {
        switch unit {
        case .one: formatter.percent(value.doubleValue)
        case .second: formatter.duration(value.doubleValue)
        case .money: formatter.money(value.doubleValue)
        default: formatter.number(value.doubleValue, decimals: 6)
        }
    }
}
