-- What service cost in the month, by call, e-mail and chat of the month.
SELECT period, cost AS numerator, contacts AS denominator, cost / nullif(contacts, 0) AS value
FROM (
    SELECT m.period,
        (SELECT coalesce(sum(amount), 0) FROM costs
            WHERE purpose = 'service' AND incurred_on >= m.first_day AND incurred_on < m.after_day) AS cost,
        (SELECT count(*) FROM calls WHERE started_day >= m.first_day AND started_day < m.after_day)
        + (SELECT count(*) FROM emails WHERE received_day >= m.first_day AND received_day < m.after_day)
        + (SELECT count(*) FROM chats WHERE requested_day >= m.first_day AND requested_day < m.after_day)
            AS contacts
    FROM months AS m
)
ORDER BY period;
