import Catalog
import Diagnostics
import Evaluation
import Foundation
import Locales
import Lookup

/// Makes a static site of the catalog: pages for each metric and language, and
/// the files beside them.
///
/// It needs no script, no network and nothing from another host; all links are
/// relative, so that it works from a folder and below any path.
public struct SiteBuilder: Sendable {
    let site: Site

    /// - Throws: ``SiteError`` where a template is wrong.
    public init(_ content: SiteContent) throws(SiteError) { site = try Site(content) }

    /// Writes the site, the languages side by side.
    ///
    /// - Returns: How many pages there are.
    /// - Throws: ``SiteError``; the folder is left as it was.
    public func build(into path: String) async throws(SiteError) -> Int {
        let folder = try SiteFolder(path: path)
        do {
            let parts = try await writeLanguages(into: folder)
            for file in common(parts) { try folder.write(file.bytes, to: file.path) }
            try folder.commit()
            return parts.reduce(2) { $0 + $1.pages }
        } catch let error as SiteError {
            folder.discard()
            throw error
        } catch {
            folder.discard()
            throw SiteError(
                "not-written", ["path": .text(path), "detail": .text("\(error)")])
        }
    }

    /// One language, written.
    struct LanguagePart: Sendable {
        var pages: Int
        var index: SearchIndex.Part
    }

    private func writeLanguages(into folder: SiteFolder) async throws -> [LanguagePart] {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return try await withThrowingTaskGroup(of: (Int, LanguagePart).self) { group in
            var parts: [Int: LanguagePart] = [:]
            for (position, tag) in site.tags.enumerated() {
                if position >= width, let (done, part) = try await group.next() {
                    parts[done] = part
                }
                let builder = self
                group.addTask {
                    let part = try await builder.write(tag, position) {
                        (bytes, path) throws(SiteError) in try folder.write(bytes, to: path)
                    }
                    return (position, part)
                }
            }
            for try await (done, part) in group { parts[done] = part }
            return site.tags.indices.compactMap { parts[$0] }
        }
    }

    /// Everything below a language's folder.
    @concurrent
    private func write(
        _ tag: LanguageTag, _ position: Int,
        _ write: @Sendable (_ bytes: [UInt8], _ path: String) throws(SiteError) -> Void
    ) async throws(SiteError) -> LanguagePart {
        try writeNow(tag, position, write)
    }

    private func writeNow(
        _ tag: LanguageTag, _ position: Int,
        _ write: (_ bytes: [UInt8], _ path: String) throws(SiteError) -> Void
    ) throws(SiteError) -> LanguagePart {
        let language = LanguageSite(site, tag)
        let kinds = language.kinds
        for kind in kinds { try write(language.html(kind), "\(tag)/\(kind.path)") }
        try write(Feed.atom(language, site), "\(tag)/changes.xml")
        if tag == site.defaultTag {
            for file in api(language) { try write(file.bytes, file.path) }
        }
        return LanguagePart(
            pages: kinds.count, index: SearchIndex.part(language, position: position))
    }

    /// The files by their paths below the site's folder.
    func pages() -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var parts: [LanguagePart] = []
        for (position, tag) in site.tags.enumerated() {
            let part = try? writeNow(tag, position) { (bytes, path) throws(SiteError) in
                files[path] = bytes
            }
            if let part { parts.append(part) }
        }
        for file in common(parts) { files[file.path] = file.bytes }
        return files
    }

    // MARK: Files without a language

    struct File {
        var path: String
        var bytes: [UInt8]
    }

    private func common(_ parts: [LanguagePart]) -> [File] {
        let language = LanguageSite(site, site.defaultTag)
        var files = site.content.theme.assets.map {
            File(path: "assets/\($0.key)", bytes: $0.value)
        }
        let index = SearchIndex(site, parts.map(\.index))
        files.append(File("api/search.json", index.names + "\n"))
        files.append(File("assets/search-names.js", "self.kpiNames=\(index.names);\n"))
        files.append(File("assets/search-words.js", "self.kpiWords=\(index.words);\n"))
        files.append(File(path: "api/history.json", bytes: site.content.history.json))
        if let sitemap = Feed.sitemap(site, language.kinds) {
            files.append(File(path: "sitemap.xml", bytes: sitemap))
        }
        files.append(File(path: "index.html", bytes: language.chooser()))
        files.append(File(path: "404.html", bytes: language.missing()))
        return files.sorted { $0.path < $1.path }
    }

    private func api(_ language: LanguageSite) -> [File] {
        let api = MetricAPI(site: site, language: language)
        var files = [File("api/metrics.json", api.list().pretty)]
        for card in language.cards {
            files.append(File("api/metrics/\(card.id).json", api.metric(card.id).pretty))
            files.append(File("badges/\(card.id).svg", language.badge(card)))
            for listing in site.sql.listings(of: card.id) {
                files.append(File("sql/\(card.id).\(listing.id).txt", listing.sql))
            }
        }
        for (name, schema) in site.content.theme.schemas {
            files.append(File(path: "api/schema/\(name)", bytes: schema))
        }
        return files
    }
}

extension SiteBuilder.File {
    fileprivate init(_ path: String, _ text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }
}
