public import Diagnostics

/// A YAML or JSON value with the place where it stands.
public struct YAMLNode: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping(YAMLMapping)
    }

    public var content: Content
    public var place: Place

    public init(_ content: Content, place: Place) {
        self.content = content
        self.place = place
    }

    public var scalar: YAMLScalar? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar
    }
    public var sequence: [YAMLNode]? {
        guard case .sequence(let nodes) = content else { return nil }
        return nodes
    }
    public var mapping: YAMLMapping? {
        guard case .mapping(let mapping) = content else { return nil }
        return mapping
    }

    /// The value under a key, where it is a mapping that has the key.
    public subscript(key: String) -> YAMLNode? { mapping?[key] }

    /// Nothing at all, or `null` or `~` without quotes.
    public var isNull: Bool {
        guard let scalar, !scalar.isQuoted else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
    }
}

/// A text, number, boolean or nothing, before anybody decided which.
public struct YAMLScalar: Hashable, Sendable {
    public var text: String
    /// In quotes or as a block: certainly a text.
    public var isQuoted: Bool
    /// Where each byte of the text stands in the file.
    var map: ScalarMap

    /// A scalar of which is known where it stands as a whole, but not its parts.
    package init(text: String, isQuoted: Bool) {
        self.init(text: text, isQuoted: isQuoted, map: .none)
    }

    init(text: String, isQuoted: Bool, map: ScalarMap) {
        self.text = text
        self.isQuoted = isQuoted
        self.map = map
    }

    /// Where a part of the text, in UTF-8 offsets, stands in the file.
    public func place(of range: Range<Int>) -> Place? { map.place(of: range) }
}

/// A mapping with text keys, in the order of the file.
public struct YAMLMapping: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var key: String
        public var keyPlace: Place
        public var value: YAMLNode

        public init(key: String, keyPlace: Place, value: YAMLNode) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    public let entries: [Entry]
    private let index: [String: Int]

    public init(_ entries: [Entry]) {
        self.entries = entries
        index = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
    }

    public subscript(key: String) -> YAMLNode? { index[key].map { entries[$0].value } }
}
