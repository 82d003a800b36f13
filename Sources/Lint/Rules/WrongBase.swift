internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// A change is divided by the present value instead of the past one.
enum WrongBase: Rule {
    static let id = "wrong-base"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .measures(
            #"{"name": "Growth", "expression": ↓"DIVIDE(SUM(s[a]) - CALCULATE(SUM(s[a]), SAMEPERIODLASTYEAR(d[date])), SUM(s[a]))"}"#
        ),
        .measures(
            #"{"name": "Growth", "expression": "DIVIDE(SUM(s[a]) - CALCULATE(SUM(s[a]), SAMEPERIODLASTYEAR(d[date])), CALCULATE(SUM(s[a]), SAMEPERIODLASTYEAR(d[date])))"}"#
        )
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.compactMap { use in
            guard let change = use.expression?.changeOverPresent else { return nil }
            return finding(
                at: use.formulaPlace,
                ["label": .text(use.shownLabel), "change": .text(change.description)],
                metric: use.metric)
        }
    }
}

extension Expression {
    fileprivate var changeOverPresent: Expression? {
        if case .arithmetic(.divide, let one, let other) = kind,
            case .arithmetic(.subtract, let present, let past) = one.withoutAnnotations.kind,
            past.isShifted, !present.isShifted,
            let base = try? NormalForm(other, assumingComplete: true),
            let now = try? NormalForm(present, assumingComplete: true), base == now
        {
            return self
        }
        for child in children {
            if let found = child.changeOverPresent { return found }
        }
        return nil
    }

    private var isShifted: Bool {
        if case .shifted(_, .earlier) = kind { return true }
        return children.contains(where: \.isShifted)
    }

    private var withoutAnnotations: Expression {
        if case .annotated(_, let inner) = kind { return inner.withoutAnnotations }
        return self
    }
}
