import Catalog
import Evaluation
import Formula
import Locales

/// Values as CSV (RFC 4180), one row a value, in base units.
struct EvaluationCSV {
    let wording: Wording

    func text(_ values: [MetricValue]) -> String {
        let dimensions = Set(values.flatMap(\.dimensions.keys)).sorted()
        let hasChange = values.contains { $0.change != nil }
        var header = ["metric", "variant", "period", "part"] + dimensions
        header += [
            "value", "unit", "numerator", "denominator", "low", "high", "target", "status",
            "verdict", "complete", "reason"
        ]
        if hasChange { header += ["past", "difference", "relative", "significant"] }
        let rows = values.map { value -> [String] in
            var cells = [
                value.metric, value.variant ?? "", value.period, value.part.rawValue
            ]
            cells += dimensions.map { Self.safe((value.dimensions[$0] ?? nil) ?? "") }
            cells += [
                number(value.value), value.unit.text, number(value.numerator),
                number(value.denominator), number(value.interval?.lowerBound),
                number(value.interval?.upperBound), number(value.target?.value.value.doubleValue),
                value.status?.rawValue ?? "", value.verdict?.rawValue ?? "",
                "\(value.isComplete)", value.reason.map { wording.text($0) } ?? ""
            ]
            if hasChange {
                cells += [
                    number(value.change?.past), number(value.change?.difference),
                    number(value.change?.relative),
                    value.change?.isSignificant.map { "\($0)" } ?? ""
                ]
            }
            return cells
        }
        return ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }
            .joined()
    }

    private func number(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "" }
        let text = "\(number == 0 ? 0 : number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A cell of the data must not become a formula in somebody's spreadsheet.
    private static func safe(_ cell: String) -> String {
        guard let first = cell.first, "=+-@\t\r".contains(first) else { return cell }
        return "'" + cell
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { "\",\r\n".contains($0) || $0 == "\r\n" }) else {
            return cell
        }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}

/// Tables in Markdown, as GitHub reads it.
enum Markdown {
    /// What has a meaning in Markdown or HTML, as the sign itself.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in Styled(text).text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "|", "\\", "*", "_", "`", "[", "]": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }

    /// - Parameter left: The columns that are not numbers.
    static func table(_ rows: [[String]], left: Set<Int>) -> [String] {
        guard let header = rows.first else { return [] }
        let rule = header.indices.map { left.contains($0) ? "---" : "---:" }
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        return [line(header.map(escaped)), line(rule)]
            + rows.dropFirst().map { line($0.map(escaped)) }
    }
}
