internal import Diagnostics
public import Documents

/// Splunk dashboards in Simple XML.
public enum Splunk: FormatReader {
    public static let id = "splunk"
    public static let name = "Splunk Simple XML"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        guard root.isElement("dashboard") || root.isElement("form") || root.isElement("view")
        else { return false }
        return root.element("row") != nil || root.element("fieldset") != nil
            || root.descendants("search").contains { $0.element("query") != nil }
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = root.element("label")?.text
        for search in root.elements("search") {
            guard let name = search.attribute("id"), let query = query(search) else { continue }
            dashboard.fields.add(
                Field(name: name.string, kind: .query, formula: query, place: name.place))
        }
        for panel in root.descendants("panel") {
            let title = panel.element("title")?.text
            let container = [dashboard.title?.string, title?.string].compactMap { $0 }
            for visual in panel.elements where !visual.isElement("input") {
                let search = visual.element("search") ?? visual.element("searchString")?.parent
                guard let search, let formula = query(search) else { continue }
                var use = MetricUse(
                    formula: formula, place: formula.source.place, container: container,
                    scope: search.attribute("base")?.string)
                let own = visual.element("title")?.text
                if let own { use.labels.append(Label(text: own, role: .title)) }
                if let title { use.labels.append(Label(text: title, role: .title)) }
                read(options: visual, into: &use)
                dashboard.uses.append(use)
            }
        }
        return dashboard
    }

    private static func query(_ search: Node) -> SourceFormula? {
        guard let text = (search.element("query") ?? search.element("searchString"))?.text.trimmed,
            !text.string.isEmpty
        else { return nil }
        return SourceFormula(source: text, language: "spl", kind: .query)
    }

    private static func read(options visual: Node, into use: inout MetricUse) {
        var options: [String: PlacedText] = [:]
        for option in visual.elements("option") {
            if let name = option.attribute("name")?.string { options[name] = option.text }
        }
        if let label = options["underLabel"], !label.string.isEmpty {
            use.labels.append(Label(text: label, role: .description))
        }
        let precision = options["numberPrecision"]
        let decimals = precision.map { text in
            text.string.split(separator: ".").dropFirst().first?.count ?? 0
        }
        if let unit = options["unit"], !unit.string.isEmpty {
            use.numberFormat = NumberFormat(
                raw: unit, meaning: meaning(unit.string), decimals: decimals)
        } else if let precision {
            use.numberFormat = NumberFormat(raw: precision, meaning: .plain, decimals: decimals)
        }
        use.thresholds = thresholds(options["rangeValues"], options["rangeColors"])
    }

    private static func meaning(_ unit: String) -> NumberFormat.Meaning {
        switch unit.lowercased() {
        case "%", "percent": .percentPoints
        case "ms": .duration(.milliseconds)
        case "s", "sec", "seconds": .duration(.seconds)
        case "min", "minutes": .duration(.minutes)
        case "h", "hours": .duration(.hours)
        default: Currency.code(in: unit).map { .currency($0) } ?? .other(unit)
        }
    }

    /// `[0,30,70]` and a colour more than there are numbers.
    private static func thresholds(_ values: PlacedText?, _ colours: PlacedText?) -> [Threshold] {
        guard let values, let colours else { return [] }
        let numbers = items(values)
        let shades = items(colours).map { text in text.string.filter { $0 != "\"" && $0 != "'" } }
        guard shades.count == numbers.count + 1 else { return [] }
        return shades.enumerated().map { number, shade in
            Threshold(
                value: number == 0 ? nil : Double(numbers[number - 1].string), colour: shade,
                rating: Threshold.Rating(colour: shade),
                place: number == 0 ? values.place : numbers[number - 1].place)
        }
    }

    /// The items of a list in brackets.
    private static func items(_ text: PlacedText) -> [PlacedText] {
        let bytes = Array(text.string.utf8)
        guard let open = bytes.firstIndex(of: UInt8(ascii: "[")),
            let close = bytes.lastIndex(of: UInt8(ascii: "]")), open < close
        else { return [] }
        var items: [PlacedText] = []
        var start = open + 1
        for at in start...close where at == close || bytes[at] == UInt8(ascii: ",") {
            items.append(text.slice(start..<at).trimmed)
            start = at + 1
        }
        return items.filter { !$0.string.isEmpty }
    }
}
