internal import Diagnostics
public import Documents

/// The texts of a report in one language (`report_es_MX.properties`), as Java reads them:
/// `key=value` with `\uXXXX` escapes, comments and continued lines.
public enum ResourceBundle: FormatReader {
    public static let id = "resource-bundle"
    public static let name = "Java resource bundle"

    public static func recognises(_ document: Document) -> Bool {
        document.syntax == .text && document.file.lowercased().hasSuffix(".properties")
    }

    public static func read(_ document: Document) -> Dashboard {
        var dashboard = Dashboard(format: id, file: document.file)
        let path = document.file.split(separator: "/", omittingEmptySubsequences: false)
        let name = String((path.last ?? "").dropLast(".properties".count))
        let (base, language) = Self.language(of: name)
        dashboard.language = language
        dashboard.families = [
            family(folder: path.dropLast().joined(separator: "/"), bundle: base)
        ]
        for (key, value) in entries(document.root.text) {
            dashboard.translations.append(
                Translation(
                    name: translationKey(key),
                    label: Label(text: value, language: language, role: .caption)))
        }
        return dashboard
    }

    /// What a report with this bundle and the files of the bundle have in common.
    static func family(folder: String, bundle: String) -> String {
        // A bundle is named by a path on the class path, of which the folder is the end.
        let base = bundle.split(whereSeparator: { $0 == "/" || $0 == "." }).last ?? ""
        return "bundle:\(folder)/\(base)"
    }

    /// Keys of a bundle are told apart from names of variables.
    static func translationKey(_ key: String) -> String { "$R{\(key)}" }

    /// `report_es_MX` is `report` in the language `es-MX`.
    private static func language(of name: String) -> (base: String, language: String?) {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        for start in parts.indices.dropFirst() {
            let tail = parts[start...]
            guard let first = tail.first, (2...3).contains(first.count),
                first.allSatisfy({ $0.isLowercase && $0.isASCII }), tail.count <= 3,
                tail.dropFirst().allSatisfy({ [2, 4].contains($0.count) }),
                let tag = LanguageTag.normalised(tail.joined(separator: "_"))
            else { continue }
            return (parts[..<start].joined(separator: "_"), tag)
        }
        return (name, nil)
    }

    private static func entries(_ text: PlacedText) -> [(key: String, value: PlacedText)] {
        let lines = Lines(text)
        var entries: [(String, PlacedText)] = []
        var at = 0
        while at < lines.count {
            var start = lines.ranges[at].lowerBound
            var end = lines.ranges[at].upperBound
            at += 1
            while start < end, isBlank(lines.bytes[start]) { start += 1 }
            guard start < end, lines.bytes[start] != UInt8(ascii: "#"),
                lines.bytes[start] != UInt8(ascii: "!")
            else { continue }
            // An odd number of backslashes at the end goes on in the next line.
            var pieces = [start..<end]
            while at < lines.count,
                lines.bytes[start..<end].reversed().prefix(while: {
                    $0 == UInt8(ascii: "\\")
                }).count % 2 == 1
            {
                pieces[pieces.count - 1] = pieces[pieces.count - 1].lowerBound..<end - 1
                start = lines.ranges[at].lowerBound
                end = lines.ranges[at].upperBound
                at += 1
                while start < end, isBlank(lines.bytes[start]) { start += 1 }
                pieces.append(start..<end)
            }
            guard let (key, value) = split(pieces, lines) else { continue }
            entries.append((key, value))
        }
        return entries
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0C
    }

    /// The key ends at the first `=`, `:` or blank that no backslash stands before.
    private static func split(
        _ pieces: [Range<Int>], _ lines: Lines
    ) -> (key: String, value: PlacedText)? {
        guard var rest = pieces.first else { return nil }
        var at = rest.lowerBound
        while at < rest.upperBound {
            let byte = lines.bytes[at]
            if byte == UInt8(ascii: "\\") {
                at += 2
                continue
            }
            if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || isBlank(byte) { break }
            at += 1
        }
        at = min(at, rest.upperBound)
        let key = unescaped([lines.text.slice(rest.lowerBound..<at)])?.string ?? ""
        while at < rest.upperBound, isBlank(lines.bytes[at]) { at += 1 }
        if at < rest.upperBound, [UInt8(ascii: "="), UInt8(ascii: ":")].contains(lines.bytes[at]) {
            at += 1
            while at < rest.upperBound, isBlank(lines.bytes[at]) { at += 1 }
        }
        rest = at..<rest.upperBound
        let parts = ([rest] + pieces.dropFirst()).map { lines.text.slice($0) }
        guard !key.isEmpty, let value = unescaped(parts), !value.string.isEmpty else { return nil }
        return (key, value)
    }

    /// The text without its escapes, each character at its place.
    private static func unescaped(_ texts: [PlacedText]) -> PlacedText? {
        var parts: [PlacedText.Part] = []
        for text in texts {
            let bytes = Array(text.string.utf8)
            var at = 0
            var plain = 0
            while at < bytes.count {
                guard bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count else {
                    at += 1
                    continue
                }
                if plain < at { parts.append(.text(text.slice(plain..<at))) }
                var end = at + 2
                let string: String
                switch bytes[at + 1] {
                case UInt8(ascii: "u"):
                    let (units, stop) = units(bytes, at)
                    string = String(decoding: units, as: UTF16.self)
                    end = stop
                case UInt8(ascii: "n"): string = "\n"
                case UInt8(ascii: "t"): string = "\t"
                case UInt8(ascii: "r"): string = "\r"
                case UInt8(ascii: "f"): string = "\u{C}"
                case let other where other < 0x80:
                    string = String(Unicode.Scalar(other))
                default:
                    string = ""
                    end = at + 1
                }
                if !string.isEmpty { parts.append(.instead(string, of: text.slice(at..<end))) }
                at = max(end, at + 1)
                plain = at
            }
            if plain < bytes.count { parts.append(.text(text.slice(plain..<bytes.count))) }
        }
        return PlacedText.composed(parts)
    }

    /// The UTF-16 units of one or two `\uXXXX`.
    private static func units(_ bytes: [UInt8], _ start: Int) -> (units: [UInt16], end: Int) {
        var units: [UInt16] = []
        var at = start
        while at + 5 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u"),
            let unit = UInt16(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16)
        {
            units.append(unit)
            at += 6
            guard (0xD800..<0xDC00).contains(unit), units.count == 1 else { break }
        }
        return units.isEmpty ? ([0xFFFD], start + 2) : (units, at)
    }
}
