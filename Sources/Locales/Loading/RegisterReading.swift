import Catalog
import Diagnostics

extension TermText {
    /// Reads a text, or a mapping with `term`, `aliases` and `definition`.
    static func read(_ entry: YAMLMapping.Entry, _ findings: Findings) -> TermText? {
        guard entry.value.mapping != nil else {
            return entry.value.text(findings).map { TermText(term: $0, place: entry.keyPlace) }
        }
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        let text = read(&reader, entry)
        reader.finish()
        return text
    }

    fileprivate static func read(
        _ reader: inout MappingReader, _ entry: YAMLMapping.Entry
    ) -> TermText? {
        let term = reader.required("term")?.text(reader.findings)
        let aliases = reader.aliases()
        let definition = reader.text("definition")
        return term.map {
            TermText(term: $0, aliases: aliases, definition: definition, place: entry.keyPlace)
        }
    }
}

extension EntityText {
    static func read(_ entry: YAMLMapping.Entry, _ findings: Findings) -> EntityText? {
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        let name = TermText.read(&reader, entry)
        let plural = reader.text("plural")
        let fields = reader.registry("fields") { FieldText.read($0, findings) }
        let states = reader.registry("states") { TermText.read($0, findings) }
        reader.finish()
        return name.map { EntityText(name: $0, plural: plural, fields: fields, states: states) }
    }
}

extension FieldText {
    fileprivate static func read(
        _ entry: YAMLMapping.Entry, _ findings: Findings
    ) -> FieldText? {
        guard entry.value.mapping != nil else {
            return TermText.read(entry, findings).map { FieldText(name: $0) }
        }
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        let name = TermText.read(&reader, entry)
        let values = reader.registry("values") { TermText.read($0, findings) }
        reader.finish()
        return name.map { FieldText(name: $0, values: values) }
    }
}

extension UnitText {
    static func read(_ entry: YAMLMapping.Entry, _ findings: Findings) -> UnitText? {
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        let term = reader.required("term")?.text(findings)
        var forms: [PluralCategory: String] = [:]
        for category in PluralCategory.allCases {
            forms[category] = reader.text(category.rawValue)
        }
        let symbol = reader.text("symbol")
        reader.finish()
        return term.map { UnitText(term: $0, forms: forms, symbol: symbol, place: entry.keyPlace) }
    }
}

extension DocumentText {
    static func read(_ entry: YAMLMapping.Entry, _ findings: Findings) -> DocumentText? {
        guard var reader = MappingReader(entry.value, findings) else { return nil }
        let text = DocumentText(
            title: reader.text("title"), description: reader.text("description"),
            place: entry.keyPlace)
        reader.finish()
        return text
    }
}

extension MappingReader {
    /// A mapping whose keys are ids.
    mutating func registry<Item>(
        _ key: String, read: (YAMLMapping.Entry) -> Item?
    ) -> [String: Item] {
        optional(key)?.registry(findings, read: read) ?? [:]
    }
}

extension YAMLNode {
    func registry<Item>(
        _ findings: Findings, read: (YAMLMapping.Entry) -> Item?
    ) -> [String: Item] {
        var result: [String: Item] = [:]
        for entry in entries(findings) { result[entry.key] = read(entry) }
        return result
    }
}
