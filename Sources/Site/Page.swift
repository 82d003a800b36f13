/// Which page of a language it is; each has one address for good.
enum PageKind: Hashable, Sendable {
    case home, metrics, themes, data, glossary, sources, dashboards, translations, changes
    case metric(String)
    /// One metric's card, to be put into a page elsewhere.
    case card(String)

    /// Below the folder of a language.
    var path: String {
        switch self {
        case .home: "index.html"
        case .metrics: "metrics/index.html"
        case .themes: "themes.html"
        case .data: "data.html"
        case .glossary: "glossary.html"
        case .sources: "sources.html"
        case .dashboards: "dashboards.html"
        case .translations: "translations.html"
        case .changes: "changes.html"
        case .metric(let id): "metrics/\(id).html"
        case .card(let id): "cards/\(id).html"
        }
    }

    /// The way from the page to the site's folder.
    var root: String { path.contains("/") ? "../../" : "../" }
    /// The way from the page to its language's folder.
    var home: String { path.contains("/") ? "../" : "" }

    /// Whether search engines are to show it.
    var isListed: Bool { if case .card = self { false } else { true } }
}

/// What a template is filled with.
struct Page {
    var template: String
    var title: String
    var description: String?
    var model: [String: Value]
}
