-- Seconds from opening to solution, of the requests opened in the month that were solved.
SELECT period, seconds AS numerator, solved AS denominator, seconds / nullif(solved, 0) AS value
FROM (
    SELECT m.period, count(r.resolved_at) AS solved,
        coalesce(sum(date_diff('second', r.opened_at, r.resolved_at)), 0) AS seconds
    FROM months AS m
    LEFT JOIN requests AS r ON r.opened_day >= m.first_day AND r.opened_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
