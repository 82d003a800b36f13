/// An attribute of an XML element.
public struct Attribute: Sendable {
    /// The name as written, with its prefix.
    public var name: PlacedText
    public var value: PlacedText
}

extension Node {
    /// The attributes of an element, in the order of its tag.
    public var attributes: [Attribute] {
        guard kind == .element else { return [] }
        return attributeRanges(named: nil).map {
            Attribute(
                name: PlacedText(storage, $0.name, .same),
                value: PlacedText(storage, $0.value, .attribute))
        }
    }

    /// The value of an attribute, by its name as written.
    public func attribute(_ name: String) -> PlacedText? {
        guard kind == .element else { return nil }
        return attributeRanges(named: name).first.map {
            PlacedText(storage, $0.value, .attribute)
        }
    }

    /// Whether an attribute is written with exactly this value.
    public func has(_ name: String, _ value: String) -> Bool {
        attribute(name)?.string == value
    }

    private func attributeRanges(
        named wanted: String?
    ) -> [(name: Range<Int>, value: Range<Int>)] {
        let start = start
        return storage.withBytes { bytes in
            var found: [(Range<Int>, Range<Int>)] = []
            var at = XML.nameRange(bytes, at: start).upperBound
            while true {
                at = bytes.skipSpace(at)
                guard at < bytes.count, bytes[at] != .greater, bytes[at] != .slash else { break }
                let nameStart = at
                while at < bytes.count, bytes[at] != .equals, !bytes[at].isSpace { at += 1 }
                let name = nameStart..<at
                at = bytes.first(.equals, in: at..<bytes.count) + 1
                at = bytes.skipSpace(at)
                guard at < bytes.count else { break }
                let end = bytes.first(bytes[at], in: at + 1..<bytes.count)
                if let wanted {
                    if bytes.isEqual(name, to: wanted.utf8) { return [(name, at + 1..<end)] }
                } else {
                    found.append((name, at + 1..<end))
                }
                at = end + 1
            }
            return found
        }
    }
}
