-- The shop's own metric: orders in gift wrapping, of all orders.
SELECT m.period, count(CASE WHEN o.gift_wrap THEN 1 END) AS numerator, count(o.id) AS denominator,
    count(CASE WHEN o.gift_wrap THEN 1 END) / nullif(count(o.id), 0) AS value
FROM months AS m
LEFT JOIN orders AS o ON o.placed_day >= m.first_day AND o.placed_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
