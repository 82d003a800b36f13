public import Diagnostics

/// What a check or a linter run has to say.
public struct Report: Sendable {
    /// In the order of their places.
    public let findings: [Finding]
    /// How many files were read.
    public let files: Int
    /// The texts of files by name, to show lines of.
    private let text: @Sendable (String) -> SourceText?

    /// - Parameter text: The text of a file, `nil` where it is not at hand.
    public init(
        findings: [Finding], files: Int, text: @escaping @Sendable (String) -> SourceText?
    ) {
        self.findings = findings.sorted {
            ($0.place, $0.rule, $0.message.key) < ($1.place, $1.rule, $1.message.key)
        }
        self.files = files
        self.text = text
    }

    public init(findings: [Finding], texts: [String: SourceText]) {
        self.init(findings: findings, files: texts.count) { texts[$0] }
    }

    public func source(of file: String) -> SourceText? { text(file) }

    public func count(_ severity: Severity) -> Int {
        findings.count { $0.severity == severity }
    }

    /// Whether a finding is at least as severe.
    public func reaches(_ severity: Severity) -> Bool {
        findings.contains { $0.severity >= severity }
    }
}

/// Writes a report in one format.
public protocol Reporter: Sendable {
    func render(_ report: Report, in wording: Wording) -> String
}
