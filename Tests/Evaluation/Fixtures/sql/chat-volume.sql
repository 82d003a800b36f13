-- Chats in which both sides were connected. None in June, which is 0 and not unknown.
SELECT m.period, count(c.id) AS numerator, NULL AS denominator, count(c.id) AS value
FROM months AS m
LEFT JOIN chats AS c
    ON c.requested_day >= m.first_day AND c.requested_day < m.after_day AND c.established
GROUP BY m.period
ORDER BY m.period;
