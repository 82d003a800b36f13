/// Writes a formula in the catalog's own language.
///
/// What ``FormulaParser`` reads back is the same expression, as long as every
/// part of it can be written in that language; annotations, which only outside
/// languages make, are left out.
public struct TextPrinter {
    /// How tightly a form binds; what binds less than its surroundings need
    /// stands in parentheses.
    private enum Strength: Int, Comparable {
        case loosest, disjunction, conjunction, negation, comparison, sum, product, factor, primary

        static func < (one: Strength, other: Strength) -> Bool { one.rawValue < other.rawValue }
        var next: Strength { Strength(rawValue: rawValue + 1) ?? .primary }
    }

    /// The entity whose name the first reference of an aggregate still has to
    /// carry, so that the text says what the aggregate runs over.
    private var pendingEntity: String?
    /// The entity of the aggregate that is being written.
    private var entity: String?

    public static func print(_ expression: Expression) -> String {
        var printer = TextPrinter()
        return printer.text(expression, .loosest)
    }

    private mutating func text(_ expression: Expression, _ needed: Strength) -> String {
        let (written, strength) = written(expression)
        return strength < needed ? "(\(written))" : written
    }

    private mutating func written(_ expression: Expression) -> (String, Strength) {
        switch expression.kind {
        case .number(let number):
            return (number.description, strength(of: number))
        case .quantity(let number, let unit):
            return (Self.quantity(number, unit), number.isNegative ? .factor : .primary)
        case .text(let text): return (Self.quoted(text, by: "\""), .primary)
        case .boolean(let value): return (value ? "true" : "false", .primary)
        case .missing: return ("missing", .primary)
        case .reference(let reference): return (path(reference), .primary)
        case .aggregate(let aggregate): return (self.aggregate(aggregate), .primary)
        case .arithmetic(let sign, let one, let other):
            let strength: Strength = sign == .add || sign == .subtract ? .sum : .product
            let left = text(one, strength)
            return ("\(left) \(sign.rawValue) \(text(other, strength.next))", strength)
        case .negative(let inner): return ("-\(text(inner, .factor))", .factor)
        case .comparison(let sign, let one, let other):
            let left = text(one, .sum)
            return ("\(left) \(sign.rawValue) \(text(other, .sum))", .comparison)
        case .membership(let value, let members):
            let left = text(value, .sum)
            return ("\(left) in (\(list(members, .sum)))", .comparison)
        case .presence(let value, let isPresent):
            return ("\(text(value, .sum)) is \(isPresent ? "present" : "missing")", .comparison)
        case .not(let inner): return ("not \(text(inner, .negation))", .negation)
        case .all(let parts): return (list(parts, .negation, " and "), .conjunction)
        case .any(let parts): return (list(parts, .conjunction, " or "), .disjunction)
        case .conditional(let condition, let then, let otherwise):
            var result = "if \(text(condition, .disjunction)) then \(text(then, .disjunction))"
            if let otherwise { result += " else \(text(otherwise, .disjunction))" }
            return (result, .loosest)
        case .function(let name, let arguments):
            return ("\(name)(\(list(arguments, .loosest)))", .primary)
        case .shifted(let inner, let shift):
            return ("\(text(inner, .primary)) \(Self.shift(shift))", .factor)
        case .annotated(_, let inner): return written(inner)
        case .opaque(let text): return (Self.quoted(text, by: "`"), .primary)
        }
    }

    private func strength(of number: Rational) -> Strength {
        if !number.isDecimal { return .product }
        return number.isNegative ? .factor : .primary
    }

    private mutating func list(
        _ parts: [Expression], _ needed: Strength, _ separator: String = ", "
    ) -> String {
        var texts: [String] = []
        for part in parts { texts.append(text(part, needed)) }
        return texts.joined(separator: separator)
    }

    // MARK: Aggregates

    private mutating func aggregate(_ aggregate: Aggregate) -> String {
        let outer = (pendingEntity, entity)
        defer { (pendingEntity, entity) = outer }
        entity = aggregate.entity
        pendingEntity = aggregate.entity
        var inside: String
        if let value = aggregate.value {
            inside = text(value, .loosest)
        } else {
            inside = aggregate.entity.map(Self.name) ?? ""
        }
        pendingEntity = nil
        if let level = aggregate.level {
            inside += ", \(Self.quantity(level, .one))"
        }
        if let condition = aggregate.condition { inside += " where \(text(condition, .loosest))" }
        if let time = aggregate.time { inside += " by \(path(time))" }
        if !aggregate.across.isEmpty {
            var dimensions: [String] = []
            for dimension in aggregate.across { dimensions.append(path(dimension)) }
            inside += " across \(dimensions.joined(separator: ", "))"
        }
        if let fixed = aggregate.fixed { inside += " per \(list(fixed, .sum))" }
        let result = "\(aggregate.function.rawValue)(\(inside))"
        return aggregate.moment.map { "\(result) at \($0.rawValue)" } ?? result
    }

    /// A path that starts like the entity's own name carries the entity, too,
    /// or it would lose its first part when it is read back.
    private mutating func path(_ reference: Reference) -> String {
        var path = reference.path
        if let pending = pendingEntity {
            path.insert(pending, at: 0)
            pendingEntity = nil
        } else if let entity, path.count > 1, path[0] == entity {
            path.insert(entity, at: 0)
        }
        return path.map(Self.name).joined(separator: ".")
    }

    // MARK: Words

    static func name(_ name: String) -> String {
        let isPlain =
            (try? Lexer.tokens(of: name))?.first?.kind == .name(name, isQuoted: false)
            && !FormulaParser.keywords.contains(name)
        return isPlain ? name : quoted(name, by: "`")
    }

    private static func quoted(_ text: String, by mark: Character) -> String {
        var result = String(mark)
        for character in text {
            result.append(character)
            if character == mark { result.append(mark) }
        }
        result.append(mark)
        return result
    }

    /// A number with its unit as a person writes it: `20 s`, `5 min`, `80 %`.
    public static func quantity(_ number: Rational, _ unit: MeasureUnit) -> String {
        switch unit {
        case .one: return "\(number * 100) %"
        case .point: return "\(number) points"
        case .second:
            for (factor, name) in [(86400, "days"), (3600, "h"), (60, "min")] {
                guard let inverse = Rational(factor).reciprocal else { continue }
                let whole = number * inverse
                if whole.denominator == 1, !whole.isZero { return "\(whole) \(name)" }
            }
            return "\(number) s"
        default: return number.description
        }
    }

    private static func shift(_ shift: PeriodShift) -> String {
        switch shift {
        case .earlier(let steps, let unit):
            "\(steps) \(unit.rawValue)\(steps == 1 ? "" : "s") earlier"
        case .toDate(let unit): "\(unit.rawValue) to date"
        }
    }
}

extension Expression: CustomStringConvertible {
    /// The formula as text.
    public var description: String { TextPrinter.print(self) }
}
