import Expressions
import Formula
import Testing

/// Forms that dashboards use beside the plain ones.
@Suite struct FurtherFormsTests {
    private func parse(_ text: String, _ language: String) -> OutsideFormula {
        OutsideLanguage.parse(text, language: language)
    }

    /// Two texts of one meaning.
    @Test(arguments: [
        ("promql", "sum(a @ start())", "sum(a)"),
        ("sql", "{% set x = 1 %}SUM(a) /* b */ / COUNT(*)", "SUM(a) / COUNT(*)"),
        (
            "sql", "SELECT $__timeGroup(t, 5m), SUM(a) FROM x GROUP BY 1",
            "SELECT SUM(a) FROM x"
        ),
        ("excel", "SUBTOTAL(109,T[[#Data],[a]])/SUBTOTAL(3,T[id])", "SUM(T[a])/COUNTA(T[id])"),
        ("excel", "_xlfn.IFS(A2>0,B2)", "IF(A2>0,B2)"),
        ("lens", "count(lucene='a:b')", "count(kql='a : b')")
    ])
    func sameMeaning(_ language: String, _ one: String, _ other: String) {
        let first = parse(one, language)
        #expect(first.isUnderstood, "\(first.opaque)")
        #expect(first.expression.bareMeaning == parse(other, language).expression.bareMeaning)
    }

    @Test(arguments: [
        ("promql", "histogram_quantile($q, sum by (le) (rate(x_bucket[5m])))"),
        ("promql", "sum(rate(${metric}_total[$interval]))"),
        ("promql", "sum(up == bool 1)"), ("tableau", "WINDOW_VAR(SUM([a]), -2, 0)"),
        ("dax", "RANKX(ALL(T[a]), [m])"), ("mdx", "Avg([D].[H].Members, [Measures].[a])"),
        ("datadog", "avg:a.b{host:a OR host:b}"), ("excel", "VLOOKUP(A2,Data!A:F,3,FALSE)")
    ])
    func understood(_ language: String, _ text: String) {
        let formula = parse(text, language)
        #expect(formula.isUnderstood, "\(formula.opaque)")
    }

    @Test func truthAsANumber() throws {
        let formula = parse("sum(up == bool 1) / count(up)", "promql")
        #expect(formula.isUnderstood && formula.expression.containsAggregate)
    }
}

extension Expression {
    /// Without places and what stands beside the meaning.
    fileprivate var bareMeaning: String { "\(self)" }
}
