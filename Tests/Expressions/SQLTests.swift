import Formula
import Testing

@testable import Expressions

@Suite struct SQLTests {
    @Test(arguments: [
        Sample("SUM(amount) / COUNT(DISTINCT order_id)", "sum(amount) / distinct(order_id)"),
        Sample("COUNT(*)", "count()"),
        Sample("SUM(duration) / 60", "sum(duration) / 60"),
        Sample("1.0 * SUM(a) / COUNT(b)", "1 * sum(a) / count(b)"),
        Sample("SUM(a)::numeric / NULLIF(COUNT(*), 0)", "sum(a) / count()"),
        Sample("CAST(SUM(a) AS decimal(18, 2)) / COUNT(*)", "sum(a) / count()"),
        Sample("CONVERT(float, SUM(a)) / COUNT(*)", "sum(a) / count()"),
        Sample("ROUND(100.0 * SUM(a) / SUM(b), 2)", "100 * sum(a) / sum(b)"),
        Sample("COALESCE(SUM(a) / NULLIF(SUM(b), 0), 0)", "sum(a) / sum(b)"),
        Sample("CASE WHEN SUM(b) = 0 THEN 0 ELSE SUM(a) / SUM(b) END", "sum(a) / sum(b)"),
        Sample("CASE WHEN SUM(b) > 0 THEN SUM(a) / SUM(b) END", "sum(a) / sum(b)"),
        Sample("IF(SUM(b) = 0, NULL, SUM(a) / SUM(b))", "sum(a) / sum(b)"),
        Sample("SAFE_DIVIDE(SUM(a), SUM(b))", "sum(a) / sum(b)"),
        Sample("SUM(a) / GREATEST(SUM(b), 1)", "sum(a) / greatest(sum(b), 1)"),
        Sample(
            "SUM(CASE WHEN status = 'won' THEN 1 ELSE 0 END)",
            "sum(if status = \"won\" then 1 else 0)"),
        Sample("COUNT(*) FILTER (WHERE a > 1)", "count(where a > 1)"),
        Sample("AVG(x) FILTER (WHERE x IS NOT NULL)", "average(x where not x is missing)"),
        Sample(
            "countIf(status = 'failed') * 100.0 / count()",
            "count(where status = \"failed\") * 100 / count()"),
        Sample("sumIf(x, y IN (1, 2))", "sum(x where y in (1, 2))"),
        Sample("uniq(user_id)", "distinct(user_id)"),
        Sample("AVG(a / NULLIF(b, 0))", "average(a / b)"),
        Sample("AVG(NULLIF(b, 0))", "average(if b = 0 then missing else b)"),
        Sample("percentile_cont(0.9) WITHIN GROUP (ORDER BY wait)", "percentile(wait, 90 %)"),
        Sample("quantile(0.5)(x)", "percentile(x, 50 %)"),
        Sample(
            "AVG(EXTRACT(EPOCH FROM (closed_at - opened_at)))", "average(closed_at - opened_at)"),
        Sample("AVG(DATEDIFF(minute, a, b))", "average((b - a) / 60)"),
        Sample("AVG(TIMESTAMPDIFF(HOUR, a, b))", "average((b - a) / 3600)"),
        Sample(
            "SUM(\"Order Lines\".\"qty\" * `Order Lines`.price)",
            "sum(`Order Lines`.qty * price)"),
        Sample("SUM([Sales].[Amount])", "sum(Sales.Amount)"),
        Sample("SUM(a) AS total", "sum(a)"),
        Sample("SUM(paid::int)", "sum(paid)"),
        Sample("SUM((x > 3)::int)", "sum(if x > 3 then 1 else 0)"),
        Sample("SUM(x BETWEEN 1 AND 3)", "sum(if x >= 1 and x <= 3 then 1 else 0)"),
        Sample("COUNT(DISTINCT a, b)", "distinct(tuple(a, b))"),
        Sample(
            "COUNT(DISTINCT CASE WHEN n >= 2 THEN customer END)",
            "distinct(if n >= 2 then customer)"),
        Sample("a NOT IN (1) AND NOT b LIKE 'x%'", "not a in (1) and not like(b, \"x%\")"),
        Sample("DATE_TRUNC('month', d)", "truncated(\"month\", d)")
    ])
    func expressionsMean(_ sample: Sample) {
        #expect(meaning(sample.text, "sql") == sample.expected)
    }

    @Test(arguments: [
        Sample("SELECT COUNT(*) FROM shop.orders", "count(orders)"),
        Sample(
            "select sum(o.amount) from orders o where o.status = 'paid'",
            "sum(orders.amount where status = \"paid\")"),
        Sample(
            "SELECT SUM(x) / COUNT(*) FROM t WHERE a = 1 OR b = 2;",
            "sum(t.x where a = 1 or b = 2) / count(t where a = 1 or b = 2)"),
        Sample(
            "SELECT $__timeGroup(at, '1h') AS time, COUNT(*) FROM t "
                + "WHERE $__timeFilter(at) AND region IN ($region) GROUP BY 1 ORDER BY 1",
            "count(t)"),
        Sample(
            "SELECT COUNT(*) FROM t WHERE at >= now() - INTERVAL '5 minutes' AND x = 1",
            "count(t where x = 1)"),
        Sample("SELECT COUNT(*) FROM t WHERE toDate(at) = today()", "count(t)"),
        Sample(
            "SELECT COUNT(*) FROM t WHERE at BETWEEN '2024-01-01' AND '2024-12-31'",
            "count(t)"),
        Sample(
            "SELECT COUNT(*) FROM t WHERE seen < now() - INTERVAL '30 days'",
            "count(t where seen < now() - interval(\"30 days\"))"),
        Sample(
            "SELECT SUM(a.x) FROM a JOIN b ON a.id = b.id WHERE b.kind = 'k'",
            "sum(a.x where b.kind = \"k\")"),
        Sample(
            "WITH p AS (SELECT amount FROM orders WHERE paid = true) "
                + "SELECT SUM(amount) / COUNT(*) FROM p",
            "sum(orders.amount where paid) / count(orders where paid)"),
        Sample(
            "WITH s AS (SELECT SUM(a) AS x, COUNT(*) AS n FROM t) SELECT x / n FROM s",
            "sum(t.a) / count(t)"),
        Sample(
            "SELECT AVG(n) FROM (SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer) c",
            "average(count(orders per customer))"),
        Sample(
            "SELECT COUNT(*) FROM (SELECT customer, COUNT(*) n FROM orders GROUP BY customer) c",
            "distinct(orders.customer)"),
        Sample(
            "SELECT (SELECT COUNT(*) FROM a) * 1.0 / (SELECT COUNT(*) FROM b)",
            "count(a) * 1 / count(b)"),
        Sample(
            "WITH a AS (SELECT day, SUM(x) v FROM s GROUP BY day), "
                + "b AS (SELECT day, COUNT(*) n FROM t GROUP BY day) "
                + "SELECT a.day, a.v / b.n FROM a JOIN b ON a.day = b.day",
            "sum(s.x) / count(t)"),
        Sample("SELECT SUM(a) AS x, SUM(b) AS y, x / y AS r FROM t", "sum(t.a)"),
        Sample("SELECT TOP 5 name, SUM(x) FROM t WITH (NOLOCK) GROUP BY name", "sum(t.x)"),
        Sample("SELECT revenue = SUM(x) FROM t", "sum(t.x)"),
        Sample(
            "SELECT COUNT(*) FROM (SELECT DISTINCT customer FROM orders WHERE paid) d",
            "distinct(orders.customer where paid)"),
        Sample(
            "SELECT COUNT(DISTINCT CASE WHEN n >= 2 THEN customer END) / COUNT(DISTINCT customer) "
                + "FROM (SELECT customer, COUNT(*) n FROM orders WHERE paid GROUP BY customer) t",
            "distinct(if count(orders where paid per customer) >= 2 then orders.customer where paid) "
                + "/ distinct(orders.customer where paid)"),
        Sample(
            "SELECT region, COUNT(*) * 100.0 / SUM(COUNT(*)) OVER () AS s FROM o GROUP BY region",
            "count(o) * 100 / count(o per)"),
        Sample("SELECT SUM(x) FROM {{ ref('orders') }}", "sum(orders.x)"),
        Sample("SELECT SUM(x) FROM `project.shop.orders`", "sum(orders.x)")
    ])
    func queriesMean(_ sample: Sample) {
        #expect(meaning(sample.text, "sql") == sample.expected)
    }

    @Test func aQueryGivesAllItsColumns() {
        let formula = OutsideLanguage.parse(
            "SELECT region AS r, SUM(a) AS x, COUNT(*) n, x / n AS 'per row' FROM t GROUP BY region",
            language: "sql")
        #expect(formula.columns.map(\.name) == ["r", "x", "n", "per row"])
        #expect(
            formula.columns.map(\.expression.description)
                == ["region", "sum(t.a)", "count(t)", "sum(t.a) / count(t)"])
        #expect(formula.columns.map(\.isAggregate) == [false, true, true, true])
    }

    @Test func whatOnlyChoosesIsKeptBesides() {
        let formula = OutsideLanguage.parse(
            "SELECT COUNT(*) FROM t WHERE $__timeFilter(at) AND shop = '$shop' AND x = 1",
            language: "sql")
        #expect(formula.expression.description == "count(t where x = 1)")
        #expect(formula.selection.count == 2)
        #expect(
            formula.references.map(\.kind.rawValue) == ["time", "column", "parameter", "column"])
    }

    @Test(arguments: [
        "SUM(x) OVER (PARTITION BY y)", "ROW_NUMBER() OVER (ORDER BY x)", "MY_FUNCTION(x)",
        "SELECT COUNT(*) FROM a UNION SELECT COUNT(*) FROM b",
        "SELECT COUNT(*) FROM t WHERE id IN (SELECT id FROM u)",
        "SELECT COUNT(*) FROM t WHERE EXISTS (SELECT 1 FROM u)",
        "SELECT SUM(x) FROM (SELECT x FROM t LIMIT 10) s",
        "SELECT SUM(t.x) FROM t JOIN (SELECT id, COUNT(*) n FROM u GROUP BY id) u ON u.id = t.id",
        "SUM(DISTINCT x)", "SELECT COUNT(*) FROM t {% if x %} WHERE a {% endif %}",
        "SELECT SUM(day) FROM (SELECT day, SUM(x) v FROM s GROUP BY day) q"
    ])
    func whatIsNotUnderstoodIsOpaque(_ text: String) {
        #expect(!OutsideLanguage.parse(text, language: "sql").isUnderstood)
    }
}
