-- Customers with two orders or more within the month, of those with at least one in it.
WITH buyers AS (
    SELECT strftime(o.placed_day, '%Y-%m') AS period, c.id, count(*) AS orders
    FROM customers AS c JOIN orders AS o ON o.customer = c.id
    GROUP BY ALL
)
SELECT m.period, count(CASE WHEN b.orders >= 2 THEN 1 END) AS numerator, count(b.id) AS denominator,
    count(CASE WHEN b.orders >= 2 THEN 1 END) / nullif(count(b.id), 0) AS value
FROM months AS m LEFT JOIN buyers AS b USING (period)
GROUP BY m.period
ORDER BY m.period;
