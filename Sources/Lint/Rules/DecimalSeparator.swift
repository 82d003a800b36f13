internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A number is written with a decimal comma where a point is read, or was read
/// without it.
enum DecimalSeparator: Rule {
    static let id = "decimal-separator"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Performance", "expression": "DIVIDE(SUM(t[a]), SUM(t[b]))", "kpi": {"targetExpression": ↓"1,25"}}"#
        ),
        .measures(
            #"{"name": "Performance", "expression": "DIVIDE(SUM(t[a]), SUM(t[b]))", "kpi": {"targetExpression": "1.25"}}"#
        ),
        .values(
            #"""
            {"metric": "average-order-value", "period": "2025-01", "value": 31.52},
            {"metric": "average-order-value", "period": "2025-02", "value": 29.87},
            {"metric": "average-order-value", "period": "2025-03", "value": ↓3025},
            {"metric": "average-order-value", "period": "2025-04", "value": 30.4}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use -> [Finding] in
            var findings: [Finding] = []
            for target in use.use.targets {
                if target.value == nil, let raw = target.raw, isCommaNumber(raw.string) {
                    findings.append(
                        finding(
                            at: raw.place,
                            ["label": .text(use.shownLabel), "number": .text(raw.string)],
                            part: "message-target", metric: use.metric))
                }
            }
            for value in use.use.values {
                guard let raw = value.raw, isCommaNumber(raw.string),
                    context.files[use.file].isWrittenWithPoints
                else { continue }
                findings.append(
                    finding(
                        at: raw.place,
                        ["label": .text(use.shownLabel), "number": .text(raw.string)],
                        metric: use.metric))
            }
            return findings + readWithout(use)
        }
    }

    /// `1,25`: digits, one comma, and no three digits behind it, which may be thousands.
    private static func isCommaNumber(_ text: String) -> Bool {
        var text = text.filter { !$0.isWhitespace }[...]
        if text.hasPrefix("-") { text = text.dropFirst() }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return false }
        return parts[1].count != 3
    }

    /// A value among its neighbours that is a hundred or a thousand times too large.
    private static func readWithout(_ use: InterpretedUse) -> [Finding] {
        let values = use.use.values.filter { $0.value.isFinite && $0.value > 0 && !$0.isTotal }
        guard values.count >= 4 else { return [] }
        let sorted = values.map(\.value).sorted()
        let median = sorted[sorted.count / 2]
        let usual = values.filter { $0.value <= median * 5 && $0.value >= median / 5 }
        // Numbers of things have no decimals to lose.
        guard usual.count >= values.count - max(1, values.count / 4),
            usual.filter({ $0.value != $0.value.rounded() }).count * 2 > usual.count,
            let least = usual.map(\.value).min(), let greatest = usual.map(\.value).max()
        else { return [] }
        return values.compactMap { value in
            guard value.value == value.value.rounded(), value.value > median * 9 else { return nil }
            let fits = [10.0, 100, 1000].first { factor in
                let meant = value.value / factor
                return meant != meant.rounded() && meant >= least * 0.7 && meant <= greatest * 1.4
            }
            guard let fits else { return nil }
            return finding(
                at: value.place,
                [
                    "label": .text(use.shownLabel), "number": .number(value.value),
                    "meant": .number(value.value / fits)
                ], part: "message-read", metric: use.metric)
        }
    }
}

extension Dashboard {
    /// Whether some number in it is written with a decimal point.
    fileprivate var isWrittenWithPoints: Bool {
        uses.contains { use in
            use.values.contains { value in
                value.raw.map { $0.string.contains(".") && Double($0.string) != nil }
                    ?? (value.value != value.value.rounded())
            }
        }
    }
}
