import Diagnostics
import Formula

/// Writes formulas over a semantic model's columns as DAX.
struct DAXPrinter {
    let model: SemanticModel

    /// - Throws: `formula.not-in-sql` for what DAX cannot say here.
    func print(_ formula: Expression) throws(FormulaError) -> String {
        switch formula.kind {
        case .aggregate(let aggregate): return try print(aggregate)
        default:
            return try Self.print(formula, column: { $0.path.joined(separator: ".") }) {
                inner throws(FormulaError) in try self.print(inner)
            }
        }
    }

    private func print(_ aggregate: Aggregate) throws(FormulaError) -> String {
        guard let entity = aggregate.entity else { throw Self.unknown(aggregate.function.rawValue) }
        let table = Self.table(entity)
        var conditions: [String] = []
        if let condition = aggregate.condition {
            conditions.append(try row(condition, in: entity))
        }
        // A calculation with something missing is missing, and leaves the row out;
        // DAX would go on with zero.
        if let value = aggregate.value { conditions += guards(for: [value], in: entity) }
        let rows =
            conditions.isEmpty ? table : "FILTER(\(table), \(conditions.joined(separator: " && ")))"
        guard let expression = aggregate.value, aggregate.function != .count else {
            return "COUNTROWS(\(rows))"
        }
        let value = try row(expression, in: entity)
        switch aggregate.function {
        case .sum: return "SUMX(\(rows), \(value))"
        case .average: return "AVERAGEX(\(rows), \(value))"
        case .minimum: return "MINX(\(rows), \(value))"
        case .maximum: return "MAXX(\(rows), \(value))"
        case .median: return "MEDIANX(\(rows), \(value))"
        case .percentile:
            let level = (aggregate.level ?? .zero).decimalText(digits: 6)
            return "PERCENTILEX.INC(\(rows), \(value), \(level))"
        case .distinct:
            return "COUNTROWS(DISTINCT(SELECTCOLUMNS(\(rows), \"value\", \(value))))"
        case .count, .share: throw Self.unknown(aggregate.function.rawValue)
        }
    }

    /// Something of one row.
    private func row(_ expression: Expression, in entity: String) throws(FormulaError) -> String {
        try Self.print(
            expression,
            column: { self.column($0, in: entity) },
            isMoment: { reference in
                model.column(reference, in: entity)?.field.kind == .instant
            },
            guards: { self.guards(for: $0, in: entity) },
            aggregate: { inner throws(FormulaError) in throw Self.unknown(inner.function.rawValue) }
        )
    }

    private func column(_ reference: Reference, in entity: String) -> String {
        guard let (owner, field) = model.column(reference, in: entity) else {
            return reference.path.joined(separator: ".")
        }
        let column = "\(Self.table(owner))[\(Self.bracketed(field.id))]"
        return owner == entity ? column : "RELATED(\(column))"
    }

    /// Conditions that what the expressions need is there. To DAX a blank is less
    /// than seven and unlike any word; in a formula it is neither.
    private func guards(for expressions: [Expression], in entity: String) -> [String] {
        var seen: [String] = []
        func visit(_ part: Expression) {
            switch part.kind {
            case .reference(let reference):
                guard let (owner, field) = model.column(reference, in: entity),
                    !field.isRequired || owner != entity
                else { return }
                let test = "NOT ISBLANK(\(column(reference, in: entity)))"
                if !seen.contains(test) { seen.append(test) }
            case .conditional, .presence, .aggregate: return
            // Each has its own.
            case .comparison, .membership, .not: return
            default: for child in part.children { visit(child) }
            }
        }
        for expression in expressions { visit(expression) }
        return seen
    }

    private static func unknown(_ text: String) -> FormulaError {
        FormulaError("not-in-sql", ["text": .text(text)], at: 0..<0)
    }

    static func table(_ name: String) -> String { "'\(name.replacing("'", with: "''"))'" }

    private static func bracketed(_ name: String) -> String { name.replacing("]", with: "]]") }

    private static func print(
        _ expression: Expression, column: (Reference) -> String,
        isMoment: (Reference) -> Bool = { _ in false },
        guards: ([Expression]) -> [String] = { _ in [] },
        aggregate: (Aggregate) throws(FormulaError) -> String
    ) throws(FormulaError) -> String {
        func inner(_ part: Expression) throws(FormulaError) -> String {
            try print(
                part, column: column, isMoment: isMoment, guards: guards, aggregate: aggregate)
        }
        func joined(_ parts: [Expression], _ sign: String) throws(FormulaError) -> String {
            var texts: [String] = []
            for part in parts { texts.append(try inner(part)) }
            return "(\(texts.joined(separator: sign)))"
        }
        func guarded(_ parts: [Expression], _ text: String) -> String {
            let tests = guards(parts)
            return tests.isEmpty ? text : "(\((tests + [text]).joined(separator: " && ")))"
        }
        func moment(_ part: Expression) -> Bool {
            if case .reference(let reference) = part.kind { return isMoment(reference) }
            return false
        }
        switch expression.kind {
        case .number(let number), .quantity(let number, _):
            guard number.isDecimal else {
                return "DIVIDE(\(number.numerator), \(number.denominator))"
            }
            return number.decimalText(digits: 15)
        case .text(let text): return "\"\(text.replacing("\"", with: "\"\""))\""
        case .boolean(let value): return value ? "TRUE()" : "FALSE()"
        case .missing: return "BLANK()"
        case .reference(let reference): return column(reference)
        case .aggregate(let found): return try aggregate(found)
        case .arithmetic(.divide, let one, let other):
            return "DIVIDE(\(try inner(one)), \(try inner(other)))"
        case .arithmetic(.subtract, let one, let other) where moment(one) && moment(other):
            return "DATEDIFF(\(try inner(other)), \(try inner(one)), SECOND)"
        case .arithmetic(let sign, let one, let other):
            return "(\(try inner(one)) \(sign.rawValue) \(try inner(other)))"
        case .negative(let part): return "(-\(try inner(part)))"
        case .comparison(let sign, let one, let other):
            let written = sign == .unequal ? "<>" : sign.rawValue
            return guarded([one, other], "\(try inner(one)) \(written) \(try inner(other))")
        case .membership(let value, let members):
            let list = try joined(members, ", ").dropFirst().dropLast()
            return guarded([value], "\(try inner(value)) IN {\(list)}")
        case .presence(let part, let isPresent):
            return "\(isPresent ? "NOT " : "")ISBLANK(\(try inner(part)))"
        case .not(let part): return guarded([part], "NOT (\(try inner(part)))")
        case .all(let parts): return try joined(parts, " && ")
        case .any(let parts): return try joined(parts, " || ")
        case .conditional(let condition, let then, let otherwise):
            let end =
                try otherwise.map { part throws(FormulaError) in ", \(try inner(part))" } ?? ""
            return "IF(\(try inner(condition)), \(try inner(then))\(end))"
        case .annotated(_, let part): return try inner(part)
        case .function, .shifted, .opaque: throw unknown(expression.description)
        }
    }
}
