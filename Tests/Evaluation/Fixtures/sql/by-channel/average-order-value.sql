-- Revenue by order of each channel.
SELECT strftime(placed_day, '%Y-%m') AS period, channel, coalesce(sum(revenue), 0) AS numerator,
    count(*) AS denominator, coalesce(sum(revenue), 0) / count(*) AS value
FROM orders
WHERE placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
GROUP BY ALL
ORDER BY period, channel;
