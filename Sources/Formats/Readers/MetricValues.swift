internal import Diagnostics
public import Documents

/// Values that were computed, as a list of objects with metric, period, value and
/// unit: what `kpi eval --format json` writes, and what others easily write, too.
public enum MetricValues: FormatReader {
    public static let id = "metric-values"
    public static let name = "Computed values"

    public static func recognises(_ document: Document) -> Bool {
        guard document.syntax == .json, document.root.kind == .array,
            let first = document.root.items.first
        else { return false }
        return first["metric"]?.kind == .string && first["value"] != nil
            && (first["unit"] != nil || first["period"] != nil || first["dimensions"] != nil
                || first["numerator"] != nil || first["target"] != nil || first.members.count == 2)
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        // The values of one metric in all periods and parts are one use.
        var numbers: [String: Int] = [:]
        for item in document.root.items {
            guard let metric = item["metric"], metric.kind == .string else { continue }
            let name = metric.text
            let key = [name.string, item["variant"]?.string ?? ""].joined(separator: "\u{0}")
            let number = numbers[key] ?? dashboard.uses.count
            if number == dashboard.uses.count {
                numbers[key] = number
                dashboard.uses.append(
                    MetricUse(
                        internalName: name.string, labels: [Label(text: name, role: .name)],
                        place: name.place))
            }
            if let value = value(item) { dashboard.uses[number].values.append(value) }
            if let target = target(item["target"], unit: item["unit"]?.string) {
                dashboard.uses[number].targets.append(target)
            }
        }
        for number in dashboard.uses.indices { markTotals(&dashboard.uses[number].values) }
        return dashboard
    }

    private static func value(_ item: Node) -> StatedValue? {
        guard let node = item["value"], !node.isNull else { return nil }
        let raw = node.kind == .string ? node.text : nil
        guard let value = node.number ?? raw.map({ Double($0.string) ?? .nan }) else { return nil }
        let dimensions = (item["dimensions"]?.members ?? []).map { member in
            "\(member.key.string)=\(member.value.string ?? "")"
        }
        return StatedValue(
            value: value, raw: raw, context: dimensions.sorted(), unit: text(item["unit"]),
            period: text(item["period"]), numerator: part(item["numerator"]),
            denominator: part(item["denominator"]), place: node.place)
    }

    private static func text(_ node: Node?) -> PlacedText? {
        guard let node, node.kind == .string else { return nil }
        return node.text
    }

    private static func part(_ node: Node?) -> StatedValue.Part? {
        guard let node, let number = node.number else { return nil }
        return StatedValue.Part(number, place: node.place)
    }

    /// A number in the value's unit, or an object with `value`, `comparison`, `period`.
    private static func target(_ node: Node?, unit: String?) -> StatedTarget? {
        guard let node else { return nil }
        if let number = node.number {
            return StatedTarget(value: number, unit: unit, place: node.place)
        }
        guard node.kind == .object, let value = node["value"] else { return nil }
        let period = node["period"]
        return StatedTarget(
            value: value.number, comparison: node["comparison"]?.string,
            unit: node["unit"]?.string ?? unit, period: period?.string,
            place: (period?.kind == .string ? period?.text.place : nil) ?? value.place)
    }

    /// What is not split is the whole of what is.
    private static func markTotals(_ values: inout [StatedValue]) {
        let split = Set(values.filter { !$0.context.isEmpty }.map { $0.period?.string })
        for number in values.indices where values[number].context.isEmpty {
            values[number].isTotal = split.contains(values[number].period?.string)
        }
    }
}
