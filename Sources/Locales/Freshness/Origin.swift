/// What a translation was made from, as short fingerprints that change when
/// that changes.
public struct Origin: Hashable, Sendable {
    /// Of the reference text; nothing in the reference language itself.
    public var text: String
    /// Of what the text is about: formula, unit and direction of a metric, or
    /// the figures of a target. Nothing where there is no such thing.
    public var meaning: String
    /// Of the translation, to tell one that was made anew from one that was not.
    public var translation: String
    /// Why a change of ``text`` or ``meaning`` needed no new translation.
    public var waived: String?

    public init(text: String, meaning: String, translation: String, waived: String? = nil) {
        self.text = text
        self.meaning = meaning
        self.translation = translation
        self.waived = waived
    }

    /// The three fingerprints as they are written in a file.
    var written: String { [text, meaning, translation].joined(separator: " ") }

    init?(written: String, waived: String? = nil) {
        let parts = written.split(separator: " ").map(String.init)
        guard parts.count == 3, parts.allSatisfy(Self.isFingerprint) else { return nil }
        self.init(text: parts[0], meaning: parts[1], translation: parts[2], waived: waived)
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text == nothing || text.count == 8 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    /// Stands where there is nothing to compare with.
    static let nothing = "."

    /// Eight hexadecimal digits of a text. How its lines are broken makes no
    /// difference: a file may be laid out anew.
    package static func fingerprint(_ text: String?) -> String {
        guard let text else { return nothing }
        var hash: UInt32 = 0x811c_9dc5
        var isAfterSpace = true
        for byte in text.utf8 {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if isSpace, isAfterSpace { continue }
            isAfterSpace = isSpace
            hash = (hash ^ UInt32(isSpace ? 0x20 : byte)) &* 0x0100_0193
        }
        // Short texts leave FNV's bits badly mixed: finish as MurmurHash3 does.
        hash = (hash ^ (hash >> 16)) &* 0x85eb_ca6b
        hash = (hash ^ (hash >> 13)) &* 0xc2b2_ae35
        hash ^= hash >> 16
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
