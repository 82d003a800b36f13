-- Answered calls that settled the matter, of the answered calls.
SELECT period, settled AS numerator, answered AS denominator, settled / nullif(answered, 0) AS value
FROM (
    SELECT m.period, count(CASE WHEN c.answered THEN 1 END) AS answered,
        count(CASE WHEN c.answered AND c.resolved_first THEN 1 END) AS settled
    FROM months AS m
    LEFT JOIN calls AS c ON c.started_day >= m.first_day AND c.started_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
