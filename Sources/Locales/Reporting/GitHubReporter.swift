import Diagnostics

/// Workflow commands of GitHub Actions, which show as annotations in the change.
public struct GitHubReporter: Reporter {
    public init() {}

    public func render(_ report: Report, in wording: Wording) -> String {
        report.findings.map { finding in
            let command =
                switch finding.severity {
                case .error: "error"
                case .warning: "warning"
                case .hint: "notice"
                }
            let place = finding.place
            let properties = [
                ("file", place.file), ("line", "\(place.line)"), ("endLine", "\(place.endLine)"),
                ("col", "\(place.column)"), ("endColumn", "\(place.endColumn)"),
                ("title", finding.rule)
            ].map { "\($0.0)=\(Self.property($0.1))" }.joined(separator: ",")
            return "::\(command) \(properties)::\(Self.data(finding.sentence(in: wording)))\n"
        }.joined()
    }

    /// A message, in which a line break would end the command.
    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// A property, which a comma or colon would end as well.
    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension Finding {
    /// What is wrong and what to do about it.
    func sentence(in wording: Wording) -> String {
        wording.text(message) + (advice.map { ". " + wording.text($0) } ?? "")
    }
}
