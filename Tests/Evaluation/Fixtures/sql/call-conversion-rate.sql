-- Calls that ended in a sale, of all calls.
SELECT period, sales AS numerator, calls AS denominator, sales / nullif(calls, 0) AS value
FROM (
    SELECT m.period, count(c.id) AS calls, count(CASE WHEN c.sale THEN 1 END) AS sales
    FROM months AS m
    LEFT JOIN calls AS c ON c.started_day >= m.first_day AND c.started_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
