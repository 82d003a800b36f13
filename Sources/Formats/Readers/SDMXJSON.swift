internal import Diagnostics
public import Documents

/// Statistical data in SDMX-JSON, first and second version: series of values with the
/// names of what they are of in several languages.
public enum SDMXJSON: FormatReader {
    public static let id = "sdmx-json"
    public static let name = "SDMX-JSON"

    public static func recognises(_ document: Document) -> Bool {
        let data = document.root["data"] ?? document.root
        return (data["structures"] ?? data["structure"] ?? document.root["structure"]) != nil
            && (data["dataSets"] != nil || data["structures"] != nil)
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        let data = document.root["data"] ?? document.root
        let structures =
            data["structures"]?.items
            ?? [data["structure"] ?? document.root["structure"]].compactMap { $0 }
        for (number, set) in (data["dataSets"]?.items ?? []).enumerated() {
            let index = set["structure"]?.integer ?? min(number, structures.count - 1)
            guard structures.indices.contains(index) else { continue }
            let reading = SDMXData(structures[index])
            if dashboard.title == nil { dashboard.title = structures[index]["name"]?.filledText }
            reading.read(set, into: &dashboard)
        }
        return dashboard
    }
}

/// One data set, whose keys are numbers of values of the structure's dimensions.
private struct SDMXData {
    let structure: Node
    private let seriesDimensions: [Node]
    private let rowDimensions: [Node]

    init(_ structure: Node) {
        self.structure = structure
        let dimensions = structure["dimensions"]
        seriesDimensions = dimensions?["series"]?.items ?? []
        rowDimensions = dimensions?["observation"]?.items ?? []
    }

    func read(_ set: Node, into dashboard: inout Dashboard) {
        if let series = set["series"], series.kind == .object {
            for (key, one) in series.members {
                var use = use(key, values(key.string, seriesDimensions))
                let attributes = named(one["attributes"], "series")
                apply(attributes, to: &use)
                for (row, observation) in one["observations"]?.members ?? [] {
                    let place = values(row.string, rowDimensions)
                    if let value = value(observation, place, attributes) {
                        use.values.append(value)
                    }
                }
                dashboard.uses.append(use)
            }
            return
        }
        // All dimensions stand at the observations: what is not time tells series apart.
        var known: [String: Int] = [:]
        for (key, observation) in set["observations"]?.members ?? [] {
            let found = values(key.string, rowDimensions)
            let rest = found.filter { !isTime($0.dimension) }
            let name = rest.map { $0.value["id"]?.string ?? "" }.joined(separator: ":")
            let index = known[name] ?? dashboard.uses.count
            if known[name] == nil {
                known[name] = index
                dashboard.uses.append(use(key, rest))
            }
            if let value = value(observation, found, []) {
                dashboard.uses[index].values.append(value)
            }
        }
    }

    private typealias Placed = (dimension: Node, value: Node)

    /// The values whose numbers a key holds: `0:3:1`.
    private func values(_ key: String, _ dimensions: [Node]) -> [Placed] {
        let numbers = key.split(separator: ":", omittingEmptySubsequences: false)
        var found: [Placed] = []
        for (number, dimension) in zip(numbers, dimensions) {
            guard let index = Int(number), index >= 0, let value = dimension["values"]?[index]
            else { continue }
            found.append((dimension, value))
        }
        return found
    }

    private func use(_ key: PlacedText, _ found: [Placed]) -> MetricUse {
        var use = MetricUse(place: key.place)
        let subject =
            found.first { isSubject($0.dimension) }
            ?? found.first { !isTime($0.dimension) && $0.dimension["id"]?.string != "FREQ" }
        if let subject {
            use.internalName = subject.value["id"]?.string
            use.labels = labels(subject.value)
            if let place = use.labels.first?.place { use.place = place }
        }
        use.container =
            found.filter { $0.value != subject?.value && !isTime($0.dimension) }.compactMap {
                labels($0.value).first?.text.string ?? $0.value["id"]?.string
            }
        return use
    }

    private func labels(_ value: Node) -> [Label] {
        var labels = (value["names"]?.members ?? []).compactMap { key, text in
            text.filledText.map {
                Label(text: $0, language: LanguageTag.normalised(key.string), role: .caption)
            }
        }
        if labels.isEmpty, let name = value["name"] {
            if let text = name.filledText {
                labels = [Label(text: text, role: .caption)]
            } else {
                labels = name.members.compactMap { key, text in
                    text.filledText.map {
                        Label(
                            text: $0, language: LanguageTag.normalised(key.string), role: .caption)
                    }
                }
            }
        }
        return labels
    }

    private func value(
        _ observation: Node, _ place: [Placed], _ attributes: [(id: String, value: Node)]
    ) -> StatedValue? {
        let node = observation.kind == .array ? observation[0] : observation
        guard let node else { return nil }
        guard let number = node.number ?? node.string.flatMap({ Double($0) }) else { return nil }
        let period = place.first { isTime($0.dimension) }?.value["id"]?.filledText
        let power = attributes.first { $0.id == "UNIT_MULT" }?.value["id"]?.string
        return StatedValue(
            value: SDMXWords.scaled(number, power: power),
            raw: node.string == nil ? nil : node.text,
            context: place.filter { !isTime($0.dimension) }.compactMap { $0.value["id"]?.string },
            period: period, place: node.place)
    }

    /// Attributes by their ids, where a list holds the numbers of their values.
    private func named(_ list: Node?, _ level: String) -> [(id: String, value: Node)] {
        let all = structure[path: "attributes", level]?.items ?? []
        return zip(list?.items ?? [], all).compactMap { index, attribute in
            guard let id = attribute["id"]?.string, let number = index.number,
                number >= 0, number < 1e6, let value = attribute["values"]?[Int(number)]
            else { return nil }
            return (id, value)
        }
    }

    private func apply(_ attributes: [(id: String, value: Node)], to use: inout MetricUse) {
        let unit = attributes.first { SDMXWords.units.contains($0.id) }?.value["id"]?.filledText
        use.numberFormat = unit.flatMap { SDMXWords.format($0) }
        let decimals = attributes.first { $0.id == "DECIMALS" }?.value["id"]?.string
        use.numberFormat?.decimals = decimals.flatMap { Int($0) }
    }

    private func isTime(_ dimension: Node) -> Bool {
        dimension["id"]?.string == "TIME_PERIOD" || dimension["role"]?.string == "time"
            || dimension["roles"]?.items.contains { $0.string == "TIME_PERIOD" } == true
    }

    private func isSubject(_ dimension: Node) -> Bool {
        SDMXWords.subjects.contains(dimension["id"]?.string?.uppercased() ?? "")
    }
}

/// What the names of SDMX dimensions and attributes say, in both of its syntaxes.
enum SDMXWords {
    /// Dimensions that say what is measured.
    static let subjects: Set<String> = [
        "INDICATOR", "MEASURE", "METRIC", "KPI", "SUBJECT", "SERIES", "VARIABLE", "INDIC", "ITEM"
    ]
    static let units: Set<String> = ["UNIT", "UNIT_MEASURE"]

    /// The unit of the common code list, or a currency.
    static func format(_ code: PlacedText) -> NumberFormat? {
        switch code.string.uppercased() {
        case "PT", "PC", "PERCENT", "PCT", "PCCH": NumberFormat(raw: code, meaning: .percentPoints)
        case "RATIO", "RT": NumberFormat(raw: code, meaning: .percentOfFraction)
        case "S", "SEC": NumberFormat(raw: code, meaning: .duration(.seconds))
        case "MIN": NumberFormat(raw: code, meaning: .duration(.minutes))
        case "H", "HUR", "HR": NumberFormat(raw: code, meaning: .duration(.hours))
        case "D", "DAY", "DAYS": NumberFormat(raw: code, meaning: .duration(.days))
        default:
            Currency.code(in: code.string).map { NumberFormat(raw: code, meaning: .currency($0)) }
                ?? NumberFormat(raw: code, meaning: .other(code.string))
        }
    }

    /// A value in the unit itself: `UNIT_MULT` 6 says that it is in millions.
    static func scaled(_ number: Double, power: String?) -> Double {
        guard let power = power.flatMap({ Int($0) }), (1...15).contains(power) else {
            return number
        }
        return (0..<power).reduce(number) { value, _ in value * 10 }
    }
}
