internal import Diagnostics
internal import Documents

/// A measure of a tabular model, whether the model is written in TMSL or in TMDL.
struct TabularMeasure {
    /// What makes a measure a key performance indicator.
    struct KPI {
        var target: PlacedText?
        var targetDescription: PlacedText?
        var status: PlacedText?
        /// What the designer keeps of its settings.
        var annotations: [String: PlacedText] = [:]
    }

    var name: PlacedText
    var table: String
    var language: String?
    var expression: PlacedText?
    var format: PlacedText?
    var folder: String?
    var description: PlacedText?
    var kpi: KPI?

    var use: MetricUse {
        var use = MetricUse(
            internalName: name.string,
            labels: [Label(text: name, language: language, role: .caption)],
            formula: Self.dax(expression), numberFormat: format.flatMap { NumberPattern.read($0) },
            place: name.place, container: folder.map { [table, $0] } ?? [table], scope: table)
        if let description, !description.string.isEmpty {
            use.labels.append(Label(text: description, language: language, role: .description))
        }
        if let kpi { Self.apply(kpi, to: &use) }
        return use
    }

    private static func dax(_ text: PlacedText?) -> SourceFormula? {
        text.map { SourceFormula(source: $0, language: "dax") }
    }

    private static func apply(_ kpi: KPI, to use: inout MetricUse) {
        if let formula = dax(kpi.target) {
            use.targets.append(
                StatedTarget(
                    value: Double(formula.source.trimmed.string), raw: formula.source,
                    formula: formula,
                    label: kpi.targetDescription, place: formula.source.place))
        }
        use.statusFormula = dax(kpi.status)
        let annotations = kpi.annotations
        let boundaries = (0..<8).compactMap { annotations["KpiThreshold_\($0)"] }
        let ratings = ratings(annotations["KpiStatusType"]?.string, boundaries.count)
        guard !boundaries.isEmpty, ratings.count == boundaries.count + 1 else { return }
        if let status = annotations["KpiStatusType"], let direction = direction(ratings) {
            use.statedDirection = StatedDirection(direction, place: status.place)
        }
        // Designers write it beside the pattern of the bands, and people change one of them.
        if let ordering = annotations["KpiThresholdOrdering"],
            ["Ascending", "Descending"].contains(ordering.string)
        {
            use.statedOrder = StatedDirection(
                ordering.string == "Ascending" ? .higher : .lower, place: ordering.place)
        }
        let isRelative = annotations["KpiThresholdType"]?.string == "Percentage"
        use.thresholds = [
            Threshold(
                value: nil, isRelative: isRelative, colour: "", rating: ratings[0],
                place: boundaries[0].place)
        ]
        for (boundary, rating) in zip(boundaries, ratings.dropFirst()) {
            use.thresholds.append(
                Threshold(
                    value: Double(boundary.string), isRelative: isRelative, colour: "",
                    rating: rating, place: boundary.place))
        }
    }

    /// The bands of the designer's four patterns, from the lowest value up.
    private static func ratings(_ type: String?, _ boundaries: Int) -> [Threshold.Rating] {
        switch (type, boundaries) {
        case ("LinearReversed", 2): [.good, .warning, .bad]
        case ("Linear", 2), (nil, 2): [.bad, .warning, .good]
        case ("Centered", 4): [.bad, .warning, .good, .warning, .bad]
        case ("CenteredReversed", 4): [.good, .warning, .bad, .warning, .good]
        default: Array(repeating: .unknown, count: boundaries + 1)
        }
    }

    private static func direction(_ ratings: [Threshold.Rating]) -> StatedDirection.Direction? {
        switch (ratings.first, ratings.last) {
        case (.bad, .good): .higher
        case (.good, .bad): .lower
        case (.bad, .bad): .middle
        default: nil
        }
    }
}
