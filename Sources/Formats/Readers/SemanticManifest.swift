internal import Diagnostics
public import Documents

/// What dbt compiles: the semantic manifest (`semantic_manifest.json`) and the manifest of
/// the whole project (`manifest.json`), which keeps the same by unique ids.
///
/// Measures become SQL aggregates; metrics become expressions over measures and
/// other metrics, in the language `metricflow`.
public enum SemanticManifest: FormatReader {
    public static let id = "semantic-manifest"
    public static let name = "dbt semantic manifest"

    public static func recognises(_ document: Document) -> Bool {
        let root = document.root
        if root["semantic_models"]?.kind == .array { return root["metrics"]?.kind == .array }
        return root["nodes"]?.kind == .object && root["metadata"]?.kind == .object
            && root["metrics"]?.kind == .object
    }

    /// The items of a list, or the values of a mapping by unique ids.
    private static func all(_ node: Node?) -> [Node] {
        guard let node, node.kind == .object else { return node?.items ?? [] }
        return node.members.map(\.value)
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        for model in all(document.root["semantic_models"]) {
            let scope = model["name"]?.string
            for measure in model["measures"]?.items ?? [] {
                guard let name = measure["name"]?.text else { continue }
                dashboard.fields.add(
                    Field(
                        name: name.string, scope: scope, caption: text(measure["label"]),
                        kind: .measure, formula: self.measure(measure, name: name),
                        place: name.place))
            }
            for kind in ["entities", "dimensions"] {
                for column in model[kind]?.items ?? [] {
                    guard let name = column["name"]?.text else { continue }
                    dashboard.fields.add(
                        Field(
                            name: name.string, scope: scope, caption: text(column["label"]),
                            kind: .column, dataType: column["type"]?.string, place: name.place))
                }
            }
        }
        for metric in all(document.root["metrics"]) {
            guard let name = metric["name"]?.text else { continue }
            let formula = formula(metric)
            dashboard.fields.add(
                Field(
                    name: name.string, caption: text(metric["label"]), kind: .calculation,
                    formula: formula, place: name.place))
            dashboard.uses.append(use(metric, name: name, formula: formula))
        }
        return dashboard
    }

    private static func measure(_ node: Node, name: PlacedText) -> SourceFormula? {
        guard let aggregation = text(node["agg"]) else { return nil }
        return AggregateCall.sql(aggregation, text(node["expr"]) ?? name)
    }

    private static func use(
        _ metric: Node, name: PlacedText, formula: SourceFormula?
    ) -> MetricUse {
        var use = MetricUse(
            internalName: name.string, formula: formula,
            place: (text(metric["label"]) ?? name).place,
            container: metric["type"]?.string.map { [$0] } ?? [])
        if let label = text(metric["label"]) {
            use.labels.append(Label(text: label, role: .caption))
        }
        use.labels.append(Label(text: name, role: .name))
        if let description = text(metric["description"]) {
            use.labels.append(Label(text: description, role: .description))
        }
        let meta = metric[path: "config", "meta"]
        if let format = text(meta?["format"] ?? meta?["number_format"]) {
            use.numberFormat = NumberPattern.read(format)
        }
        if let target = meta?["target"], let value = target.number {
            use.targets.append(StatedTarget(value: value, place: target.place))
        }
        return use
    }

    /// A metric as an expression: a ratio is written as a quotient of two names.
    private static func formula(_ metric: Node) -> SourceFormula? {
        // Metrics of dbt before its 1.6 are aggregates of a model's column.
        if let method = text(metric["calculation_method"] ?? metric["type"]),
            let expression = text(metric["expression"] ?? metric["sql"])
        {
            if method.string == "derived" || method.string == "expression" {
                return SourceFormula(source: plain(expression), language: "metricflow")
            }
            return AggregateCall.sql(method, expression)
        }
        guard let parameters = metric["type_params"] else { return nil }
        let source: PlacedText?
        switch metric["type"]?.string {
        case "ratio":
            guard let numerator = input(parameters["numerator"]),
                let denominator = input(parameters["denominator"])
            else { return nil }
            source = PlacedText.composed(numerator + [.literal(" / ")] + denominator)
        case "derived": source = derived(parameters)
        case "cumulative":
            // A sum over a window is another value than its measure.
            source = input(parameters["measure"]).flatMap {
                PlacedText.composed([.literal("cumulative(")] + $0 + [.literal(")")])
            }
        default: source = input(parameters["measure"]).flatMap { PlacedText.composed($0) }
        }
        guard let source else { return nil }
        let conditions = filters(metric["filter"])
        guard !conditions.isEmpty else {
            return SourceFormula(source: source, language: "metricflow")
        }
        return PlacedText.composed(
            [.literal("("), .text(source), .literal(") FILTER (WHERE ")] + conditions
                + [.literal(")")]
        ).map { SourceFormula(source: $0, language: "metricflow") }
    }

    /// A measure or metric by its name, with the filter that stands beside it.
    private static func input(_ node: Node?) -> [PlacedText.Part]? {
        guard let name = text(node?["name"]) ?? text(node) else { return nil }
        let conditions = filters(node?["filter"])
        if conditions.isEmpty { return [.text(name)] }
        return [.text(name), .literal(" FILTER (WHERE ")] + conditions + [.literal(")")]
    }

    /// Conditions that must all hold: one text, or a list of templates.
    private static func filters(_ node: Node?) -> [PlacedText.Part] {
        let texts =
            [text(node)].compactMap { $0 }
            + (node?["where_filters"]?.items ?? []).compactMap { text($0["where_sql_template"]) }
        var parts: [PlacedText.Part] = []
        for (number, condition) in texts.enumerated() {
            if number > 0 { parts.append(.literal(" AND ")) }
            parts += [.literal("("), .text(plain(condition)), .literal(")")]
        }
        return parts
    }

    /// A template with columns in place of calls: `{{ Dimension('order__status') }}` is
    /// `status`, `{{ metric('revenue') }}` is `revenue`.
    private static func plain(_ template: PlacedText) -> PlacedText {
        let bytes = Array(template.string.utf8)
        var parts: [PlacedText.Part] = []
        var start = 0
        var at = 0
        while at + 1 < bytes.count {
            guard bytes[at] == UInt8(ascii: "{"), bytes[at + 1] == UInt8(ascii: "{"),
                let close = bytes[at...].firstIndex(of: UInt8(ascii: "}"))
            else {
                at += 1
                continue
            }
            let end = min(close + 2, bytes.count)
            let inner = String(decoding: bytes[at..<end], as: UTF8.self)
            let words = inner.split(whereSeparator: { $0 == "'" || $0 == "\"" })
            if words.count > 1, let name = words[1].split(separator: "__").last {
                if start < at { parts.append(.text(template.slice(start..<at))) }
                parts.append(.instead(String(name), of: template.slice(at..<end)))
                start = end
            }
            at = end
        }
        if start < bytes.count { parts.append(.text(template.slice(start..<bytes.count))) }
        return PlacedText.composed(parts) ?? template
    }

    /// A derived metric's expression with its inputs' aliases replaced by their names.
    private static func derived(_ parameters: Node) -> PlacedText? {
        guard let expression = text(parameters["expr"]) else { return nil }
        var names: [String: PlacedText] = [:]
        for input in parameters["metrics"]?.items ?? [] {
            // An input of another period is another value: its alias stays opaque.
            guard let name = text(input["name"]), let alias = text(input["alias"]),
                text(input["offset_window"]) == nil, input["offset_window"]?.kind != .object,
                text(input["offset_to_grain"]) == nil
            else { continue }
            names[alias.string] = name
        }
        if names.isEmpty { return expression }
        var parts: [PlacedText.Part] = []
        let bytes = Array(expression.string.utf8)
        var at = 0
        while at < bytes.count {
            let isWord = isWordByte(bytes[at])
            var end = at
            while end < bytes.count, isWordByte(bytes[end]) == isWord { end += 1 }
            let piece = expression.slice(at..<end)
            if isWord, let name = names[piece.string] {
                parts.append(.instead(name.string, of: piece))
            } else {
                parts.append(.text(piece))
            }
            at = end
        }
        return PlacedText.composed(parts)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func text(_ node: Node?) -> PlacedText? { node?.filledText }
}

extension Node {
    /// The text of a string that is not empty.
    var filledText: PlacedText? {
        guard kind == .string else { return nil }
        let text = text
        return text.string.isEmpty ? nil : text
    }
}
