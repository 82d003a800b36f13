import Catalog
import Diagnostics
import Evaluation
import Foundation
import Locales

@testable import Site

/// The example shop, and small companies, as sites.
enum Sample {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let knowledge = Knowledge.load(
        home: root, projectFile: "\(root)/examples/shop/kpi.yaml"
    ).value

    /// The shop's pages as text, by their paths; without data and dashboards.
    static let pages: [String: String] = (try? pages(knowledge)) ?? [:]

    static func pages(
        _ knowledge: Knowledge, languages: [LanguageTag] = [],
        _ change: (inout SiteContent) -> Void = { _ in }
    ) throws -> [String: String] {
        let theme = try Theme(home: root, project: knowledge.workspace.project)
        var content = SiteContent(knowledge, theme: theme, languages: languages)
        change(&content)
        return try SiteBuilder(content).pages().mapValues { String(decoding: $0, as: UTF8.self) }
    }

    /// A company that its project file alone describes.
    static func company(_ yaml: String, file: String = "kpi.yaml") -> Knowledge {
        let workspace = WorkspaceLoader.load(
            project: SourceText(file: file, text: yaml), catalogFolder: "\(root)/catalog"
        ).value
        var locales = knowledge.locales
        _ = locales.add(workspace.project?.names ?? [])
        return Knowledge(workspace: workspace, locales: locales)
    }

    static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/site-\(UUID().uuidString)"
    }
}
