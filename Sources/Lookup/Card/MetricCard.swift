/// Everything that the catalog says of one metric, in the words of one
/// language: what `kpi show` answers with.
///
/// All texts are ready to be shown. Where a language lacks a text, it stands
/// here in the next language that has it; ``borrowed`` names those.
public struct MetricCard: Hashable, Sendable {
    public var id: String
    /// The language that its name is in.
    public var language: String
    public var name: String
    public var aliases: [Name]
    public var definition: String?
    /// How to read a value of it.
    public var reading: String?
    public var formula: FormulaForms
    /// Who gives the standard formula.
    public var formulaSources: [Source]
    public var unit: Unit
    public var direction: Direction
    public var directionSources: [Source]
    /// How values add up, inferred from the formula; `nil` for a formula that
    /// cannot be analysed.
    public var additivity: String?
    public var themes: [Term]
    public var channels: [Term]
    /// `direct`, `indirect` or `both`.
    public var measured: String
    public var parameters: [Parameter]
    /// The least and greatest value, as shown.
    public var scale: Scale?
    /// Fields that it is always split by.
    public var splitBy: [Term]
    public var variants: [Variant]
    /// The variant that the company means, where it chose one.
    public var chosenVariant: String?
    public var targets: [Figure]
    public var benchmarks: [Figure]
    public var relations: [Relation]
    public var advice: [Advice]
    public var confusedWith: [Confusion]
    public var sources: [Source]
    /// The company's own, from its project file.
    public var isOwn: Bool
    /// Which texts are in another language than the card: the field and its tag.
    public var borrowed: [Borrowed]

    /// A name that it also goes by.
    public struct Name: Hashable, Sendable {
        public var term: String
        /// `synonym`, `abbreviation`, `colloquial`, `document` or `deprecated`.
        public var kind: String
        public var note: String?
        public var sources: [Source]
    }

    /// An id with what it is called.
    public struct Term: Hashable, Sendable {
        public var id: String
        public var name: String
    }

    /// A formula as the catalog writes it, as people say it, and as MathML.
    public struct FormulaForms: Hashable, Sendable {
        public var text: String
        public var display: String
        public var mathML: String
    }

    public struct Unit: Hashable, Sendable {
        /// As the catalog writes it: `share`, `visits/agents`.
        public var id: String
        public var name: String
    }

    /// Which way is better.
    public enum Direction: String, Hashable, Sendable, CaseIterable {
        case higher = "higher-is-better"
        case lower = "lower-is-better"
        case neutral
    }

    /// The ends of a scale, in base units as decimal numbers.
    public struct Scale: Hashable, Sendable {
        public var least: String
        public var greatest: String
    }

    public struct Parameter: Hashable, Sendable {
        /// As the formula names it.
        public var id: String
        public var name: String
        public var explanation: String?
        public var value: Value
        public var sources: [Source]
    }

    /// A number with its unit.
    public struct Value: Hashable, Sendable {
        /// In base units, as a decimal number: 80 % is `0.8`, 5 min are `300`.
        public var number: String
        /// The unit of ``number``: `share`, `s`, `visits/agents`; `nil` for a bare number.
        public var unit: String?
        /// As the language writes it.
        public var text: String
    }

    /// Another formula that goes by the same name.
    public struct Variant: Hashable, Sendable {
        public var id: String
        public var name: String
        public var explanation: String?
        public var formula: FormulaForms
        public var unit: Unit
        public var direction: Direction
        public var scale: Scale?
        public var splitBy: [Term]
        public var parameters: [Parameter]
        /// `inverse`, `population`, `scale`, `divisor`, `other-metric` or `definition`.
        public var differs: String
        /// The metric that it really computes, where that is another.
        public var metric: Term?
        public var sources: [Source]
    }

    /// A target or a benchmark.
    public struct Figure: Hashable, Sendable {
        public var id: String
        /// `>=` and the like; `nil` where a benchmark is just a value.
        public var comparison: String?
        public var value: Value
        /// `week`, `month` …
        public var period: String?
        public var parameters: [Parameter]
        /// The variant it is meant for.
        public var variant: String?
        /// The id of whom it holds for.
        public var population: String?
        public var text: String?
        public var sources: [Source]
    }

    public struct Relation: Hashable, Sendable {
        /// `drives`, `driven-by`, `read-with`, `part-of`, `has-part`, `inverse-of`
        /// or `confused-with`.
        public var kind: String
        public var metric: Term
        public var sources: [Source]
    }

    public struct Advice: Hashable, Sendable {
        public var id: String
        /// `off-target`, `rising`, `falling`, `low`, `high` or `always`.
        public var when: String
        public var text: String?
        public var sources: [Source]
    }

    public struct Confusion: Hashable, Sendable {
        public var metric: Term
        public var note: String?
    }

    /// Who says so.
    public struct Source: Hashable, Sendable {
        /// A document's id, `general-usage` or `company`.
        public var document: String
        public var file: String?
        public var title: String?
        public var heading: String?
        public var language: String?
    }

    public struct Borrowed: Hashable, Sendable {
        public var field: String
        public var language: String
    }

    public func variant(_ id: String) -> Variant? { variants.first { $0.id == id } }
}
