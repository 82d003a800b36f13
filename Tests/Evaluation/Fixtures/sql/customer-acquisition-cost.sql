-- What acquisition cost in the month, by customer won in the month.
SELECT period, cost AS numerator, won AS denominator, cost / nullif(won, 0) AS value
FROM (
    SELECT m.period,
        (SELECT coalesce(sum(amount), 0) FROM costs
            WHERE purpose = 'acquisition' AND incurred_on >= m.first_day AND incurred_on < m.after_day) AS cost,
        (SELECT count(*) FROM customers
            WHERE acquired_day >= m.first_day AND acquired_day < m.after_day) AS won
    FROM months AS m
)
ORDER BY period;
