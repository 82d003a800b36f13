-- Calls answered within 20 seconds, of those that were answered at all.
SELECT period, within AS numerator, answered AS denominator, within / nullif(answered, 0) AS value
FROM (
    SELECT m.period, count(CASE WHEN c.answered THEN 1 END) AS answered,
        count(CASE WHEN c.answered AND c.wait <= 20 THEN 1 END) AS within
    FROM months AS m
    LEFT JOIN calls AS c ON c.started_day >= m.first_day AND c.started_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
