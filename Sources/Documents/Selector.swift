public import Diagnostics

/// A path to nodes of a document: a part of XPath 1.0 for XML, a part of JSONPath
/// (RFC 9535) for JSON.
///
/// XPath: `/a/b`, `//b`, `a/*`, `.`, `..`, `@id`, `text()`, and conditions `[2]`,
/// `[last()]`, `[@id]`, `[@id='x']`, `[b='x']`. JSONPath: `$.a.b`, `$['a']`, `$[0]`,
/// `$[-1]`, `$[*]`, `$.*`, `$..b`, and conditions `[?@.a]`, `[?@.a == 'x']`; relative to a
/// node, with `@` or nothing in place of `$`.
public struct Selector: Hashable, Sendable {
    /// Why a path cannot be read.
    public struct Mistake: Error, Hashable, Sendable {
        /// The text to show; its key starts with `documents.path.`.
        public var message: Message
        /// Where in the path, as an offset into its UTF-8.
        public var offset: Int
    }

    enum Syntax: Hashable, Sendable {
        case xpath, jsonPath
    }

    enum Step: Hashable, Sendable {
        case root
        case parent
        /// The node itself, where it has this name.
        case named(String)
        /// Children of this name, of every name without one.
        case child(String?)
        /// The same at any depth below.
        case below(String?)
        case attribute(String)
        case text
        /// The item of this number from zero, from the end where it is negative.
        case item(Int)
        case condition(Condition)
    }

    struct Condition: Hashable, Sendable {
        var path: [Step]
        /// Without one, there must only be something.
        var wanted: String?
        var isNegated = false
    }

    /// As written.
    public let text: String
    let syntax: Syntax
    let steps: [Step]

    /// Reads a path: JSONPath where it starts with `$` or `@.`, or is a name with dots
    /// or brackets and no slash; else XPath.
    /// - Throws: `Mistake` where it is neither, or uses what is not supported.
    public init(_ text: String) throws(Mistake) {
        self.text = text
        let isJSON =
            text.hasPrefix("$") || text.hasPrefix("@.") || text.hasPrefix("@[")
            || !text.contains("/") && !text.hasPrefix("@") && text != "." && text != ".."
                && (text.contains(".") || text.contains("['") || text.contains("[\""))
        syntax = isJSON ? .jsonPath : .xpath
        var parser = SelectorParser(text)
        steps = isJSON ? try parser.jsonPath() : try parser.xpath()
    }

    // MARK: Finding

    /// The nodes at the path, in the order of the file.
    public func nodes(from node: Node) -> [Node] {
        found(from: node).compactMap { if case .node(let node) = $0 { node } else { nil } }
    }

    /// The first text at the path: of an attribute, of an element all text in it, of a
    /// JSON value its text, number or word.
    public func text(from node: Node) -> PlacedText? {
        for found in found(from: node) {
            switch found {
            case .text(let text): return text
            case .node(let node):
                guard node.kind != .object, node.kind != .array, !node.isNull else { continue }
                let text = node.text.trimmed
                if !text.string.isEmpty { return text }
            }
        }
        return nil
    }

    private enum Found {
        case node(Node)
        case text(PlacedText)
    }

    /// More than anybody means to select, and a bound on what hostile paths cost.
    private static let limit = 5_000_000

    private func found(from node: Node) -> [Found] { Self.found(steps[...], from: [.node(node)]) }

    private static func found(_ steps: ArraySlice<Step>, from start: [Found]) -> [Found] {
        var current = start
        for step in steps {
            if case .item(let number) = step {
                current = items(number, current)
                continue
            }
            var next: [Found] = []
            for place in current {
                guard case .node(let node) = place, next.count < limit else { continue }
                apply(step, node, &next)
            }
            current = next
        }
        return current
    }

    private static func apply(_ step: Step, _ node: Node, _ next: inout [Found]) {
        switch step {
        case .root:
            var top = node
            while let parent = top.parent { top = parent }
            next.append(.node(top))
        case .named(let name): if matches(node, name) { next.append(.node(node)) }
        case .parent: if let parent = node.parent { next.append(.node(parent)) }
        case .child(let name):
            next += children(node, name).map { .node($0) }
        case .below(let name):
            if let name, matches(node, name) { next.append(.node(node)) }
            for inner in node.descendants where matches(inner, name) { next.append(.node(inner)) }
        case .attribute(let name):
            if let text = node.attribute(name) { next.append(.text(text)) }
        case .text:
            next += node.children.filter { $0.kind == .text }.map { .text($0.text) }
        case .condition(let condition):
            let values = found(condition.path[...], from: [.node(node)])
            let holds =
                condition.wanted.map { wanted in
                    values.contains { value in
                        switch value {
                        case .text(let text): text.string == wanted
                        case .node(let node): node.text.trimmed.string == wanted
                        }
                    }
                } ?? !values.isEmpty
            if holds != condition.isNegated { next.append(.node(node)) }
        case .item: break
        }
    }

    /// Of nodes of one parent each, or of one array.
    private static func items(_ number: Int, _ places: [Found]) -> [Found] {
        var groups: [(parent: Node?, nodes: [Node])] = []
        for place in places {
            guard case .node(let node) = place else { continue }
            if node.kind == .array || node.kind == .lines {
                groups.append((nil, node.items))
            } else if let last = groups.last, last.parent != nil, last.parent == node.parent {
                groups[groups.count - 1].nodes.append(node)
            } else if node.kind == .element {
                groups.append((node.parent, [node]))
            }
        }
        return groups.compactMap { group in
            let index = number < 0 ? group.nodes.count + number : number
            return group.nodes.indices.contains(index) ? .node(group.nodes[index]) : nil
        }
    }

    private static func children(_ node: Node, _ name: String?) -> [Node] {
        switch node.kind {
        case .element: return name.map { node.elements($0) } ?? node.elements
        case .object:
            guard let name else { return Array(node.children) }
            return node[name].map { [$0] } ?? []
        case .array, .lines: return name == nil ? node.items : []
        default: return []
        }
    }

    private static func matches(_ node: Node, _ name: String?) -> Bool {
        switch node.kind {
        case .text: false
        case .element: name.map { node.isElement($0) } ?? true
        default: name.map { node.key?.string == $0 } ?? true
        }
    }
}
