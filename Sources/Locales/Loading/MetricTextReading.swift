package import Catalog
import Diagnostics

extension MetricText {
    /// Reads `locales/TAG/metrics/ID.yaml`, or a company's names of the same shape.
    package static func read(_ node: YAMLNode, id: String, _ findings: Findings) -> MetricText? {
        guard var reader = MappingReader(node, findings) else { return nil }
        var text = MetricText(id: id, place: reader.place)
        text.term = text.phrase("term", &reader)
        text.aliases = reader.aliases()
        text.definition = text.phrase("definition", &reader)
        text.reading = text.phrase("reading", &reader)
        for item in reader.optional("confused_with")?.list(findings) ?? [] {
            guard var confusion = MappingReader(item, findings) else { continue }
            let metric = confusion.required("metric")
            let note = confusion.text("note")
            confusion.finish()
            guard let metric, let name = metric.text(findings) else { continue }
            text.confusedWith.append(Confusion(metric: name, note: note, place: metric.place))
        }
        text.variants = text.named("variants", &reader)
        text.targets = text.phrases("targets", &reader)
        text.benchmarks = text.phrases("benchmarks", &reader)
        text.advice = text.phrases("advice", &reader)
        text.parameters = text.named("parameters", &reader)
        text.review = reader.choice("review") ?? .drafted
        reader.finish()
        return text
    }

    private mutating func phrase(_ key: String, _ reader: inout MappingReader) -> String? {
        guard let node = reader.optional(key) else { return nil }
        places[key] = node.place
        return node.text(reader.findings)
    }

    private mutating func phrases(
        _ key: String, _ reader: inout MappingReader
    ) -> [String: String] {
        var result: [String: String] = [:]
        for entry in reader.optional(key)?.entries(reader.findings) ?? [] {
            places["\(key).\(entry.key)"] = entry.keyPlace
            result[entry.key] = entry.value.text(reader.findings)
        }
        return result
    }

    private mutating func named(
        _ key: String, _ reader: inout MappingReader
    ) -> [String: NamedText] {
        var result: [String: NamedText] = [:]
        for entry in reader.optional(key)?.entries(reader.findings) ?? [] {
            places["\(key).\(entry.key)"] = entry.keyPlace
            guard var named = MappingReader(entry.value, reader.findings) else { continue }
            result[entry.key] = NamedText(
                name: named.text("name"), explanation: named.text("explanation"))
            named.finish()
        }
        return result
    }
}

extension MappingReader {
    /// Each a text, or a mapping with `term`, `kind`, `source` and `note`.
    mutating func aliases() -> [Alias] {
        (optional("aliases")?.list(findings) ?? []).compactMap { item in
            guard item.mapping != nil else {
                return item.text(findings).map { Alias($0, place: item.place) }
            }
            guard var reader = MappingReader(item, findings) else { return nil }
            let term = reader.required("term")
            let kind: Alias.Kind = reader.choice("kind") ?? .synonym
            let citations = reader.optional("source")?.citations(findings) ?? []
            let note = reader.text("note")
            reader.finish()
            guard let term, let name = term.text(findings) else { return nil }
            return Alias(name, kind: kind, citations: citations, note: note, place: term.place)
        }
    }
}
