internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// One label stands over several formulas.
enum ConflictingFormulas: Rule {
    static let id = "conflicting-formulas"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .panels(
            #"""
            {"type": "stat", "title": "Refund rate", "targets": [{"rawSql": "SELECT sum(a) / sum(b) FROM t"}]},
            {"type": "stat", "title": ↓"Refund rate", "targets": [{"rawSql": "SELECT sum(a) / sum(c) FROM t"}]}
            """#),
        .panels(
            #"""
            {"type": "stat", "title": "Refund rate", "targets": [{"rawSql": "SELECT sum(a) / sum(b) FROM t"}]},
            {"type": "gauge", "title": "Refund rate", "targets": [{"rawSql": "SELECT 1.0 * sum(a) / nullif(sum(b), 0) FROM t"}]}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        var first: [String: InterpretedUse] = [:]
        var findings: [Finding] = []
        for use in context.uses where use.isRatio && use.isUnderstood {
            guard let title = use.title else { continue }
            let key = LabelKey.folded(title.text.string)
            guard let earlier = first[key] else {
                first[key] = use
                continue
            }
            guard differ(earlier, use, context), let other = earlier.title else { continue }
            findings.append(
                finding(
                    at: title.place, ["label": .text(title.text.string)], metric: use.metric,
                    related: [
                        Finding.Related(
                            place: other.place,
                            message: message("other", ["label": .text(other.text.string)]))
                    ]))
        }
        return findings
    }

    /// Within a file columns are the same columns; between files only what is
    /// known in the catalog's terms can be compared.
    private static func differ(
        _ one: InterpretedUse, _ other: InterpretedUse, _ context: LintContext
    ) -> Bool {
        if let left = one.normal, let right = other.normal, one.file == other.file {
            switch left.relation(to: right) {
            case .equal, .scaled: return false
            case .reciprocal, .different: return true
            }
        }
        guard let left = one.canonical, left.isKnown, let right = other.canonical, right.isKnown,
            let first = context.matcher.normal(left), let second = context.matcher.normal(right)
        else { return false }
        switch first.relation(to: second) {
        case .equal, .scaled: return false
        case .reciprocal, .different: return true
        }
    }
}
