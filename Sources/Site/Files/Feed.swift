import Catalog
import Diagnostics
import Evaluation
import Locales
import Lookup

/// What changed, for programs that follow sites (RFC 4287), and where the pages
/// are, for search engines (sitemaps.org).
enum Feed {
    static func atom(_ language: LanguageSite, _ site: Site) -> [UInt8] {
        let entries = site.content.history.entries(in: language.tag).prefix(60)
        let path = "\(language.tag)/changes.xml"
        func id(_ text: String) -> String { "urn:uuid:\(uuid("\(language.siteName)\n\(text)"))" }
        let updated = (entries.first?.day ?? "1970-01-01") + "T00:00:00Z"
        var xml = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language.tag)">
            <title>\(e(language.siteName)): \(e(language.text("changes")))</title>
            <id>\(id("feed \(language.tag)"))</id>
            <updated>\(updated)</updated>
            <author><name>\(e(language.siteName))</name></author>
            <link rel="alternate" type="text/html" \
            href="\(e(site.address("\(language.tag)/changes.html") ?? "changes.html"))"/>

            """
        if let address = site.address(path) {
            xml += "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(e(address))\"/>\n"
        }
        for entry in entries {
            let name = language.card(entry.metric)?.name ?? entry.metric
            let what = language.text("change-\(entry.what.rawValue)")
            let page = "metrics/\(entry.metric).html"
            let isThere = language.card(entry.metric) != nil
            let href = isThere ? page : "changes.html"
            let change = [entry.before, entry.after].map { $0 ?? "–" }.joined(separator: " → ")
            xml += """
                <entry><title>\(e(name)): \(e(what))</title>\
                <id>\(id("\(entry.day) \(entry.metric) \(entry.what.rawValue) \(change)"))</id>\
                <updated>\(entry.day)T00:00:00Z</updated>\
                <link rel="alternate" type="text/html" \
                href="\(e(site.address("\(language.tag)/\(href)") ?? href))"/>\
                <content type="text">\(e(change))</content></entry>

                """
        }
        return Array((xml + "</feed>\n").utf8)
    }

    /// `nil` where the site's own address is not known.
    static func sitemap(_ site: Site, _ kinds: [PageKind]) -> [UInt8]? {
        guard site.url != nil else { return nil }
        var xml = """
            <?xml version="1.0" encoding="utf-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
            xmlns:xhtml="http://www.w3.org/1999/xhtml">

            """
        for kind in kinds where kind.isListed {
            let addresses = site.tags.compactMap { tag in
                site.address("\(tag)/\(kind.path)").map { (tag, e($0)) }
            }
            let alternates = addresses.map { tag, address in
                "<xhtml:link rel=\"alternate\" hreflang=\"\(tag)\" href=\"\(address)\"/>"
            }.joined()
            for (_, address) in addresses {
                xml += "<url><loc>\(address)</loc>\(alternates)</url>\n"
            }
        }
        return Array((xml + "</urlset>\n").utf8)
    }

    private static func e(_ text: String) -> String { Markup.escaped(text) }

    /// An identifier that is the same for the same text, in the form of RFC 9562
    /// version 8; from two FNV-1a hashes.
    static func uuid(_ text: String) -> String {
        func hash(_ start: UInt64) -> UInt64 {
            text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        }
        let high = hash(0xcbf2_9ce4_8422_2325) & ~0xF000 | 0x8000
        let low = hash(0x6c62_272e_07bb_0142) & ~(0b11 << 62) | 1 << 63
        let digits = [high, low].map { value in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var result = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { result += "-" }
            result.append(digit)
        }
        return result
    }
}
