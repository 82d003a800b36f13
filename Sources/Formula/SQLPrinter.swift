internal import Diagnostics

/// What differs between databases in the SQL that formulas need.
public struct SQLDialect: Sendable {
    /// The name that people know it by.
    public var name: String
    /// The sign around names.
    public var quote: Character
    /// The seconds from the second moment to the first, as a number with a
    /// fraction.
    public var secondsBetween: @Sendable (_ later: String, _ earlier: String) -> String

    public init(
        name: String, quote: Character,
        secondsBetween: @escaping @Sendable (_ later: String, _ earlier: String) -> String
    ) {
        self.name = name
        self.quote = quote
        self.secondsBetween = secondsBetween
    }

    public static let duckDB = SQLDialect(name: "DuckDB", quote: "\"") {
        "(epoch_us(\($0)) - epoch_us(\($1))) / 1e6"
    }

    /// A name, quoted whatever it holds.
    public func identifier(_ name: String) -> String {
        quoted(name, by: quote)
    }

    /// A text literal.
    public func literal(_ text: String) -> String {
        quoted(text, by: "'")
    }

    private func quoted(_ text: String, by mark: Character) -> String {
        var result = String(mark)
        for character in text where character != "\0" {
            result.append(character)
            if character == mark { result.append(mark) }
        }
        result.append(mark)
        return result
    }
}

/// Writes an expression as SQL: conditions and arithmetic, with columns and
/// aggregates as the caller names them.
public struct SQLPrinter {
    private let dialect: SQLDialect
    private let column: (Reference) -> Column
    private let aggregate: (Aggregate) throws(FormulaError) -> String

    /// How a reference is written, and whether it is a moment in time.
    public struct Column: Hashable, Sendable {
        public var sql: String
        public var isMoment: Bool

        public init(sql: String, isMoment: Bool = false) {
            self.sql = sql
            self.isMoment = isMoment
        }
    }

    public init(
        dialect: SQLDialect, column: @escaping (Reference) -> Column,
        aggregate: @escaping (Aggregate) throws(FormulaError) -> String
    ) {
        self.dialect = dialect
        self.column = column
        self.aggregate = aggregate
    }

    /// - Throws: ``FormulaError`` `formula.not-in-sql` for what has no SQL here.
    public func print(_ expression: Expression) throws(FormulaError) -> String {
        switch expression.kind {
        case .number(let number), .quantity(let number, _): return Self.number(number)
        case .text(let text): return dialect.literal(text)
        case .boolean(let value): return value ? "TRUE" : "FALSE"
        case .missing: return "NULL"
        case .reference(let reference): return column(reference).sql
        case .aggregate(let aggregate): return try self.aggregate(aggregate)
        case .arithmetic(let sign, let one, let other):
            if sign == .subtract, isMoment(one), isMoment(other) {
                return "(\(dialect.secondsBetween(try print(one), try print(other))))"
            }
            if sign == .divide {
                return "(CAST(\(try print(one)) AS DOUBLE) / NULLIF(\(try print(other)), 0))"
            }
            return "(\(try print(one)) \(sign.rawValue) \(try print(other)))"
        case .negative(let inner): return "(-\(try print(inner)))"
        case .comparison(let sign, let one, let other):
            let operation = sign == .unequal ? "<>" : sign.rawValue
            return "(\(try print(one)) \(operation) \(try print(other)))"
        case .membership(let value, let members):
            return "(\(try print(value)) IN (\(try list(members, ", "))))"
        case .presence(let value, let isPresent):
            return "(\(try print(value)) IS \(isPresent ? "NOT " : "")NULL)"
        case .not(let inner): return "(NOT \(try print(inner)))"
        case .all(let parts): return "(\(try list(parts, " AND ")))"
        case .any(let parts): return "(\(try list(parts, " OR ")))"
        case .conditional(let condition, let then, let otherwise):
            var sql = "CASE WHEN \(try print(condition)) THEN \(try print(then))"
            if let otherwise { sql += " ELSE \(try print(otherwise))" }
            return sql + " END"
        case .annotated(_, let inner): return try print(inner)
        case .function, .shifted, .opaque:
            throw FormulaError(
                "not-in-sql", ["text": .text(expression.description)],
                at: expression.range ?? 0..<0)
        }
    }

    private func isMoment(_ expression: Expression) -> Bool {
        if case .reference(let reference) = expression.kind { return column(reference).isMoment }
        return false
    }

    private func list(
        _ parts: [Expression], _ separator: String
    ) throws(FormulaError) -> String {
        var texts: [String] = []
        for part in parts { texts.append(try print(part)) }
        return texts.joined(separator: separator)
    }

    /// A number, exactly: one that no decimal form gives is written as a quotient.
    public static func number(_ number: Rational) -> String {
        guard number.isDecimal else {
            return "(CAST(\(number.numerator) AS DOUBLE) / \(number.denominator))"
        }
        let text = number.decimalText(digits: Rational.largestExponent)
        return number.isNegative ? "(\(text))" : text
    }
}
