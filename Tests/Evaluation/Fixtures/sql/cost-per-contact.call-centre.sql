-- What service on the telephone cost in the month, by call. Costs of no channel are left out.
SELECT period, cost AS numerator, calls AS denominator, cost / nullif(calls, 0) AS value
FROM (
    SELECT m.period,
        (SELECT coalesce(sum(amount), 0) FROM costs
            WHERE purpose = 'service' AND channel = 'phone'
            AND incurred_on >= m.first_day AND incurred_on < m.after_day) AS cost,
        (SELECT count(*) FROM calls WHERE started_day >= m.first_day AND started_day < m.after_day) AS calls
    FROM months AS m
)
ORDER BY period;
