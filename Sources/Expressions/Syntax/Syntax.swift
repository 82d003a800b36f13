/// A part of an outside text as its grammar sees it, before anything is said
/// about what it means.
struct Syntax: Sendable {
    indirect enum Kind: Sendable {
        case number(String)
        case text(String)
        /// A name, from the outermost part to the innermost.
        case name([String])
        case variable(String)
        case boolean(Bool)
        case missing
        /// All columns: `*`.
        case star
        /// A function, by its name in small letters.
        case call(String, [Syntax])
        case prefix(String, Syntax)
        case infix(String, Syntax, Syntax)
        case conditional([Branch], otherwise: Syntax?)
        case list([Syntax])
        /// What only one language has, by a name that its file gives.
        case form(String, [Syntax])
        case query(Query)
    }

    /// One `WHEN … THEN …`.
    struct Branch: Sendable {
        var condition: Syntax
        var result: Syntax
    }

    var kind: Kind
    var range: Range<Int>
    /// How many levels lie below and including this one.
    var height: Int

    init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
        height = 1 + kind.parts.reduce(0) { max($0, $1.height) }
    }
}

extension Syntax.Kind {
    /// The parts one level down.
    var parts: [Syntax] {
        switch self {
        case .number, .text, .name, .variable, .boolean, .missing, .star: []
        case .call(_, let parts), .list(let parts), .form(_, let parts): parts
        case .prefix(_, let part): [part]
        case .infix(_, let one, let other): [one, other]
        case .conditional(let branches, let otherwise):
            branches.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
        case .query(let query): query.parts
        }
    }
}

/// A `SELECT` statement.
struct Query: Sendable {
    struct Column: Sendable {
        var name: String?
        var value: Syntax
    }

    struct Source: Sendable {
        enum Kind: Sendable {
            case table(String)
            case query(Syntax)
            /// A function that gives rows, or whatever else is no plain table.
            case other
        }

        var kind: Kind
        var alias: String?
    }

    var columns: [Column] = []
    var isDistinct = false
    var sources: [Source] = []
    /// The conditions under which rows of the sources belong together.
    var joins: [Syntax] = []
    var condition: Syntax?
    var groups: [Syntax] = []
    var having: Syntax?
    /// Whether rows are cut off: `LIMIT`, `TOP`, `QUALIFY`.
    var isLimited = false
    /// Named queries that stand before it.
    var definitions: [(name: String, query: Syntax)] = []
    /// Joined by `UNION` and the like.
    var isCompound = false

    var parts: [Syntax] {
        columns.map(\.value) + joins + [condition, having].compactMap { $0 } + groups
            + definitions.map(\.query)
            + sources.compactMap {
                if case .query(let query) = $0.kind { return query }
                return nil
            }
    }
}
