-- The whole year at once: from its calls, not from its months.
SELECT '2025-01-01/2025-12-31' AS period, count(CASE WHEN answered AND wait <= 20 THEN 1 END) AS numerator,
    count(*) AS denominator, count(CASE WHEN answered AND wait <= 20 THEN 1 END) / count(*) AS value
FROM calls
WHERE started_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31';
