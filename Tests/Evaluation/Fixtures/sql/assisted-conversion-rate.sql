-- Visits in which service talked with the visitor and that ended in a purchase, of the former. None
-- in June: undefined.
SELECT m.period, count(CASE WHEN v.attended AND v.bought THEN 1 END) AS numerator,
    count(CASE WHEN v.attended THEN 1 END) AS denominator,
    count(CASE WHEN v.attended AND v.bought THEN 1 END)
        / nullif(count(CASE WHEN v.attended THEN 1 END), 0) AS value
FROM months AS m
LEFT JOIN visits AS v ON v.started_day >= m.first_day AND v.started_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
