-- The shop asks on a scale from 1 to 5; on one from 1 to 10 each answer stands as far between the
-- ends: 1 stays 1, 5 becomes 10.
SELECT period, points AS numerator, answers AS denominator, points / nullif(answers, 0) AS value
FROM (
    SELECT m.period, count(s.satisfaction) AS answers,
        coalesce(sum(1 + (s.satisfaction - 1) * 2.25), 0) AS points
    FROM months AS m
    LEFT JOIN surveys AS s ON s.answered_day >= m.first_day AND s.answered_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
