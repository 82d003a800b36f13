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
        let whole = Self.withMarksJoined(alternatives.compactMap(Self.withMarksMet))
        let reduced = Set(whole.map(Self.withoutImplied))
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
                case .truth(let atom, _), .marks(let atom, _, _): value.atoms.contains(atom)
                case .presence, .never: false
                }
            }
        }
    }

    // MARK: Marks on a scale

    /// What is asked of one mark together, as one set of marks; `nil` where no
    /// mark meets it.
    private static func withMarksMet(_ conjunction: Conjunction) -> Conjunction? {
        var marks: [Atom: (values: Set<Int>, scale: ClosedRange<Int>)] = [:]
        var rest: Conjunction = []
        for literal in conjunction {
            guard case .marks(let atom, let values, let scale) = literal.kind else {
                rest.insert(literal)
                continue
            }
            marks[atom] = (marks[atom]?.values.intersection(values) ?? values, scale)
        }
        if marks.isEmpty { return conjunction }
        for (atom, found) in marks {
            if found.values.isEmpty { return nil }
            rest.insert(Literal(.marks(atom, found.values, on: found.scale)))
        }
        return rest
    }

    /// Alternatives that differ in the marks of one answer only are one: «9 or 10».
    private static func withMarksJoined(_ alternatives: [Conjunction]) -> [Conjunction] {
        guard alternatives.count > 1 else { return alternatives }
        var result = alternatives
        var changed = true
        while changed {
            changed = false
            search: for first in result.indices {
                for second in result.indices.dropFirst(first + 1) {
                    guard let both = union(result[first], result[second]) else { continue }
                    result[first] = both
                    result.remove(at: second)
                    changed = true
                    break search
                }
            }
        }
        return result
    }

    private static func union(_ one: Conjunction, _ other: Conjunction) -> Conjunction? {
        let (left, right) = (one.subtracting(other), other.subtracting(one))
        guard left.count == 1, right.count == 1,
            case .marks(let atom, let values, let scale)? = left.first?.kind,
            case .marks(atom, let more, _)? = right.first?.kind
        else { return nil }
        return one.intersection(other).union([.oneOf(values.union(more), of: atom, on: scale)])
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
        /// An answer on a scale of whole marks is one of these, and not all of them.
        case marks(Atom, Set<Int>, on: ClosedRange<Int>)
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
            case .marks(let atom, let values, let scale):
                Fingerprint(
                    mixing: ["marks", "\(scale)"] + values.sorted().map(String.init),
                    [atom.fingerprint])
            case .never: Fingerprint(mixing: ["never"])
            }
    }

    /// An answer is one of some marks; all of them say only that there is one.
    static func oneOf(
        _ values: Set<Int>, of atom: Atom, on scale: ClosedRange<Int>
    ) -> Literal {
        values.count == scale.count
            ? Literal(.presence(Fraction(atom), true))
            : Literal(.marks(atom, values, on: scale))
    }

    /// `left operator right`, scaled and turned so that every way to write the
    /// same comparison gives the same literal.
    ///
    /// - Parameter isWhole: Whether an atom's value is a whole number.
    static func comparison(
        _ left: Fraction, _ sign: ComparisonOperator, _ right: Fraction,
        isWhole: (Atom) -> Bool = { _ in false }
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
        if relation == .less, difference.isWhole(isWhole) {
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
    var isWhole: Bool { isWhole { _ in false } }

    /// - Parameter isKnown: Whether an atom that is no count is whole.
    func isWhole(_ isKnown: (Atom) -> Bool) -> Bool {
        guard denominator.constant == .one, numerator.constant == nil else { return false }
        return numerator.terms.allSatisfy { monomial, coefficient in
            coefficient.denominator == 1
                && monomial.powers.keys.allSatisfy { atom in
                    guard case .aggregate(let aggregate) = atom.kind else { return isKnown(atom) }
                    return aggregate.function == .count || aggregate.function == .distinct
                }
        }
    }

    /// An atom with the factor and the number that are applied to it, where it
    /// is all that the fraction is made of.
    var linear: (atom: Atom, factor: Rational, offset: Rational)? {
        guard denominator.constant == .one, numerator.terms.count <= 2 else { return nil }
        var found: (Atom, Rational)?
        var offset = Rational.zero
        for (monomial, coefficient) in numerator.terms {
            if monomial.powers.isEmpty {
                offset = coefficient
            } else if monomial.powers.count == 1, let (atom, exponent) = monomial.powers.first,
                exponent == 1, found == nil
            {
                found = (atom, coefficient)
            } else {
                return nil
            }
        }
        return found.map { ($0.0, $0.1, offset) }
    }
}
