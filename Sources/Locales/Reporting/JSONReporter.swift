import Diagnostics

/// `{"findings": [{"rule", "severity", "file", "line", "column", "endLine",
/// "endColumn", "message", "metric", "fingerprint"}], "files": N}`, and `advice` where there is any.
public struct JSONReporter: Reporter {
    public init() {}

    public func render(_ report: Report, in wording: Wording) -> String {
        let findings = report.findings.map { "    " + object($0, wording) }
        let list = findings.isEmpty ? "[]" : "[\n\(findings.joined(separator: ",\n"))\n  ]"
        return "{\n  \"findings\": \(list),\n  \"files\": \(report.files)\n}\n"
    }

    private func object(_ finding: Finding, _ wording: Wording) -> String {
        let place = finding.place
        var members = [
            ("rule", JSONText.quoted(finding.rule)),
            ("severity", JSONText.quoted(finding.severity.rawValue)),
            ("file", JSONText.quoted(place.file)),
            ("line", "\(place.line)"), ("column", "\(place.column)"),
            ("endLine", "\(place.endLine)"), ("endColumn", "\(place.endColumn)"),
            ("message", JSONText.quoted(wording.text(finding.message))),
            ("metric", finding.metric.map(JSONText.quoted) ?? "null"),
            ("fingerprint", JSONText.quoted(finding.fingerprint))
        ]
        if let advice = finding.advice {
            members.append(("advice", JSONText.quoted(wording.text(advice))))
        }
        return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }
}

/// Texts as JSON writes them.
public enum JSONText {
    /// In quotation marks, with everything escaped that RFC 8259 asks for.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
