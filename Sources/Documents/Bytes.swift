#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let apostrophe = UInt8(ascii: "'")
    static let backslash = UInt8(ascii: "\\")
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let dot = UInt8(ascii: ".")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
    static let equals = UInt8(ascii: "=")
    static let ampersand = UInt8(ascii: "&")
    static let semicolon = UInt8(ascii: ";")
    static let number = UInt8(ascii: "#")
    static let exclamation = UInt8(ascii: "!")
    static let question = UInt8(ascii: "?")
    static let braceOpen = UInt8(ascii: "{")
    static let braceClose = UInt8(ascii: "}")
    static let bracketOpen = UInt8(ascii: "[")
    static let bracketClose = UInt8(ascii: "]")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")
    static let b = UInt8(ascii: "b")
    static let e = UInt8(ascii: "e")
    static let f = UInt8(ascii: "f")
    static let n = UInt8(ascii: "n")
    static let r = UInt8(ascii: "r")
    static let t = UInt8(ascii: "t")
    static let u = UInt8(ascii: "u")
    static let x = UInt8(ascii: "x")

    var isDigit: Bool { self &- .zero < 10 }

    /// White space of XML and of JSON, which is the same four characters.
    var isSpace: Bool {
        self == .space || self == .newline || self == .tab || self == .carriageReturn
    }

    var hexadecimalValue: UInt32? {
        switch self {
        case .zero ... .nine: UInt32(self - .zero)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// The offset of the first byte of this value in the range, or its end.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int {
        guard let baseAddress, !range.isEmpty else { return range.upperBound }
        guard let found = memchr(baseAddress + range.lowerBound, Int32(byte), range.count) else {
            return range.upperBound
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }

    /// Whether these bytes stand at this offset.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard let baseAddress, offset >= 0, offset + length <= count else { return false }
        return memcmp(baseAddress + offset, text.utf8Start, length) == 0
    }

    /// The offset of the first of these bytes at or after an offset.
    func find(_ text: StaticString, from offset: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        var at = offset
        while at + length <= count {
            at = first(text.utf8Start.pointee, in: at..<count)
            if has(text, at: at) { return at }
            at += 1
        }
        return nil
    }

    func isEqual(_ range: Range<Int>, to text: String.UTF8View) -> Bool {
        guard text.count == range.count, let baseAddress else { return false }
        return text.withContiguousStorageIfAvailable {
            guard let other = $0.baseAddress else { return true }
            return memcmp(baseAddress + range.lowerBound, other, range.count) == 0
        } ?? self[range].elementsEqual(text)
    }

    func string(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

    /// The first offset at or after this one that is no white space.
    func skipSpace(_ offset: Int) -> Int {
        var at = offset
        while at < count, self[at].isSpace { at += 1 }
        return at
    }
}
