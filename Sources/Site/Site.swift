import Catalog
import Diagnostics
import Evaluation
import Formula
import Lint
import Locales

/// What all pages of a site share, whatever their language.
struct Site: Sendable {
    let content: SiteContent
    let tags: [LanguageTag]
    /// The language of whoever asks for none.
    let defaultTag: LanguageTag
    let library: TemplateLibrary
    let sql: SQLListings
    let links: MetricLinks
    /// Uses on dashboards, by metric.
    let uses: [String: [DashboardUse]]
    /// The texts that stand on every page, by the end of their keys.
    let textKeys: [String]

    var workspace: Workspace { content.knowledge.workspace }
    var catalog: Catalog { content.knowledge.workspace.catalog }
    var settings: DocsSettings? { content.theme.settings }
    /// With a slash at its end.
    var url: String? { settings?.url }

    init(_ content: SiteContent) throws(SiteError) {
        self.content = content
        let known = content.knowledge.locales.tags
        let wanted = content.languages.filter(known.contains)
        let tags = wanted.isEmpty ? known : wanted
        self.tags = tags
        let own = content.knowledge.workspace.project?.language.flatMap { LanguageTag($0) }
        defaultTag =
            own.flatMap { tags.contains($0) ? $0 : nil }
            ?? (tags.contains(.english) ? .english : tags.first ?? .english)
        library = try TemplateLibrary(content.theme.templates)
        sql = SQLListings(content.knowledge.workspace)
        links = MetricLinks(content.knowledge.workspace.catalog)
        uses = Dictionary(grouping: content.lint?.uses ?? [], by: \.metric)
        let messages = content.knowledge.locales.languages[.english]?.messages ?? [:]
        textKeys = messages.keys.filter { $0.hasPrefix("site.") }
            .map { String($0.dropFirst(5)) }.sorted()
    }

    /// A page's whole address, where the site's is known.
    func address(_ path: String) -> String? {
        guard let url else { return nil }
        let isFolder = path == "index.html" || path.hasSuffix("/index.html")
        return url + (isFolder ? String(path.dropLast(10)) : path)
    }
}

/// How metrics are made of one another, beyond what the catalog relates.
struct MetricLinks: Sendable {
    /// The metrics that a metric's formula names.
    private(set) var parts: [String: [String]] = [:]
    /// The metrics whose formulas name a metric.
    private(set) var wholes: [String: [String]] = [:]

    init(_ catalog: Catalog) {
        for id in catalog.metricIDs {
            guard let formula = catalog.metrics[id]?.formula.expression else { continue }
            var named: [String] = []
            formula.visit { part in
                guard case .reference(let reference) = part.kind, reference.path.count == 1,
                    let name = reference.path.first, name != id, catalog.metrics[name] != nil,
                    !named.contains(name)
                else { return }
                named.append(name)
            }
            parts[id] = named
            for name in named { wholes[name, default: []].append(id) }
        }
    }
}

/// The queries by which each metric is computed, in every dialect that there is.
struct SQLListings: Sendable {
    struct Listing: Hashable, Sendable {
        /// The dialect's id and what people call it.
        var id: String
        var dialect: String
        var sql: String
    }

    /// By metric.
    private var listings: [String: [Listing]] = [:]

    /// Over tables and columns that are called as the catalog calls them.
    init(_ workspace: Workspace) {
        var workspace = workspace
        var project = workspace.project ?? Project(file: "")
        let place = project.data?.place ?? Place(file: "")
        var data = DataBindings(place: place)
        data.from = project.data?.from
        data.until = project.data?.until
        for (id, entity) in workspace.catalog.entities where entity.entity.parts.isEmpty {
            var table = TableBinding(entity: id, place: place)
            table.table = id
            for field in entity.fields.keys {
                table.columns[field] = ColumnBinding(column: field, place: place)
            }
            data.tables[id] = table
        }
        project.data = data
        workspace = Workspace(catalog: workspace.catalog, project: project)
        let evaluator = Evaluator(workspace: workspace, projectFolder: ".")
        let isDated = data.from != nil && data.until != nil
        for metric in workspace.catalog.metricIDs {
            var request = EvaluationRequest(items: [evaluator.meaning(of: metric)], grain: .month)
            if !isDated {
                request.from = Day("2025-01-01")
                request.until = Day("2025-12-31")
            }
            listings[metric] = SQLDialect.all.compactMap { dialect in
                guard let sql = try? evaluator.sql(for: request, in: dialect) else { return nil }
                return Listing(id: dialect.id, dialect: dialect.name, sql: sql)
            }
        }
    }

    /// One for each dialect; none for what no query computes.
    func listings(of metric: String) -> [Listing] { listings[metric] ?? [] }
}
