import Catalog
import Diagnostics
import Evaluation
import Formula
import Foundation
import Locales
import Lookup

/// A site's pages in one language.
struct LanguageSite {
    let site: Site
    let tag: LanguageTag
    let wording: Wording
    let formatter: ValueFormatter
    let cards: [MetricCard]
    let days: DayText
    private let byID: [String: Int]
    /// What stands on every page.
    let shared: [String: Value]

    /// - Parameter known: Cards that need not be made anew.
    init(_ site: Site, _ tag: LanguageTag, reusing known: [String: MetricCard] = [:]) {
        self.site = site
        self.tag = tag
        wording = site.content.knowledge.wording(for: tag)
        formatter = ValueFormatter(wording, currency: site.workspace.project?.currency)
        days = DayText(formatter, tag)
        let maker = CardMaker(site.workspace, wording)
        cards = site.catalog.metricIDs.compactMap { known[$0] ?? maker.card($0) }
        byID = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($1.id, $0) })
        shared = Self.base(site, tag, wording)
    }

    func card(_ id: String) -> MetricCard? { byID[id].map { cards[$0] } }

    /// Every page, those of metrics last.
    var kinds: [PageKind] {
        var kinds: [PageKind] = [
            .home, .metrics, .themes, .data, .glossary, .sources, .translations, .changes
        ]
        if site.content.lint != nil { kinds.append(.dashboards) }
        return kinds + cards.map { .metric($0.id) } + cards.map { .card($0.id) }
    }

    /// A page as it is sent to a reader.
    func html(_ kind: PageKind) -> [UInt8] {
        let page = page(kind)
        return site.library.render(
            page.template, [.object(shared), .object(frame(kind, page)), .object(page.model)])
    }

    private func page(_ kind: PageKind) -> Page {
        switch kind {
        case .home: homePage()
        case .metrics: metricsPage()
        case .themes: themesPage()
        case .data: dataPage()
        case .glossary: glossaryPage()
        case .sources: sourcesPage()
        case .dashboards: dashboardsPage()
        case .translations: translationsPage()
        case .changes: changesPage()
        case .metric(let id): metricPage(id)
        case .card(let id): cardPage(id)
        }
    }

    // MARK: What stands on every page

    func text(_ key: String, _ arguments: [String: Message.Argument] = [:]) -> String {
        wording.text(Message("site.\(key)", arguments))
    }

    var siteName: String { Self.siteName(site, wording) }

    private static func siteName(_ site: Site, _ wording: Wording) -> String {
        guard let company = site.workspace.project?.company else {
            return wording.text(Message("site.title-plain"))
        }
        return wording.text(Message("site.title", ["company": .text(company)]))
    }

    private static func base(
        _ site: Site, _ tag: LanguageTag, _ wording: Wording
    ) -> [String: Value] {
        let texts = site.textKeys.map { key in
            (key, Value.text(wording.text(Message("site.\(key)"))))
        }
        let footer = site.settings.flatMap { $0.footer[tag.description] ?? $0.footer[""] }
        return [
            "t": .object(Dictionary(texts) { first, _ in first }),
            "lang": "\(tag)", "locale": .text(tag.description.replacing("-", with: "_")),
            "dir": .text(wording.language?.direction.rawValue ?? "ltr"),
            "site": .text(siteName(site, wording)),
            "languageName": .text(site.name(of: tag)),
            "footer": Value(footer), "logo": Value(site.content.theme.logo),
            "ownStyle": .flag(site.content.theme.hasOwnStyle),
            "isServed": .flag(site.content.isServed)
        ]
    }

    private func frame(_ kind: PageKind, _ page: Page) -> [String: Value] {
        let home = kind.home
        let menu: [(PageKind, String)] =
            [
                (.metrics, "all-metrics"), (.themes, "themes"), (.glossary, "glossary"),
                (.data, "data"), (.sources, "sources")
            ] + (site.content.lint == nil ? [] : [(.dashboards, "dashboards")])
        let more: [(PageKind, String)] = [(.changes, "changes"), (.translations, "translations")]
        func entries(_ list: [(PageKind, String)]) -> Value {
            Value(
                list.map { entry, key -> Value in
                    [
                        "href": .text(home + entry.path), "name": .text(text(key)),
                        "current": .flag(entry == kind)
                    ]
                })
        }
        let languages = site.tags.map { other -> Value in
            [
                "tag": "\(other)", "href": .text("\(kind.root)\(other)/\(kind.path)"),
                "name": .text(site.name(of: other)), "current": .flag(other == tag)
            ]
        }
        let name = siteName
        return [
            "root": .text(kind.root), "home": .text(home), "homePage": .text(home + "index.html"),
            "title": .text(page.title == name ? name : "\(page.title) · \(name)"),
            "heading": .text(page.title), "description": Value(page.description),
            "menu": entries(menu), "more": entries(more), "languages": .list(languages),
            "alternates": alternates(kind), "isListed": .flag(kind.isListed),
            "canonical": Value(site.address("\(tag)/\(kind.path)"))
        ]
    }

    /// The same page in every language, and the one for all others. Addresses
    /// are whole where the site's own is known, as search engines want them.
    private func alternates(_ kind: PageKind) -> Value {
        func href(_ tag: LanguageTag) -> Value {
            .text(site.address("\(tag)/\(kind.path)") ?? "\(kind.root)\(tag)/\(kind.path)")
        }
        let others = site.tags.map { ["tag": "\($0)", "href": href($0)] as Value }
        let rest: Value =
            kind == .home
            ? .text(site.address("index.html") ?? "\(kind.root)index.html")
            : href(site.defaultTag)
        return .list(others + [["tag": "x-default", "href": rest]])
    }

    // MARK: Parts of several pages

    /// What marks a text of another language than the page's.
    func foreign(_ language: String?) -> Value {
        guard let language, language != tag.description, let other = LanguageTag(language) else {
            return .none
        }
        let direction = site.content.knowledge.locales.languages[other]?.direction
        return ["tag": .text(language), "dir": .text(direction?.rawValue ?? "ltr")]
    }

    /// Where a page of the language stands to a metric.
    func link(_ id: String, _ name: String, from home: String) -> Value {
        ["href": .text("\(home)metrics/\(id).html"), "name": .text(name), "id": .text(id)]
    }

    func cites(_ sources: [MetricCard.Source], from home: String) -> Value {
        Value(sources.map { cite($0, from: home) })
    }

    private func cite(_ source: MetricCard.Source, from home: String) -> Value {
        guard let title = source.title ?? source.file else {
            let isKnown = source.document == "general-usage" || source.document == "company"
            return ["title": .text(isKnown ? text(source.document) : source.document)]
        }
        return [
            "title": .text(title), "heading": Value(source.heading),
            "href": .text("\(home)sources.html#\(source.document)"),
            "foreign": foreign(source.language)
        ]
    }

    /// The latest value of what the company means by a metric.
    func latest(_ id: String) -> (value: MetricValue, all: [MetricValue])? {
        let variant = site.workspace.chosenVariant(of: id)?.id
        guard let values = site.content.figures?.values(of: id, variant: variant),
            values.allSatisfy({ $0.dimensions.isEmpty }),
            let last = values.last(where: { $0.value != nil })
        else { return nil }
        return (last, values)
    }

    func latestModel(_ id: String) -> Value {
        guard let (last, all) = latest(id), let number = last.value else { return .none }
        return [
            "value": .text(formatter.text(number, unit: last.unit)),
            "period": .text(days.long(last.start, by: site.content.figures?.grain ?? .month)),
            "status": status(last.status), "number": .text("\(number)"),
            "spark": Sparkline.svg(all.map(\.value)).map { .markup($0) } ?? .none,
            "target": last.target.map { .text(target($0, last.unit)) } ?? .none
        ]
    }

    func status(_ status: MetricValue.Status?) -> Value {
        guard let status else { return .none }
        return ["id": .text(status.rawValue), "text": .text(text("status-\(status.rawValue)"))]
    }

    func target(_ target: Target, _ unit: DeclaredUnit) -> String {
        "\(Self.sign(target.comparison.rawValue)) \(formatter.text(target.value, unit: unit))"
    }

    static func sign(_ comparison: String) -> String {
        switch comparison {
        case ">=": "≥"
        case "<=": "≤"
        case "!=": "≠"
        default: comparison
        }
    }

    func direction(_ direction: MetricCard.Direction) -> Value {
        ["id": .text(direction.rawValue), "text": .text(text(direction.rawValue))]
    }
}

extension Site {
    func name(of tag: LanguageTag) -> String {
        content.knowledge.locales.languages[tag]?.name ?? tag.description
    }
}

/// Days and periods as a language writes them.
struct DayText {
    private let formatter: ValueFormatter
    private let locale: Foundation.Locale

    init(_ formatter: ValueFormatter, _ tag: LanguageTag) {
        self.formatter = formatter
        locale = Foundation.Locale(identifier: tag.description)
    }

    func long(_ day: Day, by grain: Grain) -> String {
        let unit: CalendarUnit
        switch grain {
        case .day: unit = .day
        case .week: unit = .week
        case .month: unit = .month
        case .quarter: unit = .quarter
        default: unit = .year
        }
        return formatter.period(Self.date(day), unit)
    }

    /// In little space; months by their names alone.
    func short(_ day: Day, by grain: Grain) -> String {
        guard grain == .month else { return long(day, by: grain) }
        var style = Date.FormatStyle(locale: locale, timeZone: .gmt)
        style = style.month(.abbreviated)
        return Self.date(day).formatted(style)
    }

    func date(_ day: Day) -> String { formatter.date(Self.date(day)) }

    /// Its midnight by the world's clock (H. Hinnant, days from civil).
    private static func date(_ day: Day) -> Date {
        let year = day.month <= 2 ? day.year - 1 : day.year
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1
        let ofDays = ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear
        return Date(timeIntervalSince1970: Double(era * 146_097 + ofDays - 719_468) * 86_400)
    }
}
