-- Orders placed in the month, on the site or not, by visit.
SELECT period, orders AS numerator, visits AS denominator, orders / nullif(visits, 0) AS value
FROM (
    SELECT m.period,
        (SELECT count(*) FROM orders WHERE placed_day >= m.first_day AND placed_day < m.after_day) AS orders,
        (SELECT count(*) FROM visits WHERE started_day >= m.first_day AND started_day < m.after_day) AS visits
    FROM months AS m
)
ORDER BY period;
