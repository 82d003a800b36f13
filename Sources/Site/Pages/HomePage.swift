import Catalog
import Diagnostics
import Evaluation
import Lint
import Locales
import Lookup

extension LanguageSite {
    /// What there is, how the company is doing, and the way to each metric.
    func homePage() -> Page {
        let groups = themeGroups()
        let measured = cards.compactMap { card -> Value? in
            guard let (last, _) = latest(card.id), last.target != nil else { return nil }
            return ["metric": link(card.id, card.name, from: ""), "latest": latestModel(card.id)]
        }
        let changes = site.content.history.entries.prefix(3).map { change($0, from: "") }
        let dashboards = site.content.lint.map { lint in
            text(
                "dashboards-summary",
                ["count": .count(lint.files), "findings": .count(lint.findings.count)])
        }
        return Page(
            template: "home", title: siteName, description: text("intro"),
            model: [
                "themes": Value(groups), "measured": Value(measured),
                "changed": Value(changes), "dashboardsLine": Value(dashboards),
                "counts": .text(
                    text(
                        "counts",
                        [
                            "metrics": .count(cards.count), "languages": .count(site.tags.count)
                        ]))
            ])
    }

    /// The themes, with the metrics that each comes first for.
    func themeGroups() -> [Value] {
        site.catalog.themes.map { theme -> Value in
            let term = wording.theme(theme.id)
            return [
                "id": .text(theme.id), "name": .text(term?.value.term ?? theme.id),
                "definition": Value(term?.value.definition),
                "foreign": foreign(term?.language.description),
                "metrics": Value(
                    cards.filter { $0.themes.contains { $0.id == theme.id } }
                        .map { summary($0, from: "") })
            ]
        }
    }

    /// What lists show of a metric.
    func summary(_ card: MetricCard, from home: String) -> Value {
        [
            "href": .text("\(home)metrics/\(card.id).html"), "id": .text(card.id),
            "name": .text(card.name), "definition": Value(card.definition),
            "nameForeign": foreign(card.language),
            "foreign": foreign(card.borrowed.first { $0.field == "definition" }?.language),
            "unit": .text(card.unit.name), "direction": direction(card.direction),
            "themes": Value(
                card.themes.map { ["id": .text($0.id), "name": .text($0.name)] as Value }),
            "themeIDs": .text(card.themes.map(\.id).joined(separator: " ")),
            "channelIDs": .text(card.channels.map(\.id).joined(separator: " ")),
            "latest": latestModel(card.id),
            "status": .text(latest(card.id)?.value.status?.rawValue ?? ""),
            "isOwn": .flag(card.isOwn)
        ]
    }

    /// All metrics in a table that can be filtered and sorted.
    func metricsPage() -> Page {
        let channels = cards.flatMap(\.channels).reduce(into: [MetricCard.Term]()) { all, channel in
            if !all.contains(channel) { all.append(channel) }
        }
        let themes = site.catalog.themes.map { theme -> Value in
            [
                "id": .text(theme.id),
                "name": .text(wording.theme(theme.id)?.value.term ?? theme.id)
            ]
        }
        let hasValues = cards.contains { latest($0.id) != nil }
        return Page(
            template: "metrics", title: text("all-metrics"), description: text("metrics-intro"),
            model: [
                "metrics": Value(cards.map { summary($0, from: "../") }),
                "themes": Value(themes),
                "channels": Value(
                    channels.sorted { $0.name < $1.name }.map {
                        ["id": .text($0.id), "name": .text($0.name)] as Value
                    }),
                "directions": Value(MetricCard.Direction.allCases.map { direction($0) }),
                "statuses": Value(
                    hasValues ? [status(.met), status(.missed)] : []),
                "hasValues": .flag(hasValues),
                "shown": .text(text("metrics-shown", ["count": .count(cards.count)]))
            ])
    }

    func themesPage() -> Page {
        Page(
            template: "themes", title: text("themes"), description: text("themes-intro"),
            model: ["themes": Value(themeGroups())])
    }
}
