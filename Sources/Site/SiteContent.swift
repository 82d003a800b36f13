public import Evaluation
public import Lint
public import Locales

/// Everything that a site is made of.
public struct SiteContent: Sendable {
    public var knowledge: Knowledge
    /// The languages to write; empty for all.
    public var languages: [LanguageTag]
    public var theme: Theme
    /// The metrics computed by period, where there is data.
    public var figures: Figures?
    /// What linting the company's dashboards found, where there are any.
    public var lint: LintReport?
    public var history: History
    /// Pages ask the server that they came from to tell them when they have changed.
    public var isServed: Bool

    public init(_ knowledge: Knowledge, theme: Theme, languages: [LanguageTag] = []) {
        self.knowledge = knowledge
        self.theme = theme
        self.languages = languages
        history = History()
        isServed = false
    }
}

/// Values of metrics over time.
public struct Figures: Sendable {
    public var grain: Grain
    /// In the order of time; of a metric that is always split, several for a period.
    private let values: [EvaluationRequest.Item: [MetricValue]]

    public init(_ result: EvaluationResult, by grain: Grain) {
        self.grain = grain
        values = Dictionary(grouping: result.values) {
            EvaluationRequest.Item(metric: $0.metric, variant: $0.variant)
        }
    }

    /// The values of one formula, in the order of time.
    func values(of metric: String, variant: String?) -> [MetricValue] {
        values[EvaluationRequest.Item(metric: metric, variant: variant)] ?? []
    }
}
