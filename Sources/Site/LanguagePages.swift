import Catalog
import Diagnostics
import Formula
import Foundation
import Locales
import Lookup

/// All pages of one language.
struct LanguagePages {
    typealias Model = SiteBuilder.Model

    private let site: SiteBuilder
    private let wording: Wording
    private let cards: [MetricCard]

    init(_ site: SiteBuilder, _ tag: LanguageTag) {
        self.site = site
        wording = site.wording(for: tag)
        let maker = CardMaker(site.workspace, wording)
        cards = site.workspace.catalog.metricIDs.compactMap { maker.card($0) }
    }

    var all: [String: String] {
        var pages = [
            "index.html": home(), "glossary.html": glossary(), "data.html": data(),
            "sources.html": sources()
        ]
        for card in cards { pages["metrics/\(card.id).html"] = metric(card) }
        return pages
    }

    private func text(_ key: String) -> String { wording.text(Message("site.\(key)")) }

    /// What is not there is said to be not there: a place left out would be
    /// filled from the surroundings.
    private func some(_ value: String?) -> Any { value ?? false }

    // MARK: Home

    private func home() -> String {
        var model = site.frame(
            wording, page: "index.html", root: "../", title: site.siteName(wording))
        model["description"] = text("intro")
        model["themes"] = site.workspace.catalog.themes.map { theme -> Model in
            let term = wording.theme(theme.id)?.value
            return [
                "id": theme.id, "name": term?.term ?? theme.id,
                "definition": some(term?.definition),
                "metrics": cards.filter { $0.themes.first?.id == theme.id }.map(summary)
            ]
        }
        return site.render("home", model)
    }

    private func summary(_ card: MetricCard) -> Model {
        [
            "id": card.id, "name": card.name, "definition": some(card.definition),
            "unit": card.unit.name, "direction": card.direction.rawValue,
            "directionText": text(card.direction.rawValue)
        ]
    }

    // MARK: Metric

    private func metric(_ card: MetricCard) -> String {
        var model = site.frame(
            wording, page: "metrics/\(card.id).html", root: "../../", title: card.name)
        let own = wording.language?.tag.description
        func borrowed(_ field: String) -> Any {
            some(card.borrowed.first { $0.field == field }?.language)
        }
        func passage(_ field: String, _ text: String?) -> Any {
            text.map { ["text": $0, "lang": borrowed(field)] as Model } ?? false
        }
        model["id"] = card.id
        model["name"] = card.name
        model["nameLang"] = card.language == own ? false : card.language as Any
        model["isBorrowed"] = !card.borrowed.isEmpty || card.language != own
        model["description"] = some(card.definition)
        model["definition"] = passage("definition", card.definition)
        model["reading"] = passage("reading", card.reading)
        model["themes"] = card.themes.map { ["id": $0.id, "name": $0.name] }
        model["mathML"] = card.formula.mathML
        model["display"] = card.formula.display
        model["formula"] = card.formula.text
        model["formulaCites"] = cites(card.formulaSources)
        let entities = entities(of: card)
        model["entities"] = entities
        model["hasEntities"] = !entities.isEmpty
        model["unit"] = card.unit.name
        model["direction"] = text(card.direction.rawValue)
        model["directionId"] = card.direction.rawValue
        model["additivity"] = some(card.additivity.map(text))
        model["measured"] = text(card.measured)
        model["channels"] = some(
            card.channels.isEmpty ? nil : card.channels.map(\.name).joined(separator: ", "))
        list("parameters", card.parameters.map(parameter), in: &model)
        list("variants", card.variants.map { variant($0, card) }, in: &model)
        list("targets", card.targets.map(figure), in: &model)
        list("benchmarks", card.benchmarks.map(figure), in: &model)
        list("advice", card.advice.map(advice), in: &model)
        list(
            "confusions",
            card.confusedWith.map {
                [
                    "href": "\($0.metric.id).html", "name": $0.metric.name,
                    "note": $0.note ?? ""
                ]
            }, in: &model)
        list("aliases", card.aliases.filter { $0.kind != "deprecated" }.map(alias), in: &model)
        list("relations", relations(card), in: &model)
        list("sources", card.sources.map { ["cites": [cite($0)]] }, in: &model)
        return site.render("metric", model)
    }

    private func list(_ key: String, _ items: [Model], in model: inout Model) {
        model[key] = items
        model["has" + key.prefix(1).uppercased() + key.dropFirst()] = !items.isEmpty
    }

    /// The entities that a formula runs over, those of other metrics in it included.
    private func entities(of card: MetricCard) -> [Model] {
        guard let expression = site.workspace.catalog.metrics[card.id]?.formula.expression else {
            return []
        }
        var found: [String] = []
        expression.visit { part in
            if case .aggregate(let aggregate) = part.kind, let entity = aggregate.entity,
                !found.contains(entity)
            {
                found.append(entity)
            }
        }
        return found.map { id in
            let words = wording.entity(id)?.value
            return ["id": id, "name": words?.plural ?? words?.name.term ?? id]
        }
    }

    private func parameter(_ parameter: MetricCard.Parameter) -> Model {
        [
            "id": parameter.id, "name": parameter.name, "value": parameter.value.text,
            "explanation": parameter.explanation ?? "", "cites": parameter.sources.map(cite)
        ]
    }

    private func variant(_ variant: MetricCard.Variant, _ card: MetricCard) -> Model {
        [
            "id": variant.id, "name": variant.name, "explanation": some(variant.explanation),
            "mathML": variant.formula.mathML, "display": variant.formula.display,
            "differs": text("differs-\(variant.differs)"),
            "metricHref": some(variant.metric.map { "\($0.id).html" }),
            "metricName": variant.metric?.name ?? "", "unit": variant.unit.name,
            "direction": text(variant.direction.rawValue),
            "chosen": card.chosenVariant == variant.id, "cites": variant.sources.map(cite)
        ]
    }

    private func figure(_ figure: MetricCard.Figure) -> Model {
        let comparison = figure.comparison.map { Self.signs[$0] ?? $0 }
        let value = [comparison, figure.value.text].compactMap { $0 }.joined(separator: " ")
        return ["value": value, "text": figure.text ?? "", "cites": figure.sources.map(cite)]
    }

    private static let signs = [">=": "≥", "<=": "≤", "!=": "≠"]

    private func advice(_ advice: MetricCard.Advice) -> Model {
        ["text": advice.text ?? "", "cites": advice.sources.map(cite)]
    }

    private func alias(_ alias: MetricCard.Name) -> Model {
        ["term": alias.term, "note": some(alias.note), "cites": alias.sources.map(cite)]
    }

    private func relations(_ card: MetricCard) -> [Model] {
        let kinds = card.relations.map(\.kind).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return kinds.map { kind in
            [
                "kind": text(kind),
                "metrics": card.relations.filter { $0.kind == kind }.map {
                    ["href": "\($0.metric.id).html", "name": $0.metric.name]
                }
            ]
        }
    }

    // MARK: Sources

    private func cites(_ sources: [MetricCard.Source]) -> Model { ["cites": sources.map(cite)] }

    private func cite(_ source: MetricCard.Source) -> Model {
        guard let title = source.title ?? source.file else {
            let isKnown = source.document == "general-usage" || source.document == "company"
            return ["text": isKnown ? text(source.document) : source.document, "href": false]
        }
        let heading = source.heading.map { ", «\($0)»" } ?? ""
        return ["text": title + heading, "href": "../sources.html#\(source.document)"]
    }

    private func sources() -> String {
        var model = site.frame(
            wording, page: "sources.html", root: "../", title: text("sources"))
        let documents = site.workspace.catalog.documents.values.sorted { $0.id < $1.id }
        model["documents"] = documents.map { document -> Model in
            let words = wording.document(document.id)?.value
            let citing = cards.filter { card in
                card.sources.contains { $0.document == document.id }
            }
            return [
                "id": document.id, "language": document.language,
                "title": words?.title ?? document.title,
                "description": some(words?.description), "published": some(document.published),
                "file": document.file, "hasMetrics": !citing.isEmpty,
                "metrics": citing.map { ["id": $0.id, "name": $0.name] }
            ]
        }
        return site.render("sources", model)
    }

    // MARK: Entities

    private func data() -> String {
        var model = site.frame(wording, page: "data.html", root: "../", title: text("data"))
        let entities = site.workspace.catalog.entities.values.sorted { $0.id < $1.id }
        model["entities"] = entities.map { definition -> Model in
            let words = wording.entity(definition.id)?.value
            let fields = definition.fields.values.sorted { $0.id < $1.id }
            return [
                "id": definition.id, "name": words?.plural ?? words?.name.term ?? definition.id,
                "definition": some(words?.name.definition), "hasFields": !fields.isEmpty,
                "fields": fields.map { field -> Model in
                    let own = wording.field(field.id, of: definition.id)?.value.name
                    return [
                        "id": field.id, "name": own?.term ?? field.id,
                        "definition": own?.definition ?? ""
                    ]
                }
            ]
        }
        return site.render("data", model)
    }

    // MARK: Glossary

    private func glossary() -> String {
        var model = site.frame(
            wording, page: "glossary.html", root: "../", title: text("glossary"))
        var metrics: [String: [MetricCard]] = [:]
        for card in cards {
            for term in Set([card.name] + card.aliases.map(\.term)) {
                metrics[term, default: []].append(card)
            }
        }
        let locale = Locale(identifier: wording.language?.tag.description ?? "en")
        let terms = metrics.keys.sorted { one, other in
            switch one.compare(other, options: [.caseInsensitive], range: nil, locale: locale) {
            case .orderedAscending: true
            case .orderedDescending: false
            // Two that a reader takes for the same still need an order of their own.
            case .orderedSame: one < other
            }
        }
        var groups: [(letter: String, terms: [String])] = []
        for term in terms {
            let first = term.first.map { String($0).uppercased(with: locale) } ?? ""
            let letter = first.first?.isLetter == true ? first : "#"
            let folded = letter.folding(options: .diacriticInsensitive, locale: locale)
            if groups.last?.letter == folded {
                groups[groups.count - 1].terms.append(term)
            } else {
                groups.append((folded, [term]))
            }
        }
        model["groups"] = groups.enumerated().map { index, group -> Model in
            [
                "letter": group.letter, "anchor": "group-\(index + 1)",
                "terms": group.terms.map { term -> Model in
                    [
                        "term": term,
                        "metrics": (metrics[term] ?? []).map { ["id": $0.id, "name": $0.name] }
                    ]
                }
            ]
        }
        return site.render("glossary", model)
    }
}
