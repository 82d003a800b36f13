internal import Diagnostics
public import Documents

/// Mondrian schemas, third version: measures as SQL aggregates, calculated members as MDX.
public enum Mondrian: FormatReader {
    public static let id = "mondrian"
    public static let name = "Mondrian schema"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        guard root.isElement("Schema") else { return false }
        return ["Cube", "VirtualCube", "PhysicalSchema"].contains { root.element($0) != nil }
    }

    public static func read(_ document: Document) -> Dashboard {
        let root = document.root
        var dashboard = Dashboard(format: id, file: document.file)
        dashboard.title = root.attribute("name")
        for cube in root.elements("Cube") + root.elements("VirtualCube") {
            let scope = cube.attribute("name")?.string
            if let name = cube.attribute("name") {
                dashboard.captions.append(
                    CaptionSet(labels: labels(cube, name: name), place: name.place))
            }
            for measure in cube.descendants("Measure") {
                add(measure, formula: formula(ofMeasure: measure), scope, to: &dashboard)
            }
            for member in cube.descendants("CalculatedMember") where isMeasure(member) {
                let text = member.attribute("formula") ?? member.element("Formula")?.text.trimmed
                let formula = text.map { SourceFormula(source: $0, language: "mdx") }
                add(member, formula: formula, scope, to: &dashboard)
            }
        }
        return dashboard
    }

    private static func isMeasure(_ member: Node) -> Bool {
        let dimension = member.attribute("dimension") ?? member.attribute("hierarchy")
        guard let dimension else { return true }
        return dimension.string.lowercased().contains("measures")
    }

    private static func add(
        _ node: Node, formula: SourceFormula?, _ scope: String?, to dashboard: inout Dashboard
    ) {
        guard let name = node.attribute("name") else { return }
        let format = numberFormat(node)
        let kind: Field.Kind = node.isElement("Measure") ? .measure : .calculation
        dashboard.fields.add(
            Field(
                name: name.string, scope: scope, caption: node.attribute("caption"), kind: kind,
                formula: formula, numberFormat: format, place: node.place))
        // What is not shown is only a step of another formula.
        guard !node.has("visible", "false") else { return }
        dashboard.uses.append(
            MetricUse(
                internalName: name.string, labels: labels(node, name: name), formula: formula,
                numberFormat: format, place: name.place, container: scope.map { [$0] } ?? [],
                scope: scope))
    }

    private static func labels(_ node: Node, name: PlacedText) -> [Label] {
        var labels: [Label] = []
        if let caption = node.attribute("caption") {
            labels.append(Label(text: caption, role: .caption))
        }
        labels.append(Label(text: name, role: .name))
        if let text = node.attribute("description") {
            labels.append(Label(text: text, role: .description))
        }
        for annotation in node.element("Annotations")?.elements("Annotation") ?? [] {
            guard let key = annotation.attribute("name")?.string,
                let point = key.firstIndex(of: "."),
                let language = LanguageTag.normalised(String(key[key.index(after: point)...]))
            else { continue }
            let role: Label.Role? =
                switch key[..<point] {
                case "caption": .caption
                case "description": .description
                default: nil
                }
            if let role {
                labels.append(Label(text: annotation.text.trimmed, language: language, role: role))
            }
        }
        return labels
    }

    private static func numberFormat(_ node: Node) -> NumberFormat? {
        if let format = node.attribute("formatString") { return NumberPattern.read(format) }
        let property = node.elements("CalculatedMemberProperty").first {
            $0.has("name", "FORMAT_STRING")
        }
        return property?.attribute("value").flatMap { NumberPattern.read($0) }
    }

    private static func formula(ofMeasure node: Node) -> SourceFormula? {
        guard let function = node.attribute("aggregator") else { return nil }
        if let column = node.attribute("column") {
            return AggregateCall.sql(function, AggregateCall.quoted(column))
        }
        let dialects = node.element("MeasureExpression")?.elements("SQL") ?? []
        let chosen = dialects.first { $0.has("dialect", "generic") } ?? dialects.first
        return AggregateCall.sql(function, chosen?.text.trimmed)
    }
}
