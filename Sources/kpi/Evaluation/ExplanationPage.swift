import Catalog
import Diagnostics
import Evaluation
import Formula
import Locales

/// An explanation as a person reads it.
struct ExplanationPage {
    private let explanation: Explanation
    private let names: EvaluationNames

    init(_ explanation: Explanation, setting: EvaluationSetting) {
        self.explanation = explanation
        names = EvaluationNames(setting)
    }

    var text: String {
        var lines = [names.name(of: explanation.item), ""]
        lines.append(message("formula", ["formula": .text("\(explanation.formula)")]))
        if let denominator = explanation.denominator {
            lines.append(message("numerator", ["formula": .text("\(explanation.numerator)")]))
            lines.append(message("denominator", ["formula": .text("\(denominator)")]))
        }
        for atom in explanation.atoms {
            lines.append("")
            lines.append(
                message(
                    "rows",
                    [
                        "formula": .text("\(Formula.Expression.aggregate(atom.aggregate))"),
                        "used": .count(atom.rows[.used] ?? 0),
                        "count": .count(atom.rows.values.reduce(0, +)),
                        "source": .text(atom.source)
                    ]))
            for fate in Explanation.Fate.allCases where fate != .used {
                guard let count = atom.rows[fate], count > 0 else { continue }
                lines.append("  " + message("left.\(fate.rawValue)", ["count": .count(count)]))
            }
        }
        lines += ["", message("sql") + ":", ""]
        lines += explanation.sql.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }
        return lines.map { Styled($0).text }.joined(separator: "\n")
    }

    private func message(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> String {
        names.wording.text(Message("eval.explain.\(key)", arguments))
    }
}
