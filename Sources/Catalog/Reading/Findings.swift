import Diagnostics

/// Where the readers put what they find wrong. Lives as long as one file is read.
final class Findings {
    private(set) var all: [Finding] = []

    func add(_ findings: some Sequence<Finding>) { all += findings }

    func add(
        _ rule: String, at place: Place, _ key: String,
        _ arguments: [String: Message.Argument] = [:], advice: Message? = nil,
        metric: String? = nil, related: [Finding.Related] = []
    ) {
        all.append(
            Finding(
                rule: rule, severity: .error, place: place, message: Message(key, arguments),
                advice: advice, metric: metric, related: related))
    }

    /// Says that a file does not hold what it should.
    func schema(
        _ place: Place, _ key: String, _ arguments: [String: Message.Argument] = [:],
        advice: Message? = nil
    ) {
        add(YAMLReader.schema, at: place, "check.schema.\(key)", arguments, advice: advice)
    }
}
