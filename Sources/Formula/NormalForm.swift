/// A formula reduced to what it computes: a quotient of two polynomials over
/// aggregate atoms, with exact coefficients.
///
/// Two formulas compute the same exactly when their normal forms are equal,
/// whatever language and order they were written in. Guards against division by
/// zero, casts, rounding and replaced missing values do not change what a
/// formula means; they are kept beside it.
public struct NormalForm: Hashable, Sendable {
    public let fraction: Fraction
    public let annotations: Set<Annotation>

    init(fraction: Fraction, annotations: Set<Annotation>) {
        self.fraction = fraction
        self.annotations = annotations
    }

    /// - Parameters:
    ///   - expression: A formula; names of parameters and metrics in it that
    ///     were not resolved stay names.
    ///   - schema: Tells which fields every row has, which is an entity's key,
    ///     and what entities have parts.
    ///   - assumingComplete: Takes fields of which the schema does not say it
    ///     as always present, so that `sum(a + b)` is `sum(a) + sum(b)`. An
    ///     outside formula leaves no choice, since nobody declared its columns.
    /// - Throws: ``FormulaError`` for a division by what is always zero, or a
    ///   formula too large to multiply out.
    public init(
        _ expression: Expression, schema: Schema = Schema(), assumingComplete: Bool = false
    ) throws(FormulaError) {
        var builder = NormalFormBuilder(schema: schema, assumesComplete: assumingComplete)
        do {
            fraction = try builder.fraction(expression, in: nil, shifts: [])
        } catch {
            var placed = error
            if error.range.isEmpty, let range = expression.range { placed.range = range }
            throw placed
        }
        annotations = builder.annotations
    }

    public static func == (one: NormalForm, other: NormalForm) -> Bool {
        one.fraction == other.fraction
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fraction) }

    /// How one formula stands to another.
    public enum Relation: Hashable, Sendable {
        case equal
        /// The first is this many times the second: 100 where it is in percent.
        case scaled(by: Rational)
        /// The first is this many times one divided by the second.
        case reciprocal(scaledBy: Rational)
        case different
    }

    public func relation(to other: NormalForm) -> Relation {
        if self == other { return .equal }
        if let factor = fraction.multiple(of: other.fraction), !factor.isZero {
            return .scaled(by: factor)
        }
        if !other.fraction.numerator.isZero,
            let turned = try? Fraction(
                other.fraction.denominator, over: other.fraction.numerator),
            let factor = fraction.multiple(of: turned), !factor.isZero
        {
            return .reciprocal(scaledBy: factor)
        }
        return .different
    }

    /// The aggregates that the formula is made of, those within conditions not
    /// included.
    public var aggregates: Set<AggregateAtom> {
        Set(
            fraction.atoms.compactMap {
                if case .aggregate(let aggregate) = $0.kind { aggregate } else { nil }
            })
    }

    /// Sixteen hexadecimal digits that equal formulas share, however they are
    /// written, and unequal ones do not but for a negligible chance: to notice
    /// later that what a formula computes has changed.
    public var fingerprint: String {
        let digits = String(fraction.fingerprint.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Whether some part of the formula was not understood.
    public var isOpaque: Bool { fraction.containsOpaque }
}

extension Fraction {
    var containsOpaque: Bool {
        atoms.contains { atom in
            switch atom.kind {
            case .opaque: true
            case .reference, .text, .missing: false
            case .aggregate(let aggregate):
                (aggregate.value?.containsOpaque ?? false) || aggregate.predicate.containsOpaque
                    || (aggregate.fixed?.contains { $0.containsOpaque } ?? false)
            case .truth(let predicate): predicate.containsOpaque
            case .conditional(let predicate, let then, let otherwise):
                predicate.containsOpaque || then.containsOpaque
                    || (otherwise?.containsOpaque ?? false)
            case .function(_, let arguments): arguments.contains { $0.containsOpaque }
            }
        }
    }
}

extension Predicate {
    var containsOpaque: Bool {
        alternatives.contains { conjunction in
            conjunction.contains { literal in
                switch literal.kind {
                case .comparison(let difference, _): difference.containsOpaque
                case .truth(let atom, _): Fraction(atom).containsOpaque
                case .presence(let value, _): value.containsOpaque
                case .marks, .never: false
                }
            }
        }
    }
}
