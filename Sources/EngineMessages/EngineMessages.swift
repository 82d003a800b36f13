/// What the program that holds a database driver is asked, as JSON on its
/// standard input.
///
/// Drivers are shared libraries of other people. They run in a process of their
/// own: it can be ended when time is up, its memory can be limited, its crash is
/// an error message, and the main program needs no dynamic loader.
public struct EngineRequest: Codable, Sendable {
    /// The driver's shared library.
    public var library: String
    /// Names and values in turn, as the driver knows them; the address among them.
    public var options: [String]
    public var statements: [Statement]
    /// The most that the process may allocate, in bytes.
    public var memoryLimit: Int?

    public struct Statement: Codable, Sendable {
        public var sql: String
        /// The name that its rows are given under; `nil` where nobody wants them.
        public var name: String?

        public init(sql: String, name: String? = nil) {
            self.sql = sql
            self.name = name
        }
    }

    public init(
        library: String, options: [String], statements: [Statement], memoryLimit: Int? = nil
    ) {
        self.library = library
        self.options = options
        self.statements = statements
        self.memoryLimit = memoryLimit
    }
}

/// One line of what that program answers.
///
/// The last one has ``Line/end``; without it the answer is not whole.
public struct EngineLine: Codable, Sendable {
    /// The rows that follow are those of this name.
    public var name: String?
    public var columns: [Column]?
    public var failure: Failure?
    public var end: Bool?

    public struct Column: Codable, Sendable {
        public var name: String
        public var type: ColumnType

        public init(name: String, type: ColumnType) {
            self.name = name
            self.type = type
        }
    }

    public struct Failure: Codable, Sendable {
        public var stage: Stage
        public var text: String

        public init(stage: Stage, text: String) {
            self.stage = stage
            self.text = text
        }
    }

    public enum Stage: String, Codable, Sendable {
        case request, driver, connection, query
    }

    public init(
        name: String? = nil, columns: [Column]? = nil, failure: Failure? = nil, end: Bool? = nil
    ) {
        self.name = name
        self.columns = columns
        self.failure = failure
        self.end = end
    }
}

/// What kind of values a column of a database holds.
public enum ColumnType: String, Codable, Sendable, Hashable {
    case text, number, decimal, boolean, day
    /// A time that says nothing of a zone.
    case clock
    /// A moment.
    case moment
    /// None that a formula can use.
    case other
}
