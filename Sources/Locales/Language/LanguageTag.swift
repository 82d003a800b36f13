/// A BCP 47 language tag (RFC 5646), in canonical case: `pt-BR`, `zh-Hans`.
///
/// Extensions and private use parts are kept and compared, but mean nothing here.
public struct LanguageTag: Hashable, Sendable {
    /// Two or three letters, `pt`.
    public let language: String
    /// Four letters, `Hans`.
    public let script: String?
    /// Two letters or three digits, `BR`, `419`.
    public let region: String?
    /// All parts, the first included.
    private let parts: [String]

    public static let english = LanguageTag(parts: ["en"])

    /// `nil` where the text is no tag.
    public init?(_ text: String) {
        let raw = text.split(separator: "-", omittingEmptySubsequences: false).map {
            $0.lowercased()
        }
        guard Self.isWellFormed(raw) else { return nil }
        self.init(parts: Self.canonical(raw))
    }

    /// Reads a POSIX locale as environments name it: `pt_BR.UTF-8`. `nil` for
    /// `C` and `POSIX`, which are no language.
    public init?(posix text: String) {
        let name = text.prefix { $0 != "." && $0 != "@" }
        guard name != "C", name != "POSIX", !name.isEmpty else { return nil }
        self.init(
            name.split(separator: "_", omittingEmptySubsequences: false).joined(separator: "-"))
    }

    private init(parts: [String]) {
        self.parts = parts
        language = parts.first ?? ""
        var rest = parts.dropFirst().prefix { $0.utf8.count > 1 }
        // Extended languages (`zh-cmn`) stand before the script.
        while let first = rest.first, first.utf8.count == 3, first.utf8.allSatisfy(\.isLetter) {
            rest.removeFirst()
        }
        if let first = rest.first, first.utf8.count == 4, first.utf8.allSatisfy(\.isLetter) {
            script = first
            rest.removeFirst()
        } else {
            script = nil
        }
        region = rest.first.flatMap { Self.isRegion($0) ? $0 : nil }
    }

    /// The tag without its last part, and without a single letter before it
    /// (RFC 4647, 3.4); `nil` where only the language is left.
    var truncated: LanguageTag? {
        var rest = parts.dropLast()
        while let last = rest.last, last.utf8.count == 1 { rest.removeLast() }
        return rest.isEmpty ? nil : LanguageTag(parts: Array(rest))
    }

    // MARK: - Form

    private static func isRegion(_ part: String) -> Bool {
        part.utf8.count == 2 && part.utf8.allSatisfy(\.isLetter)
            || part.utf8.count == 3 && part.utf8.allSatisfy(\.isDigit)
    }

    private static func isWellFormed(_ parts: [String]) -> Bool {
        guard let first = parts.first, (2...8).contains(first.utf8.count), first.utf8.count != 4,
            first.utf8.allSatisfy(\.isLetter)
        else { return false }
        // A single letter announces an extension, and something must follow it;
        // behind an x single letters are parts like any other.
        var isAnnounced = false
        var isPrivate = false
        for part in parts.dropFirst() {
            guard (1...8).contains(part.utf8.count),
                part.utf8.allSatisfy({ $0.isLetter || $0.isDigit })
            else { return false }
            let announces = part.utf8.count == 1 && !isPrivate
            if announces, isAnnounced { return false }
            isAnnounced = announces
            isPrivate = isPrivate || part == "x"
        }
        return !isAnnounced
    }

    /// The case that RFC 5646, 2.1.1 recommends, and the tags of today for old ones.
    private static func canonical(_ parts: [String]) -> [String] {
        var result = [replaced[parts[0]] ?? parts[0]]
        var isExtension = false
        for part in parts.dropFirst() {
            if part.utf8.count == 1 { isExtension = true }
            if isExtension {
                result.append(part)
            } else if part.utf8.count == 4, part.utf8.allSatisfy(\.isLetter) {
                result.append(part.prefix(1).uppercased() + part.dropFirst())
            } else if isRegion(part), part.utf8.count == 2 {
                result.append(part.uppercased())
            } else {
                result.append(part)
            }
        }
        return result
    }

    /// From the IANA registry: tags whose preferred value is another.
    private static let replaced = [
        "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"
    ]
}

extension LanguageTag: CustomStringConvertible {
    public var description: String { parts.joined(separator: "-") }
}

extension LanguageTag: Comparable {
    public static func < (one: LanguageTag, other: LanguageTag) -> Bool {
        one.description < other.description
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
