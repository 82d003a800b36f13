import Catalog
public import Diagnostics

/// The files of a language that is still to be written, made from those of the
/// reference language.
public struct LanguageSkeleton: Sendable {
    /// What stands in the place of each text.
    public enum Filling: Sendable {
        /// Nothing, with the reference text above it for the translator.
        case empty
        /// The reference text in look-alike letters, longer and in brackets:
        /// whatever a program prints without them never came from a translation.
        case pseudo
    }

    /// The text of each file, by its path below the language's folder.
    public private(set) var files: [String: String] = [:]
    public private(set) var findings: [Finding] = []
    /// How many texts there are to translate.
    public private(set) var count = 0

    /// - Parameters:
    ///   - tag: The new language.
    ///   - reference: The folder of the language that it is made from.
    public init(of tag: LanguageTag, from reference: String, filling: Filling) {
        let plurals = PluralSamples(tag)
        files["language.yaml"] = Self.settings(tag, plurals: plurals, filling)
        var names = ["entities", "themes", "units", "channels", "sources"].map { "\($0).yaml" }
        for folder in ["metrics", "messages"] {
            names += (SourceFile.documents(in: "\(reference)/\(folder)") ?? [])
                .map { "\(folder)/\($0)" }
        }
        for name in names {
            switch SourceFile.read("\(reference)/\(name)") {
            case .failure(let error): findings.append(error.finding)
            case .success(let source):
                let (root, found) = YAMLReader.read(source)
                findings += found
                guard let root, found.isEmpty else { continue }
                var writer = SkeletonWriter(
                    filling: filling, isMessages: name.hasPrefix("messages/"))
                if let first = Self.schemaLine(of: source) { writer.text = first + "\n" }
                writer.write(root, indent: 0)
                files[name] = writer.text
                count += writer.count
            }
        }
    }

    private static func settings(
        _ tag: LanguageTag, plurals: PluralSamples, _ filling: Filling
    ) -> String {
        let name = filling == .pseudo ? PseudoText.pseudo("Pseudo") : tag.description
        return """
            # yaml-language-server: $schema=../../catalog/schemas/locale-language.schema.json
            # How the language calls itself, how English calls it, and ltr or rtl.
            name: \(name)
            english_name: \(filling == .pseudo ? "Pseudo" : tag.description)
            direction: ltr
            fallback: []
            # Which numbers call for which form of a word, in CLDR's notation; “other” is the rest.
            # See unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
            plurals: \(plurals.written)

            """
    }

    private static func schemaLine(of source: SourceText) -> String? {
        let first = source.bytes.prefix { $0 != 0x0A }
        let line = String(decoding: first, as: UTF8.self)
        return line.hasPrefix("# yaml-language-server") ? line : nil
    }
}

/// The plural rules that a new language starts with: those of English where it
/// is English, otherwise none, to be looked up by the translator.
private struct PluralSamples {
    let written: String

    init(_ tag: LanguageTag) {
        written = tag.language == "en" ? "{one: \"i = 1 and v = 0\"}" : "{}"
    }
}

/// Writes one file of a language anew, text by text.
private struct SkeletonWriter {
    let filling: LanguageSkeleton.Filling
    let isMessages: Bool
    var text = ""
    var count = 0

    mutating func write(_ node: YAMLNode, indent: Int) {
        for entry in node.mapping?.entries ?? [] { write(entry, indent: indent) }
    }

    private mutating func write(_ entry: YAMLMapping.Entry, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch entry.value.content {
        case .mapping(let mapping) where mapping.entries.isEmpty: break
        case .mapping:
            text += "\(margin)\(entry.key):\n"
            write(entry.value, indent: indent + 2)
        case .sequence(let items):
            writeList(entry.key, items, indent: indent)
        case .scalar(let scalar):
            guard !entry.value.isNull else { return }
            // What is not translated is what it is in every language.
            let isTranslated = !["kind", "metric", "review", "source", "symbol"]
                .contains(entry.key)
            guard isTranslated || isMessages else {
                if entry.key != "review" {
                    text += "\(margin)\(entry.key): \(Self.quoted(scalar.text))\n"
                }
                return
            }
            count += 1
            switch filling {
            case .empty:
                text += "\(margin)# \(Self.onOneLine(scalar.text))\n\(margin)\(entry.key):\n"
            case .pseudo:
                let made =
                    isMessages
                    ? MessageTemplate(scalar.text)?.pseudo ?? scalar.text
                    : PseudoText.pseudo(scalar.text)
                text += "\(margin)\(entry.key): \(Self.quoted(made))\n"
            }
        }
    }

    /// The other names of a thing are each language's own; other lists are of
    /// things that the texts are about.
    private mutating func writeList(_ key: String, _ items: [YAMLNode], indent: Int) {
        let margin = String(repeating: " ", count: indent)
        guard key != "aliases", !items.isEmpty else {
            text += "\(margin)\(key): []\n"
            return
        }
        text += "\(margin)\(key):\n"
        for item in items {
            var inner = SkeletonWriter(filling: filling, isMessages: isMessages)
            inner.write(item, indent: indent + 4)
            // The first line carries the dash.
            let start = inner.text.firstIndex { $0 != " " } ?? inner.text.startIndex
            text += "\(margin)  - \(inner.text[start...])"
            count += inner.count
        }
    }

    private static func onOneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func quoted(_ text: String) -> String {
        let escaped = onOneLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
