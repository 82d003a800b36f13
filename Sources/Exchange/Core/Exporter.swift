public import Diagnostics
public import Locales

/// Writes the catalog in another system's format: one file an exporter, found by
/// its id.
public protocol Exporter: Sendable {
    /// Such as `skos`.
    static var id: String { get }
    /// The format's name and where it is defined.
    static var name: String { get }
    /// What the catalog says and the format has no place for.
    static var losses: Set<Part> { get }
    /// Whether a file is about one language beside the reference, which then has
    /// to be named.
    static var needsLanguage: Bool { get }
    /// What of this catalog in particular could not be written: each message says
    /// which metric, and why.
    static func omissions(_ request: ExportRequest) -> [Message]
    /// The whole text of the file.
    static func export(_ request: ExportRequest) throws(ExchangeError) -> String
}

extension Exporter {
    public static var needsLanguage: Bool { false }
    public static func omissions(_ request: ExportRequest) -> [Message] { [] }
}

/// What is to be written.
public struct ExportRequest: Sendable {
    public var knowledge: Knowledge
    /// The language that a file for translators is for.
    public var language: LanguageTag?

    public init(_ knowledge: Knowledge, language: LanguageTag? = nil) {
        self.knowledge = knowledge
        self.language = language
    }
}

/// The parts of what a catalog says of a metric.
public enum Part: String, Hashable, Sendable, CaseIterable, Comparable {
    case formulas, units, directions, parameters, variants, targets, benchmarks, relations
    case advice, sources, themes, channels
    /// How to read a value.
    case readings
    /// What a metric is often confused with.
    case confusions
    case definitions
    /// Other names than the preferred one.
    case aliases
    /// Names in more than one language.
    case languages

    public static func < (one: Part, other: Part) -> Bool {
        Self.allCases.firstIndex(of: one) ?? 0 < Self.allCases.firstIndex(of: other) ?? 0
    }
}

/// Why a file could not be written or read.
public struct ExchangeError: Error, Sendable {
    public var message: Message

    public init(_ key: String, _ arguments: [String: Message.Argument] = [:]) {
        message = Message("exchange.\(key)", arguments)
    }
}

public enum Exporters {
    /// Every exporter; a new one is a file and a line here.
    public static let all: [any Exporter.Type] = [
        CSV.self, Cube.self, DBT.self, DefinedTerms.self, Ossie.self, Ossie01.self, PO.self,
        PowerBI.self, SDMX.self, SKOS.self, SKOSXML.self, TBX.self, XBRL.self, XLIFF.self
    ]

    public static func named(_ id: String) -> (any Exporter.Type)? { all.first { $0.id == id } }
}
