-- Requests that nobody has begun to work on when the month ends.
SELECT m.period, count(r.id) AS numerator, NULL AS denominator, count(r.id) AS value
FROM months AS m
LEFT JOIN requests AS r
    ON r.opened_at <= CAST(m.after_day AS TIMESTAMPTZ)
    AND (r.taken_at IS NULL OR r.taken_at > CAST(m.after_day AS TIMESTAMPTZ))
GROUP BY m.period
ORDER BY m.period;
