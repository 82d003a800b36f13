package import Catalog
public import Diagnostics

/// One text of one language, as a translator sees it: a leaf of one of the
/// language's files.
public struct TranslatedField: Hashable, Sendable {
    /// Where a text stands within the files of its language; the same in every language.
    public struct Address: Hashable, Sendable, Comparable {
        /// The file below the language's folder without its extension, such as
        /// `metrics/contact-rate`.
        public var file: String
        /// The keys on the way to it, such as `variants.per-visit.name`.
        public var path: String

        public init(file: String, path: String) {
            self.file = file
            self.path = path
        }

        public static func < (one: Address, other: Address) -> Bool {
            (one.file, one.path) < (other.file, other.path)
        }
    }

    public var address: Address
    public var text: String
    public var place: Place

    /// All texts of a file that are translated one for one.
    ///
    /// Other names are not: each language has its own. Nor are the titles of
    /// documents, and the facts that stand beside a text: its source, its kind,
    /// who reviewed it.
    package static func all(in root: YAMLNode, of file: String) -> [TranslatedField] {
        var fields: [TranslatedField] = []
        collect(root, file, [], &fields)
        return fields
    }

    private static func collect(
        _ node: YAMLNode, _ file: String, _ path: [String], _ fields: inout [TranslatedField]
    ) {
        switch node.content {
        case .mapping(let mapping):
            // Any number of levels deep is refused when the file is read.
            for entry in mapping.entries where !untranslated.contains(entry.key) {
                collect(entry.value, file, path + [entry.key], &fields)
            }
        case .sequence(let items):
            for item in items {
                // An item of a list is known by what it is about, not by its position.
                guard let id = item["metric"]?.scalar?.text else { continue }
                collect(item, file, path + [id], &fields)
            }
        case .scalar(let scalar):
            guard !node.isNull, !scalar.text.isEmpty else { return }
            fields.append(
                TranslatedField(
                    address: Address(file: file, path: path.joined(separator: ".")),
                    text: scalar.text, place: node.place))
        }
    }

    private static let untranslated: Set<String> = [
        "aliases", "kind", "metric", "review", "source", "symbol", "title"
    ]

    /// Whether every language needs it. What a metric is confused with depends on
    /// its name, and so on the language.
    package var isNeeded: Bool {
        !(address.file.hasPrefix("metrics/") && address.path.hasPrefix("confused_with."))
    }

    /// Whether a translator may not leave the text as it is: names, abbreviations
    /// and patterns without words look alike in many languages.
    package var isSentence: Bool {
        var words = 0
        var depth = 0
        var letters = 0
        for character in text {
            switch character {
            case "{": depth += 1
            case "}": depth -= 1
            default:
                if depth == 0, character.isLetter {
                    letters += 1
                } else {
                    if letters > 1 { words += 1 }
                    letters = 0
                }
            }
        }
        return words + (letters > 1 ? 1 : 0) >= 4
    }
}
