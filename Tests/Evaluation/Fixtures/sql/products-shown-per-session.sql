-- Products that agents showed, by connected chat (also those with the bot, which shows none).
SELECT period, shown AS numerator, chats AS denominator, shown / nullif(chats, 0) AS value
FROM (
    SELECT m.period, coalesce(sum(c.products_shown), 0) AS shown,
        count(CASE WHEN c.established THEN 1 END) AS chats
    FROM months AS m
    LEFT JOIN chats AS c ON c.requested_day >= m.first_day AND c.requested_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
