internal import Diagnostics
internal import Documents
internal import Expressions
internal import Formats
internal import Formula

/// One of several metrics that differ by one word only has other bounds than the
/// rest.
enum SiblingTarget: Rule {
    static let id = "sibling-target"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(
            #"""
            {"name": "Web sales performance", "expression": "DIVIDE(SUM(w[a]), SUM(w[b]))", "kpi": {"targetExpression": "1.1"}},
            {"name": "App sales performance", "expression": "DIVIDE(SUM(p[a]), SUM(p[b]))", "kpi": {"targetExpression": "1.1"}},
            {"name": "Shop sales performance", "expression": "DIVIDE(SUM(s[a]), SUM(s[b]))", "kpi": {"targetExpression": ↓"1.2"}}
            """#),
        .measures(
            #"""
            {"name": "Web sales performance", "expression": "DIVIDE(SUM(w[a]), SUM(w[b]))", "kpi": {"targetExpression": "1.1"}},
            {"name": "Shop sales performance", "expression": "DIVIDE(SUM(s[a]), SUM(s[b]))", "kpi": {"targetExpression": "1.2"}}
            """#)
    ]

    /// A name with one word left open.
    private struct Pattern: Hashable {
        var words: [String]
        var open: Int
    }

    static func findings(in context: LintContext) -> [Finding] {
        context.files.indices.flatMap { file -> [Finding] in
            var groups: [Pattern: [(use: InterpretedUse, bounds: Bounds)]] = [:]
            for use in context.uses(in: file) {
                guard let bounds = Bounds(of: use) else { continue }
                let words = LabelWords.words(use.shownLabel)
                guard words.count >= 3 else { continue }
                for open in words.indices {
                    // Of percentiles and shares of the day each has its own.
                    guard !words[open].contains(where: \.isNumber) else { continue }
                    var others = words
                    others[open] = ""
                    groups[Pattern(words: others, open: open), default: []].append((use, bounds))
                }
            }
            return groups.values.compactMap { odd(in: $0) }
        }
    }

    /// The one of at least three that differs from the others, which agree.
    private static func odd(in group: [(use: InterpretedUse, bounds: Bounds)]) -> Finding? {
        guard group.count >= 3 else { return nil }
        for (number, member) in group.enumerated() {
            let others = group.enumerated().filter { $0.offset != number }.map(\.element)
            guard let usual = others.first?.bounds,
                others.allSatisfy({ $0.bounds.values == usual.values }),
                member.bounds.values != usual.values,
                member.bounds.values.map(\.count) == usual.values.map(\.count),
                let place = member.bounds.place(differingFrom: usual)
            else { continue }
            return finding(
                at: place,
                [
                    "label": .text(member.use.shownLabel), "found": .text(member.bounds.shown),
                    "usual": .text(usual.shown)
                ], metric: member.use.metric,
                related: others.prefix(2).compactMap { other in
                    other.bounds.place(differingFrom: member.bounds).map {
                        Finding.Related(
                            place: $0,
                            message: message("other", ["label": .text(other.use.shownLabel)]))
                    }
                })
        }
        return nil
    }

    /// Every number that a use's value is held against.
    private struct Bounds {
        /// Targets, bands, and what the status formula compares with.
        var values: [[Double]]
        private var places: [[Place]]

        init?(of use: InterpretedUse) {
            let targets = use.use.targets.filter { $0.value != nil }
            let bands = use.use.thresholds.filter { $0.value != nil }
            let status = use.use.statusFormula.map { StatusFormula.bounds(of: $0) } ?? []
            values = [
                targets.compactMap(\.value), bands.compactMap(\.value),
                status.map(\.value.doubleValue)
            ]
            places = [
                targets.map(\.place), bands.map(\.place), status.map(\.place)
            ]
            if values.allSatisfy(\.isEmpty) { return nil }
        }

        func place(differingFrom other: Bounds) -> Place? {
            // The formula that rates stands nearer to the name than what a designer noted.
            for kind in [0, 2, 1] {
                let own = values[kind]
                for (number, value) in own.enumerated()
                where other.values[kind].indices.contains(number)
                    && other.values[kind][number] != value
                {
                    return places[kind][number]
                }
            }
            return nil
        }

        var shown: String {
            let numbers = values.last { !$0.isEmpty } ?? []
            return numbers.map { value in
                value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
            }.joined(separator: ", ")
        }
    }
}
