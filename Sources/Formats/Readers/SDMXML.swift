internal import Diagnostics
public import Documents

/// Statistical data in SDMX-ML: generic and structure-specific data, and the structures
/// that hold the names of codes in several languages.
public enum SDMXML: FormatReader {
    public static let id = "sdmx-ml"
    public static let name = "SDMX-ML"

    private static let roots: Set<String> = [
        "GenericData", "GenericTimeSeriesData", "StructureSpecificData",
        "StructureSpecificTimeSeriesData", "CompactData", "UtilityData", "Structure", "DataMessage"
    ]

    public static func recognises(_ document: Document) -> Bool {
        guard document.syntax == .xml, let name = document.root.name else { return false }
        let local = name.split(separator: ":").last.map(String.init) ?? name
        guard roots.contains(local) else { return false }
        return document.root.attributes.contains {
            $0.name.string.hasPrefix("xmlns") && $0.value.string.lowercased().contains("sdmx")
        }
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        let folder = document.file.split(separator: "/", omittingEmptySubsequences: false)
        dashboard.families = ["sdmx:" + folder.dropLast().joined(separator: "/")]
        let root = document.root
        for code in root.descendants("Code") + root.descendants("Concept") {
            names(code, into: &dashboard)
        }
        let sets = root.descendants("DataSet")
        for set in sets.isEmpty ? [root] : sets {
            for series in set.descendants("Series") { read(series, into: &dashboard) }
            // Without series every observation says all of itself.
            let flat = set.elements("Obs")
            if !flat.isEmpty { read(flat: flat, into: &dashboard) }
        }
        return dashboard
    }

    private static func names(_ code: Node, into dashboard: inout Dashboard) {
        guard let id = (code.attribute("id") ?? code.attribute("value"))?.string else { return }
        for (element, role) in [("Name", Label.Role.caption), ("Description", .description)] {
            for text in code.elements(element) {
                let language = text.attribute("xml:lang").flatMap {
                    LanguageTag.normalised($0.string)
                }
                dashboard.translations.append(
                    Translation(
                        name: key(id), label: Label(text: text.text, language: language, role: role)
                    ))
            }
        }
    }

    /// Codes are told apart from names of fields.
    private static func key(_ code: String) -> String { "code \(code)" }

    private typealias Values = [(id: String, value: PlacedText)]

    /// The dimensions and attributes of a series or an observation.
    private static func values(_ node: Node) -> Values {
        var values: Values = []
        for group in ["SeriesKey", "ObsKey", "Attributes"] {
            for value in node.element(group)?.elements("Value") ?? [] {
                let id = value.attribute("id") ?? value.attribute("concept")
                if let id, let text = value.attribute("value") { values.append((id.string, text)) }
            }
        }
        return values.isEmpty
            ? node.attributes.filter { !$0.name.string.contains(":") }.map {
                ($0.name.string, $0.value)
            } : values
    }

    private static func read(_ series: Node, into dashboard: inout Dashboard) {
        let values = values(series)
        var use = use(values, place: series.place)
        let power = values.first { $0.id == "UNIT_MULT" }?.value.string
        for observation in series.elements("Obs") {
            if let value = value(observation, values, power) { use.values.append(value) }
        }
        dashboard.uses.append(use)
    }

    private static func read(flat observations: [Node], into dashboard: inout Dashboard) {
        var known: [String: Int] = [:]
        for observation in observations {
            let all = values(observation)
            let own = all.filter {
                $0.id != "TIME_PERIOD" && $0.id != "OBS_VALUE" && $0.id != "OBS_STATUS"
            }
            let name = own.map { "\($0.id)=\($0.value.string)" }.joined(separator: ",")
            let index = known[name] ?? dashboard.uses.count
            if known[name] == nil {
                known[name] = index
                dashboard.uses.append(use(own, place: observation.place))
            }
            let power = all.first { $0.id == "UNIT_MULT" }?.value.string
            if let value = value(observation, own, power) {
                dashboard.uses[index].values.append(value)
            }
        }
    }

    private static func use(_ values: Values, place: Place) -> MetricUse {
        var use = MetricUse(place: place)
        let subject =
            values.first { SDMXWords.subjects.contains($0.id.uppercased()) }
            ?? values.first { $0.id != "FREQ" && !SDMXWords.units.contains($0.id) }
        if let subject {
            use.internalName = subject.value.string
            use.labels = [Label(text: subject.value, role: .name)]
            use.translationKeys = [key(subject.value.string)]
            use.place = subject.value.place
        }
        use.container = values.filter { $0.id != subject?.id }.map(\.value.string)
        let unit = values.first { SDMXWords.units.contains($0.id) }?.value
        use.numberFormat = unit.flatMap { SDMXWords.format($0) }
        let decimals = values.first { $0.id == "DECIMALS" }?.value.string
        use.numberFormat?.decimals = decimals.flatMap { Int($0) }
        return use
    }

    private static func value(
        _ observation: Node, _ series: Values, _ power: String?
    ) -> StatedValue? {
        let text =
            observation.attribute("OBS_VALUE")
            ?? observation.element("ObsValue")?.attribute("value")
        guard let text, let number = Double(text.string) else { return nil }
        let period =
            observation.attribute("TIME_PERIOD")
            ?? observation.element("ObsDimension")?.attribute("value")
            ?? observation.element("Time")?.text
            ?? observation.element("ObsKey")?.elements("Value").first {
                $0.has("id", "TIME_PERIOD")
            }?.attribute("value")
        return StatedValue(
            value: SDMXWords.scaled(number, power: power), raw: text,
            context: series.map(\.value.string), period: period, place: text.place)
    }
}
