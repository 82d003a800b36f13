public import EngineMessages
public import Formula

/// Something that runs SQL.
public protocol Engine: Sendable {
    /// How it wants its SQL.
    var dialect: SQLDialect { get }

    /// Whether it reads files; otherwise its tables are what the project binds.
    var readsFiles: Bool { get }

    /// Whether a session can keep tables of its own, so that each is read once;
    /// otherwise every query reads what it needs.
    var keepsTables: Bool { get }

    /// Runs statements in order and gives the rows of those that have a name.
    ///
    /// - Throws: ``EvaluationError`` where the engine cannot be started, reports
    ///   an error, runs into a limit, or dies before everything was answered.
    func run(_ statements: [Statement]) async throws(EvaluationError) -> [String: [Row]]

    /// What columns queries give, by the queries' names, without running them
    /// to their end. Columns without a type are read as text.
    func columns(
        of queries: [Statement]
    ) async throws(EvaluationError) -> [String: [SourceColumn]]
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

/// A column of a table or file.
public struct SourceColumn: Hashable, Sendable {
    public var name: String
    public var type: ColumnType?

    public init(name: String, type: ColumnType? = nil) {
        self.name = name
        self.type = type
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

extension Cell: Decodable {
    /// As JSON has it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }
}

/// What a query may cost.
public struct EngineLimits: Hashable, Sendable {
    /// In seconds; `nil` for none.
    public var time: Double?
    /// In bytes; `nil` for the engine's own.
    public var memory: Int?

    public init(time: Double? = nil, memory: Int? = nil) {
        self.time = time
        self.memory = memory
    }
}
