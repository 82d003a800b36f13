import Locales

/// A JSON value whose members keep their order.
public enum JSONTree: Hashable, Sendable {
    /// A member of an object.
    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: JSONTree

        public init(key: String, value: JSONTree) {
            self.key = key
            self.value = value
        }
    }

    case object([Member])
    case array([JSONTree])
    case text(String)
    /// As it is written: digits, a point, no exponent.
    case number(String)
    case flag(Bool)
    case null

    public static func object(_ members: KeyValuePairs<String, JSONTree>) -> JSONTree {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    static func optional(_ text: String?) -> JSONTree { text.map { .text($0) } ?? .null }

    /// Written over several lines, two spaces to a level, with a line break at the end.
    public var pretty: String {
        var result = ""
        write(into: &result, indent: "")
        return result + "\n"
    }

    /// Written on one line, without a line break at the end.
    public var compact: String {
        switch self {
        case .object(let members):
            let list = members.map { "\(JSONText.quoted($0.key)):\($0.value.compact)" }
            return "{\(list.joined(separator: ","))}"
        case .array(let items): return "[\(items.map(\.compact).joined(separator: ","))]"
        case .text(let value): return JSONText.quoted(value)
        case .number(let number): return number
        case .flag(let value): return value ? "true" : "false"
        case .null: return "null"
        }
    }

    private func write(into text: inout String, indent: String) {
        let inner = indent + "  "
        switch self {
        case .object(let members) where !members.isEmpty:
            text += "{\n"
            for (position, member) in members.enumerated() {
                text += "\(inner)\(JSONText.quoted(member.key)): "
                member.value.write(into: &text, indent: inner)
                text += position == members.count - 1 ? "\n" : ",\n"
            }
            text += indent + "}"
        case .object: text += "{}"
        case .array(let items) where !items.isEmpty:
            text += "[\n"
            for (position, item) in items.enumerated() {
                text += inner
                item.write(into: &text, indent: inner)
                text += position == items.count - 1 ? "\n" : ",\n"
            }
            text += indent + "]"
        case .array: text += "[]"
        case .text(let value): text += JSONText.quoted(value)
        case .number(let number): text += number
        case .flag(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }
}
