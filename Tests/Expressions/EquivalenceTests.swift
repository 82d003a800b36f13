import Formula
import Testing

@testable import Expressions

/// What people mean by the same, in different languages.
@Suite struct EquivalenceTests {
    private func form(
        _ text: String, _ language: String, assumingComplete: Bool = true
    ) throws -> NormalForm {
        let formula = OutsideLanguage.parse(text, language: language)
        try #require(formula.isUnderstood, "\(text)")
        return try NormalForm(formula.expression, assumingComplete: assumingComplete)
    }

    /// One ratio of two columns of one table.
    static let ratio = [
        ("SUM(t.a) / NULLIF(COUNT(t.b), 0)", "sql"),
        ("1.0 * SUM(t.a) / COUNT(t.b)", "sql"),
        ("CAST(SUM(t.a) AS float) / COUNT(t.b)", "sql"),
        ("SUM(a)::numeric / NULLIF(COUNT(b), 0) AS x", "sql in t"),
        ("SELECT ROUND(SUM(x.a) / COUNT(x.b), 2) AS value FROM t x", "sql"),
        ("WITH w AS (SELECT SUM(a) s, COUNT(b) c FROM t) SELECT s / c FROM w", "sql"),
        ("CASE WHEN COUNT(t.b) = 0 THEN 0 ELSE SUM(t.a) / COUNT(t.b) END", "sql"),
        ("COALESCE(SUM(t.a) / NULLIF(COUNT(t.b), 0), 0)", "sql"),
        ("DIVIDE(SUM(t[a]), COUNT(t[b]))", "dax"),
        ("VAR n = COUNT(t[b]) RETURN IF(n <> 0, SUM(t[a]) / n)", "dax"),
        ("SUMX(t, t[a]) / COUNTX(t, t[b])", "dax"),
        ("SUM([t].[a]) / COUNT([t].[b])", "tableau"),
        ("IF COUNT([t].[b]) > 0 THEN SUM([t].[a]) / COUNT([t].[b]) END", "tableau"),
        ("ZN(SUM([t].[a])) / COUNT(IF NOT ISNULL([t].[b]) THEN 1 END)", "tableau")
    ]

    @Test(arguments: ratio.map(\.0))
    func oneRatioInManyWords(_ text: String) throws {
        let language = try #require(Self.ratio.first { $0.0 == text }?.1)
        var text = text
        if language == "sql in t" { text = "SELECT \(text) FROM t" }
        let one = try form(text, language == "sql in t" ? "sql" : language)
        #expect(one == (try form("SUM(t.a) / COUNT(t.b)", "sql")))
    }

    @Test(arguments: [
        "AVG(t.a / t.b)", "COUNT(t.b) / SUM(t.a)", "SUM(t.a) / COUNT(*)",
        "SUM(t.a) / COUNT(DISTINCT t.b)", "AVG(t.a)", "SUM(t.a) / GREATEST(COUNT(t.b), 1)",
        "SUM(t.a) / COUNT(t.b) FILTER (WHERE t.c = 1)", "SUM(t.b) / COUNT(t.a)"
    ])
    func otherFormulasAreOther(_ text: String) throws {
        #expect(try form(text, "sql") != form("SUM(t.a) / COUNT(t.b)", "sql"))
    }

    /// A share of rows by a condition, in percent or not.
    @Test(arguments: [
        ("COUNT(*) FILTER (WHERE t.s = 'x') / COUNT(*)", "sql"),
        ("countIf(t.s = 'x') / count()", "sql"),
        ("SUM(CASE WHEN t.s = 'x' THEN 1 ELSE 0 END) * 1.0 / COUNT(*)", "sql"),
        ("COUNT(CASE WHEN t.s = 'x' THEN 1 END) / COUNT(*)", "sql"),
        ("AVG(CASE WHEN t.s = 'x' THEN 1.0 ELSE 0 END)", "sql")
    ])
    func shares(_ text: String, _ language: String) throws {
        let wanted = try form(
            "SELECT COUNT(CASE t.s WHEN 'x' THEN 1 END) / COUNT(*) FROM t", "sql")
        #expect(try form("SELECT \(text) FROM t", language) == wanted)
        let dax = try form(
            "DIVIDE(CALCULATE(COUNTROWS(t), t[s] = \"x\"), COUNTROWS(t))", "dax")
        #expect(dax == wanted)
        #expect(
            try form("SELECT 100 * \(text) FROM t", language).relation(to: wanted)
                == .scaled(by: 100))
    }

    @Test func aMissingAnswerIsNoFailure() throws {
        func form(_ text: String) throws -> NormalForm {
            try self.form(text, "sql", assumingComplete: false)
        }
        // MySQL's `AVG(x > 3)` leaves out rows without an answer.
        #expect(try form("AVG(x > 3)") != form("AVG(CASE WHEN x > 3 THEN 1 ELSE 0 END)"))
        #expect(try form("AVG(COALESCE(x, 0))") != form("AVG(x)"))
        #expect(try form("SUM(COALESCE(x, 0))") == form("SUM(x)"))
    }

    @Test func ratesCancelInTheirQuotient() throws {
        let wanted = try form("sum(a_total) / sum(b_total)", "promql")
        for text in [
            "sum(rate(a_total[5m])) / sum(rate(b_total[5m]))",
            "sum(increase(a_total[1h])) / sum(increase(b_total[1h]))",
            "sum(rate(a_total[$__rate_interval])) / sum(rate(b_total[$__rate_interval]))"
        ] {
            #expect(try form(text, "promql") == wanted)
        }
        #expect(
            try form("sum(rate(a_total[5m])) * 300", "promql")
                == form("sum(increase(a_total[5m]))", "promql"))
    }

    @Test func changesOverAYear() throws {
        let wanted = try form(
            "DIVIDE(SUM(s[x]), CALCULATE(SUM(s[x]), SAMEPERIODLASTYEAR('Date'[Date]))) - 1", "dax")
        let other = try form(
            "VAR now = SUM(s[x]) VAR past = CALCULATE(SUM(s[x]), DATEADD('Date'[Date], -1, YEAR)) "
                + "RETURN DIVIDE(now - past, past)", "dax")
        #expect(wanted == other)
        let wrongBase = try form(
            "VAR now = SUM(s[x]) VAR past = CALCULATE(SUM(s[x]), DATEADD('Date'[Date], -1, YEAR)) "
                + "RETURN DIVIDE(now - past, now)", "dax")
        #expect(wanted != wrongBase)
    }
}
