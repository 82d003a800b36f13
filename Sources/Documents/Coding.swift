/// How a text is written in the bytes of a document.
enum Coding: Hashable, Sendable {
    /// Byte for byte.
    case same
    /// Between the quotes of a JSON string.
    case json
    /// Between the quotes of an XML attribute.
    case attribute
    /// XML text.
    case text
    /// Between the brackets of a CDATA section.
    case cdata
    /// Not written there at all: the whole range stands for every byte.
    case anchor

    /// The distance of marks in a long text.
    static let stride = 512

    /// Whether decoding leaves these bytes as they are.
    func isVerbatim(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
        nextSpecial(bytes, range) == range.upperBound
    }

    /// Appends the decoded bytes.
    func decode(_ bytes: Bytes, _ range: Range<Int>, into decoded: inout [UInt8]) {
        var at = range.lowerBound
        while at < range.upperBound {
            let special = nextSpecial(bytes, at..<range.upperBound)
            decoded.append(contentsOf: bytes[at..<special])
            guard special < range.upperBound else { return }
            let unit = unit(bytes, special..<range.upperBound)
            decoded.append(contentsOf: unit.scalar.utf8)
            at = special + unit.length
        }
    }

    /// The raw offset that stands for a decoded offset counted from the start of a range.
    func raw(_ bytes: Bytes, _ range: Range<Int>, decoded: Int) -> Int {
        var at = range.lowerBound
        var left = decoded
        while at < range.upperBound, left > 0 {
            let special = nextSpecial(bytes, at..<range.upperBound)
            if special - at >= left { return at + left }
            left -= special - at
            guard special < range.upperBound else { return special }
            let unit = unit(bytes, special..<range.upperBound)
            let length = unit.scalar.utf8.count
            // Inside a character: its end if that is meant, else its start.
            if left < length { return special }
            left -= length
            at = special + unit.length
        }
        return at
    }

    /// Decoded and raw offsets that belong together, about every `stride` bytes,
    /// where a text is long enough to make counting from its start slow.
    func marks(_ bytes: Bytes, _ range: Range<Int>, decodedCount: Int) -> [Mark] {
        guard decodedCount > 4 * Self.stride else { return [] }
        var marks: [Mark] = []
        var at = range.lowerBound
        var decoded = 0
        var wanted = Self.stride
        while at < range.upperBound {
            let special = nextSpecial(bytes, at..<range.upperBound)
            while decoded + special - at >= wanted {
                marks.append(
                    Mark(decoded: UInt32(wanted), raw: UInt32(at + wanted - decoded)))
                wanted += Self.stride
            }
            decoded += special - at
            guard special < range.upperBound else { break }
            let unit = unit(bytes, special..<range.upperBound)
            decoded += unit.scalar.utf8.count
            at = special + unit.length
            if decoded >= wanted {
                marks.append(Mark(decoded: UInt32(decoded), raw: UInt32(at)))
                wanted = decoded + Self.stride
            }
        }
        return marks
    }

    struct Mark {
        var decoded: UInt32
        var raw: UInt32
    }

    private func nextSpecial(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        switch self {
        case .same, .anchor: return range.upperBound
        case .json: return bytes.first(.backslash, in: range)
        case .cdata: return bytes.first(.carriageReturn, in: range)
        case .text:
            var at = range.lowerBound
            while at < range.upperBound, bytes[at] != .ampersand, bytes[at] != .carriageReturn {
                at += 1
            }
            return at
        case .attribute:
            var at = range.lowerBound
            while at < range.upperBound, bytes[at] != .ampersand,
                bytes[at] >= .space
            {
                at += 1
            }
            return at
        }
    }

    /// The character that stands at the start of a range, and the bytes it takes.
    private func unit(_ bytes: Bytes, _ range: Range<Int>) -> (scalar: Unicode.Scalar, length: Int)
    {
        switch self {
        case .json: return JSON.escape(bytes, range)
        case .same, .anchor: return (Unicode.Scalar(bytes[range.lowerBound]), 1)
        case .text, .cdata, .attribute:
            let first = bytes[range.lowerBound]
            if first == .ampersand { return XML.reference(bytes, range) }
            let broken =
                first == .carriageReturn && range.count > 1
                && bytes[range.lowerBound + 1] == .newline
            return (self == .attribute ? " " : "\n", broken ? 2 : 1)
        }
    }
}

extension Unicode.Scalar {
    fileprivate var utf8: UTF8.EncodedScalar {
        UTF8.encode(self) ?? UTF8.encodedReplacementCharacter
    }
}
