public import Catalog
import Diagnostics
import Foundation

/// The site's templates, style sheet, script and pictures: the program's own,
/// and instead of any of them a company's.
public struct Theme: Sendable {
    let templates: [Template]
    /// What goes to `assets` as it is, by name.
    let assets: [String: [UInt8]]
    /// Whether a company adds a style sheet to the program's.
    let hasOwnStyle: Bool
    let logo: String?
    /// The schemas of the files for programs, by name.
    let schemas: [(name: String, bytes: [UInt8])]
    let settings: DocsSettings?

    /// The most that a file of a theme may weigh.
    private static let sizeLimit = 4 << 20

    /// - Parameters:
    ///   - home: The folder that holds `theme` beside `catalog` and `locales`.
    ///   - project: Whose `docs` name a folder of its own. A file there of the
    ///     same name as one of the program's stands instead of it; `theme.css`
    ///     is added to the style sheet, and pictures can be used by either.
    /// - Throws: ``SiteError`` where a file is missing or a template is wrong.
    public init(home: String, project: Project? = nil) throws(SiteError) {
        settings = project?.docs
        let own = Self.files(in: home == "." ? "theme" : "\(home)/theme")
        guard !own.isEmpty else { throw SiteError("no-theme", ["folder": .text("\(home)/theme")]) }
        var files = own
        if let project, let folder = project.docs?.theme {
            let path = project.path(folder)
            let theirs = Self.files(in: path)
            guard !theirs.isEmpty else { throw SiteError("no-theme", ["folder": .text(path)]) }
            files.merge(theirs) { _, theirs in theirs }
        }
        var templates: [Template] = []
        var assets: [String: [UInt8]] = [:]
        for (name, path) in files.sorted(by: { $0.key < $1.key }) {
            let bytes = try Self.bytes(of: path)
            if name.hasSuffix(".mustache") {
                let text = String(decoding: bytes, as: UTF8.self)
                templates.append(try Template(text, name: String(name.dropLast(9))))
            } else {
                assets[name] =
                    name.hasSuffix(".css")
                    ? Self.dense(bytes) : name.hasSuffix(".js") ? Self.short(bytes) : bytes
            }
        }
        var logo: String?
        if let project, let file = project.docs?.logo {
            let type = file.lowercased().split(separator: ".").last ?? ""
            logo = "logo.\(type)"
            assets["logo.\(type)"] = try Self.bytes(of: project.path(file))
        }
        let schemaFolder = (home == "." ? "" : "\(home)/") + "catalog/schemas/output"
        var schemas: [(name: String, bytes: [UInt8])] = []
        for name in ["site-history", "site-list", "site-metric", "site-search"] {
            let file = "\(name).schema.json"
            schemas.append((file, try Self.bytes(of: "\(schemaFolder)/\(file)")))
        }
        self.schemas = schemas
        if let colours = settings?.colours, !colours.isEmpty {
            assets["theme.css"] = Array(Self.style(colours).utf8) + (assets["theme.css"] ?? [])
        }
        self.logo = logo
        self.templates = templates
        self.assets = assets
        hasOwnStyle = assets["theme.css"] != nil
    }

    /// Names of a theme's files, with their paths; hidden files are none.
    private static func files(in folder: String) -> [String: String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let known = ["mustache", "css", "js", "svg", "png", "webp", "jpg", "jpeg", "ico"]
        let files = names.filter { name in
            !name.hasPrefix(".") && known.contains { name.hasSuffix("." + $0) }
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                    default: "-._".utf8.contains(byte)
                    }
                }
        }
        return Dictionary(uniqueKeysWithValues: files.map { ($0, "\(folder)/\($0)") })
    }

    private static func bytes(of path: String) throws(SiteError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SiteError("no-file", ["path": .text(path)])
        }
        guard data.count <= sizeLimit else {
            throw SiteError("file-too-large", ["path": .text(path), "limit": .count(sizeLimit)])
        }
        return [UInt8](data)
    }

    /// A script without the spaces that its lines start with and the lines that
    /// are nothing but a comment.
    private static func short(_ script: [UInt8]) -> [UInt8] {
        let lines = script.split(separator: 0x0A).map { $0.drop { $0 == 0x20 } }
            .filter { !$0.isEmpty && !$0.starts(with: "//".utf8) }
        return Array(lines.joined(separator: [0x0A])) + [0x0A]
    }

    /// A style sheet without its comments and most of its spaces.
    static func dense(_ css: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        var quote: UInt8?
        func isOne(_ byte: UInt8?, of signs: String) -> Bool {
            byte.map { signs.utf8.contains($0) } ?? true
        }
        while index < css.count {
            let byte = css[index]
            index += 1
            if let open = quote {
                result.append(byte)
                if byte == UInt8(ascii: "\\"), index < css.count {
                    result.append(css[index])
                    index += 1
                } else if byte == open {
                    quote = nil
                }
            } else if byte == UInt8(ascii: "/"), index < css.count, css[index] == UInt8(ascii: "*")
            {
                index += 1
                while index + 1 < css.count,
                    css[index] != UInt8(ascii: "*") || css[index + 1] != UInt8(ascii: "/")
                {
                    index += 1
                }
                index += 2
            } else if " \n\t\r".utf8.contains(byte) {
                let next = index < css.count ? css[index] : nil
                // Before a colon a space may tell one selector from another.
                if !isOne(result.last, of: "{};,: "), !isOne(next, of: "{};, ") {
                    result.append(0x20)
                }
            } else {
                if "\"'".utf8.contains(byte) { quote = byte }
                if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") {
                    result.removeLast()
                }
                result.append(byte)
            }
        }
        return result
    }

    /// The company's colours as custom properties, the dark ones for dark screens.
    private static func style(_ colours: [String: Colour]) -> String {
        func rules(_ dark: Bool) -> String {
            colours.sorted { $0.key < $1.key }.filter { $0.key.hasSuffix("-dark") == dark }
                .map { "--\(dark ? String($0.key.dropLast(5)) : $0.key): \($0.value.text);" }
                .joined(separator: " ")
        }
        var css = ":root { \(rules(false)) }\n"
        let dark = rules(true)
        if !dark.isEmpty { css += "@media (prefers-color-scheme: dark) { :root { \(dark) } }\n" }
        return css
    }
}
