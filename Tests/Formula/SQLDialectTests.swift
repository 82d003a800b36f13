import Testing

@testable import Formula

/// What a dialect must hold whatever database it is for.
@Suite struct SQLDialectTests {
    /// Names and texts that would break out of their quotes if those were
    /// looked for by characters, or a backslash were left alone.
    private static let hostile = [
        "a\"b", "a'b", "a`b", "a\\", "a\\'b", "\"; DROP TABLE orders; --", "'\u{301} OR 1=1 --",
        "\"\u{301}", "`\u{20DD}", "a\r\nb", "\r\n'", "a\0b", "{0}", "naïve — 数"
    ]

    /// Reads a quoted text back as the databases' manuals say it is read.
    private func read(_ quoted: String, mark: Unicode.Scalar, escapes: Bool) -> String? {
        let scalars = Array(quoted.unicodeScalars)
        guard scalars.first == mark else { return nil }
        var result = String.UnicodeScalarView()
        var index = 1
        while index < scalars.count {
            let scalar = scalars[index]
            if escapes, scalar == "\\" {
                guard index + 1 < scalars.count else { return nil }
                let next = scalars[index + 1]
                result.append(next == "n" ? "\n" : next == "r" ? "\r" : next)
                index += 2
            } else if scalar == mark {
                if index == scalars.count - 1 { return String(result) }
                guard !escapes, scalars[index + 1] == mark else { return nil }
                result.append(mark)
                index += 2
            } else {
                result.append(scalar)
                index += 1
            }
        }
        return nil
    }

    @Test(arguments: hostile)
    func textsStayWithinTheirQuotes(text: String) {
        let meant = text.replacing("\0", with: "")
        for dialect in SQLDialect.all {
            let escapes = ["spark", "snowflake", "bigquery"].contains(dialect.id)
            #expect(
                read(dialect.literal(text), mark: "'", escapes: escapes)?.unicodeScalars
                    .elementsEqual(meant.unicodeScalars) == true, "\(dialect.id): \(text)")
        }
    }

    @Test(arguments: hostile)
    func namesStayWithinTheirQuotes(name: String) {
        let meant = name.replacing("\0", with: "")
        for dialect in SQLDialect.all {
            let mark: Unicode.Scalar = ["spark", "bigquery"].contains(dialect.id) ? "`" : "\""
            let read = read(
                dialect.identifier(name), mark: mark, escapes: dialect.id == "bigquery")
            #expect(
                read?.unicodeScalars.elementsEqual(meant.unicodeScalars) == true,
                "\(dialect.id): \(name)")
        }
    }

    @Test func whatIsPutIntoAFormIsNotReadAsAForm() {
        #expect(SQLDialect.duckDB.sql(.least, "'{1}'", "'{0}'") == "least('{1}', '{0}')")
    }

    /// SQLite lacks these, and says so when they are asked for.
    private static let lacking: [String: Set<SQLDialect.Form>] = [
        "sqlite": [.median, .percentile, .dayInPattern, .clockInPattern, .momentInPattern]
    ]

    @Test func everyDialectHasEveryForm() {
        for dialect in SQLDialect.all {
            let lacking = Set(SQLDialect.Form.allCases.filter { !dialect.has($0) })
            #expect(lacking == Self.lacking[dialect.id] ?? [], "\(dialect.id)")
        }
    }

    @Test func conditionsOfAggregatesWithAndWithoutFilter() throws {
        func count(_ dialect: SQLDialect) throws -> String {
            try dialect.aggregate(.count, of: nil, where: "a > 1")
        }
        #expect(try count(.postgreSQL) == "count(*) FILTER (WHERE a > 1)")
        #expect(try count(.bigQuery) == "count(CASE WHEN a > 1 THEN 1 END)")
        #expect(throws: FormulaError.self) {
            try SQLDialect.sqlite.aggregate(.median, of: "a")
        }
    }

    @Test func timeFormatsAreTranslatedOrRefused() {
        #expect(SQLDialect.postgreSQL.timeFormat("%d/%m/%Y %H:%M") == "DD/MM/YYYY HH24:MI")
        #expect(SQLDialect.spark.timeFormat("%Y-%m-%dT%H:%M:%S") == "yyyy-MM-dd'T'HH:mm:ss")
        #expect(SQLDialect.duckDB.timeFormat("%d %B %Y") == "%d %B %Y")
        #expect(SQLDialect.postgreSQL.timeFormat("%d %B %Y") == nil)
    }
}
