-- Different customers whose goods came back in the month, of the customers who bought in it. A
-- return without an order number, or of a guest's order, is nobody's.
SELECT period, senders AS numerator, buyers AS denominator, senders / nullif(buyers, 0) AS value
FROM (
    SELECT m.period,
        (SELECT count(DISTINCT o.customer) FROM returns AS r JOIN orders AS o ON o.id = r.order_id
            WHERE r.returned_day >= m.first_day AND r.returned_day < m.after_day) AS senders,
        (SELECT count(DISTINCT c.id) FROM customers AS c JOIN orders AS o ON o.customer = c.id
            WHERE o.placed_day >= m.first_day AND o.placed_day < m.after_day) AS buyers
    FROM months AS m
)
ORDER BY period;
