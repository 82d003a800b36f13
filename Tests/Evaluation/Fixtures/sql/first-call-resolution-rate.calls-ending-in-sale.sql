-- What one document describes under this name: calls that ended in a sale, of all calls.
WITH told AS (
    SELECT strftime(started_day, '%Y-%m') AS period, count(*) AS calls, sum(sale::INTEGER) AS sales
    FROM calls
    GROUP BY ALL
)
SELECT m.period, coalesce(t.sales, 0) AS numerator, coalesce(t.calls, 0) AS denominator,
    t.sales / t.calls AS value
FROM months AS m LEFT JOIN told AS t USING (period)
ORDER BY m.period;
