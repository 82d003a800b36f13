internal import Diagnostics
internal import Documents

/// Units, thresholds and overrides of Grafana's panels.
enum GrafanaFields {
    static func numberFormat(_ panel: Node, defaults: Node?) -> NumberFormat? {
        let decimals = (defaults?["decimals"] ?? panel["decimals"])?.integer
        if let unit = defaults?["unit"] { return numberFormat(unit, decimals: decimals) }
        // Panels older than field configuration.
        if let format = panel["format"] { return numberFormat(format, decimals: decimals) }
        let axis = panel["yaxes"]?[0]
        let axisDecimals = axis?["decimals"]?.integer
        return axis?["format"].flatMap { numberFormat($0, decimals: axisDecimals) }
    }

    private static func numberFormat(_ node: Node, decimals: Int?) -> NumberFormat? {
        guard let unit = node.string, !unit.isEmpty else { return nil }
        return NumberFormat(raw: node.text, meaning: meaning(unit), decimals: decimals)
    }

    /// The ids of Grafana's units.
    private static func meaning(_ unit: String) -> NumberFormat.Meaning {
        if unit.hasPrefix("currency:") { return .currency(nil) }
        if unit.hasPrefix("currency") {
            let code = unit.dropFirst(8)
            return .currency(code.count == 3 ? String(code) : nil)
        }
        switch unit {
        case "none", "short", "locale", "string", "sishort": return .plain
        case "percent": return .percentPoints
        case "percentunit": return .percentOfFraction
        case "ns": return .duration(.nanoseconds)
        case "µs": return .duration(.microseconds)
        case "ms", "dtdurationms", "clockms": return .duration(.milliseconds)
        case "s", "dtdurations", "clocks", "dthms": return .duration(.seconds)
        case "m": return .duration(.minutes)
        case "h": return .duration(.hours)
        case "d": return .duration(.days)
        default: break
        }
        // `suffix: %` and `prefix:€` are the user's own.
        if unit.hasPrefix("suffix:") || unit.hasPrefix("prefix:") {
            let text = unit.dropFirst(7)
            if text.contains("%") { return .percentPoints }
            if let code = Currency.code(in: String(text)) { return .currency(code) }
        }
        return .other(unit)
    }

    /// The ends of the scale that the panel is drawn on.
    static func range(_ panel: Node, defaults: Node?) -> StatedRange? {
        let old = panel["gauge"]
        let low = defaults?["min"] ?? old?["minValue"]
        let high = defaults?["max"] ?? old?["maxValue"]
        guard let place = (high ?? low)?.place, low?.number != nil || high?.number != nil else {
            return nil
        }
        return StatedRange(minimum: low?.number, maximum: high?.number, place: place)
    }

    static func thresholds(_ panel: Node, defaults: Node?) -> [Threshold] {
        if let thresholds = defaults?["thresholds"] { return steps(thresholds) }
        guard let legacy = panel["thresholds"] else { return [] }
        return legacy.kind == .string ? legacySingleStat(legacy, panel) : legacyGraph(legacy)
    }

    private static func steps(_ thresholds: Node) -> [Threshold] {
        let isRelative = thresholds["mode"]?.string == "percentage"
        return (thresholds["steps"]?.items ?? []).map { step in
            let colour = step["color"]?.string ?? ""
            let value = step["value"]
            return Threshold(
                value: value?.number, isRelative: isRelative, colour: colour,
                rating: Threshold.Rating(colour: colour),
                place: value.map { $0.isNull ? step.place : $0.place } ?? step.place)
        }
    }

    /// `"50,80"` with three colours, the first below 50.
    private static func legacySingleStat(_ node: Node, _ panel: Node) -> [Threshold] {
        let text = node.text
        let colours = panel["colors"]?.items.compactMap(\.string) ?? []
        var thresholds: [Threshold] = []
        var offset = 0
        for part in text.string.split(separator: ",", omittingEmptySubsequences: false) {
            let range = offset..<offset + part.utf8.count
            offset = range.upperBound + 1
            guard let value = Double(part.filter { !$0.isWhitespace }) else { continue }
            let number = thresholds.count + 1
            let colour = number < colours.count ? colours[number] : ""
            thresholds.append(
                Threshold(
                    value: value, colour: colour, rating: Threshold.Rating(colour: colour),
                    place: text.place(of: range)))
        }
        guard !thresholds.isEmpty, let first = colours.first else { return thresholds }
        let base = Threshold(
            value: nil, colour: first, rating: Threshold.Rating(colour: first), place: text.place)
        return [base] + thresholds
    }

    /// A list of lines with a state each: `{"colorMode": "critical", "op": "gt", "value": 90}`.
    private static func legacyGraph(_ node: Node) -> [Threshold] {
        node.items.compactMap { step in
            guard let value = step["value"] else { return nil }
            let mode = step["colorMode"]?.string ?? ""
            let rating: Threshold.Rating =
                switch mode {
                case "critical": .bad
                case "warning": .warning
                case "ok": .good
                default: Threshold.Rating(colour: step["fillColor"]?.string ?? "")
                }
            return Threshold(
                value: value.number, colour: step["fillColor"]?.string ?? mode, rating: rating,
                place: value.place)
        }
    }

    /// What overrides say of one query's field, found by its letter or its shown name.
    static func apply(overridesOf panel: Node, letter: String?, to use: inout MetricUse) {
        for override in panel[path: "fieldConfig", "overrides"]?.items ?? [] {
            guard let matcher = override["matcher"], let wanted = matcher["options"]?.string,
                matches(matcher["id"]?.string, wanted, letter, use)
            else { continue }
            for property in override["properties"]?.items ?? [] {
                guard let value = property["value"] else { continue }
                switch property["id"]?.string {
                case "unit":
                    use.numberFormat = numberFormat(value, decimals: use.numberFormat?.decimals)
                case "min": use.range = range(use.range, minimum: value)
                case "max": use.range = range(use.range, maximum: value)
                case "decimals": use.numberFormat?.decimals = value.integer
                case "thresholds": use.thresholds = steps(value)
                case "displayName" where value.kind == .string:
                    use.labels.insert(Label(text: value.text, role: .series), at: 0)
                default: break
                }
            }
        }
        if let name = panel[path: "fieldConfig", "defaults", "displayName"], name.kind == .string,
            name.string?.contains("$") == false
        {
            use.labels.insert(Label(text: name.text, role: .series), at: 0)
        }
    }

    private static func range(
        _ stated: StatedRange?, minimum: Node? = nil, maximum: Node? = nil
    ) -> StatedRange? {
        guard let node = minimum ?? maximum, let value = node.number else { return stated }
        return StatedRange(
            minimum: minimum == nil ? stated?.minimum : value,
            maximum: maximum == nil ? stated?.maximum : value, place: node.place)
    }

    private static func matches(
        _ id: String?, _ wanted: String, _ letter: String?, _ use: MetricUse
    ) -> Bool {
        switch id {
        case "byFrameRefID": wanted == letter
        case "byName": use.labels.contains { $0.role == .series && $0.text.string == wanted }
        default: false
        }
    }

    /// The bound of an old panel's alert is what its value must not pass.
    static func alertTargets(_ panel: Node, letter: String?) -> [StatedTarget] {
        (panel[path: "alert", "conditions"]?.items ?? []).compactMap { condition in
            guard let evaluator = condition["evaluator"], let bound = evaluator["params"]?[0],
                let value = bound.number
            else { return nil }
            let query = condition[path: "query", "params"]?[0]?.string
            guard query == nil || letter == nil || query == letter else { return nil }
            let comparison: String? =
                switch evaluator["type"]?.string {
                case "gt": "<="
                case "lt": ">="
                default: nil
                }
            return comparison.map {
                StatedTarget(value: value, comparison: $0, place: bound.place)
            }
        }
    }
}
