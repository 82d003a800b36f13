import Catalog
import Diagnostics
import Locales

// How what a language says is written into a snapshot: everything but messages,
// which have a table of their own, and places, which only a check asks for.

extension Language {
    func pack(into packer: inout Packer) {
        packer.add(name)
        packer.add(englishName)
        packer.add(direction.rawValue)
        packer.add(fallback.map(\.description))
        let conditions = plurals.conditions.map { ($0.key.rawValue, $0.value) }
        packer.add(Dictionary(conditions) { first, _ in first })
        packer.add(listSeparator)
        packer.add(keepsCapitals)
        packer.add(folder)
        search.pack(into: &packer)
        packer.add(metrics)
        packer.add(entities)
        packer.add(themes)
        packer.add(units)
        packer.add(channels)
        packer.add(documents)
    }

    init(_ tag: LanguageTag, from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(tag: tag)
        name = try unpacker.text()
        englishName = try unpacker.text()
        direction = try unpacker.choice()
        fallback = try (unpacker.list() as [String]).compactMap { LanguageTag($0) }
        let conditions: [String: String] = try unpacker.dictionary()
        let rules = conditions.compactMap { name, rule in
            PluralCategory(rawValue: name).map { ($0, rule) }
        }
        guard let plurals = PluralRules(Dictionary(rules) { first, _ in first }) else {
            throw SnapshotDamage()
        }
        self.plurals = plurals
        listSeparator = try unpacker.text()
        keepsCapitals = try unpacker.flag()
        folder = try unpacker.text()
        search = try unpacker.item()
        metrics = try unpacker.dictionary()
        entities = try unpacker.dictionary()
        themes = try unpacker.dictionary()
        units = try unpacker.dictionary()
        channels = try unpacker.dictionary()
        documents = try unpacker.dictionary()
    }
}

/// Where a text stands that came out of a snapshot.
private let nowhere = Place(file: "")

extension SearchHints: Packable {
    func pack(into packer: inout Packer) {
        packer.add(stemmer)
        packer.add(stopWords)
        packer.add(synonyms.map { $0.joined(separator: "\n") })
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(stemmer: try unpacker.optional(), stopWords: try unpacker.list())
        synonyms = try (unpacker.list() as [String]).map {
            $0.split(separator: "\n").map(String.init)
        }
    }
}

extension MetricText: Packable {
    func pack(into packer: inout Packer) {
        packer.add(id)
        packer.add(term)
        packer.add(aliases)
        packer.add(definition)
        packer.add(reading)
        packer.add(confusedWith)
        packer.add(variants)
        packer.add(targets)
        packer.add(benchmarks)
        packer.add(advice)
        packer.add(parameters)
        packer.add(review.rawValue)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(id: try unpacker.text(), place: nowhere)
        term = try unpacker.optional()
        aliases = try unpacker.list()
        definition = try unpacker.optional()
        reading = try unpacker.optional()
        confusedWith = try unpacker.list()
        variants = try unpacker.dictionary()
        targets = try unpacker.dictionary()
        benchmarks = try unpacker.dictionary()
        advice = try unpacker.dictionary()
        parameters = try unpacker.dictionary()
        review = try unpacker.choice()
    }
}

extension MetricText.Confusion: Packable {
    func pack(into packer: inout Packer) {
        packer.add(metric)
        packer.add(note)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(metric: try unpacker.text(), note: try unpacker.optional(), place: nowhere)
    }
}

extension NamedText: Packable {
    func pack(into packer: inout Packer) {
        packer.add(name)
        packer.add(explanation)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(name: try unpacker.optional(), explanation: try unpacker.optional())
    }
}

extension Alias: Packable {
    func pack(into packer: inout Packer) {
        packer.add(term)
        packer.add(kind.rawValue)
        packer.add(citations)
        packer.add(note)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(
            try unpacker.text(), kind: try unpacker.choice(), citations: try unpacker.list(),
            note: try unpacker.optional(), place: nowhere)
    }
}

extension Citation: Packable {
    func pack(into packer: inout Packer) {
        switch origin {
        case .generalUsage: packer.add(0)
        case .company: packer.add(1)
        case .document(let id, let heading):
            packer.add(2)
            packer.add(id)
            packer.add(heading)
        }
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        switch try unpacker.number() {
        case 0: self.init(.generalUsage, place: nowhere)
        case 1: self.init(.company, place: nowhere)
        case 2:
            self.init(
                .document(try unpacker.text(), heading: try unpacker.text()), place: nowhere)
        default: throw SnapshotDamage()
        }
    }
}

extension TermText: Packable {
    func pack(into packer: inout Packer) {
        packer.add(term)
        packer.add(aliases)
        packer.add(definition)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(
            term: try unpacker.text(), aliases: try unpacker.list(),
            definition: try unpacker.optional(), place: nowhere)
    }
}

extension EntityText: Packable {
    func pack(into packer: inout Packer) {
        name.pack(into: &packer)
        packer.add(plural)
        packer.add(fields)
        packer.add(states)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(
            name: try unpacker.item(), plural: try unpacker.optional(),
            fields: try unpacker.dictionary(), states: try unpacker.dictionary())
    }
}

extension FieldText: Packable {
    func pack(into packer: inout Packer) {
        name.pack(into: &packer)
        packer.add(values)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(name: try unpacker.item(), values: try unpacker.dictionary())
    }
}

extension UnitText: Packable {
    func pack(into packer: inout Packer) {
        packer.add(term)
        let named = forms.map { ($0.key.rawValue, $0.value) }
        packer.add(Dictionary(named) { first, _ in first })
        packer.add(symbol)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        let term = try unpacker.text()
        let forms: [String: String] = try unpacker.dictionary()
        let named = forms.compactMap { name, form in
            PluralCategory(rawValue: name).map { ($0, form) }
        }
        self.init(
            term: term, forms: Dictionary(named) { first, _ in first },
            symbol: try unpacker.optional(), place: nowhere)
    }
}

extension DocumentText: Packable {
    func pack(into packer: inout Packer) {
        packer.add(title)
        packer.add(description)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        self.init(
            title: try unpacker.optional(), description: try unpacker.optional(), place: nowhere)
    }
}
