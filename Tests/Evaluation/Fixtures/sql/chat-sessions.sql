-- Chats that the customer began, with a person or with the bot, connected or not.
SELECT m.period, count(c.id) AS numerator, NULL AS denominator, count(c.id) AS value
FROM months AS m
LEFT JOIN chats AS c
    ON c.requested_day >= m.first_day AND c.requested_day < m.after_day AND c.started_by = 'customer'
GROUP BY m.period
ORDER BY m.period;
