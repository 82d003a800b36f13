-- Promoters (9 and 10) less detractors (0 to 6), in points of 100, of those who answered. In August
-- nobody was asked: undefined, though there are surveys.
SELECT period, 100 * (promoters - detractors) AS numerator, answers AS denominator,
    100 * (promoters - detractors) / nullif(answers, 0) AS value
FROM (
    SELECT m.period, count(s.recommendation) AS answers,
        count(CASE WHEN s.recommendation BETWEEN 9 AND 10 THEN 1 END) AS promoters,
        count(CASE WHEN s.recommendation BETWEEN 0 AND 6 THEN 1 END) AS detractors
    FROM months AS m
    LEFT JOIN surveys AS s ON s.answered_day >= m.first_day AND s.answered_day < m.after_day
    GROUP BY m.period
)
ORDER BY period;
