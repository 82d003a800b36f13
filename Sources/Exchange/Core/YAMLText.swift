import Catalog
import Diagnostics

/// Writes YAML as people write it: long texts folded at a hundred
/// columns, short ones on the line of their key.
enum YAMLText {
    static let width = 100

    /// The comments that a file starts with.
    static func header(of source: SourceText) -> String {
        String(decoding: source.bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("#") }
            .map { "\($0)\n" }.joined()
    }

    static func text(of tree: DataTree) -> String {
        var lines: [String] = []
        write(tree, indent: 0, &lines)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func write(_ tree: DataTree, indent: Int, _ lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        switch tree {
        case .text(let text): lines.append(margin + scalar(text))
        case .literal(let text): lines.append(margin + text)
        case .list(let items):
            for item in items {
                if case .text(let text) = item {
                    lines.append("\(margin)- \(scalar(text))")
                    continue
                }
                if case .literal(let text) = item {
                    lines.append("\(margin)- \(text)")
                    continue
                }
                if let flow = flow(item), "\(margin)- \(flow)".count <= width {
                    lines.append("\(margin)- \(flow)")
                    continue
                }
                var inner: [String] = []
                write(item, indent: indent + 2, &inner)
                // The first line carries the dash.
                if let first = inner.first {
                    lines.append("\(margin)- \(first.dropFirst(indent + 2))")
                    lines += inner.dropFirst()
                }
            }
        case .mapping(let entries):
            for entry in entries { write(entry, margin, indent, &lines) }
        }
    }

    /// A mapping of nothing but texts, in braces on one line.
    private static func flow(_ tree: DataTree) -> String? {
        guard case .mapping(let entries) = tree else { return nil }
        var parts: [String] = []
        for entry in entries {
            guard case .text(let text) = entry.value else { return nil }
            let isSafe = isPlain(text) && !text.contains { ",[]{}".contains($0) }
            parts.append("\(entry.key): \(isSafe ? text : quoted(text))")
        }
        return "{\(parts.joined(separator: ", "))}"
    }

    private static func write(
        _ entry: DataTree.Entry, _ margin: String, _ indent: Int, _ lines: inout [String]
    ) {
        let key = margin + scalar(entry.key) + ":"
        switch entry.value {
        case .text(let text):
            let short = "\(key) \(scalar(text))"
            if short.count <= width || text.contains("\n") || !text.contains(" ")
                || text.hasPrefix(" ") || text.hasSuffix(" ") || text.contains("  ")
            {
                lines.append(short)
            } else {
                lines.append("\(key) >-")
                lines += folded(text, indent: indent + 2)
            }
        case .literal(let text): lines.append("\(key) \(text)")
        case .list(let items) where items.isEmpty: lines.append("\(key) []")
        case .mapping(let entries) where entries.isEmpty: lines.append("\(key) {}")
        case .list, .mapping:
            lines.append(key)
            write(entry.value, indent: indent + 2, &lines)
        }
    }

    /// The lines of a folded text, broken between words.
    private static func folded(_ text: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = margin
        for word in text.split(separator: " ") {
            if line.count > indent, line.count + 1 + word.count > width {
                lines.append(line)
                line = margin
            }
            line += (line.count > indent ? " " : "") + word
        }
        return lines + [line]
    }

    /// A text on one line: as it is where YAML would read it so, otherwise in
    /// double quotes.
    private static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last, !first.isWhitespace,
            !last.isWhitespace, last != ":"
        else { return false }
        if "-?:,[]{}#&*!|>'\"%@`~=<".contains(first) || first.isNumber || first == "+"
            || first == "."
        {
            return false
        }
        if text.contains(": ") || text.contains(" #") { return false }
        if text.unicodeScalars.contains(where: {
            $0.value < 0x20 || $0.value == 0x7F || $0 == "\u{85}" || $0 == "\u{2028}"
                || $0 == "\u{2029}"
        }) {
            return false
        }
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        return !words.contains(text.lowercased())
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
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
