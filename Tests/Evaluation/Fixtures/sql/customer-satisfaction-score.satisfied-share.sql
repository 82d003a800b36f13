-- Answers of 4 and 5, of all answers about satisfaction.
SELECT period, content AS numerator, answers AS denominator, content / nullif(answers, 0) AS value
FROM (
    SELECT m.period, count(s.satisfaction) AS answers,
        count(CASE WHEN s.satisfaction IN (4, 5) THEN 1 END) AS content
    FROM months AS m
    LEFT JOIN surveys AS s ON s.answered_day >= m.first_day AND s.answered_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
