/// The canonical entities and fields that formulas are written against.
public struct Schema: Hashable, Sendable {
    public var entities: [String: Entity]

    public init(entities: [Entity] = []) {
        self.entities = Dictionary(entities.map { ($0.id, $0) }) { first, _ in first }
    }
}

/// A kind of thing that a company records one row for: an order, a call.
public struct Entity: Hashable, Sendable {
    /// What formulas call it, such as `order_lines`.
    public var id: String
    /// The unit that its rows count in, such as `calls`.
    public var noun: String
    /// The entities whose rows together are this one's, where it has no table
    /// of its own: `contacts` are `calls`, `emails` and `chats`.
    public var parts: [String]
    /// The field that tells rows apart.
    public var key: String?
    /// The field that says in which period a row falls. May be a path through
    /// a reference, such as `order.placed_at`.
    public var time: Reference?
    public var fields: [String: Field]
    /// Named stretches of a row's life, for levels at a moment.
    public var states: [String: State]

    public init(
        id: String, noun: String, parts: [String] = [], key: String? = nil,
        time: Reference? = nil, fields: [Field] = [], states: [String: State] = [:]
    ) {
        self.id = id
        self.noun = noun
        self.parts = parts
        self.key = key
        self.time = time
        self.fields = Dictionary(fields.map { ($0.id, $0) }) { first, _ in first }
        self.states = states
    }

    /// From the moment in one field until the moment in another; without an end
    /// as long as that one is missing.
    public struct State: Hashable, Sendable {
        public var from: String
        public var until: String

        public init(from: String, until: String) {
            self.from = from
            self.until = until
        }
    }
}

/// What is recorded of each row of an entity.
public struct Field: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Names a thing that has no entity of its own, such as an agent, or
        /// tells rows apart; only counted and compared. The unit is what its
        /// different values count as.
        case identifier(of: String?)
        /// Names a row of another entity.
        case reference(to: String)
        /// A moment in time.
        case instant
        /// A calendar day.
        case date
        case boolean
        /// One of a few words; results can be split by it.
        case category
        case text
        /// A number of this unit.
        case number(MeasureUnit)
    }

    public var id: String
    public var kind: Kind
    /// Whether every row has a value.
    public var isRequired: Bool
    /// The words that a category may hold; empty where they are open.
    public var values: [String]
    /// The least and greatest answer of a score.
    public var scale: ClosedRange<Int>?
    /// Whether its numbers are declared whole; see ``holdsWholeNumbers``.
    public var isWhole: Bool

    public init(
        id: String, kind: Kind, isRequired: Bool = false, values: [String] = [],
        scale: ClosedRange<Int>? = nil, isWhole: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.isRequired = isRequired
        self.values = values
        self.scale = scale
        self.isWhole = isWhole
    }

    /// Whether there is nothing between one value and the next: marks on a
    /// scale, numbers of things, and what is declared so.
    public var holdsWholeNumbers: Bool {
        guard case .number(let unit) = kind else { return false }
        return isWhole || unit == .score || unit.isNumberOfThings
    }
}
