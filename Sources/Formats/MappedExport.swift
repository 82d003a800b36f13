public import Diagnostics
public import Documents

/// Where an export that no reader knows keeps its metrics, as a company's project file says.
public struct ExportMapping: Sendable {
    /// What is found by a path.
    public enum Part: String, CaseIterable, Sendable {
        case name, value, unit, target, period, numerator, denominator, formula, context
    }

    /// The nodes of which each is one metric, or one value of a metric.
    public var each: Selector
    /// From such a node to what is said of it.
    public var parts: [Part: Selector]
    /// The language of the formulas, such as `sql`.
    public var formulaLanguage: String?
    /// The language of the names, as a BCP 47 tag.
    public var language: String?

    public init(
        each: Selector, parts: [Part: Selector], formulaLanguage: String? = nil,
        language: String? = nil
    ) {
        self.each = each
        self.parts = parts
        self.formulaLanguage = formulaLanguage
        self.language = language
    }
}

/// Any export in XML or JSON, read through a mapping.
public enum MappedExport {
    public static let id = "mapped-export"

    /// Values of one name and unit are one metric's.
    public static func read(_ document: Document, through mapping: ExportMapping) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file, language: mapping.language)
        dashboard.problems = document.problems
        var known: [String: Int] = [:]
        let nodes = mapping.each.nodes(from: document.root)
        if nodes.isEmpty {
            dashboard.problems.append(
                DocumentError(
                    reason: "mapping-empty", place: document.root.place,
                    arguments: ["path": .text(mapping.each.text)]))
        }
        for node in nodes {
            func part(_ part: ExportMapping.Part) -> PlacedText? {
                mapping.parts[part]?.text(from: node)
            }
            let name = part(.name)
            let formula = part(.formula)
            let key = [name?.string, formula?.string, part(.unit)?.string].map { $0 ?? "" }
                .joined(separator: "\u{0}")
            let index: Int
            if name != nil, let found = known[key] {
                index = found
            } else {
                index = dashboard.uses.count
                known[key] = index
                var use = MetricUse(place: (name ?? formula)?.place ?? node.place)
                if let name {
                    use.labels.append(
                        Label(text: name, language: mapping.language, role: .caption))
                }
                use.formula = formula.map {
                    SourceFormula(source: $0, language: mapping.formulaLanguage ?? "sql")
                }
                use.numberFormat = part(.unit).flatMap { UnitWord.format($0) }
                dashboard.uses.append(use)
            }
            if let value = value(part, place: node.place) {
                dashboard.uses[index].values.append(value)
            }
            if let target = part(.target) {
                dashboard.uses[index].targets.append(
                    StatedTarget(
                        value: Double(target.string), raw: target, unit: part(.unit)?.string,
                        period: part(.period)?.string, place: target.place))
            }
        }
        return dashboard
    }

    private static func value(
        _ part: (ExportMapping.Part) -> PlacedText?, place: Place
    ) -> StatedValue? {
        guard let text = part(.value) else { return nil }
        func number(_ text: PlacedText?) -> StatedValue.Part? {
            text.flatMap { text in
                Double(text.string).map { StatedValue.Part($0, place: text.place) }
            }
        }
        return StatedValue(
            value: Double(text.string) ?? .nan, raw: text,
            context: [part(.context)?.string].compactMap { $0 }, unit: part(.unit),
            period: part(.period), numerator: number(part(.numerator)),
            denominator: number(part(.denominator)), place: text.place)
    }
}

/// Units as exports write them.
enum UnitWord {
    static func format(_ unit: PlacedText) -> NumberFormat? {
        let word = unit.string.lowercased()
        let meaning: NumberFormat.Meaning
        switch word {
        case "%", "percent", "pct", "pt", "pc", "percentage": meaning = .percentPoints
        case "ratio", "fraction", "share": meaning = .percentOfFraction
        case "ms", "millisecond", "milliseconds": meaning = .duration(.milliseconds)
        case "s", "sec", "second", "seconds": meaning = .duration(.seconds)
        case "min", "minute", "minutes": meaning = .duration(.minutes)
        case "h", "hour", "hours": meaning = .duration(.hours)
        case "d", "day", "days": meaning = .duration(.days)
        default:
            meaning = Currency.code(in: unit.string).map { .currency($0) } ?? .other(unit.string)
        }
        return NumberFormat(raw: unit, meaning: meaning)
    }
}
