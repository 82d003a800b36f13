import Diagnostics
public import Documents
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
    /// for. White space between two of them is no node of its own, and counts.
    private static func text(_ node: Node?) -> String {
        guard let node else { return "" }
        var result = ""
        var before: Node?
        for child in node.children {
            guard child.kind == .element else {
                result += child.kind == .text ? child.text.string : ""
                before = nil
                continue
            }
            if let before { result += space(between: before, and: child) }
            before = child
            result +=
                child.isElement("ph") ? child.attribute("equiv")?.string ?? "" : text(child)
        }
        return result
    }

    private static func space(between one: Node, and other: Node) -> String {
        guard one.isElement("ph"), one.place.endLine == other.place.line else { return " " }
        // The place is that of the start tag; `</ph>` may come after it.
        let end = one.raw.hasSuffix("/>") ? 0 : (one.name?.count ?? 2) + 3
        let width = other.place.column - one.place.endColumn - end
        return String(repeating: " ", count: max(0, width))
    }
}
