internal import Diagnostics
public import Documents

/// Metabase's questions and dashboards, as its API gives them and its serialisation
/// writes them: native SQL, and MBQL in both of its forms.
public enum Metabase: FormatReader {
    public static let id = "metabase"
    public static let name = "Metabase"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        if cards(of: root).contains(where: { $0.card["dataset_query"]?.kind == .object }) {
            return true
        }
        return root["dashcards"]?.kind == .array || root["ordered_cards"]?.kind == .array
    }

    /// The cards of a dashboard, of a list of either, or the card itself.
    private static func cards(of node: Node) -> [(card: Node, shown: Node?, board: Node?)] {
        if node["dataset_query"] != nil { return [(node, nil, nil)] }
        if node.kind == .array {
            return node.items.flatMap { item in
                item.kind == .object ? cards(of: item) : []
            }
        }
        for key in ["dashcards", "ordered_cards"] {
            guard let items = node[key]?.items else { continue }
            var found: [(card: Node, shown: Node?, board: Node?)] = []
            for shown in items {
                if let card = shown["card"] { found.append((card, shown, node)) }
                for card in shown["series"]?.items ?? [] where card.kind == .object {
                    found.append((card, shown, node))
                }
            }
            return found
        }
        for key in ["cards", "dashboards", "data", "questions"] {
            guard let items = node[key]?.items, !items.isEmpty else { continue }
            return items.flatMap { $0.kind == .object ? cards(of: $0) : [] }
        }
        return []
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        if document.root["dataset_query"] == nil {
            dashboard.title = document.root["name"]?.filledText
        }
        for (card, shown, board) in cards(of: document.root) {
            read(card, shown: shown, board: board, into: &dashboard)
        }
        return dashboard
    }

    private static func read(
        _ card: Node, shown: Node?, board: Node?, into dashboard: inout Dashboard
    ) {
        guard let query = card["dataset_query"] else { return }
        let title = shown?[path: "visualization_settings", "card.title"]?.filledText
        let name = title ?? card["name"]?.filledText
        var use = MetricUse(place: name?.place ?? card.place)
        use.container = [board?["name"]?.string, name?.string].compactMap { $0 }
        if let name { use.labels.append(Label(text: name, role: .title)) }
        if let text = card["description"]?.filledText {
            use.labels.append(Label(text: text, role: .description))
        }
        var settings: [Node] = []
        for node in [shown, card] {
            if let own = node?["visualization_settings"] { settings.append(own) }
        }
        for node in settings where use.thresholds.isEmpty { use.thresholds = thresholds(node) }
        use.targets = targets(settings)
        let stages = query["stages"]?.items ?? []
        let native = query["native"]?["query"] ?? stages.first { $0["native"] != nil }?["native"]
        if let text = native?.filledText {
            use.formula = SourceFormula(source: text, language: "sql", kind: .query)
            use.numberFormat = MetabaseNumbers.format(settings, column: nil)
            dashboard.uses.append(use)
            return
        }
        guard let inner = query["query"] ?? stages.last(where: { $0["aggregation"] != nil }) else {
            return
        }
        read(mbql: inner, of: card, settings: settings, base: use, into: &dashboard)
    }

    private static func read(
        mbql query: Node, of card: Node, settings: [Node], base: MetricUse,
        into dashboard: inout Dashboard
    ) {
        var language = MBQL(expressions: query["expressions"])
        for column in card["result_metadata"]?.items ?? [] {
            guard let name = column["name"]?.filledText else { continue }
            if let id = column["id"] { language.columns[id.raw] = name }
        }
        let list = query["aggregation"]?.items ?? []
        // Old queries have a single aggregation without a list around it.
        let isSingle = list.first?.kind == .string
        let aggregations = isSingle ? [query["aggregation"]].compactMap { $0 } : list
        let filters = [query["filter"]].compactMap { $0 } + (query["filters"]?.items ?? [])
        let source = query["source-table"]
        let table = source?.filledText ?? source?.items.last?.filledText
        for aggregation in aggregations {
            var use = base
            use.place = aggregation.place
            let own = MBQL.name(of: aggregation)
            if let own {
                let label = Label(text: own, role: .series)
                use.labels.insert(label, at: aggregations.count == 1 ? use.labels.count : 0)
            }
            use.formula =
                language.aggregation(aggregation, filters: filters, table: table)
                ?? SourceFormula(source: aggregation.text, language: "mbql")
            let options = aggregation.items.first { $0.kind == .object }
            use.numberFormat = MetabaseNumbers.format(
                settings, column: options?["name"]?.string ?? aggregation[0]?.string)
            dashboard.uses.append(use)
        }
    }

    /// The segments of a gauge.
    private static func thresholds(_ settings: Node) -> [Threshold] {
        let segments = settings["gauge.segments"] ?? settings["scalar.segments"]
        return (segments?.items ?? []).enumerated().map { number, segment in
            let colour = segment["color"]?.string ?? ""
            let start = segment["min"]
            return Threshold(
                value: number == 0 ? nil : start?.number, colour: colour,
                rating: Threshold.Rating(colour: colour), place: (start ?? segment).place)
        }
    }

    private static func targets(_ settings: [Node]) -> [StatedTarget] {
        for node in settings {
            // A chart's goal counts where it is switched on.
            let isShown = node["graph.show_goal"]?.boolean == true
            let goal = isShown ? node["graph.goal_value"] : node["progress.goal"]
            guard let goal, let value = goal.number else { continue }
            let label = node["graph.goal_label"]?.filledText
            return [StatedTarget(value: value, label: label, place: goal.place)]
        }
        return []
    }
}

/// How Metabase shows numbers.
enum MetabaseNumbers {
    /// The format of a column, or that of the only column with a format.
    static func format(_ settings: [Node], column: String?) -> NumberFormat? {
        for node in settings {
            let all = node["column_settings"]?.members ?? []
            let own =
                all.first { key, _ in
                    // `["name","count"]`, a list written as a text.
                    column.map { key.string.hasSuffix("\"\($0)\"]") } ?? false
                } ?? (all.count == 1 ? all.first : nil)
            if let format = own.flatMap({ read($0.value) }) { return format }
            if let format = read(node) { return format }
        }
        return nil
    }

    private static func read(_ node: Node) -> NumberFormat? {
        let decimals = node["decimals"]?.integer
        if let style = node["number_style"]?.filledText {
            switch style.string {
            case "percent":
                return NumberFormat(raw: style, meaning: .percentOfFraction, decimals: decimals)
            case "currency":
                return NumberFormat(
                    raw: style, meaning: .currency(node["currency"]?.string), decimals: decimals)
            default: break
            }
        }
        guard let affix = (node["suffix"] ?? node["prefix"])?.filledText else { return nil }
        if affix.string.contains("%") {
            let isScaled = node["scale"]?.number == 100
            return NumberFormat(
                raw: affix, meaning: isScaled ? .percentOfFraction : .percentPoints,
                decimals: decimals)
        }
        if let code = Currency.code(in: affix.string) {
            return NumberFormat(raw: affix, meaning: .currency(code), decimals: decimals)
        }
        return NumberFormat(raw: affix, meaning: .other(affix.string), decimals: decimals)
    }
}
