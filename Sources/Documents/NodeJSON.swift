public import Diagnostics

extension Node {
    /// The key of an object's member, with its places.
    public var key: PlacedText? {
        guard storage.syntax != .xml, index > 0,
            storage.bytes[Int(storage.records[Int(record.parent)].start)] == .braceOpen,
            !(storage.syntax == .ndjson && record.parent == 0)
        else { return nil }
        let range = storage.withBytes { JSON.keyRange($0, before: start) }
        return PlacedText(storage, range, .json)
    }

    /// The member with a key; of members with the same key, the last, as most
    /// programs read it.
    public subscript(key: String) -> Node? {
        guard kind == .object else { return nil }
        // Without a handle for each member: this is what readers do most.
        var found: Int?
        var index = index + 1
        let end = Int(record.next)
        while index < end {
            if storage.hasKey(key, index) { found = index }
            index = Int(storage.records[index].next)
        }
        return found.map { Node(storage: storage, index: $0) }
    }

    /// The value at the end of a path of keys.
    public subscript(path first: String, rest: String...) -> Node? {
        var node = self[first]
        for key in rest { node = node?[key] }
        return node
    }

    /// The item of an array, from zero.
    public subscript(position: Int) -> Node? {
        guard kind == .array || kind == .lines else { return nil }
        return children.dropFirst(position).first { _ in true }
    }

    /// The items of an array or of an NDJSON document; of anything else, none.
    public var items: [Node] { kind == .array || kind == .lines ? Array(children) : [] }

    /// The members of an object, in order; of anything else, none.
    public var members: [(key: PlacedText, value: Node)] {
        guard kind == .object else { return [] }
        return children.compactMap { child in child.key.map { ($0, child) } }
    }

    /// The value of a string; nothing for any other value.
    public var string: String? { kind == .string ? stringText.string : nil }

    /// The value of a number, or nothing where it is none or too large for a `Double`.
    public var number: Double? {
        guard kind == .number, let value = Double(raw), value.isFinite else { return nil }
        return value
    }

    /// The value of a number that is whole and fits.
    public var integer: Int? { number.flatMap { Int(exactly: $0) } }

    /// The value of `true` or `false`.
    public var boolean: Bool? { kind == .boolean ? storage.bytes[start] == .t : nil }

    public var isNull: Bool { kind == .null }

    /// The text as it is written in the file: digits, quotes, escapes and all.
    public var raw: String {
        let range = range
        return storage.withBytes { $0.string(range) }
    }

    private var stringText: PlacedText {
        let start = start
        let end = storage.withBytes { JSON.stringEnd($0, at: start) }
        return PlacedText(storage, start + 1..<max(start + 1, end - 1), .json)
    }

    /// The text with its places: of a JSON string its value, of a number or word
    /// what is written, of an element all text directly in it, of a text itself.
    public var text: PlacedText {
        switch kind {
        case .string: return stringText
        case .element:
            let parts = children.filter { $0.kind == .text }
            return storage.withBytes { bytes in
                let ranges = parts.map { part in
                    let text = XML.textRange(bytes, at: part.start)
                    return (range: text.inner, coding: text.coding)
                }
                if ranges.isEmpty {
                    let end = XML.tagEnd(bytes, at: start)
                    return PlacedText(storage, end..<end, .text)
                }
                return PlacedText(storage, ranges)
            }
        case .text where storage.syntax == .text:
            return PlacedText(storage, 0..<storage.bytes.count, .same)
        case .text:
            return storage.withBytes { bytes in
                let text = XML.textRange(bytes, at: start)
                return PlacedText(storage, text.inner, text.coding)
            }
        default: return PlacedText(storage, range, .same)
        }
    }

    /// The document that a string holds.
    /// - Throws: `DocumentError` with its place in the real file.
    public func embedded() throws(DocumentError) -> Document {
        try Document(embedded: text)
    }

    /// The place of a member's key.
    public var keyPlace: Place? { key?.place }
}

extension Storage {
    /// Whether the member's value of this index stands behind this key.
    func hasKey(_ key: String, _ index: Int) -> Bool {
        if keysAreEscaped { return Node(storage: self, index: index).key?.string == key }
        return withBytes { bytes in
            var at = Int(records[index].start) - 1
            while bytes[at] != .colon { at -= 1 }
            at -= 1
            while bytes[at] != .quote { at -= 1 }
            let length = key.utf8.count
            return at - length - 1 >= 0 && bytes[at - length - 1] == .quote
                && bytes.isEqual(at - length..<at, to: key.utf8)
        }
    }
}
