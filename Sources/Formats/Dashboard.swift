public import Diagnostics
public import Documents

/// What one file says about metrics, whichever tool wrote it.
public struct Dashboard: Sendable {
    /// The id of its format, such as `grafana`.
    public var format: String
    public var file: String
    /// The language the file states for its labels, as a BCP 47 tag.
    public var language: String?
    public var title: PlacedText?
    /// The metrics shown or defined, in the order of the file.
    public var uses: [MetricUse]
    /// What the formulas may name: columns, parameters, named calculations.
    public var fields: FieldScope
    /// What other things in the file are called, such as cubes and pages.
    public var captions: [CaptionSet]
    /// What the reader could not make sense of. The rest was read all the same.
    public var problems: [DocumentError]
    /// What it belongs to together with other files: a report and its model, a report
    /// and its texts. Files with a family in common know each other's fields and translations.
    public var families: [String] = []
    /// What this file calls things that other files of its families define or show.
    public var translations: [Translation] = []
    /// Whether it lacks nothing that other files of its families could tell.
    public var isSelfContained = false

    public init(
        format: String, file: String, language: String? = nil, title: PlacedText? = nil,
        uses: [MetricUse] = [], fields: FieldScope = FieldScope(), captions: [CaptionSet] = [],
        problems: [DocumentError] = []
    ) {
        self.format = format
        self.file = file
        self.language = language
        self.title = title
        self.uses = uses
        self.fields = fields
        self.captions = captions
        self.problems = problems
    }
}

/// What a thing that is no metric is called, in the languages that the file has for it.
public struct CaptionSet: Sendable {
    public var labels: [Label]
    public var place: Place

    public init(labels: [Label], place: Place) {
        self.labels = labels
        self.place = place
    }
}

/// One metric as a dashboard shows or defines it.
public struct MetricUse: Sendable {
    /// The name by which other formulas in the file name it, such as `Calculation_21`.
    public var internalName: String?
    /// What its reader sees, most telling first.
    public var labels: [Label]
    public var formula: SourceFormula?
    /// An aggregation that is applied to the formula's values, such as the average
    /// that a worksheet takes of a calculated column.
    public var defaultAggregation: Aggregation?
    public var numberFormat: NumberFormat?
    /// The ends of the axis or gauge that it is shown on.
    public var range: StatedRange?
    /// In the order of the file; where bands are meant, each begins at its value.
    public var thresholds: [Threshold]
    /// Which way the file itself says is good.
    public var statedDirection: StatedDirection?
    /// Which way the file says that its bands get better, said apart from the bands.
    public var statedOrder: StatedDirection?
    public var targets: [StatedTarget]
    /// A formula that gives the rating of the value, where the file has one.
    public var statusFormula: SourceFormula?
    /// Values the file itself holds for it.
    public var values: [StatedValue]
    /// The narrowest place that stands for the whole of it.
    public var place: Place
    /// The titles of what it is shown in, outermost first: page, row, panel.
    public var container: [String]
    /// The scope in which its formula's names are looked up first; see `FieldScope`.
    public var scope: String?
    /// The keys by which files with texts name what it is called.
    public var translationKeys: [String] = []

    public init(
        internalName: String? = nil, labels: [Label] = [], formula: SourceFormula? = nil,
        defaultAggregation: Aggregation? = nil, numberFormat: NumberFormat? = nil,
        range: StatedRange? = nil, thresholds: [Threshold] = [],
        statedDirection: StatedDirection? = nil,
        statedOrder: StatedDirection? = nil, targets: [StatedTarget] = [],
        statusFormula: SourceFormula? = nil,
        values: [StatedValue] = [], place: Place, container: [String] = [],
        scope: String? = nil
    ) {
        self.internalName = internalName
        self.labels = labels
        self.formula = formula
        self.defaultAggregation = defaultAggregation
        self.numberFormat = numberFormat
        self.range = range
        self.thresholds = thresholds
        self.statedDirection = statedDirection
        self.statedOrder = statedOrder
        self.targets = targets
        self.statusFormula = statusFormula
        self.values = values
        self.place = place
        self.container = container
        self.scope = scope
    }
}

/// A text that names a metric to its reader.
public struct Label: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable {
        /// The name the metric itself bears in the tool.
        case caption
        /// The title of the panel or report that shows it.
        case title
        /// The name of one of several series in a panel.
        case series
        case axis
        /// A technical name that stands in for a missing caption.
        case name
        case description
    }

    public var text: PlacedText
    /// A BCP 47 tag, where the file states it.
    public var language: String?
    public var role: Role
    /// The most characters that the tool keeps of it.
    public var limit: Int?

    public var place: Place { text.place }

    public init(text: PlacedText, language: String? = nil, role: Role, limit: Int? = nil) {
        self.text = text
        self.language = language
        self.role = role
        self.limit = limit
    }
}

/// A formula as it stands in a file, in the language of the tool.
public struct SourceFormula: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case expression
        /// A whole query, which may give several columns.
        case query
    }

    /// The formula with the places of all its parts.
    public var source: PlacedText
    /// The language: `tableau`, `dax`, `sql`, `promql`, `lucene`, `mdx`, `spl`, `maql`,
    /// `vb`, `java`, `salesforce`, `grafana-math`, `lens`, `datadog`, `metricflow`, …
    public var language: String
    public var kind: Kind

    public var text: String { source.string }

    /// The place of the whole formula.
    public var place: Place { source.place }

    public init(source: PlacedText, language: String, kind: Kind = .expression) {
        self.source = source
        self.language = language
        self.kind = kind
    }

    /// The place of a stretch of the formula, by offsets into its UTF-8.
    public func place(of range: Range<Int>) -> Place { source.place(of: range) }
}

/// What is done with the rows' values.
public struct Aggregation: Hashable, Sendable {
    public enum Function: String, Hashable, Sendable {
        case sum, average, count, distinct, minimum, maximum, median, percentile, last, first
        case other
    }

    public var function: Function
    public var place: Place

    public init(_ function: Function, place: Place) {
        self.function = function
        self.place = place
    }
}

/// One boundary of a colour scale.
public struct Threshold: Hashable, Sendable {
    public enum Rating: String, Hashable, Sendable {
        case good, warning, bad, unknown
    }

    /// Where the band begins; nothing for the lowest band, which has no boundary below.
    public var value: Double?
    /// Whether the value is a share (0–100) of the scale's own span and not a value of the metric.
    public var isRelative: Bool
    /// As written: `red`, `#c0433a`, `semi-dark-green`.
    public var colour: String
    public var rating: Rating
    public var place: Place

    public init(
        value: Double?, isRelative: Bool = false, colour: String, rating: Rating, place: Place
    ) {
        self.value = value
        self.isRelative = isRelative
        self.colour = colour
        self.rating = rating
        self.place = place
    }
}

/// Which way is good, said by the file itself and not by its colours.
public struct StatedDirection: Hashable, Sendable {
    public enum Direction: String, Hashable, Sendable {
        case higher, lower
        /// Best inside a range.
        case middle
    }

    public var direction: Direction
    public var place: Place

    public init(_ direction: Direction, place: Place) {
        self.direction = direction
        self.place = place
    }
}

/// What a file wants a metric to be.
public struct StatedTarget: Sendable {
    /// The wanted value, where it is a plain number.
    public var value: Double?
    /// As written, where it is written as a text.
    public var raw: PlacedText?
    /// `>=`, `<=` or `=`, where the file says it.
    public var comparison: String?
    /// As written.
    public var unit: String?
    /// `day`, `week`, `month`, `quarter`, `year`, where the file says it.
    public var period: String?
    /// The wanted value, where it is computed.
    public var formula: SourceFormula?
    public var label: PlacedText?
    public var place: Place

    public init(
        value: Double? = nil, raw: PlacedText? = nil, comparison: String? = nil,
        unit: String? = nil, period: String? = nil, formula: SourceFormula? = nil,
        label: PlacedText? = nil, place: Place
    ) {
        self.value = value
        self.raw = raw
        self.comparison = comparison
        self.unit = unit
        self.period = period
        self.formula = formula
        self.label = label
        self.place = place
    }
}

/// The ends of a scale that a value is shown on.
public struct StatedRange: Hashable, Sendable {
    public var minimum: Double?
    public var maximum: Double?
    public var place: Place

    public init(minimum: Double?, maximum: Double?, place: Place) {
        self.minimum = minimum
        self.maximum = maximum
        self.place = place
    }
}

/// A value that an export holds.
public struct StatedValue: Hashable, Sendable {
    /// A number that the value is computed from.
    public struct Part: Hashable, Sendable {
        public var value: Double
        public var place: Place

        public init(_ value: Double, place: Place) {
            self.value = value
            self.place = place
        }
    }

    /// Not a number where the text that stands for it cannot be read as one.
    public var value: Double
    /// As written, where it is written as a text: `"1,25"`, `"12 %"`.
    public var raw: PlacedText?
    /// What the value is of, such as a branch, where it is said.
    public var context: [String]
    /// The unit or currency that is said to be its own, as written.
    public var unit: PlacedText?
    /// The period that it is of, as written: `2025-01`.
    public var period: PlacedText?
    public var numerator: Part?
    public var denominator: Part?
    /// Whether it is said to be that of the whole, of which the other values of
    /// the same metric and period are parts.
    public var isTotal: Bool
    public var place: Place

    public init(
        value: Double, raw: PlacedText? = nil, context: [String] = [], unit: PlacedText? = nil,
        period: PlacedText? = nil, numerator: Part? = nil, denominator: Part? = nil,
        isTotal: Bool = false, place: Place
    ) {
        self.value = value
        self.raw = raw
        self.context = context
        self.unit = unit
        self.period = period
        self.numerator = numerator
        self.denominator = denominator
        self.isTotal = isTotal
        self.place = place
    }
}
