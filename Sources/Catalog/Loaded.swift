public import Diagnostics

/// What was read, with everything that was wrong about it. One bad file never
/// holds back the others.
public struct Loaded<Value: Sendable>: Sendable {
    public var value: Value
    public var findings: [Finding]
    /// The texts of the files that were read, by name, for reports that show the line.
    public var texts: [String: SourceText]

    public init(_ value: Value, findings: [Finding] = [], texts: [String: SourceText] = [:]) {
        self.value = value
        self.findings = findings
        self.texts = texts
    }
}
