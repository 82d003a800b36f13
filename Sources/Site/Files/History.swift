import Catalog
import Formula
import Foundation
public import Locales

/// What changed in the metrics from one build of the site to the next.
///
/// It lies beside the pages as `api/history.json`, which the next build reads:
/// what a metric was then is compared with what it is now.
public struct History: Sendable {
    /// One thing that changed.
    public struct Entry: Hashable, Sendable, Codable {
        public enum Change: String, Hashable, Sendable, Codable {
            case added, removed, formula, unit, direction, variant, parameters, targets
            case name, definition
        }

        var day: String
        var metric: String
        var what: Change
        /// The language whose text changed; `nil` for what holds in all.
        var language: String?
        var before: String?
        var after: String?
    }

    /// What of a metric is compared.
    struct State: Hashable, Sendable, Codable {
        var formula: String
        var unit: String
        var direction: String
        var variant: String?
        var parameters: String
        var targets: String
        /// By language.
        var names: [String: String]
        var definitions: [String: String]
    }

    /// Latest first.
    private(set) var entries: [Entry] = []
    private(set) var states: [String: State] = [:]

    /// The most that is remembered.
    private static let limit = 2_000

    public init() {}

    /// - Parameters:
    ///   - old: What `api/history.json` held; nothing is compared where it is
    ///     missing or no such file.
    ///   - day: The day that changes are dated by, as `2026-01-31`.
    public init(of knowledge: Knowledge, after old: [UInt8]?, on day: String) {
        states = Self.states(knowledge)
        guard let old, let file = try? JSONDecoder().decode(File.self, from: Data(old)) else {
            return
        }
        let fresh = Self.changes(from: file.metrics, to: states, on: day)
        entries = Array((fresh + file.entries).prefix(Self.limit))
    }

    private struct File: Codable {
        var metrics: [String: State]
        var entries: [Entry]
    }

    /// The same bytes for the same history.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let data = try? encoder.encode(File(metrics: states, entries: entries))
        return [UInt8](data ?? Data("{}".utf8)) + [0x0A]
    }

    /// What concerns readers of one language.
    func entries(in tag: LanguageTag) -> [Entry] {
        entries.filter { $0.language == nil || $0.language == tag.description }
    }

    func entries(of metric: String, in tag: LanguageTag) -> [Entry] {
        entries(in: tag).filter { $0.metric == metric }
    }

    private static func states(_ knowledge: Knowledge) -> [String: State] {
        let catalog = knowledge.workspace.catalog
        return catalog.metrics.mapValues { metric in
            var state = State(
                formula: TextPrinter.print(metric.formula.expression), unit: metric.unit.text,
                direction: metric.direction.kind.rawValue,
                variant: knowledge.workspace.chosenVariant(of: metric.id)?.id,
                parameters: metric.parameters.sorted { $0.key < $1.key }
                    .map { "\($0.key) = \(text($0.value.value))" }.joined(separator: ", "),
                targets: metric.targets.map { "\($0.comparison.rawValue) \(text($0.value))" }
                    .joined(separator: ", "), names: [:], definitions: [:])
            for (tag, language) in knowledge.locales.languages {
                let words = language.metrics[metric.id]
                state.names[tag.description] = words?.term
                state.definitions[tag.description] = words?.definition
            }
            return state
        }
    }

    private static func text(_ quantity: Quantity) -> String {
        let number = quantity.value.decimalText(digits: 12)
        return [number, quantity.currency ?? quantity.unit].compactMap { $0 }
            .joined(separator: " ")
    }

    private static func changes(
        from old: [String: State], to new: [String: State], on day: String
    ) -> [Entry] {
        Set(old.keys).union(new.keys).sorted().flatMap { id -> [Entry] in
            guard let before = old[id] else {
                return [Entry(day: day, metric: id, what: .added, after: new[id]?.formula)]
            }
            guard let after = new[id] else {
                return [Entry(day: day, metric: id, what: .removed, before: before.formula)]
            }
            var entries: [Entry] = []
            func compare(
                _ what: Entry.Change, _ one: String?, _ other: String?, _ language: String? = nil
            ) {
                guard one != other else { return }
                entries.append(
                    Entry(
                        day: day, metric: id, what: what, language: language, before: one,
                        after: other))
            }
            compare(.formula, before.formula, after.formula)
            compare(.unit, before.unit, after.unit)
            compare(.direction, before.direction, after.direction)
            compare(.variant, before.variant, after.variant)
            compare(.parameters, before.parameters, after.parameters)
            compare(.targets, before.targets, after.targets)
            for tag in Set(before.names.keys).union(after.names.keys).sorted() {
                // A language that came newly is no change of a name.
                guard before.names[tag] != nil else { continue }
                compare(.name, before.names[tag], after.names[tag], tag)
            }
            for tag in Set(before.definitions.keys).union(after.definitions.keys).sorted() {
                guard before.definitions[tag] != nil else { continue }
                compare(.definition, before.definitions[tag], after.definitions[tag], tag)
            }
            return entries
        }
    }
}
