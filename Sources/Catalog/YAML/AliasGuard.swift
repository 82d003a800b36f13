/// Finds aliases in places where the YAML parser would compare them: a key that
/// is, or holds, an alias to an alias to an alias takes it for ever.
enum AliasGuard {
    /// The byte offset of the first key that is an alias or may hold one.
    ///
    /// It looks at bytes, not at YAML, and so sees too much rather than too
    /// little; a file without anchors is never refused.
    static func firstAliasedKey(in bytes: [UInt8]) -> Int? {
        guard mark(UInt8(ascii: "&"), in: bytes), mark(UInt8(ascii: "*"), in: bytes) else {
            return nil
        }
        var index = 0
        while index < bytes.count {
            defer { index += 1 }
            switch bytes[index] {
            case UInt8(ascii: "*") where startsToken(index, in: bytes):
                var end = index + 1
                while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
                if isKeyEnd(end, in: bytes) { return index }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isKeyEnd(index + 1, in: bytes) { return index }
            case UInt8(ascii: "?") where startsToken(index, in: bytes):
                if index + 1 == bytes.count || isSpace(bytes[index + 1]) { return index }
            default: break
            }
        }
        return nil
    }

    /// Whether a token starts with this byte anywhere.
    private static func mark(_ byte: UInt8, in bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0] == byte && startsToken($0, in: bytes) }
    }

    private static func startsToken(_ index: Int, in bytes: [UInt8]) -> Bool {
        guard index > 0 else { return true }
        let before = bytes[index - 1]
        return isSpace(before)
            || [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(before)
            || before == UInt8(ascii: ":") || before == UInt8(ascii: "]")
            || before == UInt8(ascii: "\"") || before == UInt8(ascii: "'")
    }

    private static func isKeyEnd(_ start: Int, in bytes: [UInt8]) -> Bool {
        var index = start
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: ":")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    /// Generous: everything that does not end a name in some version of YAML.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        !isSpace(byte) && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "]")
            && byte != UInt8(ascii: "}") && byte != UInt8(ascii: ":")
    }
}
