internal import Diagnostics
public import Documents

/// Analysis Services cubes (`.cube`, `.xmla`): measures, members of the MDX script, KPIs,
/// and their captions by language.
public enum AnalysisServices: FormatReader {
    public static let id = "ssas-cube"
    public static let name = "Analysis Services cube"

    public static func recognises(_ document: Document) -> Bool { !cubes(document).isEmpty }

    private static func cubes(_ document: Document) -> [Node] {
        let root = document.root
        let isCube = { (node: Node) in
            node.element("MeasureGroups") != nil || node.element("MdxScripts") != nil
                || node.element("Kpis") != nil
        }
        if root.isElement("Cube") { return isCube(root) ? [root] : [] }
        guard ["Alter", "Create", "Batch", "Database"].contains(where: { root.isElement($0) })
        else { return [] }
        return root.descendants("Cube").filter(isCube)
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        for cube in cubes(document) {
            if dashboard.title == nil { dashboard.title = cube.element("Name")?.text }
            if let number = cube.element("Language").flatMap({ Int($0.text.string) }) {
                dashboard.language = LanguageTag.ofWindows(number)
            }
            read(cube, into: &dashboard)
        }
        return dashboard
    }

    private static func read(_ cube: Node, into dashboard: inout Dashboard) {
        let title = cube.element("Name")?.text.string
        for group in cube.element("MeasureGroups")?.elements("MeasureGroup") ?? [] {
            let container = [title, group.element("Name")?.text.string].compactMap { $0 }
            for measure in group.element("Measures")?.elements("Measure") ?? [] {
                guard let name = measure.element("Name")?.text else { continue }
                add(
                    measure, name: name, formula: formula(measure),
                    format: measure.element("FormatString")?.text, container: container,
                    to: &dashboard)
            }
        }
        let captions = captions(cube)
        for text in cube.descendants("Command").compactMap({ $0.element("Text")?.text }) {
            for member in MDXScript.members(text) {
                var use = add(
                    nil, name: member.name, formula: member.formula, format: member.format,
                    container: title.map { [$0] } ?? [], to: &dashboard)
                use.labels += captions[member.name.string.lowercased()] ?? []
                dashboard.uses[dashboard.uses.count - 1] = use
            }
        }
        for kpi in cube.element("Kpis")?.elements("Kpi") ?? [] {
            guard let name = kpi.element("Name")?.text else { continue }
            var use = add(
                kpi, name: name, formula: mdx(kpi.element("Value")), format: nil,
                container: title.map { [$0] } ?? [], to: &dashboard)
            if let goal = mdx(kpi.element("Goal")) {
                use.targets = [
                    StatedTarget(
                        value: Double(goal.text), formula: goal, place: goal.source.place)
                ]
            }
            use.statusFormula = mdx(kpi.element("Status"))
            dashboard.uses[dashboard.uses.count - 1] = use
        }
    }

    @discardableResult
    private static func add(
        _ node: Node?, name: PlacedText, formula: SourceFormula?, format: PlacedText?,
        container: [String], to dashboard: inout Dashboard
    ) -> MetricUse {
        var use = MetricUse(
            internalName: name.string,
            labels: [Label(text: name, language: dashboard.language, role: .caption)],
            formula: formula, numberFormat: format.flatMap { NumberPattern.read($0) },
            place: name.place, container: container)
        use.labels += node.map(translations) ?? []
        if let text = node?.element("Description")?.text, !text.string.isEmpty {
            use.labels.append(Label(text: text, role: .description))
        }
        dashboard.fields.add(
            Field(
                name: name.string, kind: .measure, formula: formula,
                numberFormat: use.numberFormat, place: name.place))
        dashboard.uses.append(use)
        return use
    }

    private static func formula(_ measure: Node) -> SourceFormula? {
        let own = measure.descendants("ColumnID").first?.text
        if let own, let name = measure.element("Name")?.text.string,
            let expression = measure.element("MeasureExpression")?.text.trimmed,
            !expression.string.isEmpty
        {
            let column = value(expression, of: name, column: own)
            let sum = PlacedText.composed([.instead("sum", of: own)])
            return (measure.element("AggregateFunction")?.text ?? sum).flatMap {
                AggregateCall.sql($0, column)
            }
        }
        if let function = measure.element("AggregateFunction")?.text {
            return AggregateCall.sql(function, own.map { AggregateCall.quoted($0) })
        }
        // A measure adds up unless it says otherwise.
        guard let own else { return nil }
        return PlacedText.composed([
            .literal("SUM("), .text(AggregateCall.quoted(own)), .literal(")")
        ]).map { SourceFormula(source: $0, language: "sql") }
    }

    /// A measure's expression, which is computed for each row before it is added up, and
    /// in which the measure's own name means its column.
    private static func value(
        _ expression: PlacedText, of name: String, column: PlacedText
    ) -> PlacedText? {
        let bytes = Array(expression.string.utf8)
        var parts: [PlacedText.Part] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "["),
                let close = bytes[at...].firstIndex(of: UInt8(ascii: "]"))
            else {
                let next = bytes[at...].firstIndex(of: UInt8(ascii: "[")) ?? bytes.count
                parts.append(.text(expression.slice(at..<max(next, at + 1))))
                at = max(next, at + 1)
                continue
            }
            let inner = expression.slice(at + 1..<close)
            let isOwn = inner.string.lowercased() == name.lowercased()
            parts.append(
                .instead(
                    isOwn ? AggregateCall.quoted(column).string : "\"\(inner.string)\"",
                    of: expression.slice(at..<close + 1)))
            at = close + 1
        }
        return PlacedText.composed(parts)
    }

    private static func mdx(_ node: Node?) -> SourceFormula? {
        guard let text = node?.text.trimmed, !text.string.isEmpty else { return nil }
        return SourceFormula(source: text, language: "mdx")
    }

    /// The captions of the script's members, which stand apart from it.
    private static func captions(_ cube: Node) -> [String: [Label]] {
        var captions: [String: [Label]] = [:]
        for property in cube.descendants("CalculationProperty") {
            guard let reference = property.element("CalculationReference")?.text.string,
                let open = reference.lastIndex(of: "["), reference.hasSuffix("]")
            else { continue }
            let name = reference[reference.index(after: open)...].dropLast()
            captions[name.lowercased(), default: []] += translations(property)
        }
        return captions
    }

    private static func translations(_ node: Node) -> [Label] {
        (node.element("Translations")?.elements("Translation") ?? []).flatMap { translation in
            let language = translation.element("Language").flatMap { Int($0.text.string) }
                .flatMap { LanguageTag.ofWindows($0) }
            var labels: [Label] = []
            if let caption = translation.element("Caption")?.text, !caption.string.isEmpty {
                labels.append(Label(text: caption, language: language, role: .caption))
            }
            if let text = translation.element("Description")?.text, !text.string.isEmpty {
                labels.append(Label(text: text, language: language, role: .description))
            }
            return labels
        }
    }
}
