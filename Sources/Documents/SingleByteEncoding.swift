/// An encoding in which each byte is one character.
///
/// The characters above ASCII are those of the encodings' registrations at IANA,
/// as the Encoding Standard lists them.
enum SingleByteEncoding {
    case latin1, latin9, windows1252, windows1251

    init?(name: String) {
        switch name {
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1": self = .latin1
        case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin-9", "latin9": self = .latin9
        case "windows-1252", "cp1252": self = .windows1252
        case "windows-1251", "cp1251": self = .windows1251
        default: return nil
        }
    }

    func decode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 4)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                text.append(contentsOf: String(scalar(byte)).utf8)
            }
        }
        return text
    }

    private func scalar(_ byte: UInt8) -> Unicode.Scalar {
        let plain = Unicode.Scalar(byte)
        switch self {
        case .latin1: return plain
        case .latin9:
            switch byte {
            case 0xA4: return "€"
            case 0xA6: return "Š"
            case 0xA8: return "š"
            case 0xB4: return "Ž"
            case 0xB8: return "ž"
            case 0xBC: return "Œ"
            case 0xBD: return "œ"
            case 0xBE: return "Ÿ"
            default: return plain
            }
        case .windows1252:
            return byte < 0xA0 ? Self.western[Int(byte - 0x80)] : plain
        case .windows1251:
            if byte >= 0xC0 { return Unicode.Scalar(0x0410 + UInt32(byte - 0xC0)) ?? plain }
            return Self.cyrillic[Int(byte - 0x80)]
        }
    }

    private static let western: [Unicode.Scalar] = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
    private static let cyrillic: [Unicode.Scalar] = Array(
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґ\u{B5}¶·ё№є»јЅѕї"
            .unicodeScalars)
}
