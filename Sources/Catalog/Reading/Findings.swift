package import Diagnostics

/// Where the readers put what they find wrong. Lives as long as one file is read.
package final class Findings {
    package private(set) var all: [Finding] = []

    package init() {}

    package func add(_ findings: some Sequence<Finding>) { all += findings }

    package func add(
        _ rule: String, _ severity: Severity = .error, at place: Place, _ key: String,
        _ arguments: [String: Message.Argument] = [:], advice: Message? = nil,
        metric: String? = nil, related: [Finding.Related] = []
    ) {
        all.append(
            Finding(
                rule: rule, severity: severity, place: place, message: Message(key, arguments),
                advice: advice, metric: metric, related: related))
    }

    /// Says that a file does not hold what it should.
    package func schema(
        _ place: Place, _ key: String, _ arguments: [String: Message.Argument] = [:],
        advice: Message? = nil
    ) {
        add(YAMLReader.schema, at: place, "check.schema.\(key)", arguments, advice: advice)
    }
}
