import Catalog
import Diagnostics
import Evaluation
import Locales
import Lookup

extension LanguageSite {
    /// The page at the site's root, where readers choose their language.
    func chooser() -> [UInt8] {
        rootPage("languages", title: siteName, notices: [])
    }

    /// What a server shows for an address that leads nowhere.
    func missing() -> [UInt8] {
        rootPage(
            "missing", title: "404",
            notices: site.tags.map { tag in
                let wording = site.content.knowledge.wording(for: tag)
                return [
                    "tag": "\(tag)", "href": .text("\(tag)/index.html"),
                    "dir": .text(wording.language?.direction.rawValue ?? "ltr"),
                    "text": .text(wording.text(Message("site.not-found"))),
                    "name": .text(site.name(of: tag))
                ]
            })
    }

    private func rootPage(_ template: String, title: String, notices: [Value]) -> [UInt8] {
        let languages = site.tags.map { other -> Value in
            let language = site.content.knowledge.locales.languages[other]
            return [
                "tag": "\(other)", "href": .text("\(other)/index.html"),
                "name": .text(site.name(of: other)),
                "english": .text(language?.englishName ?? ""),
                "dir": .text(language?.direction.rawValue ?? "ltr"), "current": false
            ]
        }
        let model: Value = [
            "root": "", "home": .text("\(tag)/"), "homePage": .text("\(tag)/index.html"),
            "title": .text(title == siteName ? title : "\(title) · \(siteName)"),
            "heading": .text(title), "description": .text(text("intro")),
            "languages": .list(languages), "isListed": .flag(template != "missing"),
            "isRoot": true, "notices": .list(notices),
            "canonical": Value(template == "missing" ? nil : site.address("index.html")),
            "alternates": .list(
                site.tags.map { other in
                    [
                        "tag": "\(other)",
                        "href": .text(
                            site.address("\(other)/index.html") ?? "\(other)/index.html")
                    ]
                })
        ]
        return site.library.render(template, [.object(shared), model])
    }

    /// The metric's latest value, or what kind of number it is.
    func badge(_ card: MetricCard) -> String {
        let latest = latest(card.id)
        let value = latest.flatMap { latest in
            latest.value.value.map { formatter.text($0, unit: latest.value.unit) }
        }
        return Badge.svg(
            name: Self.clipped(card.name, 48), value: Self.clipped(value ?? card.unit.name, 32),
            status: latest?.value.status?.rawValue,
            isRightToLeft: wording.language?.direction == .rightToLeft)
    }
}
