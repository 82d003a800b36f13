/// Reading tags and references out of XML bytes that were accepted.
enum XML {
    /// The name of the element whose `<` stands at an offset.
    static func nameRange(_ bytes: Bytes, at start: Int) -> Range<Int> {
        var end = start + 1
        while end < bytes.count {
            switch bytes[end] {
            case .space, .newline, .tab, .carriageReturn, .greater, .slash: return start + 1..<end
            default: end += 1
            }
        }
        return start + 1..<end
    }

    /// The name without its prefix.
    static func localName(_ bytes: Bytes, _ name: Range<Int>) -> Range<Int> {
        let colon = bytes.first(.colon, in: name)
        return colon < name.upperBound ? colon + 1..<name.upperBound : name
    }

    /// The offset after the `>` of the tag that starts at an offset.
    static func tagEnd(_ bytes: Bytes, at start: Int) -> Int {
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case .greater: return at + 1
            case .quote, .apostrophe: at = bytes.first(bytes[at], in: at + 1..<bytes.count) + 1
            default: at += 1
            }
        }
        return bytes.count
    }

    /// A text or CDATA section: all of it, and what stands inside the section's brackets.
    static func textRange(
        _ bytes: Bytes, at start: Int
    ) -> (outer: Range<Int>, inner: Range<Int>, coding: Coding) {
        guard bytes[start] == .less else {
            let end = bytes.first(.less, in: start..<bytes.count)
            return (start..<end, start..<end, .text)
        }
        let inner = start + 9
        let end = bytes.find("]]>", from: inner) ?? bytes.count
        return (start..<min(end + 3, bytes.count), inner..<max(inner, end), .cdata)
    }

    /// The character of a reference such as `&lt;` or `&#x41;`, and the bytes it takes.
    static func reference(
        _ bytes: Bytes, _ range: Range<Int>
    ) -> (scalar: Unicode.Scalar, length: Int) {
        let at = range.lowerBound
        // The longest that means anything is a number with leading zeros.
        let end = bytes.first(.semicolon, in: at..<min(range.upperBound, at + 32))
        guard end < range.upperBound, bytes[end] == .semicolon else { return ("&", 1) }
        let length = end + 1 - at
        if bytes.has("&lt;", at: at) { return ("<", length) }
        if bytes.has("&gt;", at: at) { return (">", length) }
        if bytes.has("&amp;", at: at) { return ("&", length) }
        if bytes.has("&quot;", at: at) { return ("\"", length) }
        if bytes.has("&apos;", at: at) { return ("'", length) }
        guard bytes.has("&#", at: at) else { return ("\u{FFFD}", length) }
        var value: UInt32 = 0
        let isHexadecimal = bytes[at + 2] == .x
        for byte in bytes[(isHexadecimal ? at + 3 : at + 2)..<end] {
            guard let digit = byte.hexadecimalValue, value < 0x110000 else {
                return ("\u{FFFD}", length)
            }
            value = value * (isHexadecimal ? 16 : 10) + digit
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
