/// Reading single JSON values out of bytes that the scanner has accepted.
enum JSON {
    /// The end of the string whose opening quote stands at an offset, after its closing quote.
    static func stringEnd(_ bytes: Bytes, at start: Int) -> Int {
        var at = start + 1
        while at < bytes.count {
            at = bytes.first(.quote, in: at..<bytes.count)
            var slashes = 0
            while bytes[at - 1 - slashes] == .backslash { slashes += 1 }
            at += 1
            if slashes % 2 == 0 { return at }
        }
        return at
    }

    /// The bytes of a number, `true`, `false` or `null`.
    static func wordEnd(_ bytes: Bytes, at start: Int) -> Int {
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case .comma, .braceClose, .bracketClose, .space, .newline, .carriageReturn, .tab:
                return at
            default: at += 1
            }
        }
        return at
    }

    static func valueRange(_ bytes: Bytes, _ node: Node) -> Range<Int> {
        let start = node.start
        switch node.kind {
        case .string: return start..<stringEnd(bytes, at: start)
        case .object, .array, .lines: return start..<containerEnd(bytes, node)
        default: return start..<wordEnd(bytes, at: start)
        }
    }

    /// After the last child stand only white space and the closing bracket.
    private static func containerEnd(_ bytes: Bytes, _ node: Node) -> Int {
        if node.kind == .lines { return bytes.count }
        // The last descendant is the last record before `next`; each of its ancestors
        // up to this node closes behind it.
        let last = Int(node.record.next) - 1
        guard last > node.index else { return bytes.skipSpace(node.start + 1) + 1 }
        let leaf = Node(storage: node.storage, index: last)
        var at: Int
        switch leaf.kind {
        case .object, .array: at = bytes.skipSpace(leaf.start + 1) + 1
        default: at = valueRange(bytes, leaf).upperBound
        }
        var parent = Int(leaf.record.parent)
        while parent > node.index {
            at = bytes.skipSpace(at) + 1
            parent = Int(node.storage.records[parent].parent)
        }
        return bytes.skipSpace(at) + 1
    }

    /// The range between the quotes of the key that stands before a member's value.
    static func keyRange(_ bytes: Bytes, before start: Int) -> Range<Int> {
        var at = start - 1
        while bytes[at] != .colon { at -= 1 }
        at -= 1
        while bytes[at] != .quote { at -= 1 }
        let end = at
        // An opening quote never stands behind a backslash.
        while true {
            at -= 1
            guard bytes[at] == .quote else { continue }
            var slashes = 0
            while bytes[at - 1 - slashes] == .backslash { slashes += 1 }
            if slashes % 2 == 0 { return at + 1..<end }
        }
    }

    /// The character that an escape stands for, and the bytes it takes.
    ///
    /// Half a surrogate pair stands for no character: U+FFFD is given for it.
    static func escape(_ bytes: Bytes, _ range: Range<Int>) -> (scalar: Unicode.Scalar, length: Int)
    {
        let at = range.lowerBound
        guard range.count > 1 else { return ("\u{FFFD}", 1) }
        switch bytes[at + 1] {
        case .b: return ("\u{8}", 2)
        case .f: return ("\u{C}", 2)
        case .n: return ("\n", 2)
        case .r: return ("\r", 2)
        case .t: return ("\t", 2)
        case .u: break
        default: return (Unicode.Scalar(bytes[at + 1]), 2)
        }
        guard let high = hexadecimal(bytes, at + 2, range.upperBound) else {
            return ("\u{FFFD}", 2)
        }
        if let scalar = Unicode.Scalar(high) { return (scalar, 6) }
        if high < 0xDC00, at + 7 < range.upperBound, bytes[at + 6] == .backslash,
            bytes[at + 7] == .u,
            let low = hexadecimal(bytes, at + 8, range.upperBound), (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        {
            return (scalar, 12)
        }
        return ("\u{FFFD}", 6)
    }

    /// Four hexadecimal digits.
    static func hexadecimal(_ bytes: Bytes, _ at: Int, _ end: Int) -> UInt32? {
        guard at + 4 <= end else { return nil }
        var value: UInt32 = 0
        for offset in at..<at + 4 {
            guard let digit = bytes[offset].hexadecimalValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}
