import Catalog
import Evaluation
import Formula
import Locales

/// `[{"metric", "variant", "period", "dimensions", "value", "unit", "numerator",
/// "denominator", "target", "status"}]`, and further members where they say
/// something: `part` of what stands for several groups, `complete` of a period
/// that is not, `interval` and `verdict`, `change`, and `reason` where there is
/// no value; see `catalog/schemas/output/eval.schema.json`.
struct EvaluationJSON {
    let wording: Wording

    func text(_ values: [MetricValue]) -> String {
        guard !values.isEmpty else { return "[]\n" }
        return "[\n" + values.map { "  " + object($0) }.joined(separator: ",\n") + "\n]\n"
    }

    private func object(_ value: MetricValue) -> String {
        let dimensions = value.dimensions.sorted { $0.key < $1.key }.map {
            "\(JSONText.quoted($0.key)): \(quoted($0.value))"
        }
        var members = [
            ("metric", JSONText.quoted(value.metric)),
            ("variant", quoted(value.variant)),
            ("period", JSONText.quoted(value.period)),
            ("dimensions", "{\(dimensions.joined(separator: ", "))}"),
            ("value", number(value.value)),
            ("unit", JSONText.quoted(value.unit.text)),
            ("numerator", number(value.numerator)),
            ("denominator", number(value.denominator)),
            ("target", number(value.target?.value.value.doubleValue)),
            ("status", quoted(value.status?.rawValue))
        ]
        if value.part != .group { members.append(("part", quoted(value.part.rawValue))) }
        if !value.isComplete { members.append(("complete", "false")) }
        if let interval = value.interval {
            let ends = [interval.lowerBound, interval.upperBound].map { number($0) }
            members.append(("interval", "[\(ends.joined(separator: ", "))]"))
        }
        if let verdict = value.verdict { members.append(("verdict", quoted(verdict.rawValue))) }
        if let change = value.change { members.append(("change", object(change))) }
        if let reason = value.reason {
            members.append(("reason", JSONText.quoted(wording.text(reason))))
        }
        return object(members)
    }

    private func object(_ change: Change) -> String {
        var members = [
            ("period", JSONText.quoted(change.period)), ("past", number(change.past)),
            ("difference", number(change.difference)), ("relative", number(change.relative)),
            ("numerator_effect", number(change.numeratorEffect)),
            ("denominator_effect", number(change.denominatorEffect)),
            ("significant", change.isSignificant.map { "\($0)" } ?? "null")
        ]
        if let reason = change.reason {
            members.append(("reason", JSONText.quoted(wording.text(reason))))
        }
        return object(members)
    }

    private func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    private func quoted(_ text: String?) -> String { text.map(JSONText.quoted) ?? "null" }

    /// As JSON writes it, without a fraction where it has none.
    private func number(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "null" }
        let text = "\(number == 0 ? 0 : number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
