-- Requests that reached a higher tier, of all requests opened in the month.
SELECT m.period, count(CASE WHEN r.escalated THEN 1 END) AS numerator, count(r.id) AS denominator,
    count(CASE WHEN r.escalated THEN 1 END) / nullif(count(r.id), 0) AS value
FROM months AS m
LEFT JOIN requests AS r ON r.opened_day >= m.first_day AND r.opened_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
