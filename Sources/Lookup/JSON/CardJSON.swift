extension MetricCard {
    /// The whole card, in the shape of `show.schema.json`.
    ///
    /// - Parameter variant: The variant that was asked for: its formula, unit and
    ///   direction then stand at the top.
    public func json(variant: Variant? = nil) -> JSONTree {
        .object([
            "id": .text(id), "lang": .text(language), "name": .text(name),
            "aliases": .array(aliases.map(\.json)), "definition": .optional(definition),
            "reading": .optional(reading),
            "variant": .optional(variant?.id ?? chosenVariant),
            "formula": .text((variant?.formula ?? formula).text),
            "formulaInWords": .text((variant?.formula ?? formula).display),
            "mathml": .text((variant?.formula ?? formula).mathML),
            "formulaSources": .array((variant?.sources ?? formulaSources).map(\.json)),
            "unit": .text((variant?.unit ?? unit).id),
            "unitName": .text((variant?.unit ?? unit).name),
            "direction": .text((variant?.direction ?? direction).rawValue),
            "additivity": .optional(additivity), "themes": .array(themes.map { .text($0.id) }),
            "channels": .array(channels.map { .text($0.id) }), "measured": .text(measured),
            "scale": (variant?.scale ?? scale)?.json ?? .null,
            "splitBy": .array((variant?.splitBy ?? splitBy).map { .text($0.id) }),
            "parameters": .array(parameters.map(\.json)),
            "variants": .array(variants.map(\.json)), "targets": .array(targets.map(\.json)),
            "benchmarks": .array(benchmarks.map(\.json)),
            "relations": .array(relations.map(\.json)), "advice": .array(advice.map(\.json)),
            "confusedWith": .array(confusedWith.map(\.json)),
            "sources": .array(sources.map(\.json)), "own": .flag(isOwn),
            "borrowed": .array(
                borrowed.map {
                    .object(["field": .text($0.field), "lang": .text($0.language)])
                })
        ])
    }

    /// What lists show of it, in the shape of `list.schema.json`.
    public var summary: JSONTree {
        .object([
            "id": .text(id), "lang": .text(language), "name": .text(name),
            "definition": .optional(definition), "formula": .text(formula.text),
            "unit": .text(unit.id), "direction": .text(direction.rawValue),
            "themes": .array(themes.map { .text($0.id) }),
            "channels": .array(channels.map { .text($0.id) }), "own": .flag(isOwn)
        ])
    }
}

extension MetricCard.Name {
    var json: JSONTree {
        .object([
            "term": .text(term), "kind": .text(kind), "note": .optional(note),
            "sources": .array(sources.map(\.json))
        ])
    }
}

extension MetricCard.Scale {
    var json: JSONTree { .array([.number(least), .number(greatest)]) }
}

extension MetricCard.Parameter {
    var json: JSONTree {
        .object([
            "id": .text(id), "name": .text(name), "explanation": .optional(explanation),
            "value": .number(value.number), "unit": .optional(value.unit),
            "text": .text(value.text), "sources": .array(sources.map(\.json))
        ])
    }
}

extension MetricCard.Variant {
    var json: JSONTree {
        .object([
            "id": .text(id), "name": .text(name), "formula": .text(formula.text),
            "formulaInWords": .text(formula.display), "mathml": .text(formula.mathML),
            "unit": .text(unit.id), "direction": .text(direction.rawValue),
            "scale": scale?.json ?? .null, "splitBy": .array(splitBy.map { .text($0.id) }),
            "parameters": .array(parameters.map(\.json)), "differs": .text(differs),
            "metric": .optional(metric?.id), "explanation": .optional(explanation),
            "sources": .array(sources.map(\.json))
        ])
    }
}

extension MetricCard.Figure {
    var json: JSONTree {
        .object([
            "id": .text(id), "comparison": .optional(comparison), "value": .number(value.number),
            "unit": .optional(value.unit), "valueText": .text(value.text),
            "period": .optional(period), "parameters": .array(parameters.map(\.json)),
            "variant": .optional(variant), "population": .optional(population),
            "text": .optional(text), "sources": .array(sources.map(\.json))
        ])
    }
}

extension MetricCard.Relation {
    var json: JSONTree {
        .object([
            "type": .text(kind), "metric": .text(metric.id), "name": .text(metric.name),
            "sources": .array(sources.map(\.json))
        ])
    }
}

extension MetricCard.Advice {
    var json: JSONTree {
        .object([
            "id": .text(id), "when": .text(when), "text": .optional(text),
            "sources": .array(sources.map(\.json))
        ])
    }
}

extension MetricCard.Confusion {
    var json: JSONTree {
        .object([
            "metric": .text(metric.id), "name": .text(metric.name), "note": .optional(note)
        ])
    }
}

extension MetricCard.Source {
    var json: JSONTree {
        .object([
            "document": .text(document), "file": .optional(file), "title": .optional(title),
            "heading": .optional(heading), "language": .optional(language)
        ])
    }
}
