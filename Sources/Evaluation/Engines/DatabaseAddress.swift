internal import Formula

/// Where a database is, as people write it: `postgresql://user@host/name`,
/// `sqlite:shop.db`, `grpc://host:port` of a Flight SQL server.
public struct DatabaseAddress: Hashable, Sendable {
    public let text: String
    let kind: Kind

    /// The kinds of databases there are drivers for.
    struct Kind: Hashable, Sendable {
        var schemes: [String]
        /// As in `libadbc_driver_NAME.so`.
        var driver: String
        var dialect: SQLDialect
        /// What a session is told first.
        var setup: [String]
        /// Whether its columns have types that can be relied on.
        var typesColumns = true
        /// Whether a session's own tables are made without writing to the database.
        var keepsTables = false
    }

    static let kinds = [
        Kind(
            schemes: ["postgresql", "postgres"], driver: "postgresql", dialect: .postgreSQL,
            setup: SQLDialect.postgreSQL.setup + ["SET default_transaction_read_only = on"]),
        Kind(
            schemes: ["sqlite"], driver: "sqlite", dialect: .sqlite,
            setup: [], typesColumns: false, keepsTables: true),
        // Sail's clocks show UTC, and it knows no SET over Flight SQL.
        Kind(
            schemes: ["grpc", "grpc+tcp", "grpc+tls"], driver: "flightsql", dialect: .spark,
            setup: []),
        Kind(
            schemes: ["snowflake"], driver: "snowflake", dialect: .snowflake,
            setup: SQLDialect.snowflake.setup)
    ]

    /// The schemes, for a message.
    public static var schemes: [String] { kinds.flatMap(\.schemes) }

    /// - Returns: `nil` where the text starts with no known scheme.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard let kind = Self.kinds.first(where: { $0.schemes.contains(scheme) }) else {
            return nil
        }
        self.text = text
        self.kind = kind
    }

    /// The file, where the database is one.
    public var file: String? {
        guard kind.driver == "sqlite" else { return nil }
        let rest = text.dropFirst("sqlite:".count)
        return String(rest.hasPrefix("//") ? rest.dropFirst(2) : rest)
    }

    /// The same with its file relative to a folder.
    public func relative(to folder: String) -> DatabaseAddress {
        guard let file, !file.hasPrefix("/"), !folder.isEmpty else { return self }
        return DatabaseAddress("sqlite:\(folder)/\(file)") ?? self
    }

    /// As it may be shown: without a password.
    public var shown: String {
        guard let (user, _, rest) = credentials, let slashes = rest.firstRange(of: "://") else {
            return text
        }
        return "\(rest[..<slashes.upperBound])\(user)@\(rest[slashes.upperBound...])"
    }

    /// User and password, and the text without them.
    private var credentials: (user: String, password: String?, rest: String)? {
        guard let slashes = text.firstRange(of: "://") else { return nil }
        let tail = text[slashes.upperBound...]
        let end = tail.firstIndex { $0 == "/" || $0 == "?" } ?? tail.endIndex
        guard let at = tail[..<end].lastIndex(of: "@") else { return nil }
        let parts = tail[..<at].split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (
            parts.first.map(String.init) ?? "", parts.dropFirst().first.map(String.init),
            String(text[..<slashes.upperBound]) + String(tail[at...].dropFirst())
        )
    }

    /// What the driver is told, names and values in turn.
    var options: [String] {
        switch kind.driver {
        case "sqlite": return ["uri", file ?? ""]
        case "flightsql":
            guard let (user, password, rest) = credentials else { return ["uri", text] }
            return ["uri", rest, "username", user, "password", password ?? ""]
        default: return ["uri", text]
        }
    }
}
