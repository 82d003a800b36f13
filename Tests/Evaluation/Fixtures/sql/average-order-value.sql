-- Revenue of the orders placed in the month, by order. An order whose total cannot be read is
-- still an order.
SELECT period, revenue AS numerator, orders AS denominator, revenue / nullif(orders, 0) AS value
FROM (
    SELECT m.period, count(o.id) AS orders, coalesce(sum(o.revenue), 0) AS revenue
    FROM months AS m
    LEFT JOIN orders AS o ON o.placed_day >= m.first_day AND o.placed_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
