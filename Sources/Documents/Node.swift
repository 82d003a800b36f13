public import Diagnostics

/// An element or text of an XML document, or a value of a JSON document.
///
/// A node is a light handle into its document.
public struct Node: Sendable {
    public enum Kind: Hashable, Sendable {
        /// XML.
        case element, text
        /// JSON.
        case object, array, string, number, boolean, null
        /// The root of an NDJSON document.
        case lines
    }

    let storage: Storage
    let index: Int

    var record: Record { storage.records[index] }
    var start: Int { Int(storage.records[index].start) }

    public var document: Document { Document(storage: storage) }

    public var kind: Kind {
        if index == 0, storage.syntax == .ndjson { return .lines }
        if storage.syntax == .text { return .text }
        let bytes = storage.bytes
        let start = start
        if storage.syntax == .xml {
            guard bytes[start] == .less else { return .text }
            return bytes[start + 1] == .exclamation ? .text : .element
        }
        switch bytes[start] {
        case .braceOpen: return .object
        case .bracketOpen: return .array
        case .quote: return .string
        case .t, .f: return .boolean
        case .n: return .null
        default: return .number
        }
    }

    /// The node that this one is a child of.
    public var parent: Node? {
        index == 0 ? nil : Node(storage: storage, index: Int(record.parent))
    }

    /// An element's name as written, or the key of an object's member.
    public var name: String? {
        if storage.syntax == .xml {
            guard kind == .element else { return nil }
            return storage.withBytes {
                String(decoding: $0[XML.nameRange($0, at: start)], as: UTF8.self)
            }
        }
        return key?.string
    }

    /// The place of the value; of an element, its start tag.
    public var place: Place { storage.place(range) }

    /// The bytes of the value; of an element, of its start tag.
    var range: Range<Int> {
        if storage.syntax == .text { return 0..<storage.bytes.count }
        return storage.withBytes { bytes in
            guard storage.syntax == .xml else { return JSON.valueRange(bytes, self) }
            guard kind == .element else { return XML.textRange(bytes, at: start).outer }
            return start..<XML.tagEnd(bytes, at: start)
        }
    }
}

extension Node: Hashable {
    public static func == (one: Node, other: Node) -> Bool {
        one.storage === other.storage && one.index == other.index
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(storage))
        hasher.combine(index)
    }
}
