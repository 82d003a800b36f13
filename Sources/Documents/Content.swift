/// What kind of content bytes hold, told by the bytes and hardly by the name.
public enum Content: String, Hashable, Sendable {
    case xml, json, ndjson
    /// A packaged file: `.twbx`, `.xlsx`, `.pbit` and their like.
    case zip
    case empty
    case other

    /// - Parameter file: used only where the bytes could be nothing at all: a
    ///   `.json` that starts with a comment is JSON with a mistake in it.
    public init(_ bytes: [UInt8], file: String = "") {
        let head = Array(bytes.prefix(1_024))
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
            return
        }
        // UTF-16 and UTF-32 have zeros beside each ASCII character.
        let plain =
            TextEncoding.isWide(head)
            ? head.filter { $0 != 0 && $0 != 0xFE && $0 != 0xFF }
            : Array(head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...])
        let name = file.lowercased()
        guard let index = plain.firstIndex(where: { !$0.isSpace }) else {
            self = bytes.count > head.count ? .other : .empty
            return
        }
        switch plain[index] {
        case .less:
            let next = index + 1 < plain.count ? plain[index + 1] : 0
            self =
                next == .question || next == .exclamation || Self.startsName(next) ? .xml : .other
        case .braceOpen, .bracketOpen:
            self = name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") ? .ndjson : .json
        default:
            if name.hasSuffix(".json") || name.hasSuffix(".bim") {
                self = .json
            } else if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
                self = .ndjson
            } else if name.hasSuffix(".xml") {
                self = .xml
            } else {
                self = .other
            }
        }
    }

    private static func startsName(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
