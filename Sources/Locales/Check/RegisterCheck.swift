import Catalog
import Diagnostics
import Formula

extension LocaleCheck {
    /// Entities, fields, themes, units, channels and documents.
    func checkRegisters(in language: Language) {
        checkEntities(in: language)
        compare(Set(catalog.themes.map(\.id)), language.themes, "themes", language) { $0.place }
        let channels = catalog.metrics.values.filter { !$0.isOwn }.flatMap(\.channels)
        compare(
            Set(channels), language.channels, "channels", language,
            allowed: Set(catalog.channels)
        ) { $0.place }
        let units = Set(catalog.units.values.filter { !isOwn($0) }.map(\.id))
        compare(units, language.units, "units", language) { $0.place }
        compare(Set(catalog.documents.keys), language.documents, "sources", language) { $0.place }
        checkPlurals(in: language)
    }

    private func isOwn(_ unit: UnitDefinition) -> Bool {
        catalog.entities[unit.id]?.isOwn ?? false
    }

    private func compare<Text>(
        _ ids: Set<String>, _ texts: [String: Text], _ file: String, _ language: Language,
        allowed: Set<String> = [], place: (Text) -> Place
    ) {
        let whole = Place(file: "\(language.folder)/\(file).yaml")
        for id in ids.sorted() where texts[id] == nil {
            lacks(language, at: whole, "entry", ["id": .text(id), "part": .text(file)])
        }
        for (id, text) in texts.sorted(by: { $0.key < $1.key })
        where !ids.contains(id) && !allowed.contains(id) {
            findings.schema(
                place(text), "unknown-register-entry",
                ["id": .text(id), "part": .text(file)], advice: Advices.forName(id, among: ids))
        }
    }

    // MARK: - Entities

    private func checkEntities(in language: Language) {
        let entities = catalog.entities.filter { !$0.value.isOwn }
        compare(Set(entities.keys), language.entities, "entities", language) { $0.name.place }
        for (id, definition) in entities.sorted(by: { $0.key < $1.key }) {
            guard let text = language.entities[id] else { continue }
            for field in definition.fields.values.sorted(by: { $0.id < $1.id })
            where text.fields[field.id] == nil && !isOwn(field, of: id) {
                lacks(
                    language, at: text.name.place, "entry",
                    ["id": .text("\(id).\(field.id)"), "part": .text("entities")])
            }
            for state in definition.entity.states.keys.sorted() where text.states[state] == nil {
                lacks(
                    language, at: text.name.place, "entry",
                    ["id": .text("\(id).\(state)"), "part": .text("entities")])
            }
            checkUnknownFields(of: definition, text)
        }
    }

    private func isOwn(_ field: FieldDefinition, of entity: String) -> Bool {
        workspace.project?.entities.contains {
            $0.id == entity && $0.fields[field.id] != nil
        } ?? false
    }

    private func checkUnknownFields(of definition: EntityDefinition, _ text: EntityText) {
        for (name, field) in text.fields.sorted(by: { $0.key < $1.key })
        where definition.fields[name] == nil {
            findings.add(
                "unknown-field", at: field.name.place, "check.data.unknown-field",
                ["name": .text(name), "entity": .text(definition.id)],
                advice: Advices.forName(name, among: Array(definition.fields.keys)))
        }
        for (name, field) in text.fields.sorted(by: { $0.key < $1.key }) {
            let words = definition.fields[name]?.field.values ?? []
            guard !words.isEmpty else { continue }
            for (word, text) in field.values.sorted(by: { $0.key < $1.key })
            where !words.contains(word) {
                findings.schema(
                    text.place, "unknown-word", ["value": .text(word), "field": .text(name)],
                    advice: Advices.forName(word, among: words))
            }
        }
    }

    // MARK: - Plural forms

    /// Where a unit has forms at all, it has each form that a number shown in a
    /// report may call for.
    private func checkPlurals(in language: Language) {
        let needed = language.plurals.usual
        for (id, unit) in language.units.sorted(by: { $0.key < $1.key }) where !unit.forms.isEmpty {
            for category in needed where unit.forms[category] == nil {
                lacks(
                    language, at: unit.place, "plural-form",
                    ["unit": .text(id), "form": .text(category.rawValue)])
            }
        }
    }
}

extension PluralRules {
    /// The forms that whole numbers up to 200 and numbers with one decimal call
    /// for. Some languages have a further form for round millions, which a
    /// text may leave out.
    var usual: [PluralCategory] {
        let found = Set((0...200).map { category(of: $0) } + [category(ofDecimal: "1.5"), .other])
        return PluralCategory.allCases.filter(found.contains)
    }
}
