-- Mean answer about satisfaction in surveys after a chat. June has none: undefined.
SELECT period, points AS numerator, answers AS denominator, points / nullif(answers, 0) AS value
FROM (
    SELECT m.period, count(s.satisfaction) AS answers, coalesce(sum(s.satisfaction), 0) AS points
    FROM months AS m
    LEFT JOIN surveys AS s
        ON s.answered_day >= m.first_day AND s.answered_day < m.after_day AND s.channel = 'chat'
    GROUP BY m.period
)
ORDER BY period;
