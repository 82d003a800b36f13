public import Diagnostics

/// A text out of a file that knows, for each of its bytes, where it stands in
/// the real file: through XML entities, JSON escapes and documents in strings.
public struct PlacedText: Sendable {
    /// The text with its entities and escapes resolved.
    public let string: String
    /// Where its parts come from, in order; never empty.
    let pieces: [Piece]

    /// A part that was decoded from one stretch of a document's bytes.
    struct Piece: Sendable {
        /// Where the part begins in the UTF-8 of the text.
        var start: Int
        var storage: Storage
        var range: Range<Int>
        var coding: Coding
        /// Decoded and raw offsets that belong together, for long texts.
        var marks: [Coding.Mark] = []
    }

    init(string: String, pieces: [Piece]) {
        self.string = string
        self.pieces = pieces
    }

    init(_ storage: Storage, _ range: Range<Int>, _ coding: Coding) {
        self.init(storage, [(range, coding)])
    }

    init(_ storage: Storage, _ ranges: [(range: Range<Int>, coding: Coding)]) {
        var pieces: [Piece] = []
        string = storage.withBytes { bytes in
            if ranges.count == 1, ranges[0].coding.isVerbatim(bytes, ranges[0].range) {
                pieces = [Piece(start: 0, storage: storage, range: ranges[0].range, coding: .same)]
                return bytes.string(ranges[0].range)
            }
            var decoded: [UInt8] = []
            for (range, coding) in ranges {
                let start = decoded.count
                coding.decode(bytes, range, into: &decoded)
                let marks = coding.marks(bytes, range, decodedCount: decoded.count - start)
                pieces.append(
                    Piece(
                        start: start, storage: storage, range: range, coding: coding, marks: marks))
            }
            return String(decoding: decoded, as: UTF8.self)
        }
        self.pieces = pieces
    }

    /// A text that is not written in the file itself, with the place it is said for.
    public init(_ string: String, at node: Node) {
        self.string = string
        pieces = [Piece(start: 0, storage: node.storage, range: node.range, coding: .anchor)]
    }

    /// The place of the whole text.
    public var place: Place { place(of: 0..<string.utf8.count) }

    /// The file it stands in.
    public var file: String { pieces[0].storage.file }

    /// The place of a stretch of the text, by offsets into its UTF-8.
    public func place(of range: Range<Int>) -> Place {
        let (storage, raw) = rawRange(of: range)
        return storage.place(raw)
    }

    /// The part of the text between two offsets into its UTF-8.
    public func slice(_ range: Range<Int>) -> PlacedText {
        let bytes = string.utf8
        let range = range.clamped(to: 0..<bytes.count)
        let first = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        let last = bytes.index(first, offsetBy: range.count)
        var parts: [Piece] = []
        for (number, piece) in pieces.enumerated() {
            let end = number + 1 < pieces.count ? pieces[number + 1].start : bytes.count
            let inside = range.clamped(to: piece.start..<max(piece.start, end))
            guard !inside.isEmpty || (parts.isEmpty && range.lowerBound <= end) else { continue }
            var part = piece
            part.start = max(0, inside.lowerBound - range.lowerBound)
            part.marks = []
            if piece.coding != .anchor {
                let low = piece.raw(inside.lowerBound - piece.start)
                part.range = low..<max(low, piece.raw(inside.upperBound - piece.start))
            }
            parts.append(part)
        }
        return PlacedText(
            string: String(Substring(bytes[first..<last])),
            pieces: parts.isEmpty ? [pieces[pieces.count - 1]] : parts)
    }

    /// The text without the white space around it.
    public var trimmed: PlacedText {
        let bytes = Array(string.utf8)
        guard let first = bytes.firstIndex(where: { !$0.isSpace }),
            let last = bytes.lastIndex(where: { !$0.isSpace })
        else { return slice(0..<0) }
        return first == 0 && last == bytes.count - 1 ? self : slice(first..<last + 1)
    }

    /// Several texts of one file as one text, such as the lines of a formula.
    /// - Returns: nothing where there is no text at all.
    public static func joined(_ texts: [PlacedText], separator: String) -> PlacedText? {
        guard let only = texts.first else { return nil }
        if texts.count == 1 { return only }
        var string = ""
        var pieces: [Piece] = []
        for (number, text) in texts.enumerated() {
            if number > 0 { string += separator }
            let start = string.utf8.count
            for var piece in text.pieces {
                piece.start += start
                pieces.append(piece)
            }
            string += text.string
        }
        return PlacedText(string: string, pieces: pieces)
    }

    /// A part of a text that is put together out of values of a file.
    public enum Part: Sendable {
        case text(PlacedText)
        /// What is not written in the file, such as the parentheses of `SUM(amount)`.
        case literal(String)
        /// What stands for a value of the file, such as `COUNT(DISTINCT` for `countDistinct`.
        case instead(String, of: PlacedText)
    }

    /// One text out of several values of a file. A stretch of it has the place from the
    /// value it begins in to the value it ends in.
    ///
    /// - Returns: nothing where no part stands in the file.
    public static func composed(_ parts: [Part]) -> PlacedText? {
        var string = ""
        var pieces: [Piece] = []
        for part in parts {
            let start = string.utf8.count
            switch part {
            case .literal(let literal): string += literal
            case .text(let text):
                for var piece in text.pieces {
                    piece.start += start
                    pieces.append(piece)
                }
                string += text.string
            case .instead(let literal, let text):
                let piece = text.pieces[0]
                pieces.append(
                    Piece(
                        start: start, storage: piece.storage, range: piece.range, coding: .anchor))
                string += literal
            }
        }
        return pieces.isEmpty ? nil : PlacedText(string: string, pieces: pieces)
    }

    private func rawRange(of range: Range<Int>) -> (Storage, Range<Int>) {
        let first = pieces[piece(at: range.lowerBound)]
        // The end belongs to the piece of the last byte, not to the next piece.
        let last = pieces[piece(at: max(range.lowerBound, range.upperBound - 1))]
        let low = first.low(max(0, range.lowerBound - first.start))
        guard first.storage === last.storage else {
            return (first.storage, low..<first.range.upperBound)
        }
        let high = last.high(max(0, range.upperBound - last.start))
        // Values may be put together in another order than the file's.
        return high < low
            ? (first.storage, last.low(0)..<first.range.upperBound) : (first.storage, low..<high)
    }

    private func piece(at offset: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if pieces[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

extension PlacedText.Piece {
    /// The raw offset at which a decoded offset begins.
    func low(_ decoded: Int) -> Int { coding == .anchor ? range.lowerBound : raw(decoded) }

    /// The raw offset at which what stands before a decoded offset ends.
    func high(_ decoded: Int) -> Int { coding == .anchor ? range.upperBound : raw(decoded) }

    /// The offset in the document's bytes of an offset into the decoded part.
    func raw(_ decoded: Int) -> Int {
        guard decoded > 0 else { return range.lowerBound }
        if coding == .same { return min(range.lowerBound + decoded, range.upperBound) }
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].decoded <= decoded { low = middle + 1 } else { high = middle }
        }
        let from = low == 0 ? range.lowerBound : Int(marks[low - 1].raw)
        let rest = low == 0 ? decoded : decoded - Int(marks[low - 1].decoded)
        return storage.withBytes { bytes in
            coding.raw(bytes, from..<range.upperBound, decoded: rest)
        }
    }
}

extension PlacedText: Hashable, CustomStringConvertible {
    public var description: String { string }

    /// Two texts are equal when they say the same, wherever they stand.
    public static func == (one: PlacedText, other: PlacedText) -> Bool {
        one.string == other.string
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(string) }
}
