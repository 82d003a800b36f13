public import Diagnostics
public import Documents

/// Something a formula may name.
public struct Field: Sendable {
    public enum Kind: String, Hashable, Sendable {
        case column, measure, calculation, parameter
        /// A query of the same panel, named by its letter.
        case query
    }

    /// The name formulas use, without brackets or quotes.
    public var name: String
    /// The table, data source or panel it belongs to.
    public var scope: String?
    /// What people see.
    public var caption: PlacedText?
    public var kind: Kind
    /// The type the file states: `real`, `integer`, `string`, `date`, …
    public var dataType: String?
    public var formula: SourceFormula?
    /// A plain column's default aggregation.
    public var aggregation: Aggregation?
    public var numberFormat: NumberFormat?
    /// A parameter's value as written.
    public var value: PlacedText?
    public var place: Place

    public init(
        name: String, scope: String? = nil, caption: PlacedText? = nil, kind: Kind,
        dataType: String? = nil, formula: SourceFormula? = nil, aggregation: Aggregation? = nil,
        numberFormat: NumberFormat? = nil, value: PlacedText? = nil, place: Place
    ) {
        self.name = name
        self.scope = scope
        self.caption = caption
        self.kind = kind
        self.dataType = dataType
        self.formula = formula
        self.aggregation = aggregation
        self.numberFormat = numberFormat
        self.value = value
        self.place = place
    }

    /// What to call it in a message: the caption, else the name.
    public var shown: String { caption?.string ?? name }
}

/// The names that the formulas of one file may use.
///
/// Names are compared without regard to case, as the tools do.
public struct FieldScope: Sendable {
    /// The fields of the file itself.
    public private(set) var all: [Field] = []
    private var byName: [String: [Int]] = [:]
    /// The fields of the files that it belongs to.
    private var families: [FieldScope] = []

    public init() {}

    public mutating func add(_ field: Field) {
        let number = all.count
        all.append(field)
        byName[field.name.lowercased(), default: []].append(number)
        if let caption = field.caption?.string, caption.lowercased() != field.name.lowercased() {
            byName[caption.lowercased(), default: []].append(number)
        }
    }

    /// Makes the fields of the files of a family known, behind its own.
    mutating func join(_ family: FieldScope) { families.append(family) }

    /// The field of a name: that of the scope if it has one, else the first of the file.
    public func field(_ name: String, in scope: String? = nil) -> Field? {
        let key = name.lowercased()
        if let scope = scope?.lowercased() {
            if let found = own(key, in: scope) { return found }
            for family in families {
                if let found = family.own(key, in: scope) { return found }
            }
        }
        if let number = byName[key]?.first { return all[number] }
        for family in families {
            if let number = family.byName[key]?.first { return family.all[number] }
        }
        return nil
    }

    private func own(_ key: String, in scope: String) -> Field? {
        guard let number = byName[key]?.first(where: { all[$0].scope?.lowercased() == scope })
        else { return nil }
        return all[number]
    }

    /// All fields of a name, for a name that several scopes have.
    public func fields(_ name: String) -> [Field] {
        let key = name.lowercased()
        return (byName[key] ?? []).map { all[$0] } + families.flatMap { $0.fields(name) }
    }
}
