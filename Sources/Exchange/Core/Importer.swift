public import Diagnostics
public import Documents
public import Locales

/// Reads another system's format: one file an importer, found by its id.
public protocol Importer: Sendable {
    /// Such as `xliff`; that of the exporter of the same format.
    static var id: String { get }
    static var name: String { get }
    /// What a file says of the catalog's metrics.
    ///
    /// - Parameters:
    ///   - bytes: The file as it is.
    ///   - file: Its name, for the places of what is wrong with it.
    /// - Throws: ``Documents/DocumentError`` where it is not of the format at all.
    static func read(_ bytes: [UInt8], file: String) throws(DocumentError) -> Imported
}

/// What was read from a file.
public struct Imported: Sendable {
    /// A text of one language.
    public struct Text: Hashable, Sendable {
        public var address: TranslatedField.Address
        public var text: String
        /// The reference text that it was made from, where the file tells.
        public var source: String?
        public var place: Place

        public init(
            address: TranslatedField.Address, text: String, source: String? = nil, place: Place
        ) {
            self.address = address
            self.text = text
            self.source = source
            self.place = place
        }
    }

    public var texts: [LanguageTag: [Text]] = [:]
    /// Other names, by language and metric.
    public var names: [LanguageTag: [String: [Alias]]] = [:]
    /// What was wrong, or had no place in the catalog.
    public var findings: [Finding] = []
    /// How many texts are not finished in the file, and so were left out.
    public var unfinished = 0

    public init() {}

    mutating func add(_ text: Text, in language: LanguageTag) {
        texts[language, default: []].append(text)
    }

    mutating func note(
        _ key: String, _ severity: Severity = .warning, at place: Place,
        _ arguments: [String: Message.Argument] = [:]
    ) {
        findings.append(
            Finding(
                rule: "schema", severity: severity, place: place,
                message: Message("exchange.\(key)", arguments)))
    }
}

public enum Importers {
    /// Every importer; a new one is a file and a line here.
    public static let all: [any Importer.Type] = [PO.self, TBX.self, XLIFF.self]

    public static func named(_ id: String) -> (any Importer.Type)? { all.first { $0.id == id } }
}
