internal import Diagnostics

/// Checks JSON strictly by RFC 8259 and notes where each value stands.
///
/// It goes over the bytes once, without recursion, and writes one record for
/// each value.
struct JSONScanner {
    private let bytes: Bytes
    private let limits: Limits
    /// Whether a further value on a further line is accepted (NDJSON).
    private let acceptsLines: Bool
    private var at = 0
    private(set) var records: [Record] = []
    private(set) var keysAreEscaped = false
    /// Whether each line is a value of its own (NDJSON).
    private(set) var isLines: Bool
    /// What is wrong with single lines.
    private(set) var faults: [Fault] = []
    /// Where what is scanned ends: the bytes, or a line of them.
    private var end: Int

    init(_ bytes: Bytes, limits: Limits, acceptsLines: Bool, isLines: Bool = false) {
        self.bytes = bytes
        end = bytes.count
        self.isLines = isLines
        self.limits = limits
        self.acceptsLines = acceptsLines
    }

    mutating func scan() throws(Fault) {
        // Room that is never touched costs nothing.
        records.reserveCapacity(bytes.count / 8 + 8)
        if isLines {
            records.append(Record(start: 0, next: 0, parent: 0))
            try scanLines()
            return
        }
        try scanValue(parent: 0)
        let firstEnd = at
        skipSpace()
        guard at < end else { return }
        let first = Int(records[0].start)
        guard acceptsLines, bytes[at] == .braceOpen || bytes[at] == .bracketOpen,
            !hasNewline(in: first..<firstEnd), hasNewline(in: firstEnd..<at)
        else { throw trailing() }
        isLines = true
        // The first value becomes the first child of a new root.
        records.insert(Record(start: 0, next: 0, parent: 0), at: 0)
        for index in 1..<records.count {
            records[index].next += 1
            records[index].parent = index == 1 ? 0 : records[index].parent + 1
        }
        try scanLines()
    }

    /// The values of the lines from here on. A line that is wrong is noted and left out.
    private mutating func scanLines() throws(Fault) {
        skipSpace()
        while at < bytes.count {
            let line = at
            let known = records.count
            end = bytes.first(.newline, in: line..<bytes.count)
            do throws(Fault) {
                try scanValue(parent: 0)
                skipSpace()
                if at < end { throw trailing() }
            } catch {
                try leaveOut(error, line, known)
            }
            at = end
            end = bytes.count
            skipSpace()
        }
        records[0].next = UInt32(records.count)
        if records.count == 1, let first = faults.first { throw first }
    }

    private mutating func leaveOut(_ fault: Fault, _ line: Int, _ known: Int) throws(Fault) {
        records.removeSubrange(known...)
        if fault.reason == "json-unexpected-end" {
            // A value over several lines makes no sense of any line after it.
            let lineEnd = end
            at = line
            end = bytes.count
            let isWhole = (try? scanValue(parent: 0)) != nil
            records.removeSubrange(known...)
            if isWhole { throw Fault("ndjson-line-break", at: lineEnd) }
            end = lineEnd
        }
        faults.append(fault)
        if faults.count > Self.faultLimit { throw faults[0] }
    }

    /// A file with more wrong lines is no NDJSON.
    private static let faultLimit = 100

    private func hasNewline(in range: Range<Int>) -> Bool {
        bytes.first(.newline, in: range) < range.upperBound
    }

    /// Scans one value with all that is in it.
    private mutating func scanValue(parent root: UInt32) throws(Fault) {
        // The open containers, innermost last, as record numbers.
        var open: [UInt32] = []
        var isObject = false
        value: while true {
            skipSpace()
            guard at < end else { throw unexpectedEnd(open, expected: "value") }
            let index = UInt32(truncatingIfNeeded: records.count)
            records.append(
                Record(
                    start: UInt32(truncatingIfNeeded: at), next: index &+ 1,
                    parent: open.last ?? root))
            let first = bytes[at]
            switch first {
            case .quote:
                _ = try scanString()
            case .braceOpen, .bracketOpen:
                guard open.count < limits.depth else {
                    throw Fault("too-deep", at: at, ["limit": .count(limits.depth)])
                }
                at += 1
                skipSpace()
                let close: UInt8 = first == .braceOpen ? .braceClose : .bracketClose
                if at < end, bytes[at] == close {
                    at += 1
                    break
                }
                open.append(index)
                isObject = first == .braceOpen
                if isObject { try scanKey(open) }
                continue value
            case .minus, .zero ... .nine:
                try scanNumber()
            case .t: try scanWord("true")
            case .f: try scanWord("false")
            case .n: try scanWord("null")
            default:
                records.removeLast()
                throw notAValue(open, isObject: isObject)
            }
            // After a value.
            while let container = open.last {
                skipSpace()
                guard at < end else {
                    throw unexpectedEnd(
                        open, expected: isObject ? "comma-or-brace" : "comma-or-bracket")
                }
                let next = bytes[at]
                if next == .comma {
                    at += 1
                    if isObject { try scanKey(open) }
                    continue value
                }
                guard next == (isObject ? .braceClose : .bracketClose) else {
                    throw unexpected(isObject ? "comma-or-brace" : "comma-or-bracket")
                }
                at += 1
                open.removeLast()
                records[Int(container)].next = UInt32(truncatingIfNeeded: records.count)
                if let outer = open.last {
                    isObject = bytes[Int(records[Int(outer)].start)] == .braceOpen
                }
            }
            return
        }
    }

    private mutating func scanKey(_ open: [UInt32]) throws(Fault) {
        skipSpace()
        guard at < end else { throw unexpectedEnd(open, expected: "key") }
        guard bytes[at] == .quote else {
            if bytes[at] == .braceClose { throw Fault("json-trailing-comma", at: lastComma()) }
            throw unexpected("key")
        }
        if try scanString() { keysAreEscaped = true }
        skipSpace()
        guard at < end else { throw unexpectedEnd(open, expected: "colon") }
        guard bytes[at] == .colon else { throw unexpected("colon") }
        at += 1
    }

    private func lastComma() -> Int {
        var comma = at - 1
        while comma > 0, bytes[comma] != .comma { comma -= 1 }
        return comma
    }

    @inline(__always)
    private mutating func skipSpace() {
        guard at < end, bytes[at] <= .space else { return }
        while at < end {
            let byte = bytes[at]
            if byte == .space || byte == .newline || byte == .carriageReturn || byte == .tab {
                at += 1
            } else {
                return
            }
            // Indentation comes in runs.
            while at + 8 <= end, load(at) == 0x2020_2020_2020_2020 { at += 8 }
        }
    }

    @inline(__always)
    private func load(_ offset: Int) -> UInt64 {
        UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// - Returns: whether the string has an escape in it.
    private mutating func scanString() throws(Fault) -> Bool {
        let start = at
        at += 1
        var escaped = false
        while true {
            // Eight bytes at a time: a quote, a backslash or a control character.
            while at + 8 <= end {
                let word = load(at)
                let quotes = word ^ 0x2222_2222_2222_2222
                let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
                let found =
                    ((quotes &- 0x0101_0101_0101_0101) & ~quotes)
                    | ((slashes &- 0x0101_0101_0101_0101) & ~slashes)
                    | ((word &- 0x2020_2020_2020_2020) & ~word)
                let bits = found & 0x8080_8080_8080_8080
                guard bits == 0 else {
                    at += UInt64(littleEndian: bits).trailingZeroBitCount / 8
                    break
                }
                at += 8
            }
            guard at < end else {
                throw Fault(
                    "json-unclosed-string", start..<min(start + 1, end))
            }
            let byte = bytes[at]
            if byte == .quote {
                at += 1
                return escaped
            }
            if byte == .backslash {
                escaped = true
                try scanEscape()
            } else if byte < .space {
                if byte == .newline || byte == .carriageReturn {
                    throw Fault("json-line-break-in-string", at: at)
                }
                throw Fault("json-control-character", at: at, ["code": .text(code(UInt32(byte)))])
            } else {
                at += 1
            }
        }
    }

    private mutating func scanEscape() throws(Fault) {
        guard at + 1 < end else { throw Fault("json-unclosed-string", at: at) }
        switch bytes[at + 1] {
        case .quote, .backslash, .slash, .b, .f, .n, .r, .t: at += 2
        case .u:
            guard JSON.hexadecimal(bytes, at + 2, end) != nil else {
                throw Fault(
                    "json-escape", at..<min(at + 6, end), ["found": .text(excerpt(6))])
            }
            at += 6
        default:
            throw Fault("json-escape", at..<min(at + 2, end), ["found": .text(excerpt(2))])
        }
    }

    private mutating func scanNumber() throws(Fault) {
        let start = at
        if bytes[at] == .minus { at += 1 }
        let whole = at
        try scanDigits(from: start)
        if bytes[whole] == .zero, at > whole + 1 {
            throw Fault("json-leading-zero", start..<at, ["found": .text(bytes.string(start..<at))])
        }
        if at < end, bytes[at] == .dot {
            at += 1
            try scanDigits(from: start)
        }
        if at < end, bytes[at] | 0x20 == .e {
            at += 1
            if at < end, bytes[at] == .plus || bytes[at] == .minus { at += 1 }
            try scanDigits(from: start)
        }
    }

    private mutating func scanDigits(from start: Int) throws(Fault) {
        let first = at
        while at < end, bytes[at].isDigit { at += 1 }
        if at == first { throw malformed(from: start) }
    }

    private func malformed(from start: Int) -> Fault {
        let end = max(start + 1, JSON.wordEnd(bytes, at: start))
        return Fault("json-number", start..<end, ["found": .text(clipped(start..<end))])
    }

    private mutating func scanWord(_ word: StaticString) throws(Fault) {
        guard bytes.has(word, at: at) else { throw wrongWord() }
        at += word.utf8CodeUnitCount
        if at < end, bytes[at].isLetter {
            at -= word.utf8CodeUnitCount
            throw wrongWord()
        }
    }
}

// MARK: - Saying what is wrong

extension JSONScanner {
    private func notAValue(_ open: [UInt32], isObject: Bool) -> Fault {
        let byte = bytes[at]
        if byte == .bracketClose || byte == .braceClose, at > 0 {
            var before = at - 1
            while before > 0, bytes[before].isSpace { before -= 1 }
            if bytes[before] == .comma, byte == .bracketClose, !isObject {
                return Fault("json-trailing-comma", at: before)
            }
        }
        if byte == .plus || byte == .dot { return malformed(from: at) }
        return byte.isLetter ? wrongWord() : unexpected("value")
    }

    private func wrongWord() -> Fault {
        var end = at
        while end < self.end, bytes[end].isLetter { end += 1 }
        return Fault("json-word", at..<max(end, at + 1), ["found": .text(clipped(at..<end))])
    }

    /// Something else stands here than what was expected.
    private func unexpected(_ expected: String) -> Fault {
        let byte = bytes[at]
        if byte == .slash, at + 1 < bytes.count {
            let end =
                bytes[at + 1] == .star
                ? bytes.find("*/", from: at).map { $0 + 2 } : lineEnd(from: at)
            if bytes[at + 1] == .slash || bytes[at + 1] == .star {
                return Fault("json-comment", at..<(end ?? bytes.count))
            }
        }
        if byte == .number { return Fault("json-comment", at..<lineEnd(from: at)) }
        if byte == .apostrophe { return Fault("json-single-quotes", at: at) }
        return Fault(
            "json-unexpected", at: at,
            [
                "found": .text(found()),
                "expected": .message(Message("documents.expected.\(expected)"))
            ])
    }

    private func lineEnd(from start: Int) -> Int {
        let end = bytes.first(.newline, in: start..<bytes.count)
        return end > start && bytes[end - 1] == .carriageReturn ? end - 1 : end
    }

    private func trailing() -> Fault {
        let fault = unexpected("end")
        guard fault.reason == "json-unexpected" else { return fault }
        return Fault("json-trailing", at: at, ["found": .text(found())])
    }

    /// The file ends while something is open: said at its end, with where that began.
    private func unexpectedEnd(_ open: [UInt32], expected: String) -> Fault {
        guard let container = open.last else {
            return Fault("empty", end..<end)
        }
        let start = Int(records[Int(container)].start)
        var line = 1
        for offset in 0..<start where bytes[offset] == .newline { line += 1 }
        return Fault(
            "json-unexpected-end", end..<end,
            [
                "expected": .message(Message("documents.expected.\(expected)")),
                "line": .number(Double(line)),
                "opened": .text(bytes[start] == .braceOpen ? "{" : "[")
            ])
    }

    /// The character at the place of the fault.
    private func found() -> String {
        let byte = bytes[at]
        if byte < .space || byte == 0x7F { return code(UInt32(byte)) }
        var end = at + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return bytes.string(at..<end)
    }

    private func excerpt(_ length: Int) -> String {
        clipped(at..<min(at + length, bytes.count))
    }

    private func clipped(_ range: Range<Int>) -> String {
        bytes.string(range.lowerBound..<min(range.upperBound, range.lowerBound + 40))
    }

    private func code(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
    }
}
