import Locales

/// A catalog of messages as GNU gettext has it: the texts of one language, for
/// the many tools that edit `.po` files.
public enum PO: Exporter {
    public static let id = "po"
    public static let name = "gettext PO, for one language"
    public static let losses = XLIFF.losses
    public static let needsLanguage = true

    public static func export(_ request: ExportRequest) throws(ExchangeError) -> String {
        let units = try TranslationUnit.all(request)
        let language = request.language?.description ?? ""
        var text = """
            msgid ""
            msgstr ""
            "MIME-Version: 1.0\\n"
            "Content-Type: text/plain; charset=UTF-8\\n"
            "Content-Transfer-Encoding: 8bit\\n"
            "Language: \(language.replacing("-", with: "_"))\\n"
            "X-Language-Tag: \(language)\\n"

            """
        for unit in units {
            text += "\n"
            if let note = unit.note(request) { text += "#. \(note)\n" }
            text += "#: \(unit.address.file).yaml\n"
            let isFuzzy = unit.state == .stale
            if isFuzzy { text += "#, fuzzy\n" }
            text += "msgctxt \(quoted("\(unit.address.file):\(unit.address.path)"))\n"
            text += "msgid \(quoted(unit.source))\n"
            text += "msgstr \(quoted(unit.state == .missing ? "" : unit.target ?? ""))\n"
        }
        return text
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{0}"..."\u{1F}", "\u{7F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
