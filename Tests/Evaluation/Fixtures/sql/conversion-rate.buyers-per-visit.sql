-- Different visitors who bought in the month, by visit.
SELECT m.period, count(DISTINCT CASE WHEN v.bought THEN v.visitor END) AS numerator,
    count(v.id) AS denominator,
    count(DISTINCT CASE WHEN v.bought THEN v.visitor END) / nullif(count(v.id), 0) AS value
FROM months AS m
LEFT JOIN visits AS v ON v.started_day >= m.first_day AND v.started_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
