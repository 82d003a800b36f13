import Catalog
import Diagnostics
import Formula
import Foundation
public import Locales
import Lookup
import Mustache

/// Makes a static site of the catalog: a page for each metric and language.
///
/// It needs no script, no network and nothing from another host; all links are
/// relative, so that it works from a folder and below any path.
public struct SiteBuilder {
    /// What stands in a template's places.
    typealias Model = [String: Any]

    private let knowledge: Knowledge
    private let tags: [LanguageTag]
    private let library: MustacheLibrary

    /// - Parameter languages: Those to write; `nil` for all.
    public init(_ knowledge: Knowledge, languages: [LanguageTag]? = nil) throws {
        self.knowledge = knowledge
        tags = languages ?? knowledge.locales.tags
        var library = MustacheLibrary()
        for (name, text) in Templates.all { try library.register(text, named: name) }
        self.library = library
    }

    /// Writes the site.
    ///
    /// - Returns: How many pages there are.
    /// - Throws: ``SiteError``; the folder is left as it was.
    public func build(into folder: String) throws(SiteError) -> Int {
        let files = pages()
        try SiteFolder(path: folder).write(files)
        return files.count { $0.key.hasSuffix(".html") }
    }

    /// The files by their paths below the site's folder.
    func pages() -> [String: String] {
        var files = [
            "assets/site.css": Style.css + "\n", "assets/icon.svg": Style.icon + "\n"
        ]
        for tag in tags {
            for (name, html) in LanguagePages(self, tag).all {
                files["\(tag)/\(name)"] = html
            }
        }
        files["index.html"] = chooser()
        files["404.html"] = missing()
        return files
    }

    // MARK: Pages without a language

    private func chooser() -> String {
        let wording = knowledge.wording(for: defaultTag)
        var model = frame(
            wording, page: "index.html", root: "", title: siteName(wording), isRoot: true)
        model["description"] = wording.text(Message("site.intro"))
        return render("languages", model)
    }

    private func missing() -> String {
        let wording = knowledge.wording(for: defaultTag)
        var model = frame(wording, page: "index.html", root: "", title: "404", isRoot: true)
        model["notices"] = tags.map { tag -> Model in
            [
                "tag": tag.description, "href": "\(tag)/index.html",
                "text": knowledge.wording(for: tag).text(Message("site.not-found"))
            ]
        }
        return render("missing", model)
    }

    private var defaultTag: LanguageTag {
        let own = knowledge.workspace.project?.language.flatMap { LanguageTag($0) }
        return own.flatMap { tags.contains($0) ? $0 : nil }
            ?? (tags.contains(.english) ? .english : tags.first ?? .english)
    }

    // MARK: What pages share

    func siteName(_ wording: Wording) -> String {
        guard let company = knowledge.workspace.project?.company else {
            return wording.text(Message("site.title-plain"))
        }
        return wording.text(Message("site.title", ["company": .text(company)]))
    }

    /// - Parameters:
    ///   - page: The page's path below a language's folder.
    ///   - root: The way from the page to the site's folder.
    func frame(
        _ wording: Wording, page: String, root: String, title: String, isRoot: Bool = false
    ) -> Model {
        let own = wording.language?.tag ?? wording.asked
        let home = isRoot ? "\(own)/" : root + "\(own)/"
        let menu = [
            ("index.html", "all-metrics"), ("glossary.html", "glossary"), ("data.html", "data"),
            ("sources.html", "sources")
        ].map { file, key -> Model in
            [
                "href": home + file, "name": wording.text(Message("site.\(key)")),
                "current": !isRoot && file == page
            ]
        }
        let languages = tags.map { tag -> Model in
            [
                "tag": tag.description, "href": "\(root)\(tag)/\(page)",
                "name": knowledge.locales.languages[tag]?.name ?? tag.description,
                "current": !isRoot && tag == own
            ]
        }
        let name = siteName(wording)
        return [
            "t": Texts.all(wording), "lang": own.description,
            "dir": wording.language?.direction.rawValue ?? "ltr", "root": root,
            "home": home + "index.html", "site": name,
            "title": title == name ? name : "\(title) · \(name)", "description": false,
            "menu": menu, "languages": languages,
            "alternates": languages.map { ["tag": $0["tag"] ?? "", "href": $0["href"] ?? ""] }
        ]
    }

    func render(_ template: String, _ model: Model) -> String {
        library.render(model, withTemplate: template) ?? ""
    }

    var workspace: Workspace { knowledge.workspace }

    func wording(for tag: LanguageTag) -> Wording { knowledge.wording(for: tag) }
}

/// The words that stand on every page.
enum Texts {
    private static let keys = [
        "skip", "languages", "navigation", "all-metrics", "glossary", "glossary-intro", "data",
        "data-intro", "sources", "sources-intro", "also-called", "reading", "formula",
        "formula-catalog", "symbols", "facts", "unit", "direction", "additivity", "measured",
        "channels", "parameters", "targets", "benchmarks", "benchmarks-note", "variants",
        "differs", "chosen", "confused-with", "related", "advice", "fallback", "field", "meaning",
        "cited-by", "made-with", "intro"
    ]

    static func all(_ wording: Wording) -> [String: Any] {
        Dictionary(
            uniqueKeysWithValues: keys.map { ($0, wording.text(Message("site.\($0)")) as Any) })
    }
}
