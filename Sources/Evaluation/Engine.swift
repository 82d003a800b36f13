/// Something that runs SQL.
public protocol Engine: Sendable {
    /// Runs statements in order and gives the rows of those that have a name.
    ///
    /// - Throws: ``EvaluationError`` where the engine cannot be started, reports
    ///   an error, or dies before everything was answered.
    func run(_ statements: [Statement]) async throws(EvaluationError) -> [String: [Row]]
}

/// One SQL statement.
public struct Statement: Hashable, Sendable {
    public var sql: String
    /// The name that its rows are returned under; `nil` where it has none.
    public var name: String?

    public init(_ sql: String, name: String? = nil) {
        self.sql = sql
        self.name = name
    }
}

/// The values of one row, by column.
public typealias Row = [String: Cell]

/// A value in a result.
public enum Cell: Hashable, Sendable {
    case null
    case number(Double)
    case text(String)
    case boolean(Bool)

    public var number: Double? { if case .number(let number) = self { number } else { nil } }
    public var text: String? { if case .text(let text) = self { text } else { nil } }
}
