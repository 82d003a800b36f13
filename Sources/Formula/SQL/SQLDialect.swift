internal import Diagnostics

/// How one database says what formulas need, as a table of forms.
///
/// A dialect holds only what it says otherwise than ``common``; a new one is one
/// file in `Dialects` and a line in ``all``. What a table's columns are, and how
/// they are read, is no matter of the dialect.
public struct SQLDialect: Sendable, Hashable {
    /// What people give it by on the command line.
    public let id: String
    /// The name that people know the database by.
    public let name: String
    let names: Quoting
    let texts: Quoting
    let forms: [Form: String]
    /// By directive of `strptime`, such as `%d`; empty where the database itself
    /// understands those.
    let directives: [Character: String]
    /// What a session has to be told first, so that moments are what they are
    /// meant to be.
    public let setup: [String]
    /// Whether a value of an aggregate's own rows is written `FILTER (WHERE …)`;
    /// otherwise the rows that do not count have no value.
    let hasFilter: Bool

    init(
        id: String, name: String, names: Quoting, texts: Quoting = .doubled("'"),
        setup: [String] = [], hasFilter: Bool = true, directives: [Character: String] = [:],
        forms: [Form: String]
    ) {
        self.id = id
        self.name = name
        self.names = names
        self.texts = texts
        self.setup = setup
        self.hasFilter = hasFilter
        self.directives = directives
        self.forms = forms
    }

    /// All dialects, the embedded database's first.
    public static let all = [duckDB, spark, postgreSQL, snowflake, bigQuery, sqlite]

    /// The dialect that has an id.
    public static func named(_ id: String) -> SQLDialect? { all.first { $0.id == id } }

    /// How a sign that ends a quoted text is written within it.
    enum Quoting: Hashable, Sendable {
        /// Twice.
        case doubled(Unicode.Scalar)
        /// After a backslash, as then a backslash itself is.
        case escaped(Unicode.Scalar)
    }

    /// A name, quoted whatever it holds.
    public func identifier(_ name: String) -> String { Self.quoted(name, names) }

    /// A name with its schema, the parts with dots between, each quoted.
    public func identifierPath(_ path: String) -> String {
        path.split(separator: ".").map { identifier(String($0)) }.joined(separator: ".")
    }

    /// A text literal.
    public func literal(_ text: String) -> String { Self.quoted(text, texts) }

    /// By scalars, not by characters: a quotation mark with an accent above it
    /// is one character, and to a database still a quotation mark. There is no
    /// way to write a zero byte in any of the databases; it is left out.
    private static func quoted(_ text: String, _ quoting: Quoting) -> String {
        var result = String.UnicodeScalarView()
        switch quoting {
        case .doubled(let mark):
            result.append(mark)
            for scalar in text.unicodeScalars where scalar != "\0" {
                result.append(scalar)
                if scalar == mark { result.append(mark) }
            }
            result.append(mark)
        case .escaped(let mark):
            result.append(mark)
            for scalar in text.unicodeScalars where scalar != "\0" {
                switch scalar {
                case "\n": result.append(contentsOf: "\\n".unicodeScalars)
                case "\r": result.append(contentsOf: "\\r".unicodeScalars)
                case mark, "\\":
                    result.append("\\")
                    result.append(scalar)
                default: result.append(scalar)
                }
            }
            result.append(mark)
        }
        return String(result)
    }

    /// A form with its parts put in; each part as often as the form names it.
    public func sql(_ form: Form, _ parts: String...) -> String {
        Self.filled(forms[form] ?? Self.common[form] ?? "", parts)
    }

    /// Whether the database has a form at all.
    public func has(_ form: Form) -> Bool { !(forms[form] ?? Self.common[form] ?? "").isEmpty }

    /// Once from the left: what is put in is never searched for places itself.
    private static func filled(_ template: String, _ parts: [String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let tail = rest[open...].dropFirst()
            if let digit = tail.first?.wholeNumberValue, tail.dropFirst().first == "}",
                parts.indices.contains(digit)
            {
                result += parts[digit]
                rest = tail.dropFirst(2)
            } else {
                result += "{"
                rest = tail
            }
        }
        return result + rest
    }

    /// A number, exactly: one that no decimal form gives is written as a quotient.
    public func number(_ number: Rational) -> String {
        guard number.isDecimal else {
            let numerator = sql(.double, "\(number.numerator)")
            return "(\(numerator) / \(number.denominator))"
        }
        let text = number.decimalText(digits: Rational.largestExponent)
        return number.isNegative ? "(\(text))" : text
    }

    /// A `strptime` pattern as the database writes one; `nil` where it has a
    /// directive that the database does not know.
    public func timeFormat(_ pattern: String) -> String? {
        guard !directives.isEmpty else { return pattern }
        var result = ""
        var rest = pattern.makeIterator()
        while let character = rest.next() {
            guard character == "%" else {
                // Letters are directives of their own there.
                guard !character.isLetter || character == "T" else { return nil }
                result += character == "T" ? directives["T"] ?? "T" : String(character)
                continue
            }
            guard let directive = rest.next(), let written = directives[directive] else {
                return nil
            }
            result += written
        }
        return result
    }
}

extension SQLDialect {
    /// What databases say differently. The parts are numbered as they are given.
    public enum Form: String, CaseIterable, Sendable {
        // Casts.
        case double, decimal, text, day
        /// A day, as its first moment.
        case momentOfDay

        // Moments, days and clocks.
        /// The seconds from the second moment to the first, with a fraction.
        case secondsBetween
        /// What the clocks of a zone show at a moment.
        case clock
        /// The moment at which the clocks of a zone show a time.
        case moment
        /// A time without a zone from a day.
        case midnight
        case dayLiteral
        /// A day, and how many days later.
        case dayAfter
        /// A day as `2025-01-31`.
        case isoDay
        case truncateDay, truncateWeek, truncateMonth, truncateQuarter, truncateYear
        /// A day, how many, and the unit (`DAY`, `MONTH`): the day so much later.
        case later
        /// A query for the days from one, before another, in steps of a number
        /// of units, as `first_day`.
        case series
        case least, greatest
        /// The last moment before one.
        case justBefore
        /// A part of a query's `WITH`, by its name, its columns' names and its rows.
        case rowTable

        // Rows.
        /// Whether two values are equal, or both missing.
        case isSame
        /// A query for one row of each key of a table.
        case oneRowPerKey

        // Aggregates.
        case median, percentile

        // What a column of text holds; missing where it cannot be read.
        case trimmed, numberInText, decimalInText, dayInText
        /// A time that says nothing of a zone.
        case clockInText
        /// A moment that ends in Z or an offset.
        case momentInText
        /// Whether a text ends in Z or an offset.
        case carriesZone
        /// A text, and the pattern that it is written in.
        case dayInPattern, clockInPattern, momentInPattern
    }

    /// What most of them say.
    static let common: [Form: String] = [
        .double: "CAST({0} AS DOUBLE)",
        .decimal: "CAST({0} AS DECIMAL(18, 4))",
        .text: "CAST({0} AS VARCHAR)",
        .day: "CAST({0} AS DATE)",
        .momentOfDay: "CAST({0} AS TIMESTAMP)",
        .clock: "({0} AT TIME ZONE {1})",
        .moment: "({0} AT TIME ZONE {1})",
        .midnight: "CAST({0} AS TIMESTAMP)",
        .dayLiteral: "DATE {0}",
        .dayAfter: "({0} + {1})",
        .isoDay: "CAST({0} AS VARCHAR)",
        .truncateDay: "CAST({0} AS DATE)",
        .truncateWeek: "CAST(date_trunc('week', {0}) AS DATE)",
        .truncateMonth: "CAST(date_trunc('month', {0}) AS DATE)",
        .truncateQuarter: "CAST(date_trunc('quarter', {0}) AS DATE)",
        .truncateYear: "CAST(date_trunc('year', {0}) AS DATE)",
        .later: "CAST({0} + INTERVAL {1} {2} AS DATE)",
        .least: "least({0}, {1})",
        .greatest: "greatest({0}, {1})",
        .justBefore: "({0} - INTERVAL 1 MICROSECOND)",
        .rowTable: "{0}({1}) AS (\n    VALUES\n{2}\n)",
        .isSame: "{0} IS NOT DISTINCT FROM {1}",
        .oneRowPerKey: """
        SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {0} ORDER BY {0}) \
        AS row_of_key FROM {1}) AS numbered WHERE row_of_key = 1
        """,
        .median: "median({0})",
        .percentile: "percentile_cont({1}) WITHIN GROUP (ORDER BY {0})",
        .trimmed: "trim(CAST({0} AS VARCHAR))",
        .numberInText: "TRY_CAST({0} AS DOUBLE)",
        .decimalInText: "TRY_CAST({0} AS DECIMAL(18, 4))",
        .dayInText: "TRY_CAST({0} AS DATE)",
        .clockInText: "TRY_CAST({0} AS TIMESTAMP)"
    ]

    /// An aggregate over the rows that a condition holds for.
    ///
    /// - Parameters:
    ///   - value: What is aggregated; `nil` for the rows themselves.
    ///   - level: Of a percentile, between 0 and 1.
    /// - Throws: ``FormulaError`` `formula.not-in-dialect`.
    public func aggregate(
        _ function: AggregateFunction, of value: String?, level: Rational? = nil,
        where condition: String? = nil
    ) throws(FormulaError) -> String {
        var value = value
        var filter = ""
        if let condition {
            if hasFilter {
                filter = " FILTER (WHERE \(condition))"
            } else {
                value = "CASE WHEN \(condition) THEN \(value ?? "1") END"
            }
        }
        let one = value ?? "1"
        let sql: String
        switch function {
        case .count: sql = "count(\(value ?? "*"))"
        case .sum: sql = "sum(\(one))"
        case .average: sql = "avg(\(one))"
        case .minimum: sql = "min(\(one))"
        case .maximum: sql = "max(\(one))"
        case .distinct: sql = "count(DISTINCT \(value ?? "*"))"
        case .median where has(.median): sql = self.sql(.median, one)
        case .percentile where has(.percentile):
            sql = self.sql(.percentile, one, number(level ?? .zero))
        case .median, .percentile, .share:
            throw FormulaError(
                "not-in-dialect",
                ["function": .text(function.rawValue), "dialect": .text(name)], at: 0..<0)
        }
        return sql + filter
    }
}
