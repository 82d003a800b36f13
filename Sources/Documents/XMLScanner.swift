internal import Diagnostics

/// Notes where each element and text of an XML document stands.
///
/// It bounds depth and attributes and finds the mistakes people make (tags that
/// do not match, files that end too early); everything else about
/// well-formedness is libxml2's to say.
struct XMLScanner {
    private let bytes: Bytes
    private let limits: Limits
    private var at = 0
    private(set) var records: [Record] = []
    /// The open elements, innermost last.
    private var open: [(record: Int, name: Range<Int>, namespaces: Int)] = []
    private var namespaces = 0

    init(_ bytes: Bytes, limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func scan() throws(Fault) {
        records.reserveCapacity(bytes.count / 16 + 8)
        try scanMisc(isProlog: true)
        guard at < bytes.count else { throw Fault("empty", at..<at) }
        guard bytes[at] == .less else { throw Fault("xml-text-outside", at: at) }
        try scanStartTag()
        while !open.isEmpty { try scanContent() }
        try scanMisc(isProlog: false)
        if at < bytes.count {
            throw Fault(bytes[at] == .less ? "xml-second-root" : "xml-text-outside", at: at)
        }
    }

    /// What may stand before and after the root element.
    private mutating func scanMisc(isProlog: Bool) throws(Fault) {
        while true {
            at = bytes.skipSpace(at)
            if bytes.has("<?", at: at) {
                try skip(to: "?>")
            } else if bytes.has("<!--", at: at) {
                try skip(to: "-->")
            } else if isProlog, bytes.has("<!DOCTYPE", at: at) {
                try skipDocumentType()
            } else {
                return
            }
        }
    }

    private mutating func skip(to end: StaticString) throws(Fault) {
        guard let found = bytes.find(end, from: at + 2) else {
            throw Fault("xml-unclosed", at..<min(at + 4, bytes.count), ["end": .text("\(end)")])
        }
        at = found + end.utf8CodeUnitCount
    }

    private mutating func skipDocumentType() throws(Fault) {
        let start = at
        var isInSubset = false
        at += 9
        while at < bytes.count {
            switch bytes[at] {
            case .quote, .apostrophe: at = bytes.first(bytes[at], in: at + 1..<bytes.count) + 1
            case .less where bytes.has("<!--", at: at): try skip(to: "-->")
            case .less where bytes.has("<?", at: at): try skip(to: "?>")
            case .bracketOpen:
                isInSubset = true
                at += 1
            case .bracketClose:
                isInSubset = false
                at += 1
            case .greater:
                at += 1
                if !isInSubset { return }
            default: at += 1
            }
        }
        throw Fault("xml-unclosed", start..<start + 9, ["end": .text(">")])
    }

    private mutating func scanContent() throws(Fault) {
        let start = at
        at = bytes.first(.less, in: at..<bytes.count)
        guard at + 1 < bytes.count else { throw unexpectedEnd() }
        switch bytes[at + 1] {
        case .slash:
            // White space is a text only where it is all that an element holds.
            let parent = open[open.count - 1].record
            if at > start, records.count == parent + 1 || !isBlank(start..<at) { addText(start) }
            try scanEndTag()
        case .exclamation:
            addText(start, unlessBlank: at)
            if bytes.has("<!--", at: at) {
                try skip(to: "-->")
            } else if bytes.has("<![CDATA[", at: at) {
                addText(at)
                try skip(to: "]]>")
            } else {
                throw Fault("xml-markup", at..<at + 2)
            }
        case .question:
            addText(start, unlessBlank: at)
            try skip(to: "?>")
        default:
            addText(start, unlessBlank: at)
            try scanStartTag()
        }
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        for offset in range where !bytes[offset].isSpace { return false }
        return true
    }

    private mutating func addText(_ start: Int, unlessBlank end: Int) {
        if start < end, !isBlank(start..<end) { addText(start) }
    }

    private mutating func addText(_ start: Int) {
        records.append(
            Record(
                start: UInt32(truncatingIfNeeded: start),
                next: UInt32(truncatingIfNeeded: records.count + 1),
                parent: UInt32(truncatingIfNeeded: open[open.count - 1].record)))
    }

    private mutating func scanStartTag() throws(Fault) {
        let start = at
        let name = XML.nameRange(bytes, at: at)
        guard !name.isEmpty else { throw Fault("xml-tag", start..<start + 1) }
        var attributes = 0
        let outer = namespaces
        at = name.upperBound
        scan: while true {
            guard at < bytes.count else { throw unclosedTag(start) }
            switch bytes[at] {
            case .greater: break scan
            case .less: throw unclosedTag(start)
            case .equals:
                attributes += 1
                at += 1
            case .quote, .apostrophe:
                at = bytes.first(bytes[at], in: at + 1..<bytes.count) + 1
            default:
                if bytes[at] == UInt8(ascii: "x"), bytes.has("xmlns", at: at) { namespaces += 1 }
                at += 1
            }
        }
        if attributes > limits.attributes {
            throw Fault(
                "xml-attributes", start..<name.upperBound,
                ["limit": .count(limits.attributes), "count": .count(attributes)])
        }
        if namespaces > limits.namespaces {
            throw Fault(
                "xml-namespaces", start..<name.upperBound, ["limit": .count(limits.namespaces)])
        }
        let index = records.count
        records.append(
            Record(
                start: UInt32(truncatingIfNeeded: start),
                next: UInt32(truncatingIfNeeded: index + 1),
                parent: UInt32(truncatingIfNeeded: open.last?.record ?? 0)))
        at += 1
        if bytes[at - 2] == .slash {
            namespaces = outer
        } else {
            guard open.count < limits.depth else {
                throw Fault(
                    "too-deep", start..<name.upperBound, ["limit": .count(limits.depth)])
            }
            open.append((index, name, outer))
        }
    }

    private mutating func scanEndTag() throws(Fault) {
        let start = at
        let element = open[open.count - 1]
        let length = element.name.count
        let end = at + 2 + length
        guard end < bytes.count,
            zip(start + 2..<end, element.name).allSatisfy({ bytes[$0] == bytes[$1] }),
            bytes[end] == .greater || bytes[end].isSpace
        else {
            let name = XML.nameRange(bytes, at: start + 1)
            throw Fault(
                "xml-mismatched-tag", start..<min(name.upperBound + 1, bytes.count),
                [
                    "found": .text(bytes.string(name)),
                    "expected": .text(bytes.string(element.name)),
                    "line": .number(Double(line(of: element.name.lowerBound)))
                ])
        }
        at = bytes.skipSpace(end)
        guard at < bytes.count, bytes[at] == .greater else { throw unclosedTag(start) }
        at += 1
        namespaces = element.namespaces
        records[element.record].next = UInt32(truncatingIfNeeded: records.count)
        open.removeLast()
    }

    private func unclosedTag(_ start: Int) -> Fault {
        let name = XML.nameRange(bytes, at: bytes.has("</", at: start) ? start + 1 : start)
        return Fault(
            "xml-unclosed-tag", start..<max(start + 1, name.upperBound),
            ["name": .text(bytes.string(name))])
    }

    private func unexpectedEnd() -> Fault {
        let name = open[open.count - 1].name
        return Fault(
            "xml-unexpected-end", bytes.count..<bytes.count,
            [
                "name": .text(bytes.string(name)),
                "line": .number(Double(line(of: name.lowerBound)))
            ])
    }

    private func line(of offset: Int) -> Int {
        bytes[..<offset].count(where: { $0 == .newline }) + 1
    }
}
