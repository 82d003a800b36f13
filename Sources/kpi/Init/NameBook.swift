import Catalog
import Formula
import Locales
import Lookup

/// What entities, fields and their values are called, in every language.
struct NameBook {
    private var entities: [String: Set<[String]>] = [:]
    private var fields: [String: [String: Set<[String]>]] = [:]
    private var values: [String: [String: [String: String]]] = [:]

    init(_ schema: Schema, _ locales: Locales) {
        for entity in schema.entities.values {
            var names = [entity.id]
            for field in entity.fields.values {
                fields[entity.id, default: [:]][field.id, default: []].insert(
                    Folding.words(field.id))
                for value in field.values { add(value, value, field.id, entity.id) }
            }
            for language in locales.languages.values {
                guard let text = language.entities[entity.id] else { continue }
                names += [text.name.term] + text.name.aliases.map(\.term)
                if let plural = text.plural { names.append(plural) }
                for (id, field) in text.fields where entity.fields[id] != nil {
                    for name in [field.name.term] + field.name.aliases.map(\.term) {
                        fields[entity.id, default: [:]][id, default: []].insert(
                            Folding.words(name))
                    }
                    for (value, text) in field.values {
                        for name in [text.term] + text.aliases.map(\.term) {
                            add(name, value, id, entity.id)
                        }
                    }
                }
            }
            entities[entity.id] = Set(names.map { Folding.words($0) })
        }
    }

    private mutating func add(
        _ name: String, _ value: String, _ field: String, _ entity: String
    ) {
        values[entity, default: [:]][field, default: [:]][Folding.key(name)] = value
    }

    /// How well a file's name says that it holds an entity: from 0 to 1.
    func likeness(ofTable name: String, to entity: String) -> Double {
        Self.likeness(Folding.words(name), entities[entity] ?? [])
    }

    /// How well a column's name says that it holds a field: from 0 to 1.
    func likeness(ofColumn name: String, to field: String, of entity: String) -> Double {
        let words = Folding.words(name)
        let names = fields[entity]?[field] ?? []
        let whole = Self.likeness(words, names)
        guard whole < 1, words.count > 1 else { return whole }
        // «espera_s», «importe_eur»: the last word is a unit.
        return max(whole, 0.9 * Self.likeness(words.dropLast(), names, isExact: true))
    }

    /// The catalog's word for a value; `nil` where none is known.
    func meaning(of value: String, field: String, entity: String) -> String? {
        values[entity]?[field]?[Folding.key(value)]
    }

    /// Whether a value is what the field itself is called: «answered».
    func isName(_ value: String, of field: String, entity: String) -> Bool {
        let words = Folding.words(value)
        return (fields[entity]?[field] ?? []).contains(words)
    }

    private static func likeness(
        _ words: some Collection<String>, _ names: Set<[String]>, isExact: Bool = false
    ) -> Double {
        let key = words.joined()
        guard !key.isEmpty else { return 0 }
        if names.contains(where: { $0.joined() == key }) { return 1 }
        guard !isExact else { return 0 }
        let asked = Set(words)
        return names.reduce(0) { best, name in
            let common = asked.intersection(name).count
            let all = asked.union(name).count
            return all == 0 ? best : max(best, 0.8 * Double(common) / Double(all))
        }
    }
}
