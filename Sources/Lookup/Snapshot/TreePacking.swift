import Catalog
import Diagnostics

// How the tree of a file is written into a snapshot: what it is, where it
// stands, what it holds. The file's own name is not written.

/// The trees of a catalog's files, as a snapshot holds them.
final class KeptTrees: TreeSource {
    private let file: SnapshotFile
    private let offsets: [String: Int]
    private var folder = ""
    /// Whether a tree turned out not to be one.
    private(set) var isDamaged = false

    init(_ file: SnapshotFile) throws(SnapshotDamage) {
        self.file = file
        var unpacker = Unpacker(file, file.range(.catalog))
        let entries: [Entry] = try unpacker.list()
        let start = unpacker.position
        offsets = Dictionary(entries.map { ($0.name, start + $0.offset) }) { first, _ in first }
    }

    func open(_ folder: String) -> Bool {
        self.folder = folder
        return true
    }

    func documents(in folder: String) -> [String]? {
        let names = offsets.keys.filter { $0.hasPrefix(folder + "/") }
            .map { String($0.dropFirst(folder.count + 1)) }
        return names.isEmpty ? nil : names.sorted()
    }

    func read(_ name: String) -> ReadTree {
        let range = file.range(.catalog)
        guard let offset = offsets[name], offset <= range.upperBound else {
            isDamaged = true
            return ReadTree(root: nil)
        }
        var unpacker = Unpacker(file, offset..<range.upperBound)
        do {
            return ReadTree(root: try unpacker.tree(of: "\(folder)/\(name)"))
        } catch {
            isDamaged = true
            return ReadTree(root: nil)
        }
    }

    /// The section that holds the trees.
    static func pack(_ trees: [String: YAMLNode], into packer: inout Packer) {
        var content = Packer(packer.pool)
        var entries: [Entry] = []
        for (name, tree) in trees.sorted(by: { $0.key < $1.key }) {
            entries.append(Entry(name: name, offset: content.bytes.count))
            content.add(tree)
        }
        packer.add(entries)
        packer.add(content)
    }

    private struct Entry: Packable {
        var name: String
        var offset: Int

        init(name: String, offset: Int) {
            self.name = name
            self.offset = offset
        }

        func pack(into packer: inout Packer) {
            packer.add(name)
            packer.add(offset)
        }

        init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
            name = try unpacker.text()
            offset = try unpacker.number()
        }
    }
}

extension Packer {
    fileprivate mutating func add(_ place: Place) {
        add(place.line)
        add(place.column)
        add(place.endLine)
        add(place.endColumn)
    }

    fileprivate mutating func add(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar):
            add(scalar.isQuoted ? 1 : 0)
            add(node.place)
            add(scalar.text)
        case .sequence(let items):
            add(2)
            add(node.place)
            add(items.count)
            for item in items { add(item) }
        case .mapping(let mapping):
            add(3)
            add(node.place)
            add(mapping.entries.count)
            for entry in mapping.entries {
                add(entry.key)
                add(entry.keyPlace)
                add(entry.value)
            }
        }
    }
}

extension Unpacker {
    fileprivate mutating func place(in file: String) throws(SnapshotDamage) -> Place {
        Place(
            file: file, line: try number(), column: try number(), endLine: try number(),
            endColumn: try number())
    }

    /// - Parameter depth: How deep the node lies; no file written by hand comes
    ///   near the limit.
    fileprivate mutating func tree(of file: String, depth: Int = 0) throws(SnapshotDamage)
        -> YAMLNode
    {
        guard depth < 200 else { throw SnapshotDamage() }
        let kind = try number()
        let place = try place(in: file)
        switch kind {
        case 0, 1:
            let scalar = YAMLScalar(text: try text(), isQuoted: kind == 1)
            return YAMLNode(.scalar(scalar), place: place)
        case 2:
            var items: [YAMLNode] = []
            for _ in 0..<(try count()) { items.append(try tree(of: file, depth: depth + 1)) }
            return YAMLNode(.sequence(items), place: place)
        case 3:
            var entries: [YAMLMapping.Entry] = []
            for _ in 0..<(try count()) {
                entries.append(
                    YAMLMapping.Entry(
                        key: try text(), keyPlace: try self.place(in: file),
                        value: try tree(of: file, depth: depth + 1)))
            }
            return YAMLNode(.mapping(YAMLMapping(entries)), place: place)
        default: throw SnapshotDamage()
        }
    }
}
