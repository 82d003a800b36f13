import Catalog
import Diagnostics
import Formula

extension LocaleCheck {
    static let drift = "formula-prose-drift"

    /// A definition in words says what the formula says: the same figures, and
    /// the same things that are counted.
    ///
    /// Words are compared by their beginnings only, as most languages inflect
    /// them, so what a definition counts is told as a hint.
    func checkProse(in language: Language) {
        let schema = catalog.schema
        for id in catalog.metricIDs {
            guard let metric = catalog.metrics[id], !metric.isOwn,
                let text = language.metrics[id], let definition = text.definition,
                let formula = try? catalog.resolved(metric)
            else { continue }
            let place = text.places["definition"] ?? text.place
            let stated = StatedFigures(formula, of: metric, schema: schema)
            let foreign = NumbersInText.all(in: definition).filter { !stated.values.contains($0) }
            if !foreign.isEmpty {
                findings.add(
                    Self.drift, .warning, at: place, "check.prose.figure",
                    [
                        "metric": .text(id),
                        "figures": .list(foreign.map { .text($0.description) })
                    ], metric: id)
            }
            checkSubjects(
                of: definition, counted: stated.entities, related: stated.related, place: place,
                metric: id, in: language)
        }
    }

    /// A definition that names none of the entities in its formula, but others.
    private func checkSubjects(
        of definition: String, counted: Set<String>, related: Set<String>, place: Place,
        metric: String, in language: Language
    ) {
        guard !counted.isEmpty else { return }
        let words = definition.lowercased()
        let named = language.entities.filter { Stem.isNamed($0.value, in: words) }
        guard counted.isDisjoint(with: named.keys) else { return }
        // Who does something is named in many definitions: it is what rows belong to.
        let foreign = named.keys.filter { !related.contains($0) }.sorted()
        guard !foreign.isEmpty else { return }
        findings.add(
            Self.drift, .hint, at: place, "check.prose.subject",
            [
                "metric": .text(metric),
                "named": .list(foreign.map { .text($0) }),
                "counted": .list(counted.sorted().map { .text($0) })
            ], metric: metric)
    }
}

/// The figures that a definition may quote, and the entities it may be about.
private struct StatedFigures {
    let values: Set<Rational>
    /// Whose rows are aggregated, whole or in parts.
    let entities: Set<String>
    /// What those rows belong to, and what belongs to them.
    let related: Set<String>

    init(_ formula: Expression, of metric: Metric, schema: Schema) {
        var values: Set<Rational> = [.zero, 1, 100]
        var entities: Set<String> = []
        var texts: Set<String> = []
        func add(_ value: Rational) {
            // As it stands, in percent, and in the usual units of time.
            for factor in [1, 100] { values.insert(value * Rational(factor)) }
            for divisor in [60, 3_600, 86_400, 604_800] {
                if let part = Rational(divisor).reciprocal { values.insert(value * part) }
            }
            // A bound that is left out is quoted as well: «more than 8», «from 9».
            values.insert(value + Rational(1))
            values.insert(value - Rational(1))
        }
        func add(_ entity: String) {
            entities.insert(entity)
            for (id, other) in schema.entities where other.parts.contains(entity) {
                entities.insert(id)
            }
            for part in schema.entities[entity]?.parts ?? [] { entities.insert(part) }
        }
        formula.visit { part in
            switch part.kind {
            case .number(let number), .quantity(let number, _): add(number)
            case .aggregate(let aggregate):
                if let entity = aggregate.entity { add(entity) }
                if let level = aggregate.level { add(level) }
            case .text(let text): texts.insert(text)
            case .reference(let reference):
                for name in reference.path {
                    for entity in entities {
                        guard let field = schema.entities[entity]?.fields[name] else { continue }
                        if case .reference(let other) = field.kind { add(other) }
                        if let scale = field.scale {
                            add(Rational(scale.lowerBound))
                            add(Rational(scale.upperBound))
                        }
                    }
                }
            default: break
            }
        }
        if let scale = metric.scale {
            for bound in [scale.lowerBound, scale.upperBound] {
                add(bound)
                // Where signs are told apart by a word or by a typographic minus.
                add(Rational.zero - bound)
            }
        }
        self.values = values
        self.entities = entities
        related = Self.surroundings(of: entities, texts: texts, in: schema)
    }
}

extension StatedFigures {
    private static func surroundings(
        of entities: Set<String>, texts: Set<String>, in schema: Schema
    ) -> Set<String> {
        var related = entities
        var rest = Array(entities)
        // What a row belongs to, by however many steps: a line, its order, its customer.
        while let id = rest.popLast() {
            for field in schema.entities[id]?.fields.values.map(\.kind) ?? [] {
                guard case .reference(let other) = field, related.insert(other).inserted else {
                    continue
                }
                rest.append(other)
            }
        }
        for (id, entity) in schema.entities {
            // A survey that follows a chat is about chats.
            if texts.contains(where: { id.hasPrefix($0) }) { related.insert(id) }
            for field in entity.fields.values {
                guard case .reference(let other) = field.kind, entities.contains(other) else {
                    continue
                }
                related.insert(id)
            }
        }
        return related
    }
}

/// Numbers as people write them in a text, in any script's digits.
private enum NumbersInText {
    static func all(in text: String) -> [Rational] {
        var numbers: [Rational] = []
        var digits = ""
        var isPartOfWord = false
        var previous: Character = " "
        func finish() {
            if !digits.isEmpty, !isPartOfWord, let number = Rational(decimal: digits) {
                numbers.append(number)
            }
            digits = ""
        }
        let characters = Array(text)
        for (position, character) in characters.enumerated() {
            if let digit = character.wholeNumberValue, character.isNumber, digit < 10 {
                if digits.isEmpty { isPartOfWord = previous.isLetter && previous.isASCII }
                digits += String(digit)
            } else if !digits.isEmpty, character == "." || character == "," || character == "٫",
                position + 1 < characters.count, characters[position + 1].isNumber
            {
                digits += "."
            } else {
                finish()
            }
            previous = character
        }
        finish()
        return numbers
    }
}

/// Whether a text speaks of an entity.
private enum Stem {
    static func isNamed(_ entity: EntityText, in text: String) -> Bool {
        let names =
            [entity.name.term, entity.plural].compactMap { $0 }
        return names.contains { name in
            let words = name.lowercased().split { !$0.isLetter }
            return !words.isEmpty && words.allSatisfy { text.contains(beginning(of: $0)) }
        }
    }

    /// What most forms of a word begin with.
    private static func beginning(of word: Substring) -> Substring {
        word.count <= 4 ? word : word.prefix(max(4, word.count * 2 / 3))
    }
}
