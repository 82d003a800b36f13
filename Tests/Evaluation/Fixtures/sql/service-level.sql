-- Calls answered within 20 seconds, of all calls. A wait that cannot be read is not within anything.
SELECT period, within AS numerator, calls AS denominator, within / nullif(calls, 0) AS value
FROM (
    SELECT m.period, count(c.id) AS calls,
        count(CASE WHEN c.answered AND c.wait <= 20 THEN 1 END) AS within
    FROM months AS m
    LEFT JOIN calls AS c ON c.started_day >= m.first_day AND c.started_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
