-- Calls that began in the month.
SELECT m.period, count(c.id) AS numerator, NULL AS denominator, count(c.id) AS value
FROM months AS m
LEFT JOIN calls AS c ON c.started_day >= m.first_day AND c.started_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
