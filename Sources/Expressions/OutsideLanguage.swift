internal import Diagnostics

/// A language that dashboards and models write their formulas in.
///
/// Each is one file of `Languages/`, found by its ``id``.
public struct OutsideLanguage: Sendable {
    /// Such as `tableau`, `dax` or `sql`.
    public let id: String
    /// What the language calls itself.
    public let name: String
    let read: @Sendable (inout Reading) throws(SyntaxFailure) -> [OutsideFormula.Column]

    /// A language that is read by a dialect's grammar and tables.
    init(_ dialect: some Dialect) {
        id = dialect.id
        name = dialect.name
        read = { (reading) throws(SyntaxFailure) in
            try reading.columns(of: dialect)
        }
    }

    /// The language with this id, whatever its case.
    public static func named(_ id: String) -> OutsideLanguage? {
        all.first { $0.id == id.lowercased() }
    }

    /// Reads a text in the language with this id.
    ///
    /// Whatever the text holds, the answer is complete: what is not understood
    /// is opaque, and a text whose grammar is broken, or whose language is
    /// unknown, is opaque as a whole.
    public static func parse(
        _ text: String, language id: String, scope: FormulaScope = .empty
    ) -> OutsideFormula {
        guard let language = named(id) else {
            var reading = Reading(text, scope: scope)
            return reading.failed(
                .init("unknown-language", ["language": .text(id)], at: 0..<text.utf8.count))
        }
        return language.parse(text, scope: scope)
    }

    /// Reads a text in this language.
    public func parse(_ text: String, scope: FormulaScope = .empty) -> OutsideFormula {
        var reading = Reading(text, scope: scope)
        return reading.formula(in: self)
    }
}
