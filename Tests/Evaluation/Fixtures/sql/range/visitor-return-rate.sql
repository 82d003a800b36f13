-- The whole year at once: a visitor of two months is still one visitor.
SELECT '2025-01-01/2025-12-31' AS period,
    count(DISTINCT CASE WHEN visit_number > 1 THEN visitor END) AS numerator,
    count(DISTINCT visitor) AS denominator,
    count(DISTINCT CASE WHEN visit_number > 1 THEN visitor END) / count(DISTINCT visitor) AS value
FROM visits
WHERE started_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31';
