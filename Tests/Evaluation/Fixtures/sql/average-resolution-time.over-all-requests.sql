-- The same seconds, by every request opened in the month, solved or not.
SELECT period, seconds AS numerator, requests AS denominator, seconds / nullif(requests, 0) AS value
FROM (
    SELECT m.period, count(r.id) AS requests,
        coalesce(sum(date_diff('second', r.opened_at, r.resolved_at)), 0) AS seconds
    FROM months AS m
    LEFT JOIN requests AS r ON r.opened_day >= m.first_day AND r.opened_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
