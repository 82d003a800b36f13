internal import Documents

/// A text by its lines.
struct Lines {
    let text: PlacedText
    let bytes: [UInt8]
    /// Each line without its line break, by offsets into the UTF-8.
    let ranges: [Range<Int>]

    init(_ text: PlacedText) {
        self.text = text
        bytes = Array(text.string.utf8)
        var ranges: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            let next = end + 1
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            ranges.append(start..<end)
            start = next
        }
        self.ranges = ranges
    }

    var count: Int { ranges.count }

    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
