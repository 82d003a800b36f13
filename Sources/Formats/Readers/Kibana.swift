internal import Diagnostics
public import Documents

/// Kibana's saved objects: Lens, older visualisations, and panels by value, much of it
/// as documents in strings.
public enum Kibana: FormatReader {
    public static let id = "kibana"
    public static let name = "Kibana saved objects"

    public static func recognises(_ document: Document) -> Bool {
        objects(document).contains { object in
            let attributes = object["attributes"] ?? object["_source"]
            guard (object["type"] ?? object["_type"])?.kind == .string, let attributes else {
                return false
            }
            return ["visState", "panelsJSON", "state", "kibanaSavedObjectMeta", "fields"].contains {
                attributes[$0] != nil
            }
        }
    }

    private static func objects(_ document: Document) -> [Node] {
        let root = document.root
        if root.kind == .object { return root["objects"]?.items ?? [root] }
        return root.items
    }

    public static func read(_ document: Document) -> Dashboard {
        var reading = KibanaReading(Dashboard(format: id, file: document.file))
        for object in objects(document) {
            guard let attributes = object["attributes"] ?? object["_source"] else { continue }
            let title = attributes["title"]?.filledText
            if attributes["panelsJSON"] != nil, reading.dashboard.title == nil {
                reading.dashboard.title = title
            }
            reading.read(attributes, title: title, container: [])
        }
        return reading.dashboard
    }
}

private struct KibanaReading {
    var dashboard: Dashboard

    init(_ dashboard: Dashboard) { self.dashboard = dashboard }

    /// A value, or the document in a string.
    private mutating func opened(_ node: Node?) -> Node? {
        guard let node, node.kind == .string else { return node }
        if node.filledText == nil { return nil }
        do throws(DocumentError) {
            return try node.embedded().root
        } catch {
            dashboard.problems.append(error)
            return nil
        }
    }

    mutating func read(_ attributes: Node, title: PlacedText?, container: [String]) {
        if attributes["visState"] != nil, let state = opened(attributes["visState"]) {
            read(aggregations: state["aggs"], title: title, container: container)
            read(series: state["params"]?["series"], title: title, container: container)
        }
        if let state = attributes["state"], state.kind == .object {
            read(lens: state, title: title, container: container)
        }
        guard let panels = opened(attributes["panelsJSON"]) else { return }
        let inner = container + (title.map { [$0.string] } ?? [])
        for panel in panels.items {
            guard let config = panel["embeddableConfig"] else { continue }
            let own = config["title"]?.filledText ?? panel["title"]?.filledText
            if let attributes = config["attributes"], attributes.kind == .object {
                let name = own ?? attributes["title"]?.filledText
                read(attributes, title: name, container: inner)
            }
            if let visual = config["savedVis"] {
                let name = own ?? visual["title"]?.filledText
                read(aggregations: visual["data"]?["aggs"], title: name, container: inner)
                read(series: visual["params"]?["series"], title: name, container: inner)
            }
        }
    }

    /// The metrics of an older visualisation; the rest of its aggregations are groups.
    private mutating func read(aggregations: Node?, title: PlacedText?, container: [String]) {
        let metrics = (aggregations?.items ?? []).filter {
            let schema = $0["schema"]?.string ?? ""
            return ["metric", "radius", "secondary"].contains(schema)
        }
        for aggregation in metrics {
            guard let type = aggregation["type"]?.filledText else { continue }
            let field = aggregation["params"]?["field"]?.filledText
            var use = MetricUse(
                formula: AggregateCall.sql(type, field.map { AggregateCall.quoted($0) }),
                place: type.place, container: container + (title.map { [$0.string] } ?? []))
            let custom = aggregation["params"]?["customLabel"]?.filledText
            if let custom { use.labels.append(Label(text: custom, role: .series)) }
            label(&use, title: title, isAlone: metrics.count == 1 && custom == nil)
            if let field, use.labels.isEmpty { use.labels.append(Label(text: field, role: .name)) }
            dashboard.uses.append(use)
        }
    }

    /// The series of a visual builder (TSVB).
    private mutating func read(series: Node?, title: PlacedText?, container: [String]) {
        let all = (series?.items ?? []).filter { $0["metrics"]?.kind == .array }
        for one in all {
            let place = (one["label"] ?? one).place
            var use = MetricUse(
                formula: KibanaSeries.formula(one), place: place,
                container: container + (title.map { [$0.string] } ?? []))
            if let text = one["label"]?.filledText {
                use.labels.append(Label(text: text, role: .series))
            }
            label(&use, title: title, isAlone: all.count == 1 && use.labels.isEmpty)
            if let format = one["formatter"]?.filledText {
                use.numberFormat =
                    format.string == "percent"
                    ? NumberFormat(raw: format, meaning: .percentOfFraction)
                    : format.string.contains("0") ? NumberPattern.read(format) : nil
            }
            dashboard.uses.append(use)
        }
    }

    private func label(_ use: inout MetricUse, title: PlacedText?, isAlone: Bool) {
        guard let title else { return }
        let label = Label(text: title, role: .title)
        if isAlone { use.labels.insert(label, at: 0) } else { use.labels.append(label) }
    }

    private mutating func read(lens state: Node, title: PlacedText?, container: [String]) {
        for source in state["datasourceStates"]?.members ?? [] {
            for layer in source.value["layers"]?.members ?? [] {
                let columns = (layer.value["columns"]?.members ?? []).map(\.value).filter {
                    $0["isBucketed"]?.boolean != true && !isPart($0)
                }
                for column in columns {
                    var use = MetricUse(
                        formula: formula(column), place: column.place,
                        container: container + (title.map { [$0.string] } ?? []))
                    if let text = column["label"]?.filledText {
                        let isCustom = column["customLabel"]?.boolean == true
                        use.labels = [Label(text: text, role: isCustom ? .series : .name)]
                        use.place = text.place
                    }
                    let isMadeUp = column["customLabel"]?.boolean != true
                    label(&use, title: title, isAlone: columns.count == 1 && isMadeUp)
                    use.numberFormat = numberFormat(column["params"]?["format"])
                    use.thresholds = thresholds(state["visualization"])
                    dashboard.uses.append(use)
                }
            }
        }
    }

    /// The steps into which Lens splits a formula are columns too.
    private func isPart(_ column: Node) -> Bool {
        column["label"]?.string?.hasPrefix("Part of ") == true
            || column["operationType"]?.string == "math"
    }

    private func formula(_ column: Node) -> SourceFormula? {
        if let text = column["params"]?["formula"]?.filledText {
            return SourceFormula(source: text, language: "lens")
        }
        guard let operation = column["operationType"]?.filledText else { return nil }
        let field = column["sourceField"]?.filledText.flatMap {
            $0.string == "___records___" || $0.string == "Records" ? nil : $0
        }
        guard let filter = column["filter"]?["query"]?.filledText else {
            return AggregateCall.sql(operation, field.map { AggregateCall.quoted($0) })
        }
        var parts: [PlacedText.Part] = [.text(operation), .literal("(")]
        if let field { parts += [.text(field), .literal(", ")] }
        let language = column["filter"]?["language"]?.string == "lucene" ? "lucene" : "kql"
        parts += [.literal("\(language)='"), .text(filter), .literal("')")]
        return PlacedText.composed(parts).map { SourceFormula(source: $0, language: "lens") }
    }

    private func numberFormat(_ format: Node?) -> NumberFormat? {
        guard let id = format?["id"]?.filledText else { return nil }
        let decimals = format?["params"]?["decimals"]?.integer
        switch id.string {
        case "percent":
            return NumberFormat(raw: id, meaning: .percentOfFraction, decimals: decimals)
        case "number": return NumberFormat(raw: id, meaning: .plain, decimals: decimals)
        case "duration": return NumberFormat(raw: id, meaning: .duration(.seconds))
        case "custom":
            return format?["params"]?["pattern"]?.filledText.flatMap { NumberPattern.read($0) }
        default: return NumberFormat(raw: id, meaning: .other(id.string), decimals: decimals)
        }
    }

    private func thresholds(_ visualization: Node?) -> [Threshold] {
        let parameters = visualization?[path: "palette", "params"]
        let isRelative = parameters?["rangeType"]?.string == "percent"
        let stops = parameters?["colorStops"] ?? parameters?["stops"]
        return (stops?.items ?? []).enumerated().map { number, stop in
            let colour = stop["color"]?.string ?? ""
            let value = stop["stop"]
            return Threshold(
                value: number == 0 ? nil : value?.number, isRelative: isRelative, colour: colour,
                rating: Threshold.Rating(colour: colour), place: (value ?? stop).place)
        }
    }
}
