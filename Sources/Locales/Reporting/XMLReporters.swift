import Diagnostics

/// JUnit's XML as CI servers read it: a suite for each file, a case for each
/// finding. Hints are no failures.
public struct JUnitReporter: Reporter {
    public init() {}

    public func render(_ report: Report, in wording: Wording) -> String {
        let failures = report.findings.count { $0.severity > .hint }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"kpi\" tests=\"\(max(1, report.findings.count))\" "
                + "failures=\"\(failures)\">"
        ]
        for (file, findings) in report.byFile {
            let failed = findings.count { $0.severity > .hint }
            lines.append(
                "  <testsuite name=\"\(XMLText.escaped(file))\" tests=\"\(findings.count)\" "
                    + "failures=\"\(failed)\" errors=\"0\" skipped=\"0\">")
            for finding in findings {
                let text = XMLText.escaped(finding.sentence(in: wording))
                let place = "\(finding.place.line):\(finding.place.column)"
                lines.append(
                    "    <testcase name=\"\(XMLText.escaped(finding.rule)) \(place)\" "
                        + "classname=\"\(XMLText.escaped(file))\">")
                if finding.severity > .hint {
                    lines.append(
                        "      <failure type=\"\(finding.severity.rawValue)\" message=\"\(text)\">"
                            + "\(XMLText.escaped(file)):\(place)</failure>")
                } else {
                    lines.append("      <system-out>\(text)</system-out>")
                }
                lines.append("    </testcase>")
            }
            lines.append("  </testsuite>")
        }
        if report.findings.isEmpty {
            // A report without any case counts as a broken one on some servers.
            lines += [
                "  <testsuite name=\"kpi\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">",
                "    <testcase name=\"no findings\" classname=\"kpi\"/>", "  </testsuite>"
            ]
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }
}

/// Checkstyle's XML, which many review tools read.
public struct CheckstyleReporter: Reporter {
    public init() {}

    public func render(_ report: Report, in wording: Wording) -> String {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<checkstyle version=\"8.0\">"
        ]
        for (file, findings) in report.byFile {
            lines.append("  <file name=\"\(XMLText.escaped(file))\">")
            for finding in findings {
                let severity = finding.severity == .hint ? "info" : finding.severity.rawValue
                lines.append(
                    "    <error line=\"\(finding.place.line)\" column=\"\(finding.place.column)\" "
                        + "severity=\"\(severity)\" "
                        + "message=\"\(XMLText.escaped(finding.sentence(in: wording)))\" "
                        + "source=\"metriglot.\(XMLText.escaped(finding.rule))\"/>")
            }
            lines.append("  </file>")
        }
        return (lines + ["</checkstyle>"]).joined(separator: "\n") + "\n"
    }
}

extension Report {
    /// The findings of each file, files and findings in order.
    var byFile: [(file: String, findings: [Finding])] {
        Dictionary(grouping: findings, by: \.place.file).sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}

/// Texts as XML 1.0 holds them.
package enum XMLText {
    /// For content and attributes alike. What XML cannot hold at all becomes the
    /// replacement character.
    package static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t": result += "&#9;"
            case "\n": result += "&#10;"
            case "\r": result += "&#13;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
