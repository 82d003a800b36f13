internal import Documents

/// The calculated members of an MDX script.
enum MDXScript {
    struct Member {
        var name: PlacedText
        var formula: SourceFormula
        var format: PlacedText?
    }

    /// Every `CREATE MEMBER CURRENTCUBE.[Measures].[Name] AS …, FORMAT_STRING = "…";`.
    static func members(_ script: PlacedText) -> [Member] {
        let bytes = Array(script.string.utf8)
        var members: [Member] = []
        var scanner = Scanner(bytes: bytes)
        while scanner.skip(toWords: ["create", "member"]) {
            let start = scanner.at
            guard scanner.skip(toWords: ["as"], before: UInt8(ascii: ";")) else { continue }
            let head = start..<scanner.at - 2
            let parts = scanner.parts()
            guard let first = parts.first, let name = name(bytes, head) else { continue }
            let formula = script.slice(first).trimmed
            guard !formula.string.isEmpty else { continue }
            var member = Member(
                name: script.slice(name),
                formula: SourceFormula(source: formula, language: "mdx"))
            for part in parts.dropFirst() {
                let text = script.slice(part).trimmed
                guard text.string.lowercased().hasPrefix("format_string"),
                    let equals = text.string.utf8.firstIndex(of: UInt8(ascii: "="))
                else { continue }
                let offset = text.string.utf8.distance(
                    from: text.string.startIndex, to: equals)
                let value = text.slice(offset + 1..<text.string.utf8.count).trimmed
                let isQuoted = value.string.hasPrefix("\"") || value.string.hasPrefix("'")
                member.format =
                    isQuoted && value.string.utf8.count > 1
                    ? value.slice(1..<value.string.utf8.count - 1) : value
            }
            members.append(member)
        }
        return members
    }

    /// The last name in brackets, of members of the measures dimension only.
    private static func name(_ bytes: [UInt8], _ head: Range<Int>) -> Range<Int>? {
        let text = String(decoding: bytes[head], as: UTF8.self).lowercased()
        guard text.contains("[measures]") || text.contains("measures.") else { return nil }
        guard let close = bytes[head].lastIndex(of: UInt8(ascii: "]")),
            let open = bytes[head.lowerBound..<close].lastIndex(of: UInt8(ascii: "["))
        else { return nil }
        return open + 1..<close
    }

    /// Goes over MDX outside of comments, quotes and brackets.
    private struct Scanner {
        let bytes: [UInt8]
        var at = 0

        /// Goes on behind these words, which stand one after the other.
        mutating func skip(toWords words: [String], before end: UInt8? = nil) -> Bool {
            var found = 0
            while at < bytes.count {
                if skipQuoted() { continue }
                if let end, bytes[at] == end { return false }
                guard isLetter(bytes[at]) else {
                    at += 1
                    continue
                }
                let start = at
                while at < bytes.count, isLetter(bytes[at]) { at += 1 }
                let word = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
                found = word == words[found] ? found + 1 : (word == words[0] ? 1 : 0)
                if found == words.count { return true }
            }
            return false
        }

        /// The parts up to the semicolon, split at the commas outside of parentheses.
        mutating func parts() -> [Range<Int>] {
            var parts: [Range<Int>] = []
            var start = at
            var depth = 0
            while at < bytes.count {
                if skipQuoted() { continue }
                switch bytes[at] {
                case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
                case UInt8(ascii: ",") where depth == 0:
                    parts.append(start..<at)
                    start = at + 1
                case UInt8(ascii: ";"):
                    parts.append(start..<at)
                    at += 1
                    return parts
                default: break
                }
                at += 1
            }
            parts.append(start..<at)
            return parts
        }

        /// Skips a comment, a text in quotes or a name in brackets.
        private mutating func skipQuoted() -> Bool {
            let byte = bytes[at]
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            switch (byte, next) {
            case (UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "/")):
                while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                at += 2
                while at < bytes.count {
                    if bytes[at] == UInt8(ascii: "/"), bytes[at - 1] == UInt8(ascii: "*") { break }
                    at += 1
                }
                at += 1
            case (UInt8(ascii: "\""), _), (UInt8(ascii: "'"), _): skip(through: byte)
            case (UInt8(ascii: "["), _): skip(through: UInt8(ascii: "]"))
            default: return false
            }
            at = min(at, bytes.count)
            return true
        }

        private mutating func skip(through end: UInt8) {
            at += 1
            while at < bytes.count, bytes[at] != end { at += 1 }
            at += 1
        }

        private func isLetter(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || byte == UInt8(ascii: "_")
        }
    }
}
