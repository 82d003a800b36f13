import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Site

@Suite struct SiteTests {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let knowledge = Knowledge.load(
        home: root, projectFile: "\(root)/examples/shop/kpi.yaml"
    ).value

    private static let pages: [String: String] = (try? SiteBuilder(knowledge).pages()) ?? [:]

    @Test func thereIsAPageForEachMetricAndLanguage() {
        let metrics = Self.knowledge.workspace.catalog.metricIDs
        #expect(metrics.count == 34)
        #expect(Self.knowledge.locales.tags.count >= 5)
        for tag in Self.knowledge.locales.tags {
            for metric in metrics {
                let page = Self.pages["\(tag)/metrics/\(metric).html"] ?? ""
                #expect(page.contains("<html lang=\"\(tag)\""), "\(tag) \(metric)")
                #expect(page.contains("<math "), "\(tag) \(metric)")
            }
        }
    }

    @Test func everyLinkLeadsToAPageAndAnAnchorThatExist() {
        var broken: Set<String> = []
        for (path, html) in Self.pages where path.hasSuffix(".html") {
            for match in html.matches(of: #/(?:href|src)="([^"]*)"/#) {
                let target = String(match.1)
                #expect(!target.contains("://"), "\(path) leaves the site: \(target)")
                let parts = target.split(separator: "#", omittingEmptySubsequences: false)
                let file = parts[0].isEmpty ? path : Self.resolved(String(parts[0]), from: path)
                guard let page = Self.pages[file] else {
                    broken.insert("\(path) → \(target)")
                    continue
                }
                if parts.count > 1, !page.contains("id=\"\(parts[1])\"") {
                    broken.insert("\(path) → \(target)")
                }
            }
        }
        #expect(broken.isEmpty, "\(broken.sorted().prefix(5))")
    }

    private static func resolved(_ link: String, from page: String) -> String {
        var parts = page.split(separator: "/").dropLast().map(String.init)
        for part in link.split(separator: "/") {
            if part == ".." {
                if !parts.isEmpty { parts.removeLast() }
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    @Test func theSwitcherKeepsThePage() {
        let page = Self.pages["vi/metrics/net-promoter-score.html"] ?? ""
        for tag in Self.knowledge.locales.tags {
            #expect(page.contains("href=\"../../\(tag)/metrics/net-promoter-score.html\""))
        }
    }

    @Test func nothingNeedsAScriptOrAMissingText() {
        for (path, html) in Self.pages where path.hasSuffix(".html") {
            #expect(!html.contains("<script"), "\(path)")
            #expect(!html.contains(">site."), "\(path) shows a key instead of a text")
            #expect(!html.contains("formula.phrase"), "\(path) shows a key instead of a phrase")
        }
    }

    @Test func hostileNamesComeOutAsText() throws {
        let hostile = "<script>alert(1)</script>\"'&\u{202E}"
        let project = SourceText(
            file: "kpi.yaml",
            text: """
                company: "<img src=x onerror=alert(1)>"
                metrics:
                  evil:
                    formula: count(orders)
                    unit: orders
                    direction: {is: neutral}
                    themes: [conversion]
                    measured: indirect
                    names:
                      en: {term: "\(hostile.replacing("\"", with: "\\\""))", definition: "</p><script>x</script>"}
                """)
        let workspace = WorkspaceLoader.load(
            project: project, catalogFolder: "\(Self.root)/catalog"
        ).value
        var locales = LocalesLoader.load(folder: "\(Self.root)/locales").value
        _ = locales.add(workspace.project?.names ?? [])
        let pages = try SiteBuilder(
            Knowledge(workspace: workspace, locales: locales), languages: [.english]
        ).pages()
        let page = try #require(pages["en/metrics/evil.html"])
        for (path, html) in pages where path.hasSuffix(".html") {
            #expect(!html.contains("<script"), "\(path)")
            #expect(!html.contains("<img"), "\(path)")
        }
        #expect(page.contains("&lt;script&gt;"))
    }

    @Test func twoBuildsAreTheSameToTheByte() throws {
        #expect(
            try SiteBuilder(Self.knowledge, languages: [.english]).pages()
                == SiteBuilder(Self.knowledge, languages: [.english]).pages())
    }

    @Test func aFolderOfSomebodyElsesIsLeftAlone() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/site-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("mine".utf8).write(to: URL(filePath: "\(folder)/letter.txt"))
        let error = #expect(throws: SiteError.self) {
            try SiteFolder(path: folder).write(["index.html": "new"])
        }
        #expect(error?.message.key == "site.not-empty")
        #expect(FileManager.default.contents(atPath: "\(folder)/letter.txt") == Data("mine".utf8))
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/index.html"))
    }

    @Test func aSiteIsReplacedWhole() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/site-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let site = SiteFolder(path: folder)
        try site.write(["old.html": "old", "index.html": "1"])
        try site.write(["index.html": "2"])
        #expect(FileManager.default.contents(atPath: "\(folder)/index.html") == Data("2".utf8))
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/old.html"))
    }
}
