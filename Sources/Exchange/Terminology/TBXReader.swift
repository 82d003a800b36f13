import Diagnostics
public import Documents
import Locales

extension TBX: Importer {
    /// Terms and definitions of entries that have the id of a metric.
    ///
    /// Both styles are read: a category as an attribute, and as an element of
    /// its own.
    public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> Imported {
        let document = try Document(xml: bytes, file: file)
        var imported = Imported()
        let entries = document.root.descendants("conceptEntry")
        if entries.isEmpty {
            imported.note("nothing-found", at: document.root.place, ["what": .text("conceptEntry")])
        }
        for entry in entries {
            guard let id = entry.attribute("id")?.string else {
                imported.note("entry-without-id", at: entry.place)
                continue
            }
            for section in entry.elements("langSec") { read(section, of: id, into: &imported) }
        }
        return imported
    }

    private static func read(_ section: Node, of id: String, into imported: inout Imported) {
        guard let written = section.attribute("xml:lang"), let tag = LanguageTag(written.string)
        else {
            imported.note("no-language", at: section.place)
            return
        }
        let file = "metrics/\(id)"
        func add(_ path: String, _ node: Node) {
            imported.add(
                Imported.Text(
                    address: TranslatedField.Address(file: file, path: path),
                    text: clean(node.text.string), place: node.place),
                in: tag)
        }
        if let definition = category("definition", in: section) { add("definition", definition) }
        if let reading = section.element("note") { add("reading", reading) }
        var isPreferredFound = false
        var names: [Alias] = []
        for termSection in section.elements("termSec") {
            guard let term = termSection.element("term"), !clean(term.text.string).isEmpty else {
                imported.note("no-term", at: termSection.place)
                continue
            }
            let status = category("administrativeStatus", in: termSection).map {
                clean($0.text.string)
            }
            // Without any status the first is the one to use.
            if !isPreferredFound, status == nil || status == preferred {
                isPreferredFound = true
                add("term", term)
                continue
            }
            let isShort =
                ["abbreviation", "acronym"]
                .contains(category("termType", in: termSection).map { clean($0.text.string) } ?? "")
            let isOld = status == deprecated || status == "supersededTerm-admn-sts"
            names.append(
                Alias(
                    clean(term.text.string),
                    kind: isOld ? .deprecated : isShort ? .abbreviation : .synonym,
                    note: termSection.element("note").map { clean($0.text.string) },
                    place: term.place))
        }
        if !names.isEmpty { imported.names[tag, default: [:]][id] = names }
    }

    /// The element of a category, in either style, in groups too.
    private static func category(_ name: String, in node: Node) -> Node? {
        for child in node.elements {
            if child.attribute("type")?.string == name { return child }
            if child.name?.split(separator: ":").last.map(String.init) == name { return child }
            if child.name?.hasSuffix("Grp") == true, let found = category(name, in: child) {
                return found
            }
        }
        return nil
    }

    /// Without the line breaks and indents of the file; a no-break space is part
    /// of the text.
    private static func clean(_ text: String) -> String {
        text.split { " \t\r\n".contains($0) }.joined(separator: " ")
    }
}
