internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A label was cut off.
enum TruncatedLabel: Rule {
    static let id = "truncated-label"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(#"{"name": ↓"Customer satisfaction sco", "expression": "AVERAGE(t[x])"}"#),
        .measures(#"{"name": ↓"Customer satisfac…", "expression": "AVERAGE(t[x])"}"#),
        .measures(#"{"name": "Customer satisfaction", "expression": "AVERAGE(t[x])"}"#),
        .file(
            "example.xml",
            #"""
            <Dashboard><dashboardType>SpecifiedUser</dashboardType><leftSection>
            <components><componentType>Metric</componentType>
            <title>↓Horas trabajadas en total por voluntario</title></components>
            <components><componentType>Metric</componentType>
            <title>Horas trabajadas por voluntario</title></components>
            </leftSection></Dashboard>
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.files.indices.flatMap { file -> [Finding] in
            let labels = context.uses(in: file).flatMap { use in
                use.use.labels.filter { $0.role != .description }.map { (use, $0) }
            }
            let isCutSomewhere = labels.contains { _, label in isFull(label) }
            return labels.compactMap { use, label in
                finding(for: label, use, isCutSomewhere: isCutSomewhere, context)
            }
        }
    }

    private static func finding(
        for label: Label, _ use: InterpretedUse, isCutSomewhere: Bool, _ context: LintContext
    ) -> Finding? {
        let text = label.text.string
        if let cut = context.labels.cutName(text) {
            return finding(
                at: label.place, ["label": .text(text), "metric": .metric(cut.metric)],
                part: "message-name", metric: cut.metric)
        }
        if text.hasSuffix("…") || text.hasSuffix("..."), text.count > 12, text.contains(" ") {
            return finding(at: label.place, ["label": .text(text)], severity: .hint)
        }
        guard let limit = label.limit else { return nil }
        // A space at the very end is cut off as well.
        guard isFull(label) || (isCutSomewhere && text.count == limit - 1) else { return nil }
        return finding(
            at: label.place, ["label": .text(text), "limit": .count(limit)],
            part: "message-limit", severity: .hint)
    }

    private static func isFull(_ label: Label) -> Bool {
        label.limit.map { label.text.string.count >= $0 } ?? false
    }
}
