-- The whole year at once: far more than in any month, because a year is long enough to come back in.
WITH buyers AS (
    SELECT c.id, count(*) AS orders
    FROM customers AS c JOIN orders AS o ON o.customer = c.id
    WHERE o.placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
    GROUP BY c.id
)
SELECT '2025-01-01/2025-12-31' AS period, count(CASE WHEN orders >= 2 THEN 1 END) AS numerator,
    count(*) AS denominator, count(CASE WHEN orders >= 2 THEN 1 END) / count(*) AS value
FROM buyers;
