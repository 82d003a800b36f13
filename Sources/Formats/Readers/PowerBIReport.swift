internal import Diagnostics
public import Documents

/// Power BI reports as JSON: the older `report.json`, whose visuals are documents in
/// strings, and the newer `visual.json` of a single visual.
///
/// The formulas of measures stand in the model; a report names them.
public enum PowerBIReport: FormatReader {
    public static let id = "power-bi-report"
    public static let name = "Power BI report"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        return root["sections"]?.items.contains { $0["visualContainers"]?.kind == .array } == true
            || root["visual"]?["visualType"] != nil || isExtension(root)
    }

    /// Measures that a report adds to its model (`reportExtensions.json`).
    private static func isExtension(_ root: Node) -> Bool {
        root["entities"]?.items.contains { entity in
            entity["measures"]?.items.contains { $0["expression"] != nil } ?? false
        } ?? false
    }

    private static func read(extension node: Node, into dashboard: inout Dashboard) {
        for entity in node["entities"]?.items ?? [] {
            let table = entity["name"]?.string ?? ""
            for item in entity["measures"]?.items ?? [] {
                guard let name = item["name"]?.filledText else { continue }
                var measure = TabularMeasure(name: name, table: table)
                measure.expression = item["expression"]?.filledText
                measure.format =
                    (item["formatString"] ?? item[path: "formatInformation", "formatString"])?
                    .filledText
                measure.description = item["description"]?.filledText
                let use = measure.use
                dashboard.uses.append(use)
                dashboard.fields.add(
                    Field(
                        name: name.string, scope: table, kind: .measure, formula: use.formula,
                        numberFormat: use.numberFormat, place: use.place))
            }
        }
    }

    /// The older form keeps them among the settings, a document in a string.
    private static func readSettings(_ root: Node, into dashboard: inout Dashboard) {
        var settings: Node?
        if let config = root["config"], config.kind == .string {
            do throws(DocumentError) {
                settings = try config.embedded().root
            } catch {
                dashboard.problems.append(error)
            }
        }
        let extensions = settings?["modelExtensions"] ?? root["modelExtensions"]
        for item in extensions?.items ?? [] { read(extension: item, into: &dashboard) }
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.families = [PowerBIFamily.of(document.file)]
        let root = document.root
        if isExtension(root) { read(extension: root, into: &dashboard) }
        readSettings(root, into: &dashboard)
        if let visual = root["visual"] { read(visual: visual, into: &dashboard) }
        for section in root["sections"]?.items ?? [] {
            let page = section["displayName"]?.filledText
            for container in section["visualContainers"]?.items ?? [] {
                guard let config = container["config"], config.kind == .string else { continue }
                do throws(DocumentError) {
                    let visual = try config.embedded().root["singleVisual"]
                    if let visual { read(legacy: visual, page: page, into: &dashboard) }
                } catch {
                    dashboard.problems.append(error)
                }
            }
        }
        return dashboard
    }

    private static func read(
        legacy visual: Node, page: PlacedText?, into dashboard: inout Dashboard
    ) {
        let query = visual["prototypeQuery"]
        var entities: [String: PlacedText] = [:]
        for source in query?["From"]?.items ?? [] {
            if let name = source["Name"]?.string, let entity = source["Entity"]?.filledText {
                entities[name] = entity
            }
        }
        let title = title(visual["vcObjects"])
        for item in query?["Select"]?.items ?? [] {
            let shown = item["Name"]?.string.flatMap {
                visual["columnProperties"]?[$0]?["displayName"]?.filledText
            }
            guard let use = use(item, shown: shown, entities: entities) else { continue }
            add(use, title: title, page: page, to: &dashboard)
        }
    }

    private static func read(visual: Node, into dashboard: inout Dashboard) {
        let title = title(visual["visualContainerObjects"])
        for role in visual["query"]?["queryState"]?.members ?? [] {
            for item in role.value["projections"]?.items ?? [] {
                guard let field = item["field"],
                    let use = use(field, shown: item["displayName"]?.filledText, entities: [:])
                else { continue }
                add(use, title: title, page: nil, to: &dashboard)
            }
        }
    }

    private static func add(
        _ use: MetricUse, title: PlacedText?, page: PlacedText?, to dashboard: inout Dashboard
    ) {
        var use = use
        if let title { use.labels.append(Label(text: title, role: .title)) }
        use.container = [page?.string, title?.string].compactMap { $0 }
        dashboard.uses.append(use)
    }

    /// A measure by name, or a column with an aggregation; a plain column is no metric.
    private static func use(
        _ item: Node, shown: PlacedText?, entities: [String: PlacedText]
    ) -> MetricUse? {
        if let measure = item["Measure"], let name = measure["Property"]?.filledText {
            let formula = PlacedText.composed([.literal("["), .text(name), .literal("]")])
            return MetricUse(
                internalName: name.string, labels: labels(shown, name),
                formula: formula.map { SourceFormula(source: $0, language: "dax") },
                place: (shown ?? name).place)
        }
        guard let aggregation = item["Aggregation"],
            let column = aggregation[path: "Expression", "Column"],
            let name = column["Property"]?.filledText, let code = aggregation["Function"],
            let (word, function) = function(code.number)
        else { return nil }
        let source = column[path: "Expression", "SourceRef"]
        let table =
            source?["Entity"]?.filledText ?? source?["Source"]?.string.flatMap { entities[$0] }
        var parts: [PlacedText.Part] = [.instead(word + "(", of: code.text)]
        if let table { parts += [.literal("'"), .text(table), .literal("'")] }
        parts += [.literal("["), .text(name), .literal("])")]
        return MetricUse(
            internalName: name.string, labels: labels(shown, name),
            formula: PlacedText.composed(parts).map { SourceFormula(source: $0, language: "dax") },
            defaultAggregation: Aggregation(function, place: code.place),
            place: (shown ?? name).place)
    }

    private static func labels(_ shown: PlacedText?, _ name: PlacedText) -> [Label] {
        let caption = shown.map { [Label(text: $0, role: .caption)] } ?? []
        return caption + [Label(text: name, role: .name)]
    }

    /// The numbers of the query language's aggregations.
    private static func function(_ code: Double?) -> (String, Aggregation.Function)? {
        switch code {
        case 0: ("SUM", .sum)
        case 1: ("AVERAGE", .average)
        case 2: ("DISTINCTCOUNT", .distinct)
        case 3: ("MIN", .minimum)
        case 4: ("MAX", .maximum)
        case 5: ("COUNT", .count)
        case 6: ("MEDIAN", .median)
        default: nil
        }
    }

    /// A visual's title, a text in single quotes.
    private static func title(_ objects: Node?) -> PlacedText? {
        let value = objects?["title"]?[0]?[path: "properties", "text", "expr", "Literal", "Value"]
        guard let text = value?.filledText, text.string.utf8.count > 2, text.string.hasPrefix("'")
        else { return nil }
        return text.slice(1..<text.string.utf8.count - 1)
    }
}
