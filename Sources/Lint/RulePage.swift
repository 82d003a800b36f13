public import Diagnostics

/// What a reader is told about a rule; its texts are in the locales under
/// `rules.ID.title` and `rules.ID.why`.
public struct RulePage: Hashable, Sendable {
    public var id: String
    public var severity: Severity
    /// Pieces of dashboards that it finds something in; `↓` marks the places.
    public var finds: [String]
    /// Pieces that it leaves alone.
    public var leaves: [String]

    public var title: Message { Message("rules.\(id).title") }
    public var why: Message { Message("rules.\(id).why") }

    /// `nil` where there is no such rule.
    public static func named(_ id: String) -> RulePage? { all.first { $0.id == id } }

    /// In alphabetical order.
    public static var all: [RulePage] {
        let pages = Linter.rules.map { rule in
            RulePage(
                id: rule.id, severity: rule.severity,
                finds: rule.examples.filter(\.isTriggering).map(\.text),
                leaves: rule.examples.filter { !$0.isTriggering }.map(\.text))
        }
        let unreadable = RulePage(
            id: Linter.unreadableFile, severity: .error,
            finds: ["↓// A comment is no JSON\n{\"panels\": []}"], leaves: ["{\"panels\": []}"])
        return (pages + [unreadable]).sorted { $0.id < $1.id }
    }
}
