import Catalog
import Evaluation
import Foundation
import Locales
import Testing

@testable import Site

@Suite struct SiteTests {
    private static let html = Sample.pages.filter { $0.key.hasSuffix(".html") }

    @Test func thereIsAPageForEachMetricAndLanguage() {
        let metrics = Sample.knowledge.workspace.catalog.metricIDs
        #expect(metrics.count == 34)
        #expect(Sample.knowledge.locales.tags.count >= 5)
        for tag in Sample.knowledge.locales.tags {
            for metric in metrics {
                let page = Sample.pages["\(tag)/metrics/\(metric).html"] ?? ""
                #expect(page.contains("<html lang=\"\(tag)\""), "\(tag) \(metric)")
                #expect(page.contains("<math "), "\(tag) \(metric)")
                #expect(Sample.pages["\(tag)/cards/\(metric).html"] != nil)
            }
            for page in [
                "index", "metrics/index", "themes", "data", "glossary", "sources", "translations",
                "changes"
            ] { #expect(Sample.pages["\(tag)/\(page).html"] != nil, "\(tag) \(page)") }
        }
    }

    @Test func everyLinkLeadsToAFileAndAnAnchorThatExist() {
        var broken: Set<String> = []
        var anchors: [String: Set<Substring>] = [:]
        for (path, html) in Self.html {
            anchors[path] = Set(html.matches(of: #/ id="([^"]*)"/#).map(\.1))
        }
        for (path, html) in Self.html {
            for match in html.matches(of: #/ (?:href|src)="([^"]*)"/#) {
                let target = String(match.1)
                #expect(!target.contains("://"), "\(path) leaves the site: \(target)")
                let parts = target.split(separator: "#", omittingEmptySubsequences: false)
                let file = parts[0].isEmpty ? path : Self.resolved(String(parts[0]), from: path)
                if Sample.pages[file] == nil {
                    broken.insert("\(path) → \(target)")
                } else if parts.count > 1, anchors[file]?.contains(parts[1]) != true {
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

    @Test func noIdStandsTwiceOnAPage() {
        for (path, html) in Self.html {
            let ids = html.matches(of: #/ id="([^"]*)"/#).map(\.1)
            #expect(Set(ids).count == ids.count, "\(path)")
        }
    }

    @Test func theSwitcherKeepsThePage() {
        let page = Sample.pages["vi/metrics/net-promoter-score.html"] ?? ""
        for tag in Sample.knowledge.locales.tags {
            #expect(page.contains("href=\"../../\(tag)/metrics/net-promoter-score.html\" hreflang"))
            #expect(
                page.contains(
                    "hreflang=\"\(tag)\" href=\"../../\(tag)/metrics/net-promoter-score.html\""))
        }
        #expect(page.contains("hreflang=\"x-default\""))
    }

    @Test func noScriptOrStyleStandsWithinAPageAndNoKeyForAText() {
        for (path, html) in Self.html {
            let scripts = html.matches(of: #/<script(?! type="application\/ld\+json")([^>]*)>/#)
            #expect(scripts.allSatisfy { $0.1.contains("src=") }, "\(path)")
            #expect(!html.contains(" style="), "\(path)")
            #expect(!html.contains("<style"), "\(path)")
            #expect(!html.contains(">site."), "\(path) shows a key instead of a text")
            #expect(!html.contains("formula.phrase"), "\(path) shows a key instead of a phrase")
        }
    }

    @Test func aTextOfAnotherLanguageSaysSo() throws {
        var knowledge = Sample.knowledge
        let spanish = try #require(LanguageTag("es"))
        knowledge.locales.languages[spanish]?.metrics["service-level"]?.definition = nil
        let pages = try Sample.pages(knowledge, languages: [spanish])
        let page = try #require(pages["es/metrics/service-level.html"])
        #expect(page.contains("<p class=\"lead\" lang=\"en\" dir=\"ltr\">"))
        #expect(page.contains("class=\"notice\""))
        let other = try #require(pages["es/metrics/return-rate.html"])
        #expect(!other.contains("class=\"notice\""))
    }

    @Test func whatIsMadeForProgramsIsWellFormed() throws {
        for (path, text) in Sample.pages where path.hasSuffix(".json") {
            #expect(throws: Never.self, "\(path)") {
                try JSONSerialization.jsonObject(with: Data(text.utf8))
            }
        }
        let page = try #require(Sample.pages["ru/metrics/service-level.html"])
        let block = try #require(
            page.firstMatch(of: #/<script type="application/ld\+json">([^<]*)<\/script>/#))
        let term = try #require(
            try JSONSerialization.jsonObject(with: Data(String(block.1).utf8)) as? [String: Any])
        #expect(term["@type"] as? String == "DefinedTerm")
        #expect(term["termCode"] as? String == "service-level")
        let names = try #require(term["alternateName"] as? [[String: String]])
        #expect(names.contains { $0["@language"] == "es" && $0["@value"] == "Nivel de servicio" })
        for (path, text) in Sample.pages where path.hasSuffix(".svg") || path.hasSuffix(".xml") {
            #expect(XMLCheck.isWellFormed(text), "\(path)")
        }
    }

    @Test func anAddressMakesLinksWholeWhereTheyMustBe() throws {
        let knowledge = Sample.company(
            "company: Acme\nlanguage: es\ndocs: {url: 'https://metrics.example.com/kpi'}\n")
        let tags = ["en", "es"].compactMap { LanguageTag($0) }
        let pages = try Sample.pages(knowledge, languages: tags)
        let page = try #require(pages["en/metrics/return-rate.html"])
        let address = "https://metrics.example.com/kpi"
        #expect(page.contains("rel=\"canonical\" href=\"\(address)/en/metrics/return-rate.html\""))
        #expect(
            page.contains("hreflang=\"x-default\" href=\"\(address)/es/metrics/return-rate.html\""))
        let sitemap = try #require(pages["sitemap.xml"])
        #expect(sitemap.contains("<loc>\(address)/en/metrics/return-rate.html</loc>"))
        #expect(!sitemap.contains("/cards/"))
        #expect(XMLCheck.isWellFormed(sitemap))
        #expect(Sample.pages["sitemap.xml"] == nil)
    }

    @Test func twoBuildsAreTheSameToTheByte() throws {
        let english = [LanguageTag.english]
        #expect(
            try Sample.pages(Sample.knowledge, languages: english)
                == Sample.pages(Sample.knowledge, languages: english))
    }

    @Test func theGlossaryIsInTheLanguagesOwnOrder() {
        // Dictionaries of each language: RAE puts ñ after n; Vietnamese files đ after d and ô after o.
        #expect(
            Alphabet("es").sorted(["ópalo", "ñandú", "nube", "Nácar", "zumo"]).map(\.term)
                == ["Nácar", "nube", "ñandú", "ópalo", "zumo"])
        #expect(
            Alphabet("vi").sorted(["ôm", "ong", "đi", "dì", "ổn"]).map(\.letter)
                == ["D", "Đ", "O", "Ô", "Ô"])
        #expect(Alphabet("ru").sorted(["ёж", "жук", "еда"]).map(\.term) == ["еда", "ёж", "жук"])
        #expect(Alphabet("zh-Hans").sorted(["转化率", "客户"]).map(\.letter) == ["K", "Z"])
        #expect(Alphabet("ja").sorted(["ガム", "あい"]).map(\.letter) == ["あ", "か"])
        #expect(Alphabet("en").sorted(["24-hour", "Call"]).map(\.letter) == ["C", "#"])
    }
}
