/// What stands in a template's places.
///
/// Whether something is escaped is decided here and not in the template: a
/// ``text(_:)`` comes out as text wherever a template puts it, so that no
/// template of a company's own can let markup through by mistake.
enum Value: Hashable, Sendable {
    /// Nothing there; a section over it is left out.
    case none
    case flag(Bool)
    /// Somebody's text, escaped when it is written.
    case text(String)
    /// Markup that this program wrote itself.
    case markup(String)
    case list([Value])
    case object([String: Value])

    /// Whether a section over it is written.
    var isThere: Bool {
        switch self {
        case .none: false
        case .flag(let flag): flag
        case .text(let text), .markup(let text): !text.isEmpty
        case .list(let items): !items.isEmpty
        case .object: true
        }
    }

    subscript(key: String) -> Value? {
        if case .object(let members) = self { members[key] } else { nil }
    }
}

extension Value: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: Value...) { self = .list(elements) }

    init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }

    init(_ text: String?) { self = text.map { .text($0) } ?? .none }

    init(_ items: some Sequence<Value>) { self = .list(Array(items)) }
}
