import Catalog
import Diagnostics
import Evaluation
import Formula
import Lint
import Locales
import Lookup

/// The JSON files beside the pages, for programs; see
/// `catalog/schemas/output/site-metric.schema.json` and its neighbours.
struct MetricAPI {
    let site: Site
    /// The language whose names stand where only one can.
    let language: LanguageSite

    /// Everything of one metric, in all languages.
    func metric(_ id: String) -> JSONTree {
        guard let metric = site.catalog.metrics[id], let card = language.card(id) else {
            return .null
        }
        var members: [(String, JSONTree)] = [
            ("id", .text(id)), ("formula", .text(card.formula.text)),
            ("mathml", .text(card.formula.mathML)), ("unit", .text(card.unit.id)),
            ("direction", .text(card.direction.rawValue)),
            ("additivity", optional(card.additivity)), ("measured", .text(card.measured)),
            ("themes", .array(card.themes.map { .text($0.id) })),
            ("channels", .array(card.channels.map { .text($0.id) })),
            ("own", .flag(card.isOwn)), ("chosenVariant", optional(card.chosenVariant)),
            (
                "parameters",
                .array(
                    card.parameters.map {
                        .object([
                            "id": .text($0.id), "value": .number($0.value.number),
                            "unit": optional($0.value.unit)
                        ])
                    })
            ),
            ("variants", .array(card.variants.map(variant))),
            ("targets", .array(card.targets.map(figure))),
            ("benchmarks", .array(card.benchmarks.map(figure))),
            (
                "relations",
                .array(
                    card.relations.map {
                        .object(["type": .text($0.kind), "metric": .text($0.metric.id)])
                    })
            ),
            ("sources", .array(card.sources.map(source))), ("texts", texts(id))
        ]
        if let values = site.content.figures?.values(of: id, variant: card.chosenVariant),
            !values.isEmpty
        {
            members.append(("values", .array(values.map(value))))
        }
        if let uses = site.uses[id] { members.append(("dashboards", .array(uses.map(use)))) }
        _ = metric
        return .object(members.map { .init(key: $0.0, value: $0.1) })
    }

    /// What each metric is called, and where more of it lies.
    func list() -> JSONTree {
        .array(
            language.cards.map { card in
                .object([
                    "id": .text(card.id), "name": .text(card.name),
                    "lang": .text(card.language), "definition": optional(card.definition),
                    "formula": .text(card.formula.text), "unit": .text(card.unit.id),
                    "direction": .text(card.direction.rawValue),
                    "themes": .array(card.themes.map { .text($0.id) }),
                    "href": .text("metrics/\(card.id).json")
                ])
            })
    }

    private func optional(_ text: String?) -> JSONTree { text.map { .text($0) } ?? .null }

    private func number(_ number: Double?) -> JSONTree {
        guard let number, number.isFinite else { return .null }
        let text = "\(number == 0 ? 0 : number)"
        return .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    private func variant(_ variant: MetricCard.Variant) -> JSONTree {
        .object([
            "id": .text(variant.id), "formula": .text(variant.formula.text),
            "unit": .text(variant.unit.id), "direction": .text(variant.direction.rawValue),
            "differs": .text(variant.differs), "metric": optional(variant.metric?.id)
        ])
    }

    private func figure(_ figure: MetricCard.Figure) -> JSONTree {
        .object([
            "comparison": optional(figure.comparison), "value": .number(figure.value.number),
            "unit": optional(figure.value.unit), "period": optional(figure.period),
            "variant": optional(figure.variant), "population": optional(figure.population)
        ])
    }

    private func source(_ source: MetricCard.Source) -> JSONTree {
        .object([
            "document": .text(source.document), "title": optional(source.title),
            "heading": optional(source.heading)
        ])
    }

    private func texts(_ id: String) -> JSONTree {
        .object(
            site.tags.compactMap { tag in
                let text = site.content.knowledge.locales.languages[tag]?.metrics[id]
                guard let text, let term = text.term else { return nil }
                return .init(
                    key: tag.description,
                    value: .object([
                        "name": .text(term),
                        "aliases": .array(text.aliases.map { .text($0.term) }),
                        "definition": optional(text.definition),
                        "reading": optional(text.reading),
                        "page": .text(
                            site.address("\(tag)/metrics/\(id).html")
                                ?? "../../\(tag)/metrics/\(id).html")
                    ]))
            })
    }

    private func value(_ value: MetricValue) -> JSONTree {
        .object([
            "period": .text(value.period),
            "dimensions": .object(
                value.dimensions.sorted { $0.key < $1.key }.map {
                    .init(key: $0.key, value: optional($0.value))
                }), "value": number(value.value), "numerator": number(value.numerator),
            "denominator": number(value.denominator),
            "target": number(value.target?.value.value.doubleValue),
            "status": optional(value.status?.rawValue)
        ])
    }

    private func use(_ use: DashboardUse) -> JSONTree {
        .object([
            "file": .text(use.file), "label": optional(use.label),
            "agreement": .text(use.agreement.rawValue), "variant": optional(use.variant)
        ])
    }
}
