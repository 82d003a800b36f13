-- E-mails received in the month; those whose date cannot be read belong to no month.
SELECT m.period, count(e.id) AS numerator, NULL AS denominator, count(e.id) AS value
FROM months AS m
LEFT JOIN emails AS e ON e.received_day >= m.first_day AND e.received_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
