internal import Diagnostics

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
        case .number(let number), .quantity(let number, _): return dialect.number(number)
        case .text(let text): return dialect.literal(text)
        case .boolean(let value): return value ? "TRUE" : "FALSE"
        case .missing: return "NULL"
        case .reference(let reference): return column(reference).sql
        case .aggregate(let aggregate): return try self.aggregate(aggregate)
        case .arithmetic(let sign, let one, let other):
            if sign == .subtract, isMoment(one), isMoment(other) {
                return "(\(dialect.sql(.secondsBetween, try print(one), try print(other))))"
            }
            if sign == .divide {
                return "(\(dialect.sql(.double, try print(one))) / NULLIF(\(try print(other)), 0))"
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
}
