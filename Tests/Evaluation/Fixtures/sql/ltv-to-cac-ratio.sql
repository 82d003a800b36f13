-- Lifetime value (3 months of buying, margin 32 %) by the cost of a new customer.
WITH parts AS (
    SELECT m.period, count(o.id) AS orders, coalesce(sum(o.revenue), 0) AS revenue,
        count(DISTINCT c.id) AS buyers,
        (SELECT coalesce(sum(amount), 0) FROM costs WHERE purpose = 'acquisition'
            AND incurred_on >= m.first_day AND incurred_on < m.after_day) AS cost,
        (SELECT count(*) FROM customers
            WHERE acquired_day >= m.first_day AND acquired_day < m.after_day) AS won
    FROM months AS m
    LEFT JOIN orders AS o ON o.placed_day >= m.first_day AND o.placed_day < m.after_day
    LEFT JOIN customers AS c ON c.id = o.customer
    GROUP BY ALL
),
figures AS (
    SELECT period, revenue / nullif(orders, 0) * orders / nullif(buyers, 0) * 3 * 0.32 AS lifetime_value,
        cost / nullif(won, 0) AS acquisition_cost
    FROM parts
)
SELECT period, lifetime_value AS numerator, acquisition_cost AS denominator,
    lifetime_value / nullif(acquisition_cost, 0) AS value
FROM figures
ORDER BY period;
