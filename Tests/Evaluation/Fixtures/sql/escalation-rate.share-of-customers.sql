-- Different customers one of whose requests reached a higher tier, of those who opened any.
SELECT m.period, count(DISTINCT CASE WHEN r.escalated THEN r.customer END) AS numerator,
    count(DISTINCT r.customer) AS denominator,
    count(DISTINCT CASE WHEN r.escalated THEN r.customer END)
        / nullif(count(DISTINCT r.customer), 0) AS value
FROM months AS m
LEFT JOIN requests AS r ON r.opened_day >= m.first_day AND r.opened_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
