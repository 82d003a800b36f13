internal import Diagnostics

/// Turns an expression into fractions of atoms.
struct NormalFormBuilder {
    let schema: Schema
    let assumesComplete: Bool
    private(set) var annotations: Set<Annotation> = []

    /// The rows that names refer to: `nil` between aggregates.
    struct Row {
        var entity: Entity?
    }

    init(schema: Schema, assumesComplete: Bool) {
        self.schema = schema
        self.assumesComplete = assumesComplete
    }

    mutating func fraction(
        _ expression: Expression, in row: Row?, shifts: [PeriodShift]
    ) throws(FormulaError) -> Fraction {
        switch expression.kind {
        case .number(let number), .quantity(let number, _): return Fraction(number)
        case .boolean(let value): return value ? .one : .zero
        case .text(let text): return Fraction(Atom(.text(text)))
        case .missing: return Fraction(Atom(.missing))
        case .reference(let reference):
            let atom = Fraction(Atom(.reference(canonical(reference, in: row))))
            guard row == nil, !shifts.isEmpty else { return atom }
            return Fraction(Atom(.function("shifted \(shifts)", [atom])))
        case .aggregate(let aggregate): return try self.aggregate(aggregate, shifts: shifts)
        case .arithmetic(let sign, let one, let other):
            let left = try fraction(one, in: row, shifts: shifts)
            let right = try fraction(other, in: row, shifts: shifts)
            switch sign {
            case .add: return try left + right
            case .subtract: return try left - right
            case .multiply: return try left * right
            case .divide:
                guard !right.numerator.isZero else {
                    throw FormulaError("divided-by-zero", at: other.range ?? 0..<0)
                }
                return try left / right
            }
        case .negative(let inner):
            return try fraction(inner, in: row, shifts: shifts) * Rational(-1)
        case .comparison, .membership, .presence, .not, .all, .any:
            let predicate = try predicate(expression, in: row, shifts: shifts)
            if predicate.isAlways { return .one }
            if predicate.isNever { return .zero }
            return Fraction(Atom(.truth(predicate)))
        case .conditional(let condition, let then, let otherwise):
            return try conditional(condition, then, otherwise, row, shifts)
        case .function(let name, let arguments):
            var parts: [Fraction] = []
            for argument in arguments {
                parts.append(try fraction(argument, in: row, shifts: shifts))
            }
            return Fraction(Atom(.function(name, parts)))
        case .shifted(let inner, let shift):
            return try fraction(inner, in: row, shifts: shifts + [shift])
        case .annotated(let annotation, let inner):
            annotations.insert(annotation)
            let value = try fraction(inner, in: row, shifts: shifts)
            if case .missingReplaced = annotation, row != nil, assumesComplete {
                return value.markedAsFilledIn
            }
            return value
        case .opaque(let text): return Fraction(Atom(.opaque(text)))
        }
    }

    // MARK: Names

    /// A reference to a row by its key is a reference to the row.
    private func canonical(_ reference: Reference, in row: Row?) -> Reference {
        guard let entity = row?.entity, reference.path.count > 1 else { return reference }
        var current = entity
        for name in reference.path.dropLast() {
            guard case .reference(let target) = schema.field(name, of: current)?.kind,
                let next = schema.entities[target]
            else { return reference }
            current = next
        }
        return reference.path.last == current.key
            ? Reference(Array(reference.path.dropLast())) : reference
    }

    /// Whether every row has a value for it.
    private func isRequired(_ reference: Reference, in row: Row?) -> Bool {
        guard var entity = row?.entity else { return false }
        for (index, name) in reference.path.enumerated() {
            guard let field = schema.field(name, of: entity), field.isRequired else { return false }
            if index == reference.path.count - 1 { return true }
            guard case .reference(let target) = field.kind, let next = schema.entities[target]
            else { return false }
            entity = next
        }
        return false
    }

    /// The references that a value needs, those that every row has left out.
    private func optionalReferences(in value: Fraction, _ row: Row?) -> [Atom] {
        value.atoms.flatMap { atom -> [Atom] in
            switch atom.kind {
            case .reference(let reference): isRequired(reference, in: row) ? [] : [atom]
            case .function(Fraction.filledIn, _): []
            case .function(_, let arguments):
                arguments.flatMap { optionalReferences(in: $0, row) }
            case .conditional, .truth, .text, .missing, .aggregate, .opaque: []
            }
        }
    }

    // MARK: Conditions

    mutating func predicate(
        _ expression: Expression, in row: Row?, shifts: [PeriodShift] = [], negated: Bool = false
    ) throws(FormulaError) -> Predicate {
        switch expression.kind {
        case .boolean(let value): return value == negated ? .never : .always
        case .not(let inner):
            return try predicate(inner, in: row, shifts: shifts, negated: !negated)
        case .all(let parts), .any(let parts):
            let isAll = if case .all = expression.kind { !negated } else { negated }
            var result: Predicate = isAll ? .always : .never
            for part in parts {
                let next = try predicate(part, in: row, shifts: shifts, negated: negated)
                result = isAll ? try result.and(next) : try result.or(next)
            }
            return result
        case .comparison(let sign, let left, let right):
            return try comparison(left, negated ? sign.negated : sign, right, row, shifts)
        case .membership(let value, let members):
            var result: Predicate = negated ? .always : .never
            for member in members {
                let next = try comparison(value, negated ? .unequal : .equal, member, row, shifts)
                result = negated ? try result.and(next) : try result.or(next)
            }
            return result
        case .presence(let value, let isPresent):
            return try presence(
                of: try fraction(value, in: row, shifts: shifts), isPresent != negated, row)
        case .annotated(_, let inner):
            return try predicate(inner, in: row, shifts: shifts, negated: negated)
        default:
            let value = try fraction(expression, in: row, shifts: shifts)
            if let constant = value.constant {
                return constant.isZero == negated ? .always : .never
            }
            guard let atom = value.singleAtom else {
                return Predicate(try .comparison(value, negated ? .equal : .unequal, .zero))
            }
            return Predicate(Literal(.truth(atom, !negated)))
        }
    }

    private mutating func comparison(
        _ left: Expression, _ sign: ComparisonOperator, _ right: Expression, _ row: Row?,
        _ shifts: [PeriodShift]
    ) throws(FormulaError) -> Predicate {
        for (side, value) in [(left, right), (right, left)] {
            guard case .boolean(let truth) = value.kind, sign == .equal || sign == .unequal else {
                continue
            }
            return try predicate(
                side, in: row, shifts: shifts, negated: truth != (sign == .equal))
        }
        let one = try fraction(left, in: row, shifts: shifts)
        let other = try fraction(right, in: row, shifts: shifts)
        if one.singleAtom?.kind == .missing || other.singleAtom?.kind == .missing {
            return Predicate(Literal(.never))
        }
        let distance = try one - other
        // A quotient whose numerator is a number is never zero.
        if sign == .equal, let number = distance.numerator.constant, !number.isZero {
            return .never
        }
        if let difference = distance.constant {
            // `x = x` holds only where x is present.
            guard sign.holds(difference) else { return .never }
            return try presence(of: one, true, row)
        }
        if let marks = marks(distance, sign, row) {
            if case .presence(let value, true) = marks.kind {
                return try presence(of: value, true, row)
            }
            return Predicate(marks)
        }
        return Predicate(
            try .comparison(one, sign, other) { atom in
                guard case .reference(let reference) = atom.kind else { return false }
                return field(reference, in: row)?.holdsWholeNumbers == true
            })
    }

    /// A comparison of an answer with a number as the marks that it allows.
    ///
    /// A number that no mark meets is of another scale: it stays a comparison.
    private func marks(
        _ distance: Fraction, _ sign: ComparisonOperator, _ row: Row?
    ) -> Literal? {
        guard let (atom, factor, offset) = distance.linear,
            case .reference(let reference) = atom.kind, let field = field(reference, in: row),
            let scale = field.scale, scale.count <= Self.longestScale
        else { return nil }
        let values = scale.filter { sign.holds(factor * Rational($0) + offset) }
        return values.isEmpty ? nil : .oneOf(Set(values), of: atom, on: scale)
    }

    /// The most marks that a scale is looked at one by one.
    private static let longestScale = 101

    private func field(_ reference: Reference, in row: Row?) -> Field? {
        guard var entity = row?.entity else { return nil }
        for name in reference.path.dropLast() {
            guard case .reference(let target) = schema.field(name, of: entity)?.kind,
                let next = schema.entities[target]
            else { return nil }
            entity = next
        }
        return reference.path.last.flatMap { schema.field($0, of: entity) }
    }

    private func presence(
        of value: Fraction, _ isPresent: Bool, _ row: Row?
    ) throws(FormulaError) -> Predicate {
        if value.singleAtom?.kind == .missing { return isPresent ? .never : .always }
        var result: Predicate = isPresent ? .always : .never
        for atom in optionalReferences(in: value, row) {
            let literal = Predicate(Literal(.presence(Fraction(atom), isPresent)))
            result = isPresent ? try result.and(literal) : try result.or(literal)
        }
        return result
    }

    private mutating func conditional(
        _ condition: Expression, _ then: Expression, _ otherwise: Expression?, _ row: Row?,
        _ shifts: [PeriodShift]
    ) throws(FormulaError) -> Fraction {
        let predicate = try predicate(condition, in: row, shifts: shifts)
        if predicate.isAlways { return try fraction(then, in: row, shifts: shifts) }
        let first = try fraction(then, in: row, shifts: shifts)
        let second = try otherwise.map { (part) throws(FormulaError) in
            try fraction(part, in: row, shifts: shifts)
        }
        if predicate.isNever { return second ?? Fraction(Atom(.missing)) }
        if let value = filledIn(predicate, first, second, row) { return value }
        if let guarded = try zeroGuarded(
            predicate, (then, first), (otherwise, second), row, shifts)
        {
            return guarded
        }
        return Fraction(Atom(.conditional(predicate, then: first, otherwise: second)))
    }

    /// `if x is present then x else 0` is x where every value is taken as present.
    private mutating func filledIn(
        _ predicate: Predicate, _ then: Fraction, _ otherwise: Fraction?, _ row: Row?
    ) -> Fraction? {
        guard assumesComplete, predicate.alternatives.count == 1,
            let literal = predicate.alternatives.first?.first,
            predicate.alternatives.first?.count == 1,
            case .presence(let value, let isPresent) = literal.kind,
            let kept = isPresent ? then : otherwise, kept.multiple(of: value) != nil,
            let filling = (isPresent ? otherwise : then)?.constant
        else { return nil }
        annotations.insert(.missingReplaced(by: filling))
        return row == nil ? kept : kept.markedAsFilledIn
    }

    /// `if divisor = 0 then 0 else quotient` and its like are the quotient, guarded.
    private mutating func zeroGuarded(
        _ predicate: Predicate, _ then: (expression: Expression, value: Fraction),
        _ otherwise: (expression: Expression?, value: Fraction?), _ row: Row?,
        _ shifts: [PeriodShift]
    ) throws(FormulaError) -> Fraction? {
        guard predicate.alternatives.count == 1, let conjunction = predicate.alternatives.first,
            conjunction.count == 1, let literal = conjunction.first,
            case .comparison(let difference, let relation) = literal.kind
        else { return nil }
        var divisor = difference.numerator
        let isZero = relation == .equal
        if relation == .lessOrEqual, difference.isWhole {
            // «At least 1» is how «more than 0» stands for a count.
            divisor = divisor + Polynomial(Rational(-1))
        } else if relation == .lessOrEqual {
            return nil
        }
        // «Less than zero» guards nothing.
        if !isZero, relation != .unequal, divisor.leadingTerm?.coefficient.isNegative != true {
            return nil
        }
        guard let quotient = isZero ? otherwise.value : then.value,
            let branch = isZero ? otherwise.expression : then.expression
        else { return nil }
        let instead: Fraction? = isZero ? then.value : otherwise.value
        var isGuard = divisor.divides(quotient.denominator)
        for factor in branch.divisors where !isGuard {
            let value = try fraction(factor, in: row, shifts: shifts)
            isGuard = divisor.divides(value.numerator)
        }
        guard isGuard else { return nil }
        guard let instead, instead.singleAtom?.kind != .missing else {
            annotations.insert(.zeroGuard(instead: nil))
            return quotient
        }
        guard let constant = instead.constant else { return nil }
        annotations.insert(.zeroGuard(instead: constant))
        return quotient
    }
}

extension ComparisonOperator {
    /// Whether it holds of a difference and zero.
    fileprivate func holds(_ difference: Rational) -> Bool {
        switch self {
        case .equal: difference.isZero
        case .unequal: !difference.isZero
        case .less: difference < .zero
        case .lessOrEqual: difference <= .zero
        case .greater: difference > .zero
        case .greaterOrEqual: difference >= .zero
        }
    }
}

extension Fraction {
    /// The atom that this is, where it is just one.
    var singleAtom: Atom? {
        guard denominator.constant == .one, numerator.terms.count == 1,
            let (monomial, coefficient) = numerator.terms.first, coefficient == .one,
            monomial.powers.count == 1, let (atom, exponent) = monomial.powers.first, exponent == 1
        else { return nil }
        return atom
    }
}

extension Polynomial {
    /// Whether another is zero wherever this is: it is a multiple of this, or
    /// has this single product as a factor.
    fileprivate func divides(_ other: Polynomial) -> Bool {
        if other.multiple(of: self) != nil { return constant == nil }
        guard terms.count == 1, let monomial = terms.keys.first, monomial != .one else {
            return false
        }
        let content = other.content.powers
        return monomial.powers.allSatisfy { (content[$0.key] ?? 0) >= $0.value }
    }
}

extension Expression {
    /// Everything that something is divided by at this level, factor by factor.
    fileprivate var divisors: [Expression] {
        switch kind {
        case .arithmetic(.divide, let one, let other):
            one.divisors + other.divisors + other.factors
        case .aggregate: []
        default: children.flatMap(\.divisors)
        }
    }

    private var factors: [Expression] {
        switch kind {
        case .arithmetic(.multiply, let one, let other): [self] + one.factors + other.factors
        case .annotated(_, let inner): inner.factors
        default: [self]
        }
    }
}

// MARK: - Aggregates

extension NormalFormBuilder {
    /// An aggregate while it is being taken apart.
    private struct Frame {
        var aggregate: Aggregate
        var entity: Entity?
        var predicate: Predicate
        var shifts: [PeriodShift]
        var fixed: Set<Fraction>?

        var row: Row { Row(entity: entity) }

        func atom(
            _ function: AggregateFunction, _ value: Fraction?, where predicate: Predicate
        ) -> Fraction {
            let ownTime = entity?.time
            return Fraction(
                Atom(
                    .aggregate(
                        AggregateAtom(
                            function: function, entity: aggregate.entity, value: value,
                            predicate: predicate, level: aggregate.level,
                            time: aggregate.time == ownTime ? nil : aggregate.time,
                            moment: aggregate.moment, across: Set(aggregate.across), fixed: fixed,
                            shifts: shifts))))
        }
    }

    private static let additive: Set<AggregateFunction> = [.count, .sum, .average, .share]

    fileprivate mutating func aggregate(
        _ aggregate: Aggregate, shifts: [PeriodShift]
    ) throws(FormulaError) -> Fraction {
        let entity = aggregate.entity.flatMap { schema.entities[$0] }
        var frame = Frame(
            aggregate: aggregate, entity: entity, predicate: .always, shifts: shifts)
        if let fixed = aggregate.fixed {
            var set: Set<Fraction> = []
            for part in fixed { set.insert(try fraction(part, in: frame.row, shifts: [])) }
            frame.fixed = set
        }
        let condition = try aggregate.condition.map { (condition) throws(FormulaError) in
            try predicate(condition, in: frame.row)
        }
        if aggregate.function == .share {
            return try share(aggregate.value, condition ?? .always, frame)
        }
        let value = try aggregate.value.map { (value) throws(FormulaError) in
            try fraction(value, in: frame.row, shifts: [])
        }
        switch aggregate.function {
        case .count:
            return try count(value, where: condition ?? .always, frame)
        case .sum:
            return try sum(value ?? .one, where: condition ?? .always, frame)
        case .average:
            return try sum(value ?? .one, where: condition ?? .always, frame)
                / count(value, where: condition ?? .always, frame)
        case .share, .distinct, .minimum, .maximum, .median, .percentile:
            return try other(value ?? .one, where: condition ?? .always, frame)
        }
    }

    /// `share(calls where answered)`, or with a condition as the value, the
    /// share within the rows that meet the other condition.
    private mutating func share(
        _ value: Expression?, _ condition: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        guard let value else {
            return try count(nil, where: condition, frame) / count(nil, where: .always, frame)
        }
        let holds = try predicate(value, in: frame.row)
        let known = try fraction(value, in: frame.row, shifts: [])
        return try count(nil, where: condition.and(holds), frame)
            / count(known, where: condition, frame)
    }

    /// An entity without rows of its own counts those of its parts.
    private func parts(of frame: Frame) -> [Frame] {
        guard let entity = frame.entity, !entity.parts.isEmpty,
            Self.additive.contains(frame.aggregate.function)
        else { return [frame] }
        return entity.parts.map { part in
            var copy = frame
            copy.aggregate.entity = part
            copy.entity = schema.entities[part]
            return copy
        }
    }

    private mutating func count(
        _ value: Fraction?, where predicate: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        var result = Fraction.zero
        for part in parts(of: frame) {
            if let value {
                result = try result + counted(value, where: predicate, part)
            } else {
                result = try result + part.atom(.count, nil, where: predicate)
            }
        }
        return result
    }

    /// How many rows have the value.
    private mutating func counted(
        _ value: Fraction, where predicate: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        if value.singleAtom?.kind == .missing { return .zero }
        if let (condition, rest, otherwise) = try value.chosen {
            let inside = try predicate.and(condition)
            let first = try counted(rest, where: inside, frame)
            guard let otherwise, otherwise.singleAtom?.kind != .missing else { return first }
            return try first + counted(otherwise, where: predicate, frame)
                - counted(otherwise, where: inside, frame)
        }
        var present = predicate
        for atom in optionalReferences(in: value, frame.row) {
            present = try present.and(Predicate(Literal(.presence(Fraction(atom), true))))
        }
        return frame.atom(.count, nil, where: present)
    }

    private mutating func sum(
        _ value: Fraction, where predicate: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        var result = Fraction.zero
        for part in parts(of: frame) {
            result = try result + summed(value, where: predicate, part)
        }
        return result
    }

    private mutating func summed(
        _ value: Fraction, where predicate: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        if value.singleAtom?.kind == .missing { return .zero }
        let value = try value.withoutFilling
        let isComplete = assumesComplete || optionalReferences(in: value, frame.row).isEmpty
        guard value.numerator.terms.count == 1 || isComplete else {
            guard let leading = value.numerator.leadingTerm?.coefficient,
                let inverse = leading.reciprocal
            else { return .zero }
            let needed = try predicate.withoutPresence(of: value.atoms)
            return try frame.atom(.sum, try value * inverse, where: needed) * leading
        }
        var result = Fraction.zero
        for (monomial, coefficient) in value.numerator.terms {
            let term = try Fraction(
                Polynomial(terms: [monomial: .one]), over: value.denominator)
            result = try result + summedTerm(term, where: predicate, frame) * coefficient
        }
        return result
    }

    private mutating func summedTerm(
        _ term: Fraction, where predicate: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        if let (condition, rest, otherwise) = try term.chosen {
            let inside = try predicate.and(condition)
            let first = try summed(rest, where: inside, frame)
            guard let otherwise, otherwise.singleAtom?.kind != .missing, otherwise.constant != .zero
            else { return first }
            return try first + summed(otherwise, where: predicate, frame)
                - summed(otherwise, where: inside, frame)
        }
        if term.constant == .one { return frame.atom(.count, nil, where: predicate) }
        return frame.atom(.sum, term, where: try predicate.withoutPresence(of: term.atoms))
    }

    private mutating func other(
        _ value: Fraction, where predicate: Predicate, _ frame: Frame
    ) throws(FormulaError) -> Fraction {
        let function = frame.aggregate.function
        if let (condition, rest, otherwise) = try value.chosen,
            otherwise == nil || otherwise?.singleAtom?.kind == .missing
        {
            return try other(rest, where: try predicate.and(condition), frame)
        }
        if function == .distinct {
            if case .reference(let reference) = value.singleAtom?.kind, let key = frame.entity?.key,
                reference.path == [key]
            {
                return frame.atom(.count, nil, where: predicate)
            }
            return frame.atom(.distinct, value, where: predicate)
        }
        // A positive factor may be taken out of a minimum or a median.
        if value.numerator.terms.count == 1, let coefficient = value.numerator.terms.values.first,
            !coefficient.isNegative, let inverse = coefficient.reciprocal
        {
            return try frame.atom(function, try value * inverse, where: predicate) * coefficient
        }
        return frame.atom(function, value, where: predicate)
    }
}

extension Fraction {
    /// The name of the mark of a value that stands in where one is missing.
    static let filledIn = "filled in"

    /// With a mark that stays until it is summed: a count of values does not ask
    /// for one that was filled in.
    fileprivate var markedAsFilledIn: Fraction {
        guard denominator.constant == .one, numerator.terms.count == 1,
            let (monomial, coefficient) = numerator.terms.first, monomial.powers.count == 1,
            let atom = monomial.powers.keys.first
        else { return self }
        let mark = Atom(.function(Self.filledIn, [Fraction(atom)]))
        return Fraction(
            Polynomial(
                terms: [Monomial(powers: [mark: monomial.powers[atom] ?? 1]): coefficient]))
    }

    /// With the values themselves in the place of the marks.
    fileprivate var withoutFilling: Fraction {
        get throws(FormulaError) {
            try Fraction(numerator.withoutFilling, over: denominator.withoutFilling)
        }
    }

    /// A value that is chosen by a condition, taken apart: the condition, the
    /// value where it holds, and the value elsewhere (`nil` for missing, zero
    /// for a condition that is used as a number).
    fileprivate var chosen: (condition: Predicate, then: Fraction, otherwise: Fraction?)? {
        get throws(FormulaError) {
            guard numerator.terms.count == 1, let (monomial, coefficient) = numerator.terms.first
            else { return nil }
            for (atom, _) in monomial.powers {
                let rest = try Fraction(
                    Polynomial(terms: [monomial.removing(atom): coefficient]), over: denominator)
                switch atom.kind {
                case .truth(let predicate): return (predicate, rest, .zero)
                case .conditional(let predicate, let then, let otherwise):
                    let other = try otherwise.map { (part) throws(FormulaError) in
                        part.singleAtom?.kind == .missing ? part : try rest * part
                    }
                    return (predicate, try rest * then, other)
                default: continue
                }
            }
            return nil
        }
    }
}

extension Polynomial {
    fileprivate var withoutFilling: Polynomial {
        terms.reduce(.zero) { sum, term in
            var powers: [Atom: Int] = [:]
            for (atom, exponent) in term.key.powers {
                var plain = atom
                if case .function(Fraction.filledIn, let arguments) = atom.kind,
                    let inner = arguments.first?.singleAtom
                {
                    plain = inner
                }
                powers[plain, default: 0] += exponent
            }
            return sum + Polynomial(terms: [Monomial(powers: powers): term.value])
        }
    }
}
