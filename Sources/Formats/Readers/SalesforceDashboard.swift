internal import Diagnostics
public import Documents

/// Salesforce dashboard metadata (`.dashboard`, `.dashboard-meta.xml`).
///
/// A component names a report; the formula stands in that report's own file.
public enum SalesforceDashboard: FormatReader {
    public static let id = "salesforce-dashboard"
    public static let name = "Salesforce dashboard"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        guard root.isElement("Dashboard") else { return false }
        return root.element("dashboardType") != nil || root.element("leftSection") != nil
            || root.element("dashboardGridLayout") != nil
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = root.element("title")?.text
        let components =
            root.descendants("components") + root.descendants("dashboardComponent")
        for component in components {
            let type = component.element("componentType")?.text.string
            guard type != nil, let use = use(component, dashboard.title) else { continue }
            dashboard.uses.append(use)
        }
        return dashboard
    }

    /// The characters that a component's texts may have.
    private static let labelLimit = 40

    private static func use(_ component: Node, _ board: PlacedText?) -> MetricUse? {
        var labels: [Label] = []
        for (name, role) in [
            ("metricLabel", Label.Role.series), ("title", .title), ("header", .title),
            ("footer", .description)
        ] {
            if let text = component.element(name)?.text, !text.string.isEmpty {
                let limit = role == .description ? nil : labelLimit
                labels.append(Label(text: text, role: role, limit: limit))
            }
        }
        guard let first = labels.first else { return nil }
        var use = MetricUse(
            internalName: component.element("report")?.text.string, labels: labels,
            place: first.place, container: board.map { [$0.string] } ?? [])
        use.thresholds = thresholds(component)
        use.range = range(component)
        return use
    }

    private static func range(_ component: Node) -> StatedRange? {
        let ends = ["gaugeMin", "gaugeMax"].map { component.element($0)?.text }
        guard let place = (ends[1] ?? ends[0])?.place else { return nil }
        return StatedRange(
            minimum: ends[0].flatMap { Double($0.string) },
            maximum: ends[1].flatMap { Double($0.string) }, place: place)
    }

    /// Three colours and two boundaries between them.
    private static func thresholds(_ component: Node) -> [Threshold] {
        let boundaries = ["indicatorBreakpoint1", "indicatorBreakpoint2"].compactMap {
            component.element($0)?.text
        }
        let colours = ["indicatorLowColor", "indicatorMiddleColor", "indicatorHighColor"].compactMap
        { component.element($0)?.text }
        guard boundaries.count == 2, colours.count == 3 else { return [] }
        let places = [colours[0]] + boundaries
        return zip(colours, places).enumerated().map { number, pair in
            Threshold(
                value: number == 0 ? nil : Double(boundaries[number - 1].string),
                colour: pair.0.string, rating: Threshold.Rating(colour: pair.0.string),
                place: pair.1.place)
        }
    }
}
