internal import Diagnostics
internal import Documents

/// The number formats and colours that a workbook's cells are shown in.
struct ExcelStyles {
    private var codes: [Int: PlacedText] = [:]
    /// The number format of each style of a cell.
    private var formats: [Int] = []
    /// The looks that conditional formats give.
    private var looks: [Node] = []

    init(_ document: Document?) {
        guard let root = document?.root else { return }
        for format in root.element("numFmts")?.elements("numFmt") ?? [] {
            guard let id = format.attribute("numFmtId").flatMap({ Int($0.string) }) else {
                continue
            }
            codes[id] = format.attribute("formatCode")
        }
        formats = (root.element("cellXfs")?.elements("xf") ?? []).map {
            $0.attribute("numFmtId").flatMap { Int($0.string) } ?? 0
        }
        looks = root.element("dxfs")?.elements("dxf") ?? []
    }

    /// The formats that have numbers and no codes of their own (ECMA-376, 18.8.30).
    private static let builtIn: [Int: String] = [
        1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "$#,##0", 6: "$#,##0", 7: "$#,##0.00",
        8: "$#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
        40: "#,##0.00", 41: "#,##0", 42: "$#,##0", 43: "#,##0.00", 44: "$#,##0.00"
    ]

    func numberFormat(ofStyle style: Int?, at node: Node) -> NumberFormat? {
        guard let style, formats.indices.contains(style) else { return nil }
        return numberFormat(formats[style], at: node)
    }

    func numberFormat(_ id: Int, at node: Node) -> NumberFormat? {
        guard let code = codes[id] ?? Self.builtIn[id].map({ PlacedText($0, at: node) }),
            code.string != "General"
        else { return nil }
        return NumberPattern.read(code)
    }

    /// The colour that a conditional format gives a cell, else its text.
    private func colour(_ rule: Node) -> String {
        guard let id = rule.attribute("dxfId").flatMap({ Int($0.string) }),
            looks.indices.contains(id)
        else { return "" }
        let fill = looks[id].element("fill")?.element("patternFill")
        let node =
            fill?.element("bgColor") ?? fill?.element("fgColor")
            ?? looks[id].element(at: "font", "color")
        return node.map { Self.colour($0) } ?? ""
    }

    private static func colour(_ node: Node) -> String {
        // Opacity stands first: `FFC00000`.
        guard let text = node.attribute("rgb")?.string, text.count == 8 else { return "" }
        return "#" + text.dropFirst(2)
    }

    // MARK: Conditional formats

    /// What a rule says of values, as bands from below.
    func thresholds(_ rule: Node) -> [Threshold] {
        switch rule.attribute("type")?.string {
        case "cellIs": return comparison(rule)
        case "iconSet": return rule.element("iconSet").map { icons($0) } ?? []
        case "colorScale": return rule.element("colorScale").map { scale($0) } ?? []
        default: return []
        }
    }

    private func comparison(_ rule: Node) -> [Threshold] {
        let bounds = rule.elements("formula").map(\.text)
        guard let first = bounds.first, let number = Double(first.string) else { return [] }
        let colour = colour(rule)
        let rating = Threshold.Rating(colour: colour)
        func band(_ value: Double?) -> Threshold {
            Threshold(value: value, colour: colour, rating: rating, place: first.place)
        }
        switch rule.attribute("operator")?.string {
        case "greaterThan", "greaterThanOrEqual", "between": return [band(number)]
        case "lessThan", "lessThanOrEqual": return [band(nil)]
        default: return []
        }
    }

    private func icons(_ set: Node) -> [Threshold] {
        let name = set.attribute("iconSet")?.string ?? "3TrafficLights1"
        let bounds = set.elements("cfvo")
        // Other icons point or count; they say nothing of good and bad.
        guard bounds.count == 3, !name.contains("Gray"),
            ["TrafficLights", "Signs", "Symbols", "Flags", "Arrows", "Stars"].contains(where: {
                name.contains($0)
            })
        else { return [] }
        let isReversed = set.has("reverse", "1") || set.has("reverse", "true")
        let ratings: [Threshold.Rating] = [.bad, .warning, .good]
        return bounds.enumerated().map { number, bound in
            let value = bound.attribute("val")
            return Threshold(
                value: number == 0 ? nil : value.flatMap { Double($0.string) },
                isRelative: !bound.has("type", "num"), colour: "",
                rating: isReversed ? ratings[2 - number] : ratings[number],
                place: (value?.place) ?? bound.place)
        }
    }

    private func scale(_ scale: Node) -> [Threshold] {
        zip(scale.elements("cfvo"), scale.elements("color")).enumerated().map { number, pair in
            let colour = Self.colour(pair.1)
            let value = pair.0.attribute("val")
            return Threshold(
                value: number == 0 ? nil : value.flatMap { Double($0.string) },
                isRelative: !pair.0.has("type", "num"), colour: colour,
                rating: Threshold.Rating(colour: colour), place: (value?.place) ?? pair.0.place)
        }
    }
}
