public import Locales

/// Writes the catalog in another system's format: one file an exporter, found by
/// its id.
public protocol Exporter: Sendable {
    /// Such as `skos`.
    static var id: String { get }
    /// The format's name and where it is defined.
    static var name: String { get }
    /// The whole text of the file.
    static func export(_ knowledge: Knowledge) -> String
}

public enum Exporters {
    /// Every exporter; a new one is a file and a line here.
    public static let all: [any Exporter.Type] = [CSV.self, DefinedTerms.self, SKOS.self]

    public static func named(_ id: String) -> (any Exporter.Type)? { all.first { $0.id == id } }
}
