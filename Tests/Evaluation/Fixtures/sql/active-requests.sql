-- Requests that are open when the month ends, whenever they were opened.
SELECT m.period, count(r.id) AS numerator, NULL AS denominator, count(r.id) AS value
FROM months AS m
LEFT JOIN requests AS r
    ON r.opened_at <= CAST(m.after_day AS TIMESTAMPTZ)
    AND (r.resolved_at IS NULL OR r.resolved_at > CAST(m.after_day AS TIMESTAMPTZ))
GROUP BY m.period
ORDER BY m.period;
