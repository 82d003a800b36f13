internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A name says ratio, and the formula divides nothing.
enum MisleadingName: Rule {
    static let id = "misleading-name"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": ↓"Return on investment", "formatString": "\\$#,0", "expression": "SUM(c[won]) - SUM(c[cost])"}"#
        ),
        .measures(
            #"{"name": "Return on investment", "formatString": "0%", "expression": "DIVIDE(SUM(c[won]) - SUM(c[cost]), SUM(c[cost]))"}"#
        ),
        .measures(#"{"name": ↓"Refund ratio", "expression": "SUM(c[refunds]) - SUM(c[fees])"}"#),
        .measures(#"{"name": "Refund rate", "expression": "AVERAGE(c[refund_rate])"}"#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let title = use.title, use.isUnderstood, use.language?.namesSeries != true,
                let expression = use.expression, isAmount(expression, use)
            else { return nil }
            let claims = NameClaims(title.text.string)
            guard claims.isReturn || claims.isShare else { return nil }
            return finding(
                at: title.place,
                ["label": .text(title.text.string), "formula": .text(expression.description)],
                metric: use.metric)
        }
    }

    /// Whether it is a sum or difference of aggregates, of which nothing is divided.
    private static func isAmount(_ expression: Expression, _ use: InterpretedUse) -> Bool {
        var aggregates = 0
        let divides = expression.first { part in
            switch part.kind {
            case .aggregate(let aggregate):
                aggregates += 1
                switch aggregate.function {
                case .sum, .count, .distinct: break
                default: return true
                }
                // What is called a ratio itself is one, however it is added up.
                if case .reference(let reference) = aggregate.value?.kind,
                    let name = reference.path.last
                {
                    return NameClaims(name).isRatio
                }
                return false
            case .arithmetic(.divide, _, _), .function, .opaque, .shifted: return true
            default: return false
            }
        }
        guard divides == nil else { return false }
        if case .currency? = use.use.numberFormat?.meaning { return aggregates >= 1 }
        return aggregates >= 2
    }
}
