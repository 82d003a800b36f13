internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula
internal import Locales

/// One metric has several names, on several dashboards or by several
/// abbreviations.
enum InconsistentLabel: Rule {
    static let id = "inconsistent-label"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .files(
            "one.bim", "two.bim",
            #"""
            {"model": {"tables": [{"name": "t", "measures": [
             {"name": "YoY margin", "expression": "DIVIDE(SUM(t[profit]), SUM(t[plan]))"}]}]}}
            ---
            {"model": {"tables": [{"name": "t", "measures": [
             {"name": ↓"Year on year margin", "expression": "SUM(t[profit]) / SUM(t[plan])"}]}]}}
            """#),
        .files(
            "one.bim", "two.bim",
            #"""
            {"model": {"tables": [{"name": "t", "measures": [
             {"name": "YoY margin", "expression": "DIVIDE(SUM(t[profit]), SUM(t[plan]))"}]}]}}
            ---
            {"model": {"tables": [{"name": "t", "measures": [
             {"name": "YOY Margin", "expression": "SUM(t[profit]) / SUM(t[plan])"}]}]}}
            """#),
        .measures(
            #"""
            {"name": "Sales vs PY", "expression": "SUM(s[a]) - SUM(s[b])"},
            {"name": "Margin vs PY", "expression": "SUM(s[c]) - SUM(s[d])"},
            {"name": ↓"Profit vs LY", "expression": "SUM(s[e]) - SUM(s[f])"}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        acrossFiles(context) + context.files.indices.compactMap { rivals(in: $0, context) }
    }

    // MARK: One formula in several files

    private static func acrossFiles(_ context: LintContext) -> [Finding] {
        var byMetric: [String: InterpretedUse] = [:]
        var byFormula: [NormalForm: InterpretedUse] = [:]
        var findings: [Finding] = []
        for use in context.uses where use.isRatio && use.isUnderstood {
            guard let title = use.title else { continue }
            let earlier: InterpretedUse
            if let metric = use.metric, use.agreedScale != nil {
                guard let first = byMetric[metric] else {
                    byMetric[metric] = use
                    continue
                }
                earlier = first
            } else if use.matches.isEmpty, let normal = use.normal {
                guard let first = byFormula[normal] else {
                    byFormula[normal] = use
                    continue
                }
                earlier = first
            } else {
                continue
            }
            // What has two names within one file is told as one formula under two labels.
            guard earlier.file != use.file, let other = earlier.title,
                LabelKey.folded(title.text.string) != LabelKey.folded(other.text.string),
                areComparable(use, earlier)
            else { continue }
            findings.append(
                finding(
                    at: title.place,
                    ["label": .text(title.text.string), "other": .text(other.text.string)],
                    metric: use.metric,
                    related: [
                        Finding.Related(
                            place: other.place,
                            message: message("other", ["label": .text(other.text.string)]))
                    ]))
        }
        return findings
    }

    /// Whether two labels are in one language, and neither is the short form or
    /// a closer description of the other.
    private static func areComparable(_ one: InterpretedUse, _ other: InterpretedUse) -> Bool {
        if one.matches.isEmpty, other.matches.isEmpty { return true }
        guard let first = one.matches.first, let second = other.matches.first,
            !first.isAbbreviation, !second.isAbbreviation, !first.isTrimmed, !second.isTrimmed
        else { return false }
        return !first.languages.isDisjoint(with: second.languages)
    }

    // MARK: Two abbreviations in one file

    private static func rivals(in file: Int, _ context: LintContext) -> Finding? {
        for family in PeriodWords.rivals {
            var found: [String: [Label]] = [:]
            for use in context.uses(in: file) {
                guard let title = use.title, use.isUnderstood else { continue }
                let own = family.intersection(LabelWords.words(title.text.string))
                if own.count == 1, let word = own.first { found[word, default: []].append(title) }
            }
            guard found.count > 1 else { continue }
            // The one that is rarer, and where they are as many, the later one.
            let ranked = found.sorted { one, other in
                one.value.count == other.value.count
                    ? (one.value[0].place > other.value[0].place)
                    : one.value.count < other.value.count
            }
            guard let label = ranked.first?.value.first, let other = ranked.last?.value.first else {
                continue
            }
            return finding(
                at: label.place,
                [
                    "label": .text(label.text.string), "word": .text(ranked[0].key.uppercased()),
                    "other": .text(ranked[ranked.count - 1].key.uppercased())
                ], part: "message-abbreviation",
                related: [
                    Finding.Related(
                        place: other.place,
                        message: message("other", ["label": .text(other.text.string)]))
                ])
        }
        return nil
    }
}
