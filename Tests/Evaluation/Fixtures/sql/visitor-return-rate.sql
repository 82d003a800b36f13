-- Different visitors who were here for a second or later time, of all different visitors of the month.
SELECT m.period, count(DISTINCT CASE WHEN v.visit_number > 1 THEN v.visitor END) AS numerator,
    count(DISTINCT v.visitor) AS denominator,
    count(DISTINCT CASE WHEN v.visit_number > 1 THEN v.visitor END)
        / nullif(count(DISTINCT v.visitor), 0) AS value
FROM months AS m
LEFT JOIN visits AS v ON v.started_day >= m.first_day AND v.started_day < m.after_day
GROUP BY m.period
ORDER BY m.period;
