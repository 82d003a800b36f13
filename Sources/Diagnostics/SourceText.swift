/// The bytes of one file with what is needed to turn byte offsets into places.
public struct SourceText: Sendable {
    public let file: String
    /// The text as UTF-8, after a byte order mark was taken off and another
    /// encoding was converted.
    public let bytes: [UInt8]
    /// The line breaks and the code points before each block of bytes, so that a
    /// place costs the same in a file of one long line as in any other.
    private let marks: [Mark]

    private struct Mark {
        var breaks: Int
        var scalars: Int
    }

    /// The bytes of a block: few enough that a byte can count its words.
    private static let block = 1_024

    public init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var marks: [Mark] = []
        marks.reserveCapacity(bytes.count / Self.block + 1)
        var mark = Mark(breaks: 0, scalars: 0)
        bytes.withUnsafeBufferPointer { bytes in
            for start in stride(from: 0, through: bytes.count, by: Self.block) {
                marks.append(mark)
                let end = min(start + Self.block, bytes.count)
                let found = Self.count(bytes, start..<end)
                mark.breaks += found.breaks
                mark.scalars += found.scalars
            }
        }
        self.marks = marks
    }

    public init(file: String, text: String) {
        self.init(file: file, bytes: Array(text.utf8))
    }

    /// The line and column, both from one, of a byte offset.
    public func position(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        let here = countBefore(offset)
        let start = countBefore(lineStart(before: offset))
        return (here.breaks + 1, here.scalars - start.scalars + 1)
    }

    /// The byte offset of a line and column, both from one; the end of the line
    /// where the column lies behind it.
    public func offset(line: Int, column: Int) -> Int {
        guard line >= 1 else { return 0 }
        guard var offset = startOfLine(line) else { return bytes.count }
        var left = column - 1
        return bytes.withUnsafeBufferPointer { bytes in
            while offset < bytes.count {
                // A continuation byte (10xxxxxx) belongs to the code point before it.
                if bytes[offset] & 0xC0 != 0x80 {
                    guard left > 0 else { break }
                    left -= 1
                }
                offset += 1
                if bytes[offset - 1] == Self.lineBreak { break }
            }
            return offset
        }
    }

    /// The place of a range of byte offsets.
    public func place(_ range: Range<Int>) -> Place {
        let start = position(of: range.lowerBound)
        let end = position(of: range.upperBound)
        return Place(
            file: file, line: start.line, column: start.column, endLine: end.line,
            endColumn: end.column)
    }

    /// The text of a line, from one, without its line break.
    public func line(_ number: Int) -> String {
        guard number >= 1, let start = startOfLine(number) else { return "" }
        var end = bytes[start...].firstIndex(of: Self.lineBreak) ?? bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

// MARK: - Counting

extension SourceText {
    private static let lineBreak = UInt8(ascii: "\n")

    private func countBefore(_ offset: Int) -> Mark {
        var mark = marks[offset / Self.block]
        bytes.withUnsafeBufferPointer { bytes in
            let start = offset / Self.block * Self.block
            let found = Self.count(bytes, start..<offset)
            mark.breaks += found.breaks
            mark.scalars += found.scalars
        }
        return mark
    }

    /// The offset at which the line of an offset starts.
    private func lineStart(before offset: Int) -> Int {
        let block = offset / Self.block
        let first = block * Self.block
        if let found = lastBreak(in: first..<offset) { return found + 1 }
        // The first block that has as many breaks before it follows the one with the break.
        let after = firstBlock { $0 >= marks[block].breaks }
        guard after > 0 else { return 0 }
        return (lastBreak(in: (after - 1) * Self.block..<after * Self.block) ?? -1) + 1
    }

    private func lastBreak(in range: Range<Int>) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var at = range.upperBound
            while at > range.lowerBound {
                at -= 1
                if bytes[at] == Self.lineBreak { return at }
            }
            return nil
        }
    }

    private func startOfLine(_ number: Int) -> Int? {
        let breaks = number - 1
        if breaks == 0 { return 0 }
        let after = firstBlock { $0 >= breaks }
        let start = (after - 1) * Self.block
        var left = breaks - marks[after - 1].breaks
        for offset in start..<min(start + Self.block, bytes.count)
        where bytes[offset] == Self.lineBreak {
            left -= 1
            if left == 0 { return offset + 1 }
        }
        return nil
    }

    /// The first block before which the number of breaks is large enough, or the
    /// number of blocks.
    private func firstBlock(where isEnough: (Int) -> Bool) -> Int {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if isEnough(marks[middle].breaks) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The line breaks and code points that start in a range of at most one block.
    private static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Mark {
        let raw = UnsafeRawBufferPointer(bytes)
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        // Eight bytes at a time, each with a counter of its own.
        var breaks: UInt64 = 0
        var continued: UInt64 = 0
        var at = range.lowerBound
        while at &+ 8 <= range.upperBound {
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
            breaks &+= ~(((other & low) &+ low) | other | low) &>> 7
            // A continuation byte (10xxxxxx) starts no code point.
            continued &+= (word & ~(word &<< 1) & ~low) &>> 7
            at &+= 8
        }
        var mark = Mark(breaks: sum(breaks), scalars: range.count - sum(continued))
        while at < range.upperBound {
            if bytes[at] == lineBreak { mark.breaks += 1 }
            if bytes[at] & 0xC0 == 0x80 { mark.scalars -= 1 }
            at += 1
        }
        return mark
    }

    /// The sum of the eight bytes of a word.
    private static func sum(_ word: UInt64) -> Int {
        let pairs: UInt64 = 0x00FF_00FF_00FF_00FF
        let fours = (word & pairs) &+ ((word &>> 8) & pairs)
        return Int((fours &* 0x0001_0001_0001_0001) &>> 48)
    }
}
