-- Seconds from the beginning to the end of a connected chat. June has none: undefined.
SELECT period, seconds AS numerator, chats AS denominator, seconds / nullif(chats, 0) AS value
FROM (
    SELECT m.period, count(date_diff('second', c.started_at, c.ended_at)) AS chats,
        coalesce(sum(date_diff('second', c.started_at, c.ended_at)), 0) AS seconds
    FROM months AS m
    LEFT JOIN chats AS c
        ON c.requested_day >= m.first_day AND c.requested_day < m.after_day AND c.established
    GROUP BY m.period
)
ORDER BY period;
