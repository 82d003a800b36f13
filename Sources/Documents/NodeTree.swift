/// The children of a node, in order.
public struct NodeChildren: Sequence, Sendable {
    let storage: Storage
    let first: Int
    let end: Int

    public struct Iterator: IteratorProtocol {
        let storage: Storage
        var index: Int
        let end: Int

        public mutating func next() -> Node? {
            guard index < end else { return nil }
            let node = Node(storage: storage, index: index)
            index = Int(storage.records[index].next)
            return node
        }
    }

    public func makeIterator() -> Iterator { Iterator(storage: storage, index: first, end: end) }

    public var count: Int { reduce(0) { count, _ in count + 1 } }
}

/// All nodes below a node, in the order of the file.
public struct NodeDescendants: Sequence, Sendable {
    let storage: Storage
    let range: Range<Int>

    public struct Iterator: IteratorProtocol {
        let storage: Storage
        var index: Int
        let end: Int

        public mutating func next() -> Node? {
            guard index < end else { return nil }
            defer { index += 1 }
            return Node(storage: storage, index: index)
        }
    }

    public func makeIterator() -> Iterator {
        Iterator(storage: storage, index: range.lowerBound, end: range.upperBound)
    }
}

extension Node {
    /// The elements and texts in an element, the values of an object's members
    /// or of an array, the values of an NDJSON document's lines.
    public var children: NodeChildren {
        NodeChildren(storage: storage, first: index + 1, end: Int(record.next))
    }

    /// Everything below this node.
    public var descendants: NodeDescendants {
        NodeDescendants(storage: storage, range: index + 1..<Int(record.next))
    }

    /// The elements in this element, in order.
    public var elements: [Node] { children.filter { $0.kind == .element } }

    /// The elements with a name in this element, in order. A name without a
    /// prefix also finds elements with one.
    public func elements(_ name: String) -> [Node] {
        var found: [Node] = []
        var index = index + 1
        let end = Int(record.next)
        while index < end {
            if storage.isElement(name, index) { found.append(Node(storage: storage, index: index)) }
            index = Int(storage.records[index].next)
        }
        return found
    }

    /// The first element with a name in this element.
    public func element(_ name: String) -> Node? {
        var index = index + 1
        let end = Int(record.next)
        while index < end {
            if storage.isElement(name, index) { return Node(storage: storage, index: index) }
            index = Int(storage.records[index].next)
        }
        return nil
    }

    /// The first element at the end of a path of names below this element.
    public func element(at names: String...) -> Node? {
        var node: Node? = self
        for name in names { node = node?.element(name) }
        return node
    }

    /// The elements with a name anywhere below this element, in the order of the file.
    public func descendants(_ name: String) -> [Node] {
        (index + 1..<Int(record.next)).compactMap { index in
            storage.isElement(name, index) ? Node(storage: storage, index: index) : nil
        }
    }

    /// The elements above this one, innermost first.
    public var ancestors: [Node] {
        var nodes: [Node] = []
        var node = parent
        while let current = node {
            nodes.append(current)
            node = current.parent
        }
        return nodes
    }

    /// Whether this is an element of this name, its prefix left out unless the
    /// name asked for has one.
    public func isElement(_ name: String) -> Bool { storage.isElement(name, index) }
}

extension Storage {
    func isElement(_ name: String, _ index: Int) -> Bool {
        guard syntax == .xml else { return false }
        return withBytes { bytes in
            let start = Int(records[index].start)
            guard bytes[start] == .less, bytes[start + 1] != .exclamation else { return false }
            let range = XML.nameRange(bytes, at: start)
            if bytes.isEqual(range, to: name.utf8) { return true }
            return bytes.isEqual(XML.localName(bytes, range), to: name.utf8)
        }
    }
}
