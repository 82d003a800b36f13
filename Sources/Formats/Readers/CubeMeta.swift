internal import Diagnostics
public import Documents

/// What Cube's API says of its data model (`/v1/meta`): names, titles and formats of
/// measures; with `?extended=true` also what they are computed from.
public enum CubeMeta: FormatReader {
    public static let id = "cube"
    public static let name = "Cube data model"

    public static func recognises(_ document: Document) -> Bool {
        document.root["cubes"]?.items.contains {
            $0["measures"]?.kind == .array && $0["name"]?.kind == .string
        } ?? false
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        for cube in document.root["cubes"]?.items ?? [] {
            let scope = cube["name"]?.string
            let title = cube["title"]?.filledText
            for dimension in cube["dimensions"]?.items ?? [] {
                guard let name = dimension["name"]?.filledText else { continue }
                dashboard.fields.add(
                    Field(
                        name: member(name).string, scope: scope,
                        caption: (dimension["shortTitle"] ?? dimension["title"])?.filledText,
                        kind: .column, dataType: dimension["type"]?.string, place: name.place))
            }
            for measure in cube["measures"]?.items ?? [] {
                guard let name = measure["name"]?.filledText else { continue }
                let use = use(measure, name: name, cube: scope, title: title)
                dashboard.fields.add(
                    Field(
                        name: member(name).string, scope: scope, caption: use.labels.first?.text,
                        kind: .measure, formula: use.formula, numberFormat: use.numberFormat,
                        place: name.place))
                dashboard.uses.append(use)
            }
        }
        return dashboard
    }

    private static func use(
        _ measure: Node, name: PlacedText, cube: String?, title: PlacedText?
    ) -> MetricUse {
        var use = MetricUse(
            internalName: member(name).string, place: name.place,
            container: [title?.string ?? cube].compactMap { $0 }, scope: cube)
        for key in ["shortTitle", "title"] {
            if let text = measure[key]?.filledText {
                use.labels.append(Label(text: text, role: .caption))
            }
        }
        use.labels.append(Label(text: member(name), role: .name))
        if let text = measure["description"]?.filledText {
            use.labels.append(Label(text: text, role: .description))
        }
        use.numberFormat = measure["format"]?.filledText.flatMap { format($0) }
        // In answers `type` is the type of the value and `aggType` says how it is computed.
        let function = measure["aggType"]?.filledText ?? measure["type"]?.filledText
        if let function {
            let sql = measure["sql"]?.filledText.map { plain($0) }
            if function.string == "number", let sql {
                use.formula = SourceFormula(source: sql, language: "sql")
            } else if let sql {
                let word = function.string.replacing("Approx", with: "")
                let formula = PlacedText.composed([.instead(word, of: function)])
                use.formula = formula.flatMap { AggregateCall.sql($0, sql) }
            } else if function.string == "count" {
                use.formula = AggregateCall.sql(function, nil)
            }
        }
        return use
    }

    /// The part of `orders.count` that names the member.
    private static func member(_ name: PlacedText) -> PlacedText {
        guard let dot = name.string.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name }
        let offset = name.string.utf8.distance(from: name.string.startIndex, to: dot)
        return name.slice(offset + 1..<name.string.utf8.count)
    }

    /// SQL without the braces around members: `${CUBE}.paid` and `{paid}`.
    private static func plain(_ sql: PlacedText) -> PlacedText {
        let bytes = Array(sql.string.utf8)
        var parts: [PlacedText.Part] = []
        var start = 0
        var at = 0
        while at < bytes.count {
            let isOpen = bytes[at] == UInt8(ascii: "{")
            let isMark =
                isOpen || bytes[at] == UInt8(ascii: "}")
                || bytes[at] == UInt8(ascii: "$") && at + 1 < bytes.count
                    && bytes[at + 1] == UInt8(ascii: "{")
            guard isMark else {
                at += 1
                continue
            }
            if start < at { parts.append(.text(sql.slice(start..<at))) }
            at += 1
            // `{CUBE}.` is the cube itself.
            let rest = String(decoding: bytes[at..<min(at + 6, bytes.count)], as: UTF8.self)
            if isOpen, rest.uppercased().hasPrefix("CUBE}.") || rest.uppercased().hasPrefix("CUBE.")
            {
                at += rest.uppercased().hasPrefix("CUBE}.") ? 6 : 5
            }
            start = at
        }
        if start < bytes.count { parts.append(.text(sql.slice(start..<bytes.count))) }
        return PlacedText.composed(parts) ?? sql
    }

    /// A percentage is shown as the number it is, with a sign behind it.
    private static func format(_ raw: PlacedText) -> NumberFormat? {
        switch raw.string {
        case "percent": NumberFormat(raw: raw, meaning: .percentPoints)
        case "currency": NumberFormat(raw: raw, meaning: .currency(nil))
        default: nil
        }
    }
}
