/// The words that a formula is told in to a person: names of entities and
/// fields, and how a language says «the number of calls where …».
public protocol Phrasing {
    /// A sentence pattern with its parts put in.
    func phrase(_ pattern: FormulaPhrase, _ parts: [String: String]) -> String
    /// What an entity's rows are called, in the plural: «calls».
    func entity(_ id: String) -> String
    func field(_ reference: Reference, of entity: String?) -> String
    /// One of the words of a category.
    func value(_ text: String, of reference: Reference, of entity: String?) -> String
    /// A metric or a parameter.
    func name(_ id: String) -> String
    func number(_ value: Rational) -> String
    func quantity(_ value: Rational, _ unit: MeasureUnit) -> String
}

/// The sentence patterns that a formula needs, each with its parts.
public enum FormulaPhrase: String, Hashable, Sendable, CaseIterable {
    /// `{what}` is an entity, or a field of it with its entity.
    case count, sum, average, min, max, median, distinct, share
    /// `{level}` of `{what}`.
    case percentile
    /// `{field}` of `{entity}`.
    case fieldOf = "field-of"
    /// `{what}` where `{condition}`.
    case filtered
    /// `{one}` and / or `{other}`.
    case and, or
    /// not `{what}`.
    case not
    /// `{what}` is one of `{list}`.
    case oneOf = "one-of"
    /// `{what}` is there, is not there.
    case present, missing
    /// `{what}` by `{field}`: which moment puts a row into a period.
    case byTime = "by-time"
    /// `{what}` of all `{field}`.
    case across
    /// `{what}` for each `{list}`.
    case per
    /// `{what}` at the start, at the end of the period.
    case startOfPeriod = "start-of-period"
    case endOfPeriod = "end-of-period"
    /// `{what}`, `{steps}` days earlier, and so on.
    case daysEarlier = "days-earlier"
    case weeksEarlier = "weeks-earlier"
    case monthsEarlier = "months-earlier"
    case quartersEarlier = "quarters-earlier"
    case yearsEarlier = "years-earlier"
    /// `{what}` from the start of the week, month … to date.
    case weekToDate = "week-to-date"
    case monthToDate = "month-to-date"
    case quarterToDate = "quarter-to-date"
    case yearToDate = "year-to-date"
    /// `{then}` if `{condition}`, otherwise `{otherwise}`.
    case conditional
    case conditionalOnly = "conditional-only"
    case yes, no, nothing
}

extension PeriodShift {
    var phrase: FormulaPhrase {
        switch self {
        case .earlier(_, .day): .daysEarlier
        case .earlier(_, .week): .weeksEarlier
        case .earlier(_, .month): .monthsEarlier
        case .earlier(_, .quarter): .quartersEarlier
        case .earlier(_, .year): .yearsEarlier
        case .toDate(.day), .toDate(.week): .weekToDate
        case .toDate(.month): .monthToDate
        case .toDate(.quarter): .quarterToDate
        case .toDate(.year): .yearToDate
        }
    }
}

/// A formula in a person's words, as a line of text or as MathML.
///
/// Arithmetic keeps its shape, a fraction with a bar or a division sign; each
/// aggregate is told as a phrase.
public struct DisplayPrinter<Words: Phrasing> {
    private let words: Words

    public init(_ words: Words) { self.words = words }

    // MARK: Text

    /// One line: `number of calls where answered ÷ number of calls`.
    public func text(_ expression: Expression) -> String { text(expression, within: 0) }

    private func text(_ expression: Expression, within strength: Int) -> String {
        switch expression.kind {
        case .arithmetic(let sign, let one, let other):
            let own = sign == .add || sign == .subtract ? 1 : 2
            let right = text(other, within: own + 1)
            let line = "\(text(one, within: own)) \(Self.sign(sign)) \(right)"
            return own < strength ? "(\(line))" : line
        case .negative(let inner): return "−\(text(inner, within: 3))"
        case .annotated(_, let inner): return text(inner, within: strength)
        default:
            let phrase = phrase(expression, of: nil)
            // A phrase of several words beside a sign would run into it.
            return strength > 0 && phrase.contains(" ") && expression.isPhrase
                ? "[\(phrase)]" : phrase
        }
    }

    private static func sign(_ sign: ArithmeticOperator) -> String {
        switch sign {
        case .add: "+"
        case .subtract: "−"
        case .multiply: "×"
        case .divide: "÷"
        }
    }

    // MARK: MathML

    /// Presentation MathML, escaped, in a `math` element.
    public func mathML(_ expression: Expression) -> String {
        """
        <math xmlns="http://www.w3.org/1998/Math/MathML" display="block">\
        \(math(expression, within: 0))</math>
        """
    }

    private func math(_ expression: Expression, within strength: Int) -> String {
        switch expression.kind {
        case .arithmetic(.divide, let one, let other):
            return "<mfrac>\(row(one))\(row(other))</mfrac>"
        case .arithmetic(let sign, let one, let other):
            let own = sign == .multiply ? 2 : 1
            let line = """
                \(math(one, within: own))<mo>\(Self.sign(sign))</mo>\(math(other, within: own + 1))
                """
            return own < strength ? "<mrow><mo>(</mo>\(line)<mo>)</mo></mrow>" : line
        case .negative(let inner): return "<mo>−</mo>\(math(inner, within: 3))"
        case .annotated(_, let inner): return math(inner, within: strength)
        case .number, .quantity: return "<mn>\(Self.escaped(phrase(expression, of: nil)))</mn>"
        default: return "<mtext>\(Self.escaped(phrase(expression, of: nil)))</mtext>"
        }
    }

    private func row(_ expression: Expression) -> String {
        "<mrow>\(math(expression, within: 0))</mrow>"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    // MARK: Phrases

    private func phrase(_ expression: Expression, of entity: String?) -> String {
        func inner(_ part: Expression) -> String { phrase(part, of: entity) }
        switch expression.kind {
        case .number(let number): return words.number(number)
        case .quantity(let number, let unit): return words.quantity(number, unit)
        case .text(let text): return "«\(text)»"
        case .boolean(let value): return words.phrase(value ? .yes : .no, [:])
        case .missing: return words.phrase(.nothing, [:])
        case .reference(let reference):
            return entity == nil && reference.path.count == 1
                ? words.name(reference.path[0]) : words.field(reference, of: entity)
        case .aggregate(let aggregate): return self.aggregate(aggregate)
        case .arithmetic(let sign, let one, let other):
            return "\(bracketed(one, entity)) \(Self.sign(sign)) \(bracketed(other, entity))"
        case .negative(let part): return "−\(bracketed(part, entity))"
        case .comparison(let sign, let one, let other):
            return "\(inner(one)) \(Self.sign(sign)) \(value(other, comparedWith: one, entity))"
        case .membership(let value, let members):
            let list = members.map { self.value($0, comparedWith: value, entity) }
            return words.phrase(
                .oneOf, ["what": inner(value), "list": list.joined(separator: ", ")])
        case .presence(let part, let isPresent):
            return words.phrase(isPresent ? .present : .missing, ["what": inner(part)])
        case .not(let part): return words.phrase(.not, ["what": grouped(part, entity)])
        case .all(let parts): return joined(parts, .and, entity)
        case .any(let parts): return joined(parts, .or, entity)
        case .conditional(let condition, let then, let otherwise):
            guard let otherwise else {
                return words.phrase(
                    .conditionalOnly, ["condition": inner(condition), "then": inner(then)])
            }
            return words.phrase(
                .conditional,
                [
                    "condition": inner(condition), "then": inner(then),
                    "otherwise": inner(otherwise)
                ])
        case .function(let name, let arguments):
            return "\(name)(\(arguments.map(inner).joined(separator: ", ")))"
        case .shifted(let part, let shift):
            var parts = ["what": inner(part)]
            if case .earlier(let steps, _) = shift { parts["steps"] = "\(steps)" }
            return words.phrase(shift.phrase, parts)
        case .annotated(_, let part): return inner(part)
        case .opaque(let text): return text
        }
    }

    private static func sign(_ sign: ComparisonOperator) -> String {
        switch sign {
        case .equal: "="
        case .unequal: "≠"
        case .less: "<"
        case .lessOrEqual: "≤"
        case .greater: ">"
        case .greaterOrEqual: "≥"
        }
    }

    private func value(
        _ expression: Expression, comparedWith other: Expression, _ entity: String?
    ) -> String {
        guard case .text(let text) = expression.kind, case .reference(let reference) = other.kind
        else { return phrase(expression, of: entity) }
        return "«\(words.value(text, of: reference, of: entity))»"
    }

    private func bracketed(_ expression: Expression, _ entity: String?) -> String {
        switch expression.kind {
        case .arithmetic, .conditional: "(\(phrase(expression, of: entity)))"
        default: phrase(expression, of: entity)
        }
    }

    /// In parentheses where several conditions would otherwise be taken apart.
    private func grouped(_ expression: Expression, _ entity: String?) -> String {
        switch expression.kind {
        case .all, .any: "(\(phrase(expression, of: entity)))"
        default: phrase(expression, of: entity)
        }
    }

    private func joined(
        _ parts: [Expression], _ pattern: FormulaPhrase, _ entity: String?
    ) -> String {
        guard let first = parts.first else { return "" }
        return parts.dropFirst().reduce(grouped(first, entity)) { text, part in
            words.phrase(pattern, ["one": text, "other": grouped(part, entity)])
        }
    }

    private func aggregate(_ aggregate: Aggregate) -> String {
        let rows = aggregate.entity.map(words.entity) ?? ""
        var what = rows
        var condition = aggregate.condition
        if aggregate.function == .count, aggregate.entity != nil, let value = aggregate.value {
            // Rows are counted, not values: «number of surveys where the mark is given».
            let given = Expression(.presence(value, present: true))
            condition = condition.map { Expression(.all([$0, given])) } ?? given
        } else if let value = aggregate.value {
            let field = phrase(value, of: aggregate.entity ?? "")
            what =
                aggregate.entity == nil
                ? field : words.phrase(.fieldOf, ["field": field, "entity": rows])
        }
        if let time = aggregate.time {
            what = words.phrase(
                .byTime, ["what": what, "field": words.field(time, of: aggregate.entity)])
        }
        if !aggregate.across.isEmpty {
            let fields = aggregate.across.map { words.field($0, of: aggregate.entity) }
            what = words.phrase(.across, ["what": what, "field": fields.joined(separator: ", ")])
        }
        if let condition {
            what = words.phrase(
                .filtered,
                ["what": what, "condition": phrase(condition, of: aggregate.entity ?? "")])
        }
        if let fixed = aggregate.fixed {
            let list = fixed.map { phrase($0, of: aggregate.entity ?? "") }
            what = words.phrase(.per, ["what": what, "list": list.joined(separator: ", ")])
        }
        var result = words.phrase(
            aggregate.function.phrase,
            ["what": what, "level": words.quantity(aggregate.level ?? .zero, .one)])
        if let moment = aggregate.moment {
            result = words.phrase(
                moment == .endOfPeriod ? .endOfPeriod : .startOfPeriod, ["what": result])
        }
        return result
    }
}

extension AggregateFunction {
    var phrase: FormulaPhrase {
        switch self {
        case .count: .count
        case .sum: .sum
        case .average: .average
        case .minimum: .min
        case .maximum: .max
        case .median: .median
        case .percentile: .percentile
        case .distinct: .distinct
        case .share: .share
        }
    }
}

extension Expression {
    /// Whether it is told in words rather than as a name or a number.
    fileprivate var isPhrase: Bool {
        switch kind {
        case .number, .quantity, .reference: false
        default: true
        }
    }
}
