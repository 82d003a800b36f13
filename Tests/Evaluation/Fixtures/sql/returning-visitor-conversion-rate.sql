-- Second visits of visitors who had not bought: how many ended in a purchase.
SELECT m.period, count(CASE WHEN v.bought THEN 1 END) AS numerator, count(v.id) AS denominator,
    count(CASE WHEN v.bought THEN 1 END) / nullif(count(v.id), 0) AS value
FROM months AS m
LEFT JOIN visits AS v
    ON v.started_day >= m.first_day AND v.started_day < m.after_day
    AND v.visit_number = 2 AND NOT v.bought_before
GROUP BY m.period
ORDER BY m.period;
