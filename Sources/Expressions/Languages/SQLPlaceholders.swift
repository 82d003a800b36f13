/// What tools put into SQL for the values that a reader chooses.
enum SQLPlaceholders {
    /// Reads `$__macro`, `$name`, `${name:format}`, `[[name]]`, `{{ name }}`,
    /// `$P{name}`, `@name` and `:name`.
    static func read(_ bytes: [UInt8], _ start: Int) -> (
        kind: Token.Kind, text: String, end: Int
    )? {
        func byte(_ distance: Int) -> UInt8 {
            start + distance < bytes.count ? bytes[start + distance] : 0
        }
        func until(_ close: String, from: Int) -> (text: String, end: Int)? {
            let mark = close.utf8[close.startIndex]
            let length = close.utf8.count
            var end = from
            // Such a name is short; a text that never closes it is not searched on and on.
            while end + length <= bytes.count, end < from + 80 {
                if bytes[end] == mark, bytes[end + length - 1] == mark {
                    return (String(decoding: bytes[from..<end], as: UTF8.self), end + length)
                }
                end += 1
            }
            return nil
        }
        func word(from: Int) -> Int {
            var end = from
            while end < bytes.count,
                bytes[end].isLetter || bytes[end].isDigit || bytes[end] == UInt8(ascii: "_")
            {
                end += 1
            }
            return end
        }
        func named(_ range: Range<Int>) -> String {
            String(decoding: bytes[range], as: UTF8.self)
        }
        switch byte(0) {
        case UInt8(ascii: "$"):
            if byte(1) == UInt8(ascii: "{") {
                guard let (text, end) = until("}", from: start + 2) else { return nil }
                let name = text.split(separator: ":").first.map(String.init) ?? text
                return (.variable, "$" + name, end)
            }
            if byte(1).foldedLetter == UInt8(ascii: "p"),
                byte(2) == UInt8(ascii: "{")
                    || (byte(2) == UInt8(ascii: "!") && byte(3) == UInt8(ascii: "{"))
            {
                let from = byte(2) == UInt8(ascii: "{") ? start + 3 : start + 4
                guard let (text, end) = until("}", from: from) else { return nil }
                return (.variable, "$" + text, end)
            }
            let end = word(from: start + 1)
            guard end > start + 1 else { return nil }
            let isCall = end < bytes.count && bytes[end] == UInt8(ascii: "(")
            return (isCall ? .name : .variable, named(start..<end), end)
        case UInt8(ascii: "["):
            guard byte(1) == UInt8(ascii: "["), let (text, end) = until("]]", from: start + 2)
            else { return nil }
            return (.variable, "$" + text, end)
        case UInt8(ascii: "{"):
            guard byte(1) == UInt8(ascii: "{"), let (text, end) = until("}}", from: start + 2)
            else { return nil }
            return (.variable, "{{" + text + "}}", end)
        case UInt8(ascii: "/"):
            // A pattern of InfluxQL, behind `=~` or `!~`.
            var before = start - 1
            while before >= 0, bytes[before] == UInt8(ascii: " ") { before -= 1 }
            guard before >= 0, bytes[before] == UInt8(ascii: "~") else { return nil }
            var end = start + 1
            while end < bytes.count, bytes[end] != UInt8(ascii: "/"), end < start + 500 {
                end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard end < bytes.count, bytes[end] == UInt8(ascii: "/") else { return nil }
            return (.text, named(start + 1..<end), end + 1)
        case UInt8(ascii: "@"):
            let from = byte(1) == UInt8(ascii: "@") ? start + 2 : start + 1
            let end = word(from: from)
            return end > from ? (.variable, named(start..<end), end) : nil
        case UInt8(ascii: ":"):
            guard byte(1).isLetter, start == 0 || bytes[start - 1] != UInt8(ascii: ":") else {
                return nil
            }
            let end = word(from: start + 1)
            return (.variable, named(start..<end), end)
        default: return nil
        }
    }

    /// The table that `{{ ref('orders') }}` stands for, or the name as it is.
    static func table(_ placeholder: String) -> String {
        let parts = placeholder.split { $0 == "'" || $0 == "\"" }
        guard placeholder.hasPrefix("{{"), parts.count >= 3 else { return placeholder }
        return String(parts[parts.count - 2])
    }

    /// Whether a text holds such a value: `'$region'`, `'${region}'`.
    static func isIn(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            guard index + 1 < bytes.count else { return false }
            let next = bytes[index + 1]
            if byte == UInt8(ascii: "$"),
                next.isLetter || next == UInt8(ascii: "{") || next == UInt8(ascii: "_")
            {
                return true
            }
            if byte == UInt8(ascii: "{"), next == UInt8(ascii: "{") { return true }
        }
        return false
    }
}
