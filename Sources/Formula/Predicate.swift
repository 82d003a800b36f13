internal import Diagnostics

/// A condition on one row in normal form: the shortest «or» of «and»s.
///
/// A condition and its negation are taken as unrelated, as they are where a
/// value may be missing; so the set of shortest conjunctions that make it true
/// is the same however the condition was written.
public struct Predicate: Hashable, Sendable {
    /// What is true together; empty for a condition that always holds.
    public typealias Conjunction = Set<Literal>

    /// Empty for a condition that never holds.
    public let alternatives: Set<Conjunction>
    let fingerprint: Fingerprint

    static let always = Predicate(shortest: [[]])
    static let never = Predicate(shortest: [])
    /// How many alternatives a condition may multiply out to.
    static let limit = 256

    public var isAlways: Bool { alternatives == [[]] }
    public var isNever: Bool { alternatives.isEmpty }

    private init(shortest alternatives: Set<Conjunction>) {
        self.alternatives = alternatives
        // Sums do not depend on the order of the parts.
        let sum = alternatives.reduce(Fingerprint.zero) { sum, conjunction in
            let parts = conjunction.reduce(Fingerprint.one) { $0 + $1.fingerprint }
            return sum + Fingerprint(mixing: ["and"], [parts])
        }
        fingerprint = Fingerprint(mixing: ["or"], [sum])
    }

    init(_ literal: Literal) { self.init(shortest: [[literal]]) }

    /// - Throws: ``FormulaError`` `formula.too-large`.
    init(anyOf alternatives: Set<Conjunction>) throws(FormulaError) {
        let reduced = Set(alternatives.map(Self.withoutImplied))
        let shortest = reduced.filter { one in
            !reduced.contains { $0 != one && $0.isSubset(of: one) }
        }
        guard shortest.count <= Self.limit else {
            throw FormulaError("too-large", ["limit": .count(Self.limit)], at: 0..<0)
        }
        self.init(shortest: shortest)
    }

    /// A value that is compared is there: its presence need not be said again.
    private static func withoutImplied(_ conjunction: Conjunction) -> Conjunction {
        conjunction.filter { literal in
            guard case .presence(let value, true) = literal.kind else { return true }
            return !conjunction.contains { other in
                switch other.kind {
                case .comparison(let difference, _): !value.atoms.isDisjoint(with: difference.atoms)
                case .truth(let atom, _): value.atoms.contains(atom)
                case .presence, .never: false
                }
            }
        }
    }

    func and(_ other: Predicate) throws(FormulaError) -> Predicate {
        guard alternatives.count * other.alternatives.count <= Self.limit * 4 else {
            throw FormulaError("too-large", ["limit": .count(Self.limit)], at: 0..<0)
        }
        var products: Set<Conjunction> = []
        for one in alternatives {
            for another in other.alternatives { products.insert(one.union(another)) }
        }
        return try Predicate(anyOf: products)
    }

    /// Without saying that the atoms are present, for an aggregate that passes
    /// over rows without them anyhow.
    func withoutPresence(of atoms: Set<Atom>) throws(FormulaError) -> Predicate {
        var reduced: Set<Conjunction> = []
        for conjunction in alternatives {
            reduced.insert(
                conjunction.filter { literal in
                    guard case .presence(let value, true) = literal.kind else { return true }
                    return !value.atoms.isSubset(of: atoms)
                })
        }
        return try Predicate(anyOf: reduced)
    }

    func or(_ other: Predicate) throws(FormulaError) -> Predicate {
        try Predicate(anyOf: alternatives.union(other.alternatives))
    }

    public static func == (one: Predicate, other: Predicate) -> Bool {
        one.fingerprint == other.fingerprint && one.alternatives == other.alternatives
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// One comparison in a condition.
public struct Literal: Hashable, Sendable {
    public enum Relation: String, Hashable, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
    }

    public enum Kind: Hashable, Sendable {
        /// The difference of both sides against zero.
        case comparison(Fraction, Relation)
        case truth(Atom, Bool)
        case presence(Fraction, Bool)
        /// A comparison that no row can meet, such as one with a missing value.
        case never
    }

    public let kind: Kind
    let fingerprint: Fingerprint

    init(_ kind: Kind) {
        self.kind = kind
        fingerprint =
            switch kind {
            case .comparison(let difference, let relation):
                Fingerprint(mixing: [relation.rawValue], [difference.fingerprint])
            case .truth(let atom, let value):
                Fingerprint(mixing: ["truth", "\(value)"], [atom.fingerprint])
            case .presence(let value, let isPresent):
                Fingerprint(mixing: ["presence", "\(isPresent)"], [value.fingerprint])
            case .never: Fingerprint(mixing: ["never"])
            }
    }

    /// `left operator right`, scaled and turned so that every way to write the
    /// same comparison gives the same literal.
    static func comparison(
        _ left: Fraction, _ sign: ComparisonOperator, _ right: Fraction
    ) throws(FormulaError) -> Literal {
        let turned = sign == .greater || sign == .greaterOrEqual
        var difference = turned ? try right - left : try left - right
        var relation: Relation =
            switch sign {
            case .equal: .equal
            case .unequal: .unequal
            case .less, .greater: .less
            case .lessOrEqual, .greaterOrEqual: .lessOrEqual
            }
        if let leading = difference.numerator.leadingTerm?.coefficient {
            let isSymmetric = relation == .equal || relation == .unequal
            let divisor = isSymmetric || !leading.isNegative ? leading : -leading
            if let factor = divisor.reciprocal { difference = try difference * factor }
        }
        // Between whole numbers, «more than 1» is «at least 2».
        if relation == .less, difference.isWhole {
            difference = try difference + .one
            relation = .lessOrEqual
        }
        return Literal(.comparison(difference, relation))
    }

    public static func == (one: Literal, other: Literal) -> Bool {
        one.fingerprint == other.fingerprint && one.kind == other.kind
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension Fraction {
    /// Whether it is a whole number whatever its atoms are: they only count.
    var isWhole: Bool {
        guard denominator.constant == .one, numerator.constant == nil else { return false }
        return numerator.terms.allSatisfy { monomial, coefficient in
            coefficient.denominator == 1
                && monomial.powers.keys.allSatisfy { atom in
                    guard case .aggregate(let aggregate) = atom.kind else { return false }
                    return aggregate.function == .count || aggregate.function == .distinct
                }
        }
    }
}
