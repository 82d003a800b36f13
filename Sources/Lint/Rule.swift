internal import Diagnostics

/// One thing that is checked. Each rule is one file in `Rules`, found by its id:
/// what it looks for, how much it matters, and examples that are its tests and
/// its page.
protocol Rule: Sendable {
    /// Such as `formula-mismatch`. Its texts are `rules.ID.title`, `.why`,
    /// `.message` and what else it says.
    static var id: String { get }
    static var severity: Severity { get }
    /// What it finds, and what it must not find.
    static var examples: [RuleExample] { get }
    static func findings(in context: LintContext) -> [Finding]
}

/// A piece of a dashboard that a rule says something about, or nothing.
///
/// `↓` stands before each place that a finding starts at; without it, there is
/// none. A piece is one measure or several in the notation of Power BI's model
/// (`.measures`), panels of Grafana (`.panels`), values that were computed
/// (`.values`), or whole files (`.file`, `.files`).
struct RuleExample: Hashable, Sendable {
    enum Notation: Hashable, Sendable {
        case measures, panels, values
        /// By their names; `---` stands between one and the next.
        case files([String])
    }

    var notation: Notation
    /// With the marks.
    var text: String

    static func measures(_ text: String) -> RuleExample {
        RuleExample(notation: .measures, text: text)
    }

    static func panels(_ text: String) -> RuleExample {
        RuleExample(notation: .panels, text: text)
    }

    static func values(_ text: String) -> RuleExample {
        RuleExample(notation: .values, text: text)
    }

    static func file(_ name: String, _ text: String) -> RuleExample {
        RuleExample(notation: .files([name]), text: text)
    }

    static func files(_ one: String, _ other: String, _ text: String) -> RuleExample {
        RuleExample(notation: .files([one, other]), text: text)
    }

    /// Whether the rule finds something in it.
    var isTriggering: Bool { text.contains("↓") }

    /// Whole files, with the marks still in them.
    var files: [(name: String, text: String)] {
        switch notation {
        case .measures:
            [
                (
                    "example.bim",
                    """
                    {"name": "example", "compatibilityLevel": 1500, "model": {"culture": "en-US",
                    "tables": [{"name": "data", "measures": [
                    \(text)
                    ]}]}}
                    """
                )
            ]
        case .panels:
            [
                (
                    "example.json",
                    """
                    {"schemaVersion": 36, "title": "Example", "panels": [
                    \(text)
                    ]}
                    """
                )
            ]
        case .values: [("example.json", "[\n\(text)\n]\n")]
        case .files(let names):
            zip(names, text.split(separator: "\n---\n")).map { ($0, String($1)) }
        }
    }
}

extension Rule {
    static func message(
        _ part: String = "message", _ arguments: [String: Message.Argument] = [:]
    ) -> Message { Message("rules.\(id).\(part)", arguments) }

    static func finding(
        at place: Place, _ arguments: [String: Message.Argument] = [:], part: String = "message",
        advice: Message? = nil, metric: String? = nil, severity: Severity? = nil,
        related: [Finding.Related] = []
    ) -> Finding {
        Finding(
            rule: id, severity: severity ?? self.severity, place: place,
            message: message(part, arguments), advice: advice, metric: metric, related: related)
    }
}
