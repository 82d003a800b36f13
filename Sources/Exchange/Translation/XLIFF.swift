import Locales

/// XML Localization Interchange File Format 2.1 (OASIS, 2018): the texts of one
/// language to translators and back.
///
/// A text that has gone stale is in its first state again with its old
/// translation, and marked `metriglot:stale`.
public enum XLIFF: Exporter {
    public static let id = "xliff"
    public static let name = "XLIFF 2.1, for one language"
    public static let losses: Set<Part> = [
        .parameters, .targets, .benchmarks, .relations, .sources, .themes, .channels, .aliases
    ]
    public static let needsLanguage = true

    static let namespace = "urn:oasis:names:tc:xliff:document:2.0"
    static let stale = "metriglot:stale"

    public static func export(_ request: ExportRequest) throws(ExchangeError) -> String {
        let units = try TranslationUnit.all(request)
        var files: [(String, [TranslationUnit])] = []
        for unit in units {
            if files.last?.0 == unit.address.file {
                files[files.count - 1].1.append(unit)
            } else {
                files.append((unit.address.file, [unit]))
            }
        }
        var writer = XMLWriter()
        writer.element(
            "xliff",
            [
                "xmlns": namespace, "version": "2.1", "srcLang": "en",
                "trgLang": request.language?.description, "xml:space": "preserve"
            ]
        ) { writer in
            for (name, units) in files {
                // An id is a name token, which a slash is no part of.
                writer.element(
                    "file", ["id": name.replacing("/", with: "."), "original": name]
                ) { writer in
                    for unit in units { write(unit, request, &writer) }
                }
            }
        }
        return writer.text
    }

    private static func write(
        _ unit: TranslationUnit, _ request: ExportRequest, _ writer: inout XMLWriter
    ) {
        writer.element("unit", ["id": unit.address.path]) { writer in
            if let note = unit.note(request) {
                writer.element("notes") { writer in
                    writer.element("note", ["category": "formula"], text: note)
                }
            }
            let state =
                switch unit.state {
                case .missing, .stale: "initial"
                case .translated: "translated"
                case .reviewed: "reviewed"
                }
            writer.element(
                "segment",
                ["state": state, "subState": unit.state == .stale ? stale : nil]
            ) { writer in
                writer.element("source", markup: markup(unit.source, of: unit))
                if let target = unit.target, unit.state != .missing {
                    writer.element("target", markup: markup(target, of: unit))
                }
            }
        }
    }

    /// A text with the places of a message as elements that an editor protects.
    /// A message with plural forms stays as it is: its forms are the translator's.
    private static func markup(_ text: String, of unit: TranslationUnit) -> String {
        guard unit.isMessage, !text.contains(", plural,") else { return XMLText.escaped(text) }
        var result = ""
        var seen: [Substring: Int] = [:]
        var rest = Substring(text)
        while let place = rest.firstMatch(of: /\{[A-Za-z0-9_]+\}/) {
            result += XMLText.escaped(String(rest[..<place.range.lowerBound]))
            // The same place has the same id in source and target; its second
            // occurrence within one text has another.
            let name = place.output.dropFirst().dropLast()
            seen[name, default: 0] += 1
            let id = seen[name] == 1 ? String(name) : "\(name)-\(seen[name] ?? 0)"
            let shown = XMLText.escaped(String(place.output))
            result += "<ph id=\"\(id)\" equiv=\"\(shown)\" disp=\"\(shown)\"/>"
            rest = rest[place.range.upperBound...]
        }
        return result + XMLText.escaped(String(rest))
    }
}
