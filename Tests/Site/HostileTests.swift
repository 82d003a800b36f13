import Foundation
import Locales
import Testing

@testable import Site

/// Names and files that somebody wrote to break a page.
@Suite struct HostileTests {
    private static let hostile = "<script>alert(1)</script>\"'&\u{202E}"
    private static let long = String(repeating: "<b>ё", count: 2_500)

    private static let pages: [String: String] = {
        let term = hostile.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let knowledge = Sample.company(
            """
            company: "<img src=x onerror=alert(1)>"
            docs: {footer: "</footer><script>alert(2)</script>"}
            metrics:
              evil:
                formula: count(orders)
                unit: orders
                direction: {is: neutral}
                themes: [conversion]
                measured: indirect
                names:
                  en: {term: "\(term)", definition: "</p><script>x</script>"}
              endless:
                formula: count(orders)
                unit: orders
                direction: {is: neutral}
                themes: [conversion]
                measured: indirect
                names:
                  en: {term: "\(long)", definition: "\(long)"}
            """)
        return (try? Sample.pages(knowledge, languages: [.english])) ?? [:]
    }()

    @Test func namesComeOutAsText() throws {
        let page = try #require(Self.pages["en/metrics/evil.html"])
        for (path, html) in Self.pages where path.hasSuffix(".html") {
            #expect(!html.contains("<script>"), "\(path)")
            #expect(!html.contains("<img"), "\(path)")
            #expect(!html.contains("<b>"), "\(path)")
            #expect(!html.contains("\u{202E}"), "\(path) turns the writing direction")
        }
        #expect(page.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp; <small"))
        #expect(Self.pages["en/metrics/endless.html"]?.contains("&lt;b&gt;ё&lt;b&gt;ё") == true)
    }

    @Test func picturesAndFeedsStayWhole() throws {
        for path in ["badges/evil.svg", "badges/endless.svg", "en/changes.xml"] {
            let text = try #require(Self.pages[path])
            #expect(XMLCheck.isWellFormed(text), "\(path)")
            #expect(text.utf8.count < 4_000, "\(path)")
        }
    }

    @Test func scriptsThatHoldDataHoldNoMarkup() throws {
        let page = try #require(Self.pages["en/metrics/evil.html"])
        let block = try #require(
            page.firstMatch(of: #/<script type="application/ld\+json">([^<]*)<\/script>/#))
        let term = try #require(
            try JSONSerialization.jsonObject(with: Data(String(block.1).utf8)) as? [String: Any])
        let name = try #require(term["name"] as? [String: String])
        #expect(name["@value"] == Self.hostile)
    }
}
