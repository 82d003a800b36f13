internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// The same number, over other rows, in another year or in another file, is
/// shown in another unit.
enum SiblingUnit: Rule {
    static let id = "sibling-unit"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(
            #"""
            {"name": "Margin", "formatString": "0.0%", "expression": "DIVIDE(SUM(s[profit]), SUM(s[amount]))"},
            {"name": "Online margin", "formatString": "0.0%", "expression": "CALCULATE(DIVIDE(SUM(s[profit]), SUM(s[amount])), s[channel] = \"web\")"},
            {"name": "Shop margin", "formatString": ↓"\\$0.0", "expression": "CALCULATE(DIVIDE(SUM(s[profit]), SUM(s[amount])), s[channel] = \"shop\")"}
            """#),
        .measures(
            #"""
            {"name": "Margin", "formatString": "0.0%", "expression": "DIVIDE(SUM(s[profit]), SUM(s[amount]))"},
            {"name": "Profit per line", "formatString": "\\$0.0", "expression": "DIVIDE(SUM(s[profit]), COUNTROWS(s))"}
            """#),
        .files(
            "one.json", "two.json",
            #"""
            {"panels": [{"type": "stat", "title": "Payment success", "targets": [{"expr": "100 * sum(ok) / sum(all)"}],
             "fieldConfig": {"defaults": {"unit": "percent"}}}]}
            ---
            {"panels": [{"type": "stat", "title": "Payment success", "targets": [{"expr": "sum(ok) / sum(all)"}],
             "fieldConfig": {"defaults": {"unit": ↓"percentunit"}}}]}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.files.indices.flatMap { withinFile($0, context) } + acrossFiles(context)
    }

    // MARK: Over other rows

    private static func withinFile(_ file: Int, _ context: LintContext) -> [Finding] {
        var groups: [NormalForm: [InterpretedUse]] = [:]
        var order: [NormalForm] = []
        for use in context.uses(in: file) where use.isRatio && use.isUnderstood {
            guard use.use.numberFormat?.shownKind != nil,
                let bare = use.expression?.withoutRows,
                let normal = try? NormalForm(bare, assumingComplete: true),
                normal.fraction.constant == nil
            else { continue }
            if groups[normal] == nil { order.append(normal) }
            groups[normal, default: []].append(use)
        }
        return order.flatMap { normal -> [Finding] in
            let group = groups[normal] ?? []
            var counts: [NumberFormat.ShownKind: Int] = [:]
            for use in group { counts[use.shownKind ?? .percent, default: 0] += 1 }
            guard counts.count > 1, let most = counts.values.max() else { return [] }
            // Where none prevails, what comes first.
            let usual =
                group.compactMap(\.shownKind).first { counts[$0] == most } ?? .percent
            guard let example = group.first(where: { $0.shownKind == usual }) else { return [] }
            return group.filter { $0.shownKind != usual }.compactMap {
                finding(for: $0, example, part: "message")
            }
        }
    }

    // MARK: In another file

    private static func acrossFiles(_ context: LintContext) -> [Finding] {
        var first: [String: InterpretedUse] = [:]
        var findings: [Finding] = []
        for use in context.uses {
            guard let title = use.title, let format = use.use.numberFormat,
                format.shownKind != nil
            else { continue }
            let words = LabelKey.words(title.text.string)
            guard words.count > 1 else { continue }
            let key = words.joined(separator: " ")
            guard let earlier = first[key] else {
                first[key] = use
                continue
            }
            guard earlier.file != use.file, let other = earlier.use.numberFormat,
                format.differs(from: other)
            else { continue }
            findings.append(
                contentsOf: [finding(for: use, earlier, part: "message-files")].compactMap { $0 })
        }
        return findings
    }

    private static func finding(
        for use: InterpretedUse, _ other: InterpretedUse, part: String
    ) -> Finding? {
        guard let format = use.use.numberFormat, let usual = other.use.numberFormat else {
            return nil
        }
        return finding(
            at: format.place,
            [
                "label": .text(use.shownLabel), "format": .text(format.raw.string),
                "other": .text(other.shownLabel), "usual": .text(usual.raw.string)
            ], part: part, metric: use.metric,
            related: [
                Finding.Related(
                    place: usual.place,
                    message: message("other", ["format": .text(usual.raw.string)]))
            ])
    }
}

extension InterpretedUse {
    fileprivate var shownKind: NumberFormat.ShownKind? { use.numberFormat?.shownKind }
}

extension NumberFormat {
    /// The kinds of number that a format cannot be mistaken in.
    fileprivate enum ShownKind: Hashable {
        case percent, money, duration
    }

    fileprivate var shownKind: ShownKind? {
        switch meaning {
        case .percentOfFraction, .percentPoints: .percent
        case .currency: .money
        case .duration: .duration
        case .plain, .other: nil
        }
    }

    /// Whether the same number cannot be meant by both.
    fileprivate func differs(from other: NumberFormat) -> Bool {
        switch (meaning, other.meaning) {
        case (.percentOfFraction, .percentPoints), (.percentPoints, .percentOfFraction): true
        case (.duration(let one), .duration(let another)): one != another
        case (.currency(let one?), .currency(let another?)): one != another
        default: shownKind != other.shownKind
        }
    }
}

extension Expression {
    /// The same over all rows and at all times.
    fileprivate var withoutRows: Expression {
        switch kind {
        case .aggregate(var aggregate):
            aggregate.condition = nil
            aggregate.time = nil
            aggregate.moment = nil
            aggregate.value = aggregate.value?.withoutRows
            return Expression(.aggregate(aggregate), range: range)
        case .shifted(let inner, _): return inner.withoutRows
        default: return mapChildren { $0.withoutRows }
        }
    }
}
