internal import Diagnostics
public import Documents

/// The semantic manifest that dbt compiles (`semantic_manifest.json`).
///
/// Measures become SQL aggregates; metrics become expressions over measures and
/// other metrics, in the language `metricflow`.
public enum SemanticManifest: FormatReader {
    public static let id = "semantic-manifest"
    public static let name = "dbt semantic manifest"

    public static func recognises(_ document: Document) -> Bool {
        document.root["semantic_models"]?.kind == .array
            && document.root["metrics"]?.kind == .array
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        for model in document.root["semantic_models"]?.items ?? [] {
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
        for metric in document.root["metrics"]?.items ?? [] {
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
        guard let parameters = metric["type_params"] else { return nil }
        let source: PlacedText?
        switch metric["type"]?.string {
        case "ratio":
            guard let numerator = text(parameters[path: "numerator", "name"]),
                let denominator = text(parameters[path: "denominator", "name"])
            else { return nil }
            source = PlacedText.composed([
                .text(numerator), .literal(" / "), .text(denominator)
            ])
        case "derived": source = derived(parameters)
        case "cumulative":
            // A sum over a window is another value than its measure.
            source = text(parameters[path: "measure", "name"]).flatMap {
                PlacedText.composed([.literal("cumulative("), .text($0), .literal(")")])
            }
        default: source = text(parameters[path: "measure", "name"])
        }
        return source.map { SourceFormula(source: $0, language: "metricflow") }
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
