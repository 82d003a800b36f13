import Diagnostics

/// Static Analysis Results Interchange Format 2.1.0 (OASIS), for code scanning
/// services.
public struct SARIFReporter: Reporter {
    /// The ids of the rules that may be reported, for the tool's description.
    private let rules: [String]
    private let version: String

    public init(rules: [String], version: String) {
        self.rules = rules
        self.version = version
    }

    public func render(_ report: Report, in wording: Wording) -> String {
        let ids = Set(rules).union(report.findings.map(\.rule)).sorted()
        let descriptors = ids.map { id in
            var members = ["\"id\": \(JSONText.quoted(id))"]
            let title = Message("rules.\(id).title")
            if wording.has(title.key) {
                members.append(
                    "\"shortDescription\": {\"text\": \(JSONText.quoted(wording.text(title)))}")
            }
            let why = Message("rules.\(id).why")
            if wording.has(why.key) {
                members.append(
                    "\"fullDescription\": {\"text\": \(JSONText.quoted(wording.text(why)))}")
            }
            return "          {\(members.joined(separator: ", "))}"
        }
        let results = report.findings.map { result($0, ids, wording) }
        return """
            {
              "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
              "version": "2.1.0",
              "runs": [
                {
                  "tool": {
                    "driver": {
                      "name": "Metriglot",
                      "version": \(JSONText.quoted(version)),
                      "rules": [
            \(descriptors.joined(separator: ",\n"))
                      ]
                    }
                  },
                  "columnKind": "unicodeCodePoints",
                  "results": [
            \(results.joined(separator: ",\n"))
                  ]
                }
              ]
            }

            """
    }

    private func result(_ finding: Finding, _ ids: [String], _ wording: Wording) -> String {
        let level =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .hint: "note"
            }
        var text = wording.text(finding.message)
        if let advice = finding.advice { text += ". " + wording.text(advice) }
        var members = [
            "\"ruleId\": \(JSONText.quoted(finding.rule))",
            "\"ruleIndex\": \(ids.firstIndex(of: finding.rule) ?? -1)",
            "\"level\": \"\(level)\"",
            "\"message\": {\"text\": \(JSONText.quoted(text))}",
            "\"locations\": [\(location(finding.place, message: nil))]",
            "\"partialFingerprints\": {\"metriglot/v1\": \(JSONText.quoted(finding.fingerprint))}"
        ]
        if !finding.related.isEmpty {
            let related = finding.related.enumerated().map { index, other in
                location(other.place, id: index + 1, message: wording.text(other.message))
            }
            members.append("\"relatedLocations\": [\(related.joined(separator: ", "))]")
        }
        return "        {\(members.joined(separator: ", "))}"
    }

    private func location(_ place: Place, id: Int? = nil, message: String?) -> String {
        var members: [String] = []
        if let id { members.append("\"id\": \(id)") }
        members.append(
            """
            "physicalLocation": {"artifactLocation": {"uri": \(JSONText.quoted(uri(place.file)))}, \
            "region": {"startLine": \(place.line), "startColumn": \(place.column), \
            "endLine": \(place.endLine), "endColumn": \(place.endColumn)}}
            """)
        if let message { members.append("\"message\": {\"text\": \(JSONText.quoted(message))}") }
        return "{\(members.joined(separator: ", "))}"
    }

    /// A path as a relative or absolute URI reference (RFC 3986).
    private func uri(_ path: String) -> String {
        var result = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
