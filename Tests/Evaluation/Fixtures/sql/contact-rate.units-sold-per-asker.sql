-- For each product: units sold in the month, by customer who opened a request about it. Nobody
-- asked: undefined. Most requests are about no product; they make a line of their own, without sales.
WITH sold AS (
    SELECT strftime(placed_day, '%Y-%m') AS period, product, coalesce(sum(quantity), 0) AS units
    FROM order_lines
    GROUP BY ALL
),
asked AS (
    SELECT strftime(opened_day, '%Y-%m') AS period, product, count(DISTINCT customer) AS askers
    FROM requests
    GROUP BY ALL
)
SELECT period, product, coalesce(s.units, 0) AS numerator, coalesce(a.askers, 0) AS denominator,
    coalesce(s.units, 0) / nullif(coalesce(a.askers, 0), 0) AS value
FROM (SELECT period, product FROM sold UNION SELECT period, product FROM asked)
LEFT JOIN sold AS s USING (period, product)
LEFT JOIN (SELECT * REPLACE (coalesce(product, '∅') AS product) FROM asked) AS a
    ON a.period = period AND a.product = coalesce(product, '∅')
WHERE period IN (SELECT period FROM months)
ORDER BY period, product NULLS FIRST;
