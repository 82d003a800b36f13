import Diagnostics
public import Documents
import Locales

extension PO: Importer {
    /// The translations of a file that ``export(_:)`` wrote and somebody worked
    /// on. Empty and fuzzy ones are left out and counted.
    public static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> Imported {
        var imported = Imported()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            imported.note("not-utf8", .error, at: Place(file: file))
            return imported
        }
        var language: LanguageTag?
        for entry in entries(in: text, file: file, &imported) {
            if entry.id.isEmpty, entry.context == nil {
                language = tag(in: entry.text)
                if language == nil { imported.note("no-language", .error, at: entry.place) }
                continue
            }
            guard let language else {
                if imported.findings.isEmpty {
                    imported.note("no-language", .error, at: entry.place)
                }
                return imported
            }
            guard let context = entry.context, let colon = context.firstIndex(of: ":") else {
                imported.note("no-context", at: entry.place)
                continue
            }
            guard !entry.isFuzzy, !entry.text.isEmpty else {
                imported.unfinished += 1
                continue
            }
            imported.add(
                Imported.Text(
                    address: TranslatedField.Address(
                        file: String(context[..<colon]),
                        path: String(context[context.index(after: colon)...])),
                    text: entry.text, source: entry.id, place: entry.place),
                in: language)
        }
        return imported
    }

    private static func tag(in header: String) -> LanguageTag? {
        for name in ["X-Language-Tag:", "Language:"] {
            for line in header.split(separator: "\n") where line.hasPrefix(name) {
                let value = line.dropFirst(name.count).filter { !$0.isWhitespace }
                if let tag = LanguageTag(value.replacing("_", with: "-")) { return tag }
            }
        }
        return nil
    }

    private struct Entry {
        var context: String?
        var id = ""
        var text = ""
        var isFuzzy = false
        var place: Place
        var isEmpty = true
    }

    private static func entries(
        in text: String, file: String, _ imported: inout Imported
    ) -> [Entry] {
        var entries: [Entry] = []
        var entry = Entry(place: Place(file: file))
        // The keyword that a line in quotation marks goes on with.
        var keyword = ""
        func finish() {
            if !entry.isEmpty { entries.append(entry) }
            entry = Entry(place: Place(file: file))
            keyword = ""
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            let place = Place(
                file: file, line: number + 1, column: 1, endLine: number + 1,
                endColumn: line.unicodeScalars.count + 1)
            if line.allSatisfy(\.isWhitespace) {
                finish()
            } else if line.hasPrefix("#") {
                // A comment begins the next entry, also without an empty line before it.
                if keyword == "msgstr" { finish() }
                if line.hasPrefix("#,"), line.contains("fuzzy") { entry.isFuzzy = true }
            } else if line.hasPrefix("\"") {
                append(line, to: keyword, of: &entry, at: place, &imported)
            } else {
                let word = line.prefix { $0 != " " && $0 != "\t" && $0 != "[" }
                if keyword == "msgstr", word == "msgctxt" || word == "msgid" { finish() }
                if entry.isEmpty { entry.place = place }
                keyword = String(word)
                guard ["msgctxt", "msgid", "msgstr", "msgid_plural"].contains(keyword),
                    let start = line.firstIndex(of: "\"")
                else {
                    imported.note("bad-line", at: place)
                    continue
                }
                append(line[start...], to: keyword, of: &entry, at: place, &imported)
            }
        }
        finish()
        return entries
    }

    private static func append(
        _ quoted: Substring, to keyword: String, of entry: inout Entry, at place: Place,
        _ imported: inout Imported
    ) {
        var trimmed = quoted
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        guard let text = unquoted(trimmed) else {
            imported.note("bad-line", at: place)
            return
        }
        entry.isEmpty = false
        switch keyword {
        case "msgctxt": entry.context = (entry.context ?? "") + text
        case "msgid": entry.id += text
        case "msgstr": entry.text += text
        default: break
        }
    }

    private static func unquoted(_ quoted: Substring) -> String? {
        guard quoted.count >= 2, quoted.hasSuffix("\"") else { return nil }
        var result = ""
        var isEscaped = false
        for character in quoted.dropFirst().dropLast() {
            if isEscaped {
                switch character {
                case "n": result.append("\n")
                case "t": result.append("\t")
                case "r": result.append("\r")
                default: result.append(character)
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                return nil
            } else {
                result.append(character)
            }
        }
        return isEscaped ? nil : result
    }
}
