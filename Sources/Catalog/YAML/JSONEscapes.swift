/// JSON writes what lies beyond the basic plane as two escapes, which YAML
/// knows only as one.
enum JSONEscapes {
    /// The text with every pair of surrogate escapes as YAML's one escape.
    static func pairsJoined(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            if let high = escape(at: index, in: bytes), 0xD800..<0xDC00 ~= high,
                let low = escape(at: index + 6, in: bytes), 0xDC00..<0xE000 ~= low
            {
                let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
                let digits = String(scalar, radix: 16)
                result += Array("\\U".utf8)
                result += [UInt8](repeating: UInt8(ascii: "0"), count: 8 - digits.utf8.count)
                result += Array(digits.utf8)
                index += 12
            } else {
                // Whatever is escaped is no start of another escape.
                result += bytes[index..<min(index + 2, bytes.count)]
                index += 2
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Where something begins that other languages take for a comment, and JSON
    /// for nothing at all. YAML would read some of it as text.
    static func firstComment(in bytes: [UInt8]) -> Range<Int>? {
        var isText = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isText: index += 1
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "#") where !isText: return index..<(index + 1)
            case UInt8(ascii: "/") where !isText: return index..<min(index + 2, bytes.count)
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func escape(at index: Int, in bytes: [UInt8]) -> UInt32? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt32(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    }
}
