/// A name as the index holds it.
struct NameEntry: Hashable {
    /// What a name is to its metric; names of the same text are ranked so.
    enum Kind: Int, CaseIterable {
        case id, term, synonym, abbreviation, document, colloquial, variant, deprecated

        init(alias: String) {
            switch alias {
            case "abbreviation": self = .abbreviation
            case "document": self = .document
            case "colloquial": self = .colloquial
            case "deprecated": self = .deprecated
            default: self = .synonym
            }
        }

        /// As messages call it: `cli.kind.term`.
        var text: String {
            switch self {
            case .id: "id"
            case .term: "term"
            case .synonym: "synonym"
            case .abbreviation: "abbreviation"
            case .document: "document"
            case .colloquial: "colloquial"
            case .variant: "variant"
            case .deprecated: "deprecated"
            }
        }
    }

    /// The bytes of one entry: key, text, metric, then language, kind, number of
    /// words and variant.
    static let size = 16
    /// The language of what is the same in every language.
    static let anyLanguage = 0x3FF

    /// Offsets among the texts.
    var key: Int
    var text: Int
    /// Positions in the tables of metrics and languages.
    var metric: Int
    var language: Int
    var kind: Kind
    /// The position among the metric's variants, from one; zero for the metric.
    var variant: Int
    /// How many words it has that say something, up to 63.
    var words: Int

    func pack(into bytes: inout [UInt8]) {
        bytes.append(word: key)
        bytes.append(word: text)
        bytes.append(word: metric)
        bytes.append(
            word: language << 22 | kind.rawValue << 18 | min(words, 63) << 12
                | min(variant, 0xFFF))
    }

    init(
        key: Int, text: Int, metric: Int, language: Int, kind: Kind, variant: Int, words: Int
    ) {
        self.key = key
        self.text = text
        self.metric = metric
        self.language = language
        self.kind = kind
        self.variant = variant
        self.words = words
    }

    init(_ file: SnapshotFile, at offset: Int) throws(SnapshotDamage) {
        key = try file.word(at: offset)
        text = try file.word(at: offset + 4)
        metric = try file.word(at: offset + 8)
        let rest = try file.word(at: offset + 12)
        guard let kind = Kind(rawValue: rest >> 18 & 0xF) else { throw SnapshotDamage() }
        self.kind = kind
        language = rest >> 22
        words = rest >> 12 & 63
        variant = rest & 0xFFF
    }
}
