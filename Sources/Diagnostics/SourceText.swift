/// The bytes of one file with what is needed to turn byte offsets into places.
public struct SourceText: Sendable {
    public let file: String
    /// The text as UTF-8, after a byte order mark was taken off and another
    /// encoding was converted.
    public let bytes: [UInt8]
    /// The byte offset at which each line starts; the first is 0.
    private let lineStarts: [Int]

    public init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
    }

    public init(file: String, text: String) {
        self.init(file: file, bytes: Array(text.utf8))
    }

    /// The line and column, both from one, of a byte offset.
    public func position(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        // A continuation byte (10xxxxxx) starts no code point.
        let column = bytes[lineStarts[low]..<offset].count(where: { $0 & 0xC0 != 0x80 })
        return (low + 1, column + 1)
    }

    /// The byte offset of a line and column, both from one; the end of the line
    /// where the column lies behind it.
    public func offset(line: Int, column: Int) -> Int {
        guard line >= 1 else { return 0 }
        guard line <= lineStarts.count else { return bytes.count }
        let end = line < lineStarts.count ? lineStarts[line] : bytes.count
        var offset = lineStarts[line - 1]
        var left = column - 1
        while offset < end {
            // A continuation byte (10xxxxxx) belongs to the code point before it.
            if bytes[offset] & 0xC0 != 0x80 {
                guard left > 0 else { break }
                left -= 1
            }
            offset += 1
        }
        return offset
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
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
