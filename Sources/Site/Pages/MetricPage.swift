import Catalog
import Diagnostics
import Evaluation
import Formula
import Lint
import Locales
import Lookup

extension LanguageSite {
    /// Everything that is known of one metric.
    func metricPage(_ id: String) -> Page {
        guard let card = card(id), let metric = site.catalog.metrics[id] else {
            return Page(template: "missing", title: id, model: [:])
        }
        let home = "../"
        var model: [String: Value] = [
            "id": .text(id), "name": .text(card.name), "nameForeign": foreign(card.language),
            "isBorrowed": .flag(!card.borrowed.isEmpty || card.language != tag.description),
            "isOwn": .flag(card.isOwn),
            "definition": passage("definition", card.definition, card),
            "reading": passage("reading", card.reading, card),
            "themes": Value(
                card.themes.map { ["id": .text($0.id), "name": .text($0.name)] as Value }),
            "formula": formula(card.formula), "cites": cites(card.formulaSources, from: home),
            "symbols": Value(symbols(metric.formula.expression)),
            "unit": .text(card.unit.name), "direction": direction(card.direction),
            "directionCites": cites(card.directionSources, from: home),
            "additivity": Value(card.additivity.map { text($0) }),
            "measured": .text(text(card.measured)),
            "channels": Value(
                card.channels.isEmpty
                    ? nil : list(card.channels.map(\.name))),
            "scale": Value(card.scale.map { "\($0.least) – \($0.greatest)" }),
            "latest": latestModel(id)
        ]
        model["parameters"] = Value(card.parameters.map { parameter($0, card) })
        model["aliases"] = Value(card.aliases.filter { $0.kind != "deprecated" }.map(alias))
        model["deprecated"] = Value(card.aliases.filter { $0.kind == "deprecated" }.map(alias))
        model["aliasLine"] = Value(aliasLine(card))
        model["variants"] = Value(comparison(card, metric))
        model["chosen"] =
            card.chosenVariant.flatMap { card.variant($0) }.map { variant -> Value in
                ["id": .text(variant.id), "name": .text(variant.name)]
            } ?? Value.none
        model["targets"] = Value(card.targets.map { figure($0, "targets", card) })
        model["benchmarks"] = Value(card.benchmarks.map { figure($0, "benchmarks", card) })
        model["hasFigures"] = .flag(!card.targets.isEmpty || !card.benchmarks.isEmpty)
        model["advice"] = Value(card.advice.map { advice($0, card) })
        model["confusions"] = Value(
            card.confusedWith.map { confusion in
                [
                    "metric": link(confusion.metric.id, confusion.metric.name, from: home),
                    "note": Value(confusion.note),
                    "foreign": foreign(language(of: "confused_with", card))
                ] as Value
            })
        model["graph"] = graph(card).svg().map { .markup($0) } ?? Value.none
        model["relations"] = Value(relations(card))
        model["dimensions"] = Value(dimensions(card, metric))
        model["sql"] = Value(
            site.sql.listings(of: id).map {
                [
                    "dialect": .text($0.dialect),
                    "href": .text("../../sql/\(id).\($0.id).txt")
                ] as Value
            })
        model["uses"] = Value((site.uses[id] ?? []).map(use))
        model["changes"] = Value(
            site.content.history.entries(of: id, in: tag).map { change($0, from: home) })
        model["structured"] = .markup(structured(card))
        model["citation"] = .text(citation(card))
        model.merge(measured(card, metric)) { _, new in new }
        return Page(
            template: "metric", title: card.name, description: card.definition, model: model)
    }

    func list(_ texts: [String]) -> String {
        texts.joined(separator: wording.language?.listSeparator ?? ", ")
    }

    private func language(of field: String, _ card: MetricCard) -> String? {
        card.borrowed.first { $0.field == field }?.language
    }

    private func passage(_ field: String, _ text: String?, _ card: MetricCard) -> Value {
        guard let text else { return .none }
        return ["text": .text(text), "foreign": foreign(language(of: field, card))]
    }

    // MARK: Names

    private func alias(_ alias: MetricCard.Name) -> Value {
        [
            "term": .text(alias.term), "note": Value(alias.note),
            "kind": .text(text("alias-\(alias.kind)")), "cites": cites(alias.sources, from: "../")
        ]
    }

    /// The first few other names, under the title.
    private func aliasLine(_ card: MetricCard) -> String? {
        let names = card.aliases.filter { $0.kind != "deprecated" }.map(\.term)
        return names.isEmpty ? nil : list(Array(names.prefix(5)))
    }

    // MARK: Formula

    /// MathML in which phrases may run over several lines: an HTML element in
    /// `mtext` wraps, bare text does not.
    func formula(_ forms: MetricCard.FormulaForms) -> Value {
        let math = forms.mathML.replacing("<mtext>", with: "<mtext><span>")
            .replacing("</mtext>", with: "</span></mtext>")
        let terms = forms.mathML.components(separatedBy: "<mtext>") - 1
        return [
            "math": .markup(math), "words": .text(forms.display), "text": .text(forms.text),
            "size": .text(terms > 2 ? "many" : "few")
        ]
    }

    /// What a formula is about, each with the place that explains it.
    private func symbols(_ expression: Expression) -> [Value] {
        var found: [String] = []
        var symbols: [Value] = []
        func add(_ key: String, _ name: String, _ href: String) {
            guard !found.contains(key) else { return }
            found.append(key)
            symbols.append(["name": .text(name), "href": .text(href), "id": .text(key)])
        }
        expression.visit { part in
            switch part.kind {
            case .aggregate(let aggregate):
                guard let entity = aggregate.entity else { return }
                let words = wording.entity(entity)?.value
                add(entity, words?.plural ?? words?.name.term ?? entity, "../data.html#\(entity)")
                let inner = [aggregate.value, aggregate.condition].compactMap { $0 }
                for expression in inner {
                    expression.visit { part in
                        guard case .reference(let reference) = part.kind,
                            let field = reference.path.first,
                            let definition = site.catalog.entities[entity],
                            definition.fields[field] != nil
                        else { return }
                        add(
                            "\(entity).\(field)",
                            wording.field(field, of: entity)?.value.name.term ?? field,
                            "../data.html#\(entity).\(field)")
                    }
                }
            case .reference(let reference):
                guard reference.path.count == 1, let name = reference.path.first,
                    let card = card(name)
                else { return }
                add(name, card.name, "\(name).html")
            default: break
            }
        }
        return symbols
    }

    private func parameter(_ parameter: MetricCard.Parameter, _ card: MetricCard) -> Value {
        [
            "id": .text(parameter.id), "name": .text(parameter.name),
            "value": .text(parameter.value.text), "explanation": Value(parameter.explanation),
            "foreign": foreign(language(of: "parameters", card)),
            "cites": cites(parameter.sources, from: "../")
        ]
    }

    // MARK: What the documents say

    /// The standard formula and each other, one column each.
    private func comparison(_ card: MetricCard, _ metric: Metric) -> [Value] {
        guard !card.variants.isEmpty else { return [] }
        let standard: Value = [
            "id": "standard", "name": .text(text("standard")), "formula": formula(card.formula),
            "unit": .text(card.unit.name), "direction": direction(card.direction),
            "isChosen": .flag(card.chosenVariant == nil), "isStandard": true,
            "latest": value(of: card.id, variant: nil),
            "cites": cites(card.formulaSources, from: "../")
        ]
        return [standard]
            + card.variants.map { variant in
                [
                    "id": .text(variant.id), "name": .text(variant.name),
                    "explanation": Value(variant.explanation),
                    "foreign": foreign(language(of: "variants", card)),
                    "formula": formula(variant.formula), "unit": .text(variant.unit.name),
                    "direction": direction(variant.direction),
                    "differs": .text(text("differs-\(variant.differs)")),
                    "computed": Value(difference(variant.id, of: metric)),
                    "metric": variant.metric.map { link($0.id, $0.name, from: "../") } ?? .none,
                    "isChosen": .flag(card.chosenVariant == variant.id),
                    "latest": value(of: card.id, variant: variant.id),
                    "cites": cites(variant.sources, from: "../")
                ]
            }
    }

    private func value(of id: String, variant: String?) -> Value {
        let values = site.content.figures?.values(of: id, variant: variant) ?? []
        guard values.allSatisfy({ $0.dimensions.isEmpty }),
            let last = values.last(where: { $0.value != nil }), let number = last.value
        else { return .none }
        return [
            "value": .text(formatter.text(number, unit: last.unit)),
            "period": .text(days.long(last.start, by: site.content.figures?.grain ?? .month))
        ]
    }

    /// How a variant stands to the standard formula by their normal forms.
    private func difference(_ id: String, of metric: Metric) -> String? {
        guard let variant = metric.variant(id),
            let own = try? site.catalog.resolved(metric, variant: variant),
            let standard = try? site.catalog.resolved(metric),
            let one = try? NormalForm(own, schema: site.catalog.schema),
            let other = try? NormalForm(standard, schema: site.catalog.schema)
        else { return nil }
        switch one.relation(to: other) {
        case .equal: return text("computed-equal")
        case .scaled(let factor):
            return text(
                "computed-scaled",
                ["factor": .text(formatter.number(factor.doubleValue, decimals: 4))])
        case .reciprocal(let factor):
            return factor == .one
                ? text("computed-inverse")
                : text(
                    "computed-inverse-scaled",
                    ["factor": .text(formatter.number(factor.doubleValue, decimals: 4))])
        case .different: return parts(own, against: standard)
        }
    }

    /// Which half of a quotient differs.
    private func parts(_ own: Expression, against standard: Expression) -> String? {
        let (one, other) = (Quotient(own), Quotient(standard))
        func isSame(_ a: Expression?, _ b: Expression?) -> Bool {
            guard let a, let b, let first = try? NormalForm(a, schema: site.catalog.schema),
                let second = try? NormalForm(b, schema: site.catalog.schema)
            else { return false }
            return first == second
        }
        if isSame(one.numerator, other.numerator) { return text("computed-denominator") }
        if isSame(one.denominator, other.denominator) { return text("computed-numerator") }
        return nil
    }

    // MARK: Figures and advice

    private func figure(
        _ figure: MetricCard.Figure, _ field: String, _ card: MetricCard
    ) -> Value {
        let comparison = figure.comparison.map(Self.sign)
        let value = [comparison, figure.value.text].compactMap { $0 }.joined(separator: " ")
        return [
            "id": .text(figure.id), "value": .text(value), "text": Value(figure.text),
            "foreign": figure.text == nil ? .none : foreign(language(of: field, card)),
            "period": Value(figure.period.map { text("per-\($0)") }),
            "variant": Value(figure.variant.flatMap { card.variant($0)?.name }),
            "parameters": Value(
                figure.parameters.map {
                    ["name": .text($0.name), "value": .text($0.value.text)] as Value
                }), "cites": cites(figure.sources, from: "../"),
            "published": Value(published(figure.sources))
        ]
    }

    /// When the document appeared that a figure is from.
    private func published(_ sources: [MetricCard.Source]) -> String? {
        sources.lazy.compactMap { site.catalog.documents[$0.document]?.published }.first
    }

    private func advice(_ advice: MetricCard.Advice, _ card: MetricCard) -> Value {
        [
            "when": .text(text("when-\(advice.when)")), "text": Value(advice.text),
            "foreign": foreign(language(of: "advice", card)),
            "cites": cites(advice.sources, from: "../")
        ]
    }

    // MARK: Dimensions

    /// What its values can be split by: the fields of its entities that hold one
    /// of a few words.
    private func dimensions(_ card: MetricCard, _ metric: Metric) -> [Value] {
        var entities: [String] = []
        metric.formula.expression.visit { part in
            if case .aggregate(let aggregate) = part.kind, let entity = aggregate.entity,
                !entities.contains(entity)
            {
                entities.append(entity)
            }
        }
        var shown: Set<String> = []
        return entities.flatMap { entity -> [Value] in
            let fields = site.catalog.entities[entity]?.fields ?? [:]
            return fields.values.filter(\.isDimension).sorted { $0.id < $1.id }
                .compactMap { field -> Value? in
                    guard shown.insert(field.id).inserted else { return nil }
                    let words = wording.field(field.id, of: entity)?.value
                    return [
                        "href": .text("../data.html#\(entity).\(field.id)"),
                        "name": .text(words?.name.term ?? field.id),
                        "isAlways": .flag(card.splitBy.contains { $0.id == field.id }),
                        "values": .text(
                            list(field.field.values.map { words?.values[$0]?.term ?? $0 }))
                    ]
                }
        }
    }

    // MARK: Dashboards

    func use(_ use: DashboardUse) -> Value {
        [
            "label": .text(use.label ?? use.metric), "title": .text(use.title ?? use.file),
            "file": .text(use.file), "place": .text("\(use.file):\(use.place.line)"),
            "metric": .text(card(use.metric)?.name ?? use.metric),
            "href": .text("metrics/\(use.metric).html"),
            "formula": Value(use.formula.map { Self.clipped($0, 300) }),
            "language": Value(use.language),
            "agreement": [
                "id": .text(use.agreement.rawValue),
                "text": .text(text("agrees-\(use.agreement.rawValue)"))
            ],
            "variant": Value(
                use.variant.flatMap { card(use.metric)?.variant($0)?.name })
        ]
    }

    static func clipped(_ text: String, _ length: Int) -> String {
        text.count > length ? text.prefix(length - 1) + "…" : text
    }

    // MARK: Citation

    private func citation(_ card: MetricCard) -> String {
        let address = site.address("\(tag)/metrics/\(card.id).html")
        return ["\(siteName): \(card.name) (\(card.id)).", address].compactMap { $0 }
            .joined(separator: " ")
    }
}

extension String {
    /// How many pieces a separator leaves.
    fileprivate func components(separatedBy separator: String) -> Int {
        ranges(of: separator).count + 1
    }
}
