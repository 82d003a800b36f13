-- Seconds from opening to the first answer, of the requests opened in the month that got one.
SELECT period, seconds AS numerator, answered AS denominator, seconds / nullif(answered, 0) AS value
FROM (
    SELECT m.period, count(r.first_response_at) AS answered,
        coalesce(sum(date_diff('second', r.opened_at, r.first_response_at)), 0) AS seconds
    FROM months AS m
    LEFT JOIN requests AS r ON r.opened_day >= m.first_day AND r.opened_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
