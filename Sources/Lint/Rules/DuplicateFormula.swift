internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// One formula stands under several labels.
enum DuplicateFormula: Rule {
    static let id = "duplicate-formula"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(
            #"""
            {"name": "Basket", "expression": "DIVIDE(SUM(t[x]), COUNTROWS(t))"},
            {"name": ↓"Ticket", "expression": "SUM(t[x]) / COUNTROWS(t)"}
            """#),
        .measures(
            #"""
            {"name": "Basket", "expression": "DIVIDE(SUM(t[x]), COUNTROWS(t))"},
            {"name": "Ticket", "expression": "DIVIDE(SUM(t[z]), COUNTROWS(t))"}
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        var findings: [Finding] = []
        for file in context.files.indices {
            var first: [NormalForm: InterpretedUse] = [:]
            for use in context.uses(in: file) where use.isRatio && use.isUnderstood {
                guard let normal = use.normal, let title = use.title else { continue }
                guard let earlier = first[normal] else {
                    first[normal] = use
                    continue
                }
                // «Weekly orders» and «Orders» are one name with and without a period.
                guard let other = earlier.title,
                    LabelKey.core(of: other.text.string) != LabelKey.core(of: title.text.string)
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
        }
        return findings
    }
}
