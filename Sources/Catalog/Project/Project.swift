public import Diagnostics

/// A company's project file, `kpi.yaml` or `kpi.json`: what it adds to the
/// catalog and what it chooses from it.
public struct Project: Sendable, Hashable {
    public enum Weekday: String, Hashable, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// The file as the user named it.
    public var file: String
    /// The company's name, shown on reports.
    public var company: String?
    /// The BCP 47 tag of the language to answer in when nobody asks for another.
    public var language: String?
    /// The ISO 4217 code of money that names no currency of its own.
    public var currency: String?
    /// The IANA name of the zone whose days, weeks and months count.
    public var timeZone: String?
    public var weekStarts: Weekday
    /// What runs the queries, as `--engine` takes it; `nil` for the embedded one.
    public var engine: String?
    /// `nil` where its year is the calendar's.
    public var fiscalYear: FiscalYear?
    /// The folder of another catalog, as written; `nil` for the one that comes along.
    public var catalog: String?
    /// The variant that the company means, by metric.
    public var variants: [String: Choice]
    /// Values of parameters, by metric and name.
    public var parameters: [String: [String: Quantity]]
    /// The company's own targets, by metric. They stand instead of the catalog's.
    public var targets: [String: [Target]]
    /// The company's own metrics.
    public var metrics: [Metric]
    /// Names, in the shape of a locale's metric file.
    public var names: [Names]
    /// The company's own entities.
    public var entities: [EntityDefinition]
    public var data: DataBindings?
    public var lint: LintSettings
    /// How its docs site looks; `nil` where the file says nothing of it.
    public var docs: DocsSettings?

    public init(file: String) {
        self.file = file
        weekStarts = .monday
        variants = [:]
        parameters = [:]
        targets = [:]
        metrics = []
        names = []
        entities = []
        lint = LintSettings()
    }

    /// A chosen variant.
    public struct Choice: Hashable, Sendable {
        public var variant: String
        public var place: Place

        public init(variant: String, place: Place) {
            self.variant = variant
            self.place = place
        }
    }

    /// What one metric is called in one language.
    public struct Names: Hashable, Sendable {
        /// The BCP 47 tag.
        public var language: String
        public var metric: String
        /// As in `locales/TAG/metrics/ID.yaml`.
        public var node: YAMLNode

        public init(language: String, metric: String, node: YAMLNode) {
            self.language = language
            self.metric = metric
            self.node = node
        }
    }
}

/// How a company wants its dashboards linted.
public struct LintSettings: Hashable, Sendable {
    /// Files and folders that are linted when none is named.
    public var paths: [String]
    /// By rule; `nil` as value switches the rule off.
    public var severities: [String: Severity?]
    public var ignore: [Ignore]
    /// Every rule that is named, where it is named: which exist is for the
    /// linter to say.
    public var namedRules: [NamedRule] = []
    /// Where exports that no reader knows keep their metrics.
    public var mappings: [ExportPaths] = []

    public init(
        paths: [String] = [], severities: [String: Severity?] = [:], ignore: [Ignore] = []
    ) {
        self.paths = paths
        self.severities = severities
        self.ignore = ignore
    }

    /// The name of a rule in the settings.
    public struct NamedRule: Hashable, Sendable {
        public var name: String
        public var place: Place

        public init(name: String, place: Place) {
            self.name = name
            self.place = place
        }
    }

    /// Findings that are not to be reported, and why.
    public struct Ignore: Hashable, Sendable {
        public var rule: String?
        /// A path or pattern with `*` and `**`.
        public var path: String?
        public var metric: String?
        /// The fingerprint of one finding.
        public var fingerprint: String?
        public var reason: String
        public var place: Place

        public init(
            rule: String? = nil, path: String? = nil, metric: String? = nil,
            fingerprint: String? = nil, reason: String, place: Place
        ) {
            self.rule = rule
            self.path = path
            self.metric = metric
            self.fingerprint = fingerprint
            self.reason = reason
            self.place = place
        }
    }
}
