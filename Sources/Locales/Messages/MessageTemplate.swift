/// The text of a message with its places: `{name}`, and for numbers
/// `{n, plural, one {# file} other {# files}}` (a part of ICU's MessageFormat).
///
/// Two braces, `{{` or `}}`, stand for one; a closing brace that closes nothing
/// stands for itself.
public struct MessageTemplate: Hashable, Sendable {
    indirect enum Part: Hashable, Sendable {
        case text(String)
        case argument(String)
        /// By category, or by an exact number: `=0 {no files}`.
        case plural(argument: String, forms: [PluralCategory: [Part]], exact: [Int: [Part]])
        /// `#`: the number that the plural is about.
        case number(of: String)
    }

    let parts: [Part]
    /// As it stands in the file.
    public let text: String

    /// `nil` where braces do not match or a plural has no `other`.
    public init?(_ text: String) {
        self.text = text
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") })
        else {
            parts = text.isEmpty ? [] : [.text(text)]
            return
        }
        var parser = Parser(text: Array(text.unicodeScalars))
        guard let parts = parser.parts(within: nil), parser.isAtEnd else { return nil }
        self.parts = parts
    }

    /// The names of all arguments.
    public var arguments: Set<String> { Self.arguments(of: parts) }

    /// The categories that each plural has forms for.
    var pluralForms: [Set<PluralCategory>] { Self.forms(in: parts) }

    private static func arguments(of parts: [Part]) -> Set<String> {
        parts.reduce(into: []) { names, part in
            switch part {
            case .text: break
            case .argument(let name), .number(let name): names.insert(name)
            case .plural(let name, let forms, let exact):
                names.insert(name)
                for parts in Array(forms.values) + Array(exact.values) {
                    names.formUnion(arguments(of: parts))
                }
            }
        }
    }

    private static func forms(in parts: [Part]) -> [Set<PluralCategory>] {
        parts.flatMap { part -> [Set<PluralCategory>] in
            guard case .plural(_, let forms, _) = part else { return [] }
            return [Set(forms.keys)] + forms.values.flatMap { Self.forms(in: $0) }
        }
    }

    private struct Parser {
        let text: [Unicode.Scalar]
        var position = 0

        var isAtEnd: Bool { position == text.count }
        var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

        /// Up to the closing brace of a plural's form, or to the end.
        mutating func parts(within plural: String?) -> [Part]? {
            var parts: [Part] = []
            var literal = String.UnicodeScalarView()
            func finish() {
                if !literal.isEmpty { parts.append(.text(String(literal))) }
                literal = String.UnicodeScalarView()
            }
            while let character = current {
                let isDoubled = position + 1 < text.count && text[position + 1] == character
                switch character {
                // Within a form the second of two closing braces may be the next form's end.
                case "{" where isDoubled, "}" where isDoubled && plural == nil:
                    literal.append(character)
                    position += 2
                case "{":
                    finish()
                    guard let part = argument() else { return nil }
                    parts.append(part)
                case "}" where plural != nil:
                    finish()
                    return parts
                case "#":
                    position += 1
                    guard let plural else {
                        literal.append("#")
                        continue
                    }
                    finish()
                    parts.append(.number(of: plural))
                default:
                    literal.append(character)
                    position += 1
                }
            }
            finish()
            return plural == nil ? parts : nil
        }

        private mutating func argument() -> Part? {
            position += 1
            guard let name = word() else { return nil }
            skipSpace()
            if current == "}" {
                position += 1
                return .argument(name)
            }
            guard accept(","), word() == "plural", accept(",") else { return nil }
            return plural(of: name)
        }

        private mutating func plural(of name: String) -> Part? {
            var forms: [PluralCategory: [Part]] = [:]
            var exact: [Int: [Part]] = [:]
            while true {
                skipSpace()
                if current == "}" {
                    position += 1
                    guard forms[.other] != nil else { return nil }
                    return .plural(argument: name, forms: forms, exact: exact)
                }
                let isExact = accept("=")
                guard let selector = word(), accept("{"), let parts = parts(within: name),
                    accept("}")
                else { return nil }
                if isExact {
                    guard let number = Int(selector) else { return nil }
                    exact[number] = parts
                } else {
                    guard let category = PluralCategory(rawValue: selector) else { return nil }
                    forms[category] = parts
                }
            }
        }

        private mutating func skipSpace() {
            while current?.properties.isWhitespace == true { position += 1 }
        }

        private mutating func accept(_ character: Unicode.Scalar) -> Bool {
            skipSpace()
            guard current == character else { return false }
            position += 1
            return true
        }

        private mutating func word() -> String? {
            skipSpace()
            let start = position
            while let character = current,
                character.properties.isAlphabetic || character.properties.numericType != nil
                    || character == "_" || character == "-"
            {
                position += 1
            }
            guard start < position else { return nil }
            var word = String.UnicodeScalarView()
            word.append(contentsOf: text[start..<position])
            return String(word)
        }
    }
}
