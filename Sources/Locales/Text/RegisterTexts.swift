public import Diagnostics

/// What one language calls an entity, a field, a state, a value of a field, a
/// theme or the like.
public struct TermText: Hashable, Sendable {
    public var term: String
    public var aliases: [Alias]
    public var definition: String?
    public var place: Place

    public init(
        term: String, aliases: [Alias] = [], definition: String? = nil, place: Place
    ) {
        self.term = term
        self.aliases = aliases
        self.definition = definition
        self.place = place
    }
}

/// What one language calls an entity and what belongs to it.
public struct EntityText: Hashable, Sendable {
    public var name: TermText
    public var plural: String?
    /// By the ids of the fields.
    public var fields: [String: FieldText]
    /// By the names of the states.
    public var states: [String: TermText]

    public init(
        name: TermText, plural: String? = nil, fields: [String: FieldText] = [:],
        states: [String: TermText] = [:]
    ) {
        self.name = name
        self.plural = plural
        self.fields = fields
        self.states = states
    }
}

/// What one language calls a field. Its aliases are what columns of exports are
/// really headed.
public struct FieldText: Hashable, Sendable {
    public var name: TermText
    /// By the words that the catalog uses for the field's values.
    public var values: [String: TermText]

    public init(name: TermText, values: [String: TermText] = [:]) {
        self.name = name
        self.values = values
    }
}

/// What one language calls a unit, alone and behind a number.
public struct UnitText: Hashable, Sendable {
    public var term: String
    /// What stands behind a number, by the form that the number calls for.
    public var forms: [PluralCategory: String]
    /// What stands behind a number in little space.
    public var symbol: String?
    public var place: Place

    public init(
        term: String, forms: [PluralCategory: String] = [:], symbol: String? = nil, place: Place
    ) {
        self.term = term
        self.forms = forms
        self.symbol = symbol
        self.place = place
    }
}

/// What one language says of a source document.
public struct DocumentText: Hashable, Sendable {
    public var title: String?
    public var description: String?
    public var place: Place

    public init(title: String? = nil, description: String? = nil, place: Place) {
        self.title = title
        self.description = description
        self.place = place
    }
}
