public import Formula

/// What the names in an outside formula stand for, as the file around it says.
public struct FormulaScope: Sendable {
    /// What a name stands for.
    public enum Meaning: Hashable, Sendable {
        /// A value of one row, under the name that the expression is to use.
        case column(Reference)
        /// Another formula, in the outside language with this id.
        case formula(text: String, language: String)
        /// A value that the reader chooses.
        case parameter(Reference)
    }

    /// A name as it stands in the text: `["Sales", "Amount"]` for
    /// `'Sales'[Amount]`, `["Calculation_12"]` for `[Calculation_12]`. The
    /// answer is `nil` where the file does not say.
    public var meaning: @Sendable (Reference) -> Meaning?

    /// What the names within the formula that a name stands for stand for: a
    /// measure of another table means that table's columns first. `nil` where
    /// it is the same scope.
    public var within: @Sendable (Reference) -> FormulaScope?

    public init(
        within: @escaping @Sendable (Reference) -> FormulaScope? = { _ in nil },
        _ meaning: @escaping @Sendable (Reference) -> Meaning?
    ) {
        self.meaning = meaning
        self.within = within
    }

    /// Knows nothing: every name stays as it is written.
    public static let empty = FormulaScope { _ in nil }
}
