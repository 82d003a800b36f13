package import Diagnostics
package import Formula

/// Takes a mapping apart key by key; what nobody asked for is reported in the end.
package struct MappingReader {
    package let findings: Findings
    package let place: Place
    private let mapping: YAMLMapping
    private var known: Set<String> = []

    /// `nil`, with a finding, where the node is no mapping.
    package init?(_ node: YAMLNode, _ findings: Findings) {
        guard let mapping = node.mapping else {
            findings.schema(node.place, "expected-mapping")
            return nil
        }
        self.mapping = mapping
        self.findings = findings
        // A mapping over many lines is pointed at by its first key.
        place = mapping.entries.first?.keyPlace ?? node.place
    }

    package var entries: [YAMLMapping.Entry] { mapping.entries }

    /// The value under a key; `nil` where there is none or it is null.
    package mutating func optional(_ key: String) -> YAMLNode? {
        known.insert(key)
        guard let node = mapping[key], !node.isNull else { return nil }
        return node
    }

    /// The value under a key; a finding where there is none.
    package mutating func required(_ key: String) -> YAMLNode? {
        if let node = optional(key) { return node }
        findings.schema(place, "missing-key", ["key": .text(key)])
        return nil
    }

    package mutating func text(_ key: String) -> String? {
        optional(key).flatMap { $0.text(findings) }
    }

    package mutating func flag(_ key: String) -> Bool? {
        optional(key).flatMap { $0.flag(findings) }
    }

    package mutating func texts(_ key: String) -> [String] {
        optional(key)?.items(findings).compactMap { $0.text(findings) } ?? []
    }

    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String)
        -> Choice?
    {
        optional(key).flatMap { $0.choice(findings) }
    }

    /// Reports every key that was never asked for, with the one that was
    /// probably meant.
    package func finish() {
        for entry in mapping.entries where !known.contains(entry.key) {
            let near = Similarity.nearest(
                to: entry.key, among: known.filter { mapping[$0] == nil })
            findings.schema(
                entry.keyPlace, "unknown-key", ["key": .text(entry.key)],
                advice: near.map { Advices.didYouMean($0) } ?? Advices.oneOf(known.sorted()))
        }
    }
}

/// What to do about a wrong name.
package enum Advices {
    package static func didYouMean(_ name: String) -> Message {
        Message("check.advice.did-you-mean", ["name": .text(name)])
    }

    package static func oneOf(_ names: [String]) -> Message {
        Message("check.advice.one-of", ["names": .list(names.map { .text($0) })])
    }

    /// The nearest name, or all of them where they are few, or nothing.
    package static func forName(_ name: String, among names: some Collection<String>) -> Message? {
        if let near = Similarity.nearest(to: name, among: names) { return didYouMean(near) }
        return (1...20).contains(names.count) ? oneOf(names.sorted()) : nil
    }
}

extension YAMLNode {
    /// The text of a scalar; numbers and dates are taken as they are written.
    package func text(_ findings: Findings) -> String? {
        guard let scalar, !isNull else {
            findings.schema(firstPlace, "expected-text")
            return nil
        }
        return scalar.text
    }

    package func flag(_ findings: Findings) -> Bool? {
        switch scalar.map({ $0.isQuoted ? "" : $0.text }) {
        case "true": return true
        case "false": return false
        default:
            findings.schema(firstPlace, "expected-flag")
            return nil
        }
    }

    /// The items of a list; anything else counts as a list of itself alone.
    package func items(_ findings: Findings) -> [YAMLNode] {
        if isNull { return [] }
        return sequence ?? [self]
    }

    /// The items of a list that cannot be left out.
    package func list(_ findings: Findings) -> [YAMLNode] {
        if isNull { return [] }
        guard let sequence else {
            findings.schema(firstPlace, "expected-list")
            return []
        }
        return sequence
    }

    /// The entries of a mapping with free keys.
    package func entries(_ findings: Findings) -> [YAMLMapping.Entry] {
        if isNull { return [] }
        guard let mapping else {
            findings.schema(firstPlace, "expected-mapping")
            return []
        }
        return mapping.entries
    }

    package func choice<Choice: RawRepresentable<String> & CaseIterable>(_ findings: Findings)
        -> Choice?
    {
        guard let text = text(findings) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        findings.schema(
            firstPlace, "unknown-value", ["value": .text(text)],
            advice: Advices.forName(text, among: names))
        return nil
    }

    package func number(_ findings: Findings) -> Rational? {
        if let scalar, !scalar.isQuoted, let number = Rational(decimal: scalar.text) {
            return number
        }
        findings.schema(firstPlace, "expected-number")
        return nil
    }

    /// The place to point at: of a mapping its first key, as it may be long.
    package var firstPlace: Place { mapping?.entries.first?.keyPlace ?? place }
}
