internal import Documents

/// The objects of a text in TMDL, in which indentation says what belongs to what.
struct TMDLTree {
    /// An object (`measure 'Margin' = …`) or a property (`formatString: 0.0`).
    struct Item {
        var keyword: String
        var name: PlacedText?
        /// What stands behind the colon or the equals sign.
        var value: PlacedText?
        /// The lines before it that start with `///`.
        var description: PlacedText?
        var depth: Int
        var children: [Int] = []
    }

    private(set) var items: [Item] = []
    private(set) var roots: [Int] = []
    private let lines: Lines
    private var at = 0

    init(_ text: PlacedText) {
        lines = Lines(text)
        read()
    }

    func children(_ item: Item, _ keyword: String) -> [Item] {
        item.children.map { items[$0] }.filter { $0.keyword.lowercased() == keyword.lowercased() }
    }

    func child(_ item: Item, _ keyword: String) -> Item? { children(item, keyword).first }

    private mutating func read() {
        var open: [Int] = []
        var description: [PlacedText] = []
        while at < lines.count {
            let range = content(at)
            let line = lines.string(range)
            if line.isEmpty {
                at += 1
                continue
            }
            if line.hasPrefix("///") {
                description.append(
                    lines.text.slice(range.lowerBound + 3..<range.upperBound).trimmed)
                at += 1
                continue
            }
            let depth = depth(at)
            var item = head(range, depth: depth)
            item.description = PlacedText.joined(description, separator: "\n")
            description = []
            while let last = open.last, items[last].depth >= depth { open.removeLast() }
            let number = items.count
            if let parent = open.last {
                items[parent].children.append(number)
            } else {
                roots.append(number)
            }
            items.append(item)
            open.append(number)
        }
    }

    /// Reads one object or property, with the lines of its expression.
    private mutating func head(_ range: Range<Int>, depth: Int) -> Item {
        var offset = range.lowerBound
        while offset < range.upperBound, isWord(lines.bytes[offset]) { offset += 1 }
        var item = Item(
            keyword: lines.string(range.lowerBound..<offset), depth: depth)
        at += 1
        offset = skipSpace(offset, range.upperBound)
        guard offset < range.upperBound else { return item }
        if lines.bytes[offset] == UInt8(ascii: ":") {
            item.value = lines.text.slice(offset + 1..<range.upperBound).trimmed
            return item
        }
        if lines.bytes[offset] != UInt8(ascii: "=") {
            let start = offset
            offset = nameEnd(from: offset, to: range.upperBound)
            let isQuoted = lines.bytes[start] == UInt8(ascii: "'") && offset > start + 1
            item.name =
                isQuoted
                ? lines.text.slice(start + 1..<offset - 1)
                : lines.text.slice(start..<offset).trimmed
            offset = skipSpace(offset, range.upperBound)
        }
        guard offset < range.upperBound else { return item }
        if lines.bytes[offset] == UInt8(ascii: "=") {
            // The properties of an object stand between it and its expression.
            let limit = item.name == nil ? depth : depth + 1
            item.value = expression(offset + 1..<range.upperBound, deeperThan: limit)
        } else if lines.bytes[offset] == UInt8(ascii: ":") {
            item.value = lines.text.slice(offset + 1..<range.upperBound).trimmed
        }
        return item
    }

    /// What stands behind an equals sign: there, between fences, or in deeper lines.
    private mutating func expression(_ rest: Range<Int>, deeperThan depth: Int) -> PlacedText? {
        let first = lines.text.slice(rest).trimmed
        if first.string.hasPrefix("```") {
            let start = at
            while at < lines.count, lines.string(content(at)) != "```" { at += 1 }
            let end = at
            at += 1
            guard start < end, start < lines.count else { return nil }
            return lines.text.slice(
                lines.ranges[start].lowerBound..<lines.ranges[end - 1].upperBound
            ).trimmed
        }
        var last = rest.upperBound
        var ahead = at
        while ahead < lines.count {
            let range = content(ahead)
            if range.isEmpty {
                ahead += 1
                continue
            }
            guard self.depth(ahead) > depth else { break }
            last = range.upperBound
            ahead += 1
            at = ahead
        }
        let whole = lines.text.slice(rest.lowerBound..<last).trimmed
        return whole.string.isEmpty ? nil : whole
    }

    private func nameEnd(from start: Int, to end: Int) -> Int {
        var at = start
        guard lines.bytes[at] == UInt8(ascii: "'") else {
            while at < end, lines.bytes[at] != UInt8(ascii: "="),
                lines.bytes[at] != UInt8(ascii: ":")
            {
                at += 1
            }
            return at
        }
        at += 1
        while at < end {
            if lines.bytes[at] == UInt8(ascii: "'") {
                // A doubled quote is one that belongs to the name.
                guard at + 1 < end, lines.bytes[at + 1] == UInt8(ascii: "'") else { return at + 1 }
                at += 1
            }
            at += 1
        }
        return end
    }

    private func depth(_ line: Int) -> Int {
        var spaces = 0
        for byte in lines.bytes[lines.ranges[line]] {
            if byte == UInt8(ascii: "\t") {
                spaces += 4
            } else if byte == UInt8(ascii: " ") {
                spaces += 1
            } else {
                break
            }
        }
        return spaces / 4
    }

    /// A line without the white space around it.
    private func content(_ line: Int) -> Range<Int> {
        let range = lines.ranges[line]
        let start = skipSpace(range.lowerBound, range.upperBound)
        var end = range.upperBound
        while end > start, isSpace(lines.bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    private func skipSpace(_ from: Int, _ end: Int) -> Int {
        var at = from
        while at < end, isSpace(lines.bytes[at]) { at += 1 }
        return at
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
