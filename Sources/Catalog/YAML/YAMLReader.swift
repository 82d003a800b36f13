package import Diagnostics
import Yams

/// Reads one YAML or JSON file into a tree in which everything has its place.
package struct YAMLReader {
    /// The rule of what cannot be read at all.
    package static let unreadable = "unreadable-file"
    /// The rule of what can be read but is not what the file should hold.
    package static let schema = "schema"

    private let source: SourceText
    private var findings: [Finding] = []
    /// How many nodes may still come. A file without aliases has fewer nodes
    /// than bytes; more than that come of aliases to aliases.
    private var nodesLeft: Int

    private init(source: SourceText) {
        self.source = source
        nodesLeft = source.bytes.count + 1_000
    }

    /// The tree, `nil` where there is none, and what is wrong with the file. An
    /// empty file is an empty mapping.
    package static func read(_ source: SourceText) -> (root: YAMLNode?, findings: [Finding]) {
        var reader = YAMLReader(source: source)
        let root = reader.compose()
        return (root, reader.findings)
    }

    private mutating func compose() -> YAMLNode? {
        if let offset = invalidUTF8(source.bytes) {
            report(Self.unreadable, offset..<offset, "check.yaml.invalid-utf8")
            return nil
        }
        if let offset = AliasGuard.firstAliasedKey(in: source.bytes) {
            report(Self.unreadable, offset..<(offset + 1), "check.yaml.alias-as-key")
            return nil
        }
        if source.file.hasSuffix(".json"), let range = JSONEscapes.firstComment(in: source.bytes) {
            report(Self.unreadable, range, "check.yaml.json-comment")
            return nil
        }
        let text = JSONEscapes.pairsJoined(String(decoding: source.bytes, as: UTF8.self))
        do {
            guard
                let root = try Yams.compose(yaml: text, .basic, .default, .utf8)
            else { return YAMLNode(.mapping(YAMLMapping([])), place: source.place(0..<0)) }
            return convert(root)
        } catch {
            findings.append(YAMLProblem.finding(for: error, in: source))
            return nil
        }
    }

    private mutating func report(_ rule: String, _ range: Range<Int>, _ key: String) {
        findings.append(
            Finding(
                rule: rule, severity: .error, place: source.place(range), message: Message(key)))
    }

    // MARK: - Converting

    private mutating func convert(_ node: Node) -> YAMLNode? {
        let start = node.mark.map { source.offset(line: $0.line, column: $0.column) } ?? 0
        guard nodesLeft > 0 else {
            if nodesLeft == 0 {
                report(Self.unreadable, start..<(start + 1), "check.yaml.too-many-aliases")
            }
            nodesLeft = -1
            return nil
        }
        nodesLeft -= 1
        switch node {
        case .scalar(let scalar): return convert(scalar, start: start)
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence {
                guard let item = convert(item) else { return nil }
                items.append(item)
            }
            return YAMLNode(.sequence(items), place: extent(from: start, to: items.last?.place))
        case .mapping(let mapping): return convert(mapping, start: start)
        // The composer puts what an alias names in its stead.
        case .alias: return nil
        }
    }

    private mutating func convert(_ mapping: Node.Mapping, start: Int) -> YAMLNode? {
        var entries: [YAMLMapping.Entry] = []
        for (keyNode, valueNode) in mapping {
            guard let key = convert(keyNode) else { return nil }
            guard let value = convert(valueNode) else { return nil }
            guard let name = key.scalar?.text else {
                findings.append(
                    Finding(
                        rule: Self.schema, severity: .error, place: key.place,
                        message: Message("check.schema.key-is-no-text")))
                continue
            }
            entries.append(YAMLMapping.Entry(key: name, keyPlace: key.place, value: value))
        }
        return YAMLNode(
            .mapping(YAMLMapping(entries)),
            place: extent(from: start, to: entries.last?.value.place))
    }

    private func convert(_ scalar: Node.Scalar, start: Int) -> YAMLNode {
        let style: ScalarScanner.Style =
            switch scalar.style {
            case .singleQuoted: .singleQuoted
            case .doubleQuoted: .doubleQuoted
            case .literal: .literal
            case .folded: .folded
            case .any, .plain: .plain
            }
        let found = ScalarScanner.scan(
            source.bytes, from: start, style: style, value: scalar.string)
        let map = found.map { ScalarMap(source: source, runs: $0.runs, end: $0.end) }
        return YAMLNode(
            .scalar(
                YAMLScalar(text: scalar.string, isQuoted: style != .plain, map: map ?? .none)),
            place: source.place(found.map { $0.start..<$0.end } ?? start..<start))
    }

    /// From a collection's first byte to its closing bracket, or to the end of
    /// its last item where it has none.
    private func extent(from start: Int, to last: Place?) -> Place {
        let bytes = source.bytes
        var end = last.map { source.offset(line: $0.endLine, column: $0.endColumn) } ?? start
        // An alias stands elsewhere, possibly before the collection.
        end = max(end, start)
        let closing: UInt8? =
            switch start < bytes.count ? bytes[start] : 0 {
            case UInt8(ascii: "["): UInt8(ascii: "]")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            default: nil
            }
        if let closing, let offset = bytes[end...].firstIndex(of: closing) { end = offset + 1 }
        return source.place(start..<end)
    }
}

/// The offset of the first byte that is no UTF-8.
private func invalidUTF8(_ bytes: [UInt8]) -> Int? {
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
        switch decoder.parseScalar(from: &iterator) {
        case .valid(let scalar): offset += scalar.count
        case .emptyInput: return nil
        case .error: return offset
        }
    }
}
