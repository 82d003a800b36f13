internal import Foundation

/// Text in the encodings that exported tables still come in.
public enum EncodedText {
    /// Brings bytes to UTF-8 without a byte order mark.
    ///
    /// - Parameter encoding: Its name as people write it, in any case; `nil`:
    ///   UTF-8, or UTF-16 where the bytes start as that does.
    /// - Returns: `nil` for an encoding that is not known, or bytes that are
    ///   not in it.
    public static func utf8(_ bytes: [UInt8], encoding: String?) -> [UInt8]? {
        let name = (encoding ?? "").lowercased().replacing("_", with: "-").replacing(" ", with: "-")
        switch name {
        case "", "utf-8", "utf8", "ascii", "us-ascii", "utf-16", "utf16", "utf-16le", "utf-16be":
            return try? TextEncoding.unify(bytes, file: "", isXML: false, limits: .standard)
        case "windows-1258", "cp1258":
            // Its accents stand after their letters.
            let text = Windows1258.decode(bytes)
            return Array(text.precomposedStringWithCanonicalMapping.utf8)
        default:
            return SingleByteEncoding(name: name)?.decode(bytes)
        }
    }

    /// Whether bytes are UTF-16, by their mark or the zero beside the first character.
    public static func isWide(_ bytes: [UInt8]) -> Bool { TextEncoding.isWide(bytes) }
}

/// Vietnamese as Windows writes it: the registration at IANA, as the Encoding
/// Standard lists it.
private enum Windows1258 {
    static func decode(_ bytes: [UInt8]) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(scalar(byte)) }
        return String(scalars)
    }

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        switch byte {
        case 0x80..<0xA0: upper[Int(byte - 0x80)]
        case 0xC3: "Ă"
        case 0xCC: "\u{300}"
        case 0xD0: "Đ"
        case 0xD2: "\u{309}"
        case 0xD5: "Ơ"
        case 0xDD: "Ư"
        case 0xDE: "\u{303}"
        case 0xE3: "ă"
        case 0xEC: "\u{301}"
        case 0xF0: "đ"
        case 0xF2: "\u{323}"
        case 0xF5: "ơ"
        case 0xFD: "ư"
        case 0xFE: "₫"
        default: Unicode.Scalar(byte)
        }
    }

    private static let upper: [Unicode.Scalar] = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰\u{8A}‹Œ\u{8D}\u{8E}\u{8F}\u{90}‘’“”•–—˜™\u{9A}›œ\u{9D}\u{9E}Ÿ"
            .unicodeScalars)
}
