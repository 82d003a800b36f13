internal import Diagnostics
internal import Documents
internal import Expressions
internal import Formats
internal import Formula

/// A formula names a measure or column that the file, which declares all of
/// them, does not have.
enum UnknownField: Rule {
    static let id = "unknown-field"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"""
            {"name": "Revenue", "expression": "SUM(data[amount])"},
            {"name": "Price", "expression": "DIVIDE([Revenue], ↓[Orderz])"},
            {"name": "Orders", "expression": "COUNTROWS(data)"}
            """#),
        .measures(
            #"""
            {"name": "Revenue", "expression": "SUM(data[amount])"},
            {"name": "Price", "expression": "DIVIDE([Revenue], [Orders])"},
            {"name": "Orders", "expression": "COUNTROWS(data)"}
            """#)
    ]

    /// Formats whose files hold every measure that their formulas may name.
    private static let complete: Set<String> = ["tabular-model", "mondrian"]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { use -> [Finding] in
            let file = context.files[use.file]
            guard complete.contains(file.format), use.isUnderstood, let outside = use.outside,
                let formula = use.use.formula
            else { return [] }
            let known = Set(
                file.fields.all.filter { $0.kind == .measure || $0.kind == .calculation }
                    .map { $0.name.lowercased() })
            return outside.references.compactMap { mention in
                guard mention.kind == .measure, !mention.isResolved,
                    let name = mention.reference.path.last, !known.contains(name.lowercased()),
                    file.fields.field(name) == nil
                else { return nil }
                let near = Similarity.nearest(to: name, among: known)
                return finding(
                    at: formula.place(of: mention.range),
                    ["label": .text(use.shownLabel), "name": .text(name)],
                    advice: near.flatMap { near in
                        file.fields.field(near).map {
                            message("near", ["name": .text($0.shown)])
                        }
                    }, metric: use.metric)
            }
        }
    }
}
