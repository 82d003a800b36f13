public import Diagnostics
internal import Documents
internal import Formats

/// How one dashboard uses a metric, for reports that go by metric.
public struct DashboardUse: Hashable, Sendable {
    /// How its formula stands to what the company means by the metric.
    public enum Agreement: String, Hashable, Sendable, CaseIterable {
        case same
        /// Another of the metric's formulas.
        case variant
        /// One divided by what it should be.
        case inverted
        case different
        /// There is no formula, or it was not understood.
        case unknown
    }

    public var file: String
    /// The id of the file's format.
    public var format: String
    /// What the dashboard calls itself.
    public var title: String?
    /// The name that it shows the metric under.
    public var label: String?
    public var metric: String
    /// The variant that it computes, where it is one's.
    public var variant: String?
    /// As the dashboard writes it, and in which language.
    public var formula: String?
    public var language: String?
    public var agreement: Agreement
    public var place: Place
}

extension DashboardUse {
    /// `nil` where it is not certain which metric is meant.
    init?(_ use: InterpretedUse, in dashboard: Dashboard) {
        guard let metric = use.metric ?? (use.matches.count == 1 ? use.matches[0].metric : nil)
        else { return nil }
        file = dashboard.file
        format = dashboard.format
        title = dashboard.title?.string
        label = use.title?.text.string
        self.metric = metric
        formula = use.use.formula?.text
        language = use.use.formula?.language
        place = use.use.place
        switch use.verdict {
        case .same: agreement = .same
        case .variant(let form, _):
            agreement = .variant
            variant = form.variant
        case .inverted: agreement = .inverted
        case .other: agreement = .different
        case .unknown: agreement = .unknown
        }
    }
}
