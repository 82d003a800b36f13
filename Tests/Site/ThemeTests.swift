import Catalog
import Diagnostics
import Foundation
import Locales
import Testing

@testable import Site

/// How a company makes the site its own.
@Suite struct ThemeTests {
    /// A project whose folder holds some files.
    private func pages(_ docs: String, _ files: [String: String]) throws -> [String: String] {
        let folder = Sample.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files {
            let file = URL(filePath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let knowledge = Sample.company("docs: \(docs)\n", file: "\(folder)/kpi.yaml")
        return try Sample.pages(knowledge, languages: [.english])
    }

    @Test func aFileStandsInsteadOfTheProgramsOfTheSameName() throws {
        let pages = try pages(
            "{theme: mine, footer: Ask finance, logo: mine/sign.svg}",
            [
                "mine/changes.mustache": "<!doctype html><title>{{title}}</title>{{site}}",
                "mine/theme.css": "h1 { color: red }", "mine/sign.svg": "<svg/>"
            ])
        #expect(pages["en/changes.html"]?.hasPrefix("<!doctype html><title>What changed") == true)
        let page = try #require(pages["en/glossary.html"])
        #expect(page.contains("href=\"../assets/theme.css\""))
        #expect(page.contains("Ask finance"))
        #expect(page.contains("src=\"../assets/logo.svg\""))
        #expect(pages["assets/logo.svg"] == "<svg/>")
        #expect(pages["assets/theme.css"] == "h1{color:red}")
    }

    @Test func aStyleSheetLosesItsCommentsAndNoMeaning() {
        let css = "/* why */\na :hover , b::before { content: \"; }  { \" ; margin: 0 auto }\n"
        #expect(
            String(decoding: Theme.dense(Array(css.utf8)), as: UTF8.self)
                == "a :hover,b::before{content:\"; }  { \";margin:0 auto}")
    }

    @Test func coloursAreCustomProperties() throws {
        let pages = try pages("{colours: {accent: '#7a1f4b', accent-dark: '#fac'}}", [:])
        let css = try #require(pages["assets/theme.css"])
        #expect(css.contains(":root { --accent: #7a1f4b; }"))
        #expect(css.contains("prefers-color-scheme: dark) { :root { --accent: #ffaacc; } }"))
    }

    @Test func aThemeThatIsNotThereIsRefused() {
        let error = #expect(throws: SiteError.self) { try pages("{theme: nowhere}", [:]) }
        #expect(error?.message.key == "site.no-theme")
    }

    @Test(arguments: [
        ("url: 'javascript:alert(1)'", "check.schema.bad-url"),
        ("url: 'https://x/?q=\"'", "check.schema.bad-url"),
        ("logo: passwd", "check.schema.bad-image"),
        ("colours: {accent: 'red;}body{display:none'}", "check.schema.bad-colour"),
        ("colours: {background-url: '#fff'}", "check.schema.unknown-key"),
        ("colours: {accent: '#ddd'}", "check.schema.low-contrast"),
        ("fonts: none", "check.schema.unknown-key")
    ])
    func aSettingThatCouldDoHarmIsRefused(setting: String, key: String) {
        let loaded = WorkspaceLoader.load(
            project: .init(file: "kpi.yaml", text: "docs: {\(setting)}\n"),
            catalogFolder: "\(Sample.root)/catalog")
        #expect(loaded.findings.map(\.message.key).contains(key))
    }

    @Test func contrastIsThatOfWCAG() throws {
        // Values from the W3C's own definition: black on white 21, #767676 on white 4.54.
        let white = try #require(Colour("#fff"))
        #expect(abs(try #require(Colour("#000000")).contrast(with: white) - 21) < 0.001)
        #expect(abs(try #require(Colour("#767676")).contrast(with: white) - 4.54) < 0.005)
        #expect(Colour("#12") == nil)
        #expect(Colour("red") == nil)
    }
}
