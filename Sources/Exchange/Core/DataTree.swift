import Catalog
import Locales

/// What a file of YAML or JSON holds, to be made, changed and written.
indirect enum DataTree: Equatable {
    case text(String)
    /// A number, `true` or `false`, as it is written.
    case literal(String)
    case list([DataTree])
    case mapping([Entry])

    struct Entry: Equatable {
        var key: String
        var value: DataTree
    }

    init(_ node: YAMLNode?) {
        switch node?.content {
        case .scalar(let scalar): self = .text(scalar.text)
        case .sequence(let items): self = .list(items.map(DataTree.init))
        case .mapping(let mapping):
            self = .mapping(
                mapping.entries.filter { !$0.value.isNull }
                    .map { Entry(key: $0.key, value: DataTree($0.value)) })
        case nil: self = .mapping([])
        }
    }

    subscript(key: String) -> DataTree? {
        guard case .mapping(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// Sets a text, and makes what is missing on the way to it.
    mutating func set(_ text: String, at path: [String]) {
        guard let key = path.first else {
            self = .text(text)
            return
        }
        let rest = Array(path.dropFirst())
        switch self {
        case .list(var items):
            // An item of a list is known by what it is about.
            if let position = items.firstIndex(where: { $0["metric"] == .text(key) }) {
                items[position].set(text, at: rest)
            } else {
                var item = DataTree.mapping([Entry(key: "metric", value: .text(key))])
                item.set(text, at: rest)
                items.append(item)
            }
            self = .list(items)
        case .mapping(var entries):
            if let position = entries.firstIndex(where: { $0.key == key }) {
                entries[position].value.set(text, at: rest)
            } else {
                var value: DataTree =
                    rest.isEmpty ? .text("") : key == "confused_with" ? .list([]) : .mapping([])
                value.set(text, at: rest)
                entries.append(Entry(key: key, value: value))
            }
            self = .mapping(entries)
        case .text(let term), .literal(let term):
            // The short form of a term that something is added to, or the text itself.
            if rest.isEmpty, key == "term" {
                self = .text(text)
            } else {
                self = .mapping([Entry(key: "term", value: .text(term))])
                set(text, at: path)
            }
        }
    }

    mutating func add(_ name: Alias) {
        guard case .mapping(var entries) = self else { return }
        var fields = [Entry(key: "term", value: .text(name.term))]
        if name.kind != .synonym {
            fields.append(Entry(key: "kind", value: .text(name.kind.rawValue)))
        }
        if let note = name.note { fields.append(Entry(key: "note", value: .text(note))) }
        let item: DataTree = fields.count == 1 ? .text(name.term) : .mapping(fields)
        if let position = entries.firstIndex(where: { $0.key == "aliases" }),
            case .list(let items) = entries[position].value
        {
            entries[position].value = .list(items + [item])
        } else {
            entries.append(Entry(key: "aliases", value: .list([item])))
        }
        self = .mapping(entries)
    }

    /// With the keys that the other has in its order, and the others after them.
    func ordered(as other: DataTree?) -> DataTree {
        guard case .mapping(let entries) = self, case .mapping(let model)? = other else {
            return self
        }
        let rank = Dictionary(
            model.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { one, _ in one })
        let sorted = entries.enumerated().sorted {
            (rank[$0.element.key] ?? .max, $0.offset) < (rank[$1.element.key] ?? .max, $1.offset)
        }
        return .mapping(
            sorted.map {
                Entry(
                    key: $0.element.key, value: $0.element.value.ordered(as: other?[$0.element.key])
                )
            })
    }

    /// A mapping of what there is; keys without a value are left out.
    static func object(_ members: KeyValuePairs<String, DataTree?>) -> DataTree {
        .mapping(members.compactMap { key, value in value.map { Entry(key: key, value: $0) } })
    }

    static func texts(_ texts: some Sequence<String>) -> DataTree {
        .list(texts.map(DataTree.text))
    }

    /// As JSON, indented.
    func json(indent: Int = 0) -> String {
        let margin = String(repeating: " ", count: indent + 2)
        let end = String(repeating: " ", count: indent)
        switch self {
        case .text(let text): return JSONText.quoted(text)
        case .literal(let text): return text
        case .list(let items) where items.isEmpty: return "[]"
        case .list(let items):
            let parts = items.map { margin + $0.json(indent: indent + 2) }
            return "[\n\(parts.joined(separator: ",\n"))\n\(end)]"
        case .mapping(let entries) where entries.isEmpty: return "{}"
        case .mapping(let entries):
            let parts = entries.map {
                "\(margin)\(JSONText.quoted($0.key)): \($0.value.json(indent: indent + 2))"
            }
            return "{\n\(parts.joined(separator: ",\n"))\n\(end)}"
        }
    }
}
