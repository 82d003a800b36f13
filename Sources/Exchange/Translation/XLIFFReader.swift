import Diagnostics
public import Documents
import Foundation
import Locales

extension XLIFF: Importer {
    /// The translations of a file that ``export(_:)`` wrote and somebody worked
    /// on. Segments in their first state are left out and counted.
    public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> Imported {
        let document = try Document(xml: bytes, file: file)
        var imported = Imported()
        let root = document.root.isElement("xliff") ? document.root : document.root.element("xliff")
        guard let root, let version = root.attribute("version"), version.string.hasPrefix("2")
        else {
            imported.note("no-xliff", .error, at: document.root.place)
            return imported
        }
        guard let written = root.attribute("trgLang"), let tag = LanguageTag(written.string) else {
            imported.note("no-target-language", .error, at: root.place)
            return imported
        }
        for part in root.elements("file") {
            let name = part.attribute("original")?.string ?? ""
            for unit in part.descendants("unit") {
                guard let path = unit.attribute("id")?.string else { continue }
                read(
                    unit, at: TranslatedField.Address(file: name, path: path), tag,
                    into: &imported)
            }
        }
        return imported
    }

    private static func read(
        _ unit: Node, at address: TranslatedField.Address, _ tag: LanguageTag,
        into imported: inout Imported
    ) {
        let segments = unit.elements("segment")
        let isFinished = segments.allSatisfy { segment in
            segment.element("target") != nil
                && (segment.attribute("state")?.string ?? "initial") != "initial"
        }
        guard !segments.isEmpty, isFinished else {
            imported.unfinished += 1
            return
        }
        // An editor may have divided a text; what stands between the parts counts.
        let parts = unit.elements.filter { $0.isElement("segment") || $0.isElement("ignorable") }
        let target = parts.map { text($0.element("target") ?? $0.element("source")) }.joined()
        let source = parts.map { text($0.element("source")) }.joined()
        guard !target.allSatisfy(\.isWhitespace) else {
            imported.unfinished += 1
            return
        }
        imported.add(
            Imported.Text(address: address, text: target, source: source, place: unit.place),
            in: tag)
    }

    /// The text of a source or target, with protected places as what they stand
    /// for. A space between two of them counts, so the markup itself is read.
    private static func text(_ node: Node?) -> String {
        guard let raw = node?.raw, let open = raw.firstIndex(of: ">"), !raw[...open].hasSuffix("/>"),
            let close = raw.range(of: "</", options: .backwards)
        else { return "" }
        var result = ""
        var rest = raw[raw.index(after: open)..<close.lowerBound]
        while let start = rest.firstIndex(of: "<") {
            result += unescaped(rest[..<start])
            rest = rest[start...]
            if rest.hasPrefix("<![CDATA["), let end = rest.range(of: "]]>") {
                result += rest[rest.index(start, offsetBy: 9)..<end.lowerBound]
                rest = rest[end.upperBound...]
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { break }
            let tag = rest[...end]
            if tag.hasPrefix("<ph"), let match = tag.firstMatch(of: /equiv\s*=\s*["']([^"']*)["']/) {
                result += unescaped(match.output.1)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + unescaped(rest)
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        return String(text).replacing(/&(#x?[0-9A-Fa-f]+|[a-z]+);/) { match -> String in
            let name = String(match.output.1)
            if name.hasPrefix("#") {
                let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
                let number = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10)
                return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
            }
            let named: [String: String] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
            return named[name] ?? String(match.output.0)
        }
    }
}
