public import Catalog
public import Diagnostics

/// What a reader is told about a rule; its texts are in the locales under
/// `rules.ID.title` and `rules.ID.why`.
public struct RulePage: Hashable, Sendable {
    /// Which command tells of it.
    public enum Command: String, Hashable, Sendable {
        case lint, check
    }

    public var id: String
    public var severity: Severity
    /// By which it is told; a few rules hold for dashboards and for the catalog.
    public var commands: [Command]
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
        var pages: [String: RulePage] = [:]
        for rule in Linter.rules {
            pages[rule.id] = RulePage(
                id: rule.id, severity: rule.severity, commands: [.lint],
                finds: rule.examples.filter(\.isTriggering).map(\.text),
                leaves: rule.examples.filter { !$0.isTriggering }.map(\.text))
        }
        pages[Linter.unreadableFile] = RulePage(
            id: Linter.unreadableFile, severity: .error, commands: [.lint],
            finds: ["↓// A comment is no JSON\n{\"panels\": []}"], leaves: ["{\"panels\": []}"])
        pages[Baseline.rule] = RulePage(
            id: Baseline.rule, severity: .error, commands: [.lint],
            finds: ["↓0f3c5a7719b2de40 sales.twb: put right since the file was written"],
            leaves: ["0f3c5a7719b2de40 sales.twb: found in this run as well"])
        for rule in CheckedRule.all {
            var page =
                pages[rule.id]
                ?? RulePage(
                    id: rule.id, severity: rule.severity, commands: [], finds: [], leaves: [])
            page.commands.append(.check)
            page.finds += rule.finds
            page.leaves += rule.leaves
            pages[rule.id] = page
        }
        return pages.values.sorted { $0.id < $1.id }
    }
}

extension LintSettings {
    /// Rules that the settings name and that do not exist.
    public var unknownRules: [Finding] {
        let known = RulePage.all.map(\.id)
        return namedRules.filter { !known.contains($0.name) }.map { named in
            Finding(
                rule: "schema", severity: .error, place: named.place,
                message: Message("check.lint.unknown-rule", ["rule": .text(named.name)]),
                advice: Advices.forName(named.name, among: known))
        }
    }
}
