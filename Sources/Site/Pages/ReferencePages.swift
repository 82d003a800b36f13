import Catalog
import Diagnostics
import Evaluation
import Formula
import Locales
import Lookup

extension LanguageSite {
    // MARK: Entities and fields

    func dataPage() -> Page {
        let entities = site.catalog.entities.values.sorted { $0.id < $1.id }
        return Page(
            template: "data", title: text("data"), description: text("data-intro"),
            model: ["entities": Value(entities.map(entity))])
    }

    private func entity(_ definition: EntityDefinition) -> Value {
        let found = wording.entity(definition.id)
        let words = found?.value
        let fields = definition.fields.values.sorted { $0.id < $1.id }
        let table = site.workspace.project?.data?.tables[definition.id]
        return [
            "id": .text(definition.id),
            "name": .text(words?.plural ?? words?.name.term ?? definition.id),
            "definition": Value(words?.name.definition),
            "foreign": foreign(found?.language.description),
            "isOwn": .flag(definition.isOwn),
            "parts": Value(
                definition.entity.parts.map { part in
                    let name = wording.entity(part)?.value
                    return [
                        "id": .text(part), "name": .text(name?.plural ?? name?.name.term ?? part)
                    ] as Value
                }), "file": Value(table?.file ?? table?.table),
            "metrics": Value(metrics(over: definition.id).map { link($0.id, $0.name, from: "") }),
            "fields": Value(
                fields.map { field -> Value in
                    let own = wording.field(field.id, of: definition.id)
                    let values = field.field.values.map {
                        own?.value.values[$0]?.term ?? wording.channel($0)?.value.term ?? $0
                    }
                    return [
                        "id": .text(field.id), "anchor": .text("\(definition.id).\(field.id)"),
                        "name": .text(own?.value.name.term ?? field.id),
                        "foreign": foreign(own?.language.description),
                        "definition": Value(own?.value.name.definition),
                        "aliases": Value(
                            own.map { list($0.value.name.aliases.prefix(6).map(\.term)) }),
                        "values": Value(values.isEmpty ? nil : list(values)),
                        "column": Value(table?.columns[field.id]?.column),
                        "isDimension": .flag(field.isDimension)
                    ]
                })
        ]
    }

    /// The metrics whose formulas run over an entity.
    private func metrics(over entity: String) -> [MetricCard] {
        cards.filter { card in
            var isOver = false
            site.catalog.metrics[card.id]?.formula.expression.visit { part in
                if case .aggregate(let aggregate) = part.kind, aggregate.entity == entity {
                    isOver = true
                }
            }
            return isOver
        }
    }

    // MARK: Sources

    func sourcesPage() -> Page {
        let documents = site.catalog.documents.values.sorted {
            $0.id.count == $1.id.count ? $0.id < $1.id : $0.id.count < $1.id.count
        }
        return Page(
            template: "sources", title: text("sources"), description: text("sources-intro"),
            model: ["documents": Value(documents.map(document))])
    }

    private func document(_ document: SourceDocument) -> Value {
        let words = wording.document(document.id)
        func isFrom(_ sources: [MetricCard.Source]) -> Bool {
            sources.contains { $0.document == document.id }
        }
        /// What was taken of one kind, metric by metric.
        func taken(_ key: String, _ isTaken: (MetricCard) -> Bool) -> Value? {
            let metrics = cards.filter(isTaken)
            guard !metrics.isEmpty else { return nil }
            return [
                "what": .text(text(key)),
                "metrics": Value(metrics.map { link($0.id, $0.name, from: "") })
            ]
        }
        let all = [
            taken("taken-formula") { isFrom($0.formulaSources) },
            taken("taken-direction") { isFrom($0.directionSources) },
            taken("taken-names") { card in card.aliases.contains { isFrom($0.sources) } },
            taken("taken-targets") { card in card.targets.contains { isFrom($0.sources) } },
            taken("taken-benchmarks") { card in card.benchmarks.contains { isFrom($0.sources) } },
            taken("taken-advice") { card in card.advice.contains { isFrom($0.sources) } },
            taken("taken-relations") { card in card.relations.contains { isFrom($0.sources) } }
        ].compactMap { $0 }
        return [
            "id": .text(document.id), "language": .text(document.language),
            "languageName": .text(
                LanguageTagName.name(document.language, in: site) ?? document.language),
            "title": .text(words?.value.title ?? document.title ?? document.file),
            "description": Value(words?.value.description),
            "foreign": foreign(words?.language.description),
            "published": Value(document.published), "publisher": Value(document.publisher),
            "taken": .list(all), "contradictions": Value(contradictions(document.id))
        ]
    }

    /// Where a document computes a metric otherwise than the catalog does.
    private func contradictions(_ id: String) -> [Value] {
        cards.flatMap { card in
            card.variants.filter { $0.sources.contains { $0.document == id } }.map { variant in
                [
                    "metric": link(card.id, card.name, from: ""),
                    "variant": .text(variant.name),
                    "href": .text("metrics/\(card.id).html#variant-\(variant.id)"),
                    "differs": .text(text("differs-\(variant.differs)")),
                    "words": .text(variant.formula.display),
                    "standard": .text(card.formula.display)
                ]
            }
        }
    }

    // MARK: One metric's card

    func cardPage(_ id: String) -> Page {
        guard let card = card(id) else {
            return Page(template: "missing", title: id, model: [:])
        }
        return Page(
            template: "card", title: card.name, description: card.definition,
            model: [
                "metric": summary(card, from: "../"), "formula": formula(card.formula),
                "latest": latestModel(id)
            ])
    }
}

/// What a language calls itself, by a document's tag.
private enum LanguageTagName {
    static func name(_ tag: String, in site: Site) -> String? {
        let languages = site.content.knowledge.locales.languages
        return languages.first { $0.key.description == tag }?.value.name
            ?? languages.first { $0.key.language == tag.prefix(while: { $0 != "-" }) }?.value.name
    }
}
