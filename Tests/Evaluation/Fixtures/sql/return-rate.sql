-- Units that came back in the month, by units sold in the month, whichever month they were sold in.
SELECT period, returned AS numerator, sold AS denominator, returned / nullif(sold, 0) AS value
FROM (
    SELECT m.period,
        (SELECT coalesce(sum(quantity), 0) FROM returns
            WHERE returned_day >= m.first_day AND returned_day < m.after_day) AS returned,
        (SELECT coalesce(sum(quantity), 0) FROM order_lines
            WHERE placed_day >= m.first_day AND placed_day < m.after_day) AS sold
    FROM months AS m
)
ORDER BY period;
