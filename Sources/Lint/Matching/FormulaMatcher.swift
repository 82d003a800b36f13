internal import Catalog
internal import Formula

/// How a dashboard's formula stands to a metric's definition.
enum Verdict: Sendable {
    /// The formula that the company means, or the same in another scale.
    case same(CatalogForms.Form, scale: Rational)
    /// Another variant's formula.
    case variant(CatalogForms.Form, scale: Rational)
    /// One divided by what it should be.
    case inverted(CatalogForms.Form)
    /// All columns are known, and it is none of the metric's formulas.
    case other(ColumnCertainty)
    /// Not understood, or its columns may be anything.
    case unknown
}

/// Compares formulas with the definitions of the catalog.
struct FormulaMatcher: Sendable {
    let forms: CatalogForms
    let columns: ColumnMatcher

    /// How many unknown columns are tried out. More would fit nearly anything.
    private static let unknownLimit = 4
    private static let fieldLimit = 9

    init(forms: CatalogForms, columns: ColumnMatcher) {
        self.forms = forms
        self.columns = columns
    }

    func canonical(
        _ expression: Expression, names: @escaping (Reference) -> [String],
        assuming assumed: [CanonicalFormula.Unknown: ColumnMeaning] = [:]
    ) -> CanonicalFormula {
        var mapper = CanonicalMapper(
            columns: columns, schema: forms.schema, assumed: assumed, names: names)
        return mapper.map(expression)
    }

    func normal(_ formula: CanonicalFormula) -> NormalForm? {
        try? NormalForm(
            formula.expression.withoutTime(forms.schema), schema: forms.schema,
            assumingComplete: true)
    }

    /// The metrics and variants that the formula is, whatever it is called.
    func forms(equalTo formula: CanonicalFormula) -> [CatalogForms.Form] {
        guard formula.isKnown, let normal = normal(formula) else { return [] }
        return forms.forms(equalTo: normal)
    }

    /// What a formula seems to be where nothing but one column is unknown, and
    /// that column's name speaks of the unit that the metric has in its place:
    /// `transaction_amount` of money.
    func likelyForm(
        of expression: Expression, _ known: CanonicalFormula,
        names: @escaping (Reference) -> [String]
    ) -> CatalogForms.Form? {
        guard known.unknown.count == 1, let unknown = known.unknown.first,
            case .column(let reference) = unknown
        else { return nil }
        let units = columns.units(spokenOfBy: names(reference))
        guard !units.isEmpty, let own = normal(known), !own.isOpaque,
            // Something else must speak for the metric than the one column.
            known.expression.first(where: { part in
                guard case .aggregate(let aggregate) = part.kind else { return false }
                return aggregate.entity.map { forms.schema.entities[$0] != nil } == true
            }) != nil
        else { return nil }
        var found: [CatalogForms.Form] = []
        for form in forms.forms(madeLike: own) where form.normal.hasEnoughShape {
            let fits = form.expression.meanings(in: forms.schema).contains { meaning in
                guard case .field(let entity, let field, _) = meaning,
                    case .number(let unit) = columns.field(entity: entity, field: field)?.kind,
                    units.contains(unit)
                else { return false }
                let formula = canonical(expression, names: names, assuming: [unknown: meaning])
                guard formula.isKnown, let normal = normal(formula) else { return false }
                return normal == form.normal
            }
            if fits { found.append(form) }
        }
        return Set(found.map(\.metric)).count == 1 ? found.first : nil
    }

    func verdict(
        on expression: Expression, metric: String, names: @escaping (Reference) -> [String]
    ) -> Verdict {
        let known = canonical(expression, names: names)
        let candidates = forms.forms(of: metric)
        guard known.unknown.count <= Self.unknownLimit else { return .unknown }
        var inverted: CatalogForms.Form?
        var variant: (CatalogForms.Form, Rational)?
        for form in candidates {
            switch relation(known, expression, form, names) {
            case .equal:
                if form.isChosen { return .same(form, scale: .one) }
                if variant == nil || variant?.1 != .one { variant = (form, .one) }
            case .scaled(let factor):
                if form.isChosen { return .same(form, scale: factor) }
                if variant == nil { variant = (form, factor) }
            case .reciprocal:
                if form.isChosen || inverted == nil { inverted = form }
            case .different: break
            }
        }
        if let (form, factor) = variant { return .variant(form, scale: factor) }
        if let inverted { return .inverted(inverted) }
        guard known.isKnown, let normal = normal(known), !normal.isOpaque else { return .unknown }
        if known.certainty == .name, let close = countingAllRows(known, candidates) { return close }
        return .other(known.certainty)
    }

    /// Whether a formula is a definition but for rows without a value, which a
    /// table that nobody bound may not even have.
    private func countingAllRows(
        _ known: CanonicalFormula, _ candidates: [CatalogForms.Form]
    ) -> Verdict? {
        var filled = known
        filled.expression = known.expression.withoutPresence
        guard let own = normal(filled) else { return nil }
        var variant: Verdict?
        for form in candidates {
            var definition = known
            definition.expression = form.expression.withoutPresence
            guard let wanted = normal(definition) else { continue }
            switch own.relation(to: wanted) {
            case .equal where form.isChosen: return .same(form, scale: .one)
            case .scaled(let factor) where form.isChosen: return .same(form, scale: factor)
            case .equal: variant = variant ?? .variant(form, scale: .one)
            case .scaled(let factor): variant = variant ?? .variant(form, scale: factor)
            case .reciprocal, .different: break
            }
        }
        return variant
    }

    /// The relation of a formula to a definition: as it is, or under the choice
    /// of meanings for unknown columns that makes them equal.
    private func relation(
        _ known: CanonicalFormula, _ expression: Expression, _ form: CatalogForms.Form,
        _ names: @escaping (Reference) -> [String]
    ) -> NormalForm.Relation {
        guard !known.isKnown else {
            return normal(known)?.relation(to: form.normal) ?? .different
        }
        guard form.normal.hasEnoughShape else { return .different }
        let unknown = known.unknown.sorted { "\($0)" < "\($1)" }
        let meanings = form.expression.meanings(in: forms.schema)
        guard meanings.count <= Self.fieldLimit else { return .different }
        return tryAll(unknown[...], meanings, [:], expression, form, names)
    }

    private func tryAll(
        _ unknown: ArraySlice<CanonicalFormula.Unknown>, _ meanings: [ColumnMeaning],
        _ assumed: [CanonicalFormula.Unknown: ColumnMeaning], _ expression: Expression,
        _ form: CatalogForms.Form, _ names: @escaping (Reference) -> [String]
    ) -> NormalForm.Relation {
        guard let next = unknown.first else {
            let formula = canonical(expression, names: names, assuming: assumed)
            guard formula.isKnown, let normal = normal(formula) else { return .different }
            return normal.relation(to: form.normal)
        }
        for meaning in meanings where !assumed.values.contains(meaning) {
            var choice = assumed
            choice[next] = meaning
            let relation = tryAll(
                unknown.dropFirst(), meanings, choice, expression, form, names)
            switch relation {
            case .equal, .scaled: return relation
            // Any quotient of two unknown columns could be upside down: no evidence.
            case .reciprocal, .different: break
            }
        }
        return .different
    }
}

extension NormalForm {
    /// Whether the definition says more than «one number»: a sum or a count of
    /// an unknown column could be any metric.
    fileprivate var hasEnoughShape: Bool { aggregates.count >= 2 }
}

extension Expression {
    /// What the columns of a dashboard with this formula may be: its fields, the
    /// keys of its entities, and rows that were counted before.
    fileprivate func meanings(in schema: Schema) -> [ColumnMeaning] {
        var found: [ColumnMeaning] = []
        func note(_ meaning: ColumnMeaning) {
            if !found.contains(meaning) { found.append(meaning) }
        }
        visit { expression in
            guard case .aggregate(let aggregate) = expression.kind,
                let name = aggregate.entity, let entity = schema.entities[name]
            else { return }
            for reference in aggregate.rowReferences {
                guard let field = reference.path.first else { continue }
                note(.field(entity: name, field: field, factor: .one))
            }
            if aggregate.value == nil {
                note(.rows(entity: name))
                if let key = entity.key { note(.field(entity: name, field: key, factor: .one)) }
            }
        }
        return found
    }
}

extension Expression {
    /// With every count of values as a count of rows.
    fileprivate var withoutPresence: Expression {
        guard case .aggregate(var aggregate) = kind else {
            return mapChildren { $0.withoutPresence }
        }
        if aggregate.function == .count, case .reference? = aggregate.value?.kind {
            aggregate.value = nil
        }
        return Expression(.aggregate(aggregate), range: range)
    }
}
