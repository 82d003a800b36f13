-- Chats that were connected and that the customer began.
SELECT m.period, count(c.id) AS numerator, NULL AS denominator, count(c.id) AS value
FROM months AS m
LEFT JOIN chats AS c
    ON c.requested_day >= m.first_day AND c.requested_day < m.after_day
    AND c.established AND c.started_by = 'customer'
GROUP BY m.period
ORDER BY m.period;
