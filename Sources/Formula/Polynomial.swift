internal import Diagnostics

/// A product of atoms with positive exponents; the empty one is 1.
public struct Monomial: Hashable, Sendable {
    public private(set) var powers: [Atom: Int]

    static let one = Monomial(powers: [:])

    init(powers: [Atom: Int]) { self.powers = powers }

    static func * (one: Monomial, other: Monomial) -> Monomial {
        Monomial(powers: one.powers.merging(other.powers, uniquingKeysWith: +))
    }

    /// Without one factor of the atom.
    func removing(_ atom: Atom) -> Monomial {
        var powers = powers
        let exponent = (powers[atom] ?? 0) - 1
        powers[atom] = exponent > 0 ? exponent : nil
        return Monomial(powers: powers)
    }

    var fingerprint: Fingerprint {
        powers.reduce(.one) { $0 * $1.key.fingerprint.power($1.value) }
    }
}

/// A sum of monomials with exact coefficients, none of them zero.
public struct Polynomial: Hashable, Sendable {
    public private(set) var terms: [Monomial: Rational]

    /// What a formula may multiply out to. Nothing that a person wrote comes
    /// near; it keeps hostile input from using up memory.
    static let termLimit = 400

    static let zero = Polynomial(terms: [:])
    static let one = Polynomial(.one)

    init(terms: [Monomial: Rational]) { self.terms = terms.filter { !$0.value.isZero } }
    init(_ constant: Rational) { self.init(terms: [.one: constant]) }
    init(_ atom: Atom) { self.init(terms: [Monomial(powers: [atom: 1]): .one]) }

    var isZero: Bool { terms.isEmpty }

    /// The value, where no atom is in it.
    public var constant: Rational? {
        if terms.isEmpty { return .zero }
        return terms.count == 1 ? terms[.one] : nil
    }

    static func + (one: Polynomial, other: Polynomial) -> Polynomial {
        Polynomial(terms: one.terms.merging(other.terms, uniquingKeysWith: +))
    }

    static func * (polynomial: Polynomial, factor: Rational) -> Polynomial {
        Polynomial(terms: polynomial.terms.mapValues { $0 * factor })
    }

    static func * (one: Polynomial, other: Polynomial) -> Polynomial {
        var result: [Monomial: Rational] = [:]
        for (left, leftFactor) in one.terms {
            for (right, rightFactor) in other.terms {
                result[left * right, default: .zero] =
                    result[left * right, default: .zero] + leftFactor * rightFactor
            }
        }
        return Polynomial(terms: result)
    }

    /// The factor by which this is a multiple of the other; `nil` where it is none.
    func multiple(of other: Polynomial) -> Rational? {
        guard terms.count == other.terms.count else { return nil }
        guard let (monomial, coefficient) = terms.first else { return .zero }
        guard let inverse = other.terms[monomial]?.reciprocal else { return nil }
        let factor = coefficient * inverse
        return self == other * factor ? factor : nil
    }

    /// The term with the greatest fingerprint, the constant one last: a choice
    /// that does not depend on how the polynomial was written.
    var leadingTerm: (monomial: Monomial, coefficient: Rational)? {
        terms.max {
            ($0.key == .one ? 0 : $0.key.fingerprint.value)
                < ($1.key == .one ? 0 : $1.key.fingerprint.value)
        }.map { ($0.key, $0.value) }
    }

    /// The greatest monomial that every term has as a factor.
    var content: Monomial {
        guard var common = terms.keys.first?.powers else { return .one }
        for monomial in terms.keys {
            for (atom, exponent) in common {
                let least = min(exponent, monomial.powers[atom] ?? 0)
                common[atom] = least > 0 ? least : nil
            }
        }
        return Monomial(powers: common)
    }

    /// Every term divided by a monomial that is a factor of all.
    func dividing(by monomial: Monomial) -> Polynomial {
        guard monomial != .one else { return self }
        var result: [Monomial: Rational] = [:]
        for (term, coefficient) in terms {
            var powers = term.powers
            for (atom, exponent) in monomial.powers {
                let rest = (powers[atom] ?? 0) - exponent
                powers[atom] = rest > 0 ? rest : nil
            }
            result[Monomial(powers: powers)] = coefficient
        }
        return Polynomial(terms: result)
    }

    var fingerprint: Fingerprint {
        terms.reduce(.zero) { $0 + $1.key.fingerprint * Fingerprint($1.value) }
    }
}

/// A quotient of two polynomials: every formula made of atoms by arithmetic.
///
/// Two are equal when the products across are, so `x·y/y` equals `x`: what a
/// formula gives where a divisor is zero is left to the evaluator, for which it
/// is undefined anyhow.
public struct Fraction: Hashable, Sendable {
    public let numerator: Polynomial
    /// Never zero; its leading coefficient is one.
    public let denominator: Polynomial
    let fingerprint: Fingerprint

    /// - Throws: ``FormulaError`` `formula.divided-by-zero` for a denominator
    ///   that is zero whatever its atoms are, `formula.too-large` beyond
    ///   ``Polynomial/termLimit``.
    init(_ numerator: Polynomial, over denominator: Polynomial) throws(FormulaError) {
        guard let leading = denominator.leadingTerm,
            let scale = leading.coefficient.reciprocal
        else { throw FormulaError("divided-by-zero", at: 0..<0) }
        try Self.checkSize(numerator)
        try Self.checkSize(denominator)
        var common: [Atom: Int] = [:]
        let (above, below) = (numerator.content.powers, denominator.content.powers)
        for (atom, exponent) in above {
            if let other = below[atom] { common[atom] = min(exponent, other) }
        }
        let content = Monomial(powers: numerator.isZero ? [:] : common)
        self.numerator = numerator.dividing(by: content) * scale
        self.denominator =
            numerator.isZero ? .one : denominator.dividing(by: content) * scale
        fingerprint = self.numerator.fingerprint * self.denominator.fingerprint.inverse
    }

    init(_ polynomial: Polynomial) {
        numerator = polynomial
        denominator = .one
        fingerprint = polynomial.fingerprint
    }

    init(_ constant: Rational) { self.init(Polynomial(constant)) }
    init(_ atom: Atom) { self.init(Polynomial(atom)) }

    static let zero = Fraction(Rational.zero)
    static let one = Fraction(Rational.one)

    private static func checkSize(_ polynomial: Polynomial) throws(FormulaError) {
        guard polynomial.terms.count <= Polynomial.termLimit else {
            throw FormulaError(
                "too-large", ["limit": .count(Polynomial.termLimit)], at: 0..<0)
        }
    }

    static func checkedProduct(
        _ one: Polynomial, _ other: Polynomial
    ) throws(FormulaError) -> Polynomial {
        guard one.terms.count * other.terms.count <= Polynomial.termLimit * 10 else {
            throw FormulaError("too-large", ["limit": .count(Polynomial.termLimit)], at: 0..<0)
        }
        return one * other
    }

    static func + (one: Fraction, other: Fraction) throws(FormulaError) -> Fraction {
        if one.denominator == other.denominator {
            return try Fraction(one.numerator + other.numerator, over: one.denominator)
        }
        return try Fraction(
            try checkedProduct(one.numerator, other.denominator)
                + (try checkedProduct(other.numerator, one.denominator)),
            over: try checkedProduct(one.denominator, other.denominator))
    }

    static func - (one: Fraction, other: Fraction) throws(FormulaError) -> Fraction {
        try one + other * Rational(-1)
    }

    static func * (one: Fraction, other: Fraction) throws(FormulaError) -> Fraction {
        try Fraction(
            try checkedProduct(one.numerator, other.numerator),
            over: try checkedProduct(one.denominator, other.denominator))
    }

    static func / (one: Fraction, other: Fraction) throws(FormulaError) -> Fraction {
        try Fraction(
            try checkedProduct(one.numerator, other.denominator),
            over: try checkedProduct(one.denominator, other.numerator))
    }

    static func * (fraction: Fraction, factor: Rational) throws(FormulaError) -> Fraction {
        try Fraction(fraction.numerator * factor, over: fraction.denominator)
    }

    public static func == (one: Fraction, other: Fraction) -> Bool {
        one.fingerprint == other.fingerprint && one.multiple(of: other) == .one
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

    /// The factor by which this is a multiple of the other, whatever the atoms
    /// are; `nil` where it is none.
    public func multiple(of other: Fraction) -> Rational? {
        if numerator.isZero || other.numerator.isZero {
            return numerator.isZero && other.numerator.isZero ? .one : nil
        }
        return (numerator * other.denominator).multiple(of: other.numerator * denominator)
    }

    /// The value, where it does not depend on any atom.
    public var constant: Rational? { multiple(of: .one) ?? (numerator.isZero ? .zero : nil) }

    /// Every atom in it, once.
    public var atoms: Set<Atom> {
        var found: Set<Atom> = []
        for monomial in Array(numerator.terms.keys) + Array(denominator.terms.keys) {
            found.formUnion(monomial.powers.keys)
        }
        return found
    }
}
