-- Calls, e-mails and chats of the month, by order placed in the month.
SELECT period, contacts AS numerator, orders AS denominator, contacts / nullif(orders, 0) AS value
FROM (
    SELECT m.period,
        (SELECT count(*) FROM calls WHERE started_day >= m.first_day AND started_day < m.after_day)
        + (SELECT count(*) FROM emails WHERE received_day >= m.first_day AND received_day < m.after_day)
        + (SELECT count(*) FROM chats WHERE requested_day >= m.first_day AND requested_day < m.after_day)
            AS contacts,
        (SELECT count(*) FROM orders WHERE placed_day >= m.first_day AND placed_day < m.after_day)
            AS orders
    FROM months AS m
)
ORDER BY period;
