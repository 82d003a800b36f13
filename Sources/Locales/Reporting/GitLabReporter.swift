import Diagnostics

/// GitLab's Code Quality report: a list of issues as Code Climate has them.
public struct GitLabReporter: Reporter {
    public init() {}

    public func render(_ report: Report, in wording: Wording) -> String {
        // GitLab takes two issues of one fingerprint for the same.
        var seen: [String: Int] = [:]
        let issues = report.findings.map { finding in
            let severity =
                switch finding.severity {
                case .error: "major"
                case .warning: "minor"
                case .hint: "info"
                }
            seen[finding.fingerprint, default: 0] += 1
            let count = seen[finding.fingerprint] ?? 1
            let fingerprint = count == 1 ? finding.fingerprint : "\(finding.fingerprint)-\(count)"
            return """
                  {"description": \(JSONText.quoted(finding.sentence(in: wording))), \
                "check_name": \(JSONText.quoted(finding.rule)), \
                "fingerprint": \(JSONText.quoted(fingerprint)), \
                "severity": "\(severity)", \
                "location": {"path": \(JSONText.quoted(Self.path(finding.place.file))), \
                "lines": {"begin": \(finding.place.line), "end": \(finding.place.endLine)}}}
                """
        }
        return issues.isEmpty ? "[]\n" : "[\n\(issues.joined(separator: ",\n"))\n]\n"
    }

    /// Relative to the repository, and without a dot before it.
    private static func path(_ file: String) -> String {
        file.hasPrefix("./") ? String(file.dropFirst(2)) : file
    }
}
