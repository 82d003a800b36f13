-- Requests that are open when the week ends, on Sunday at midnight in Madrid. ISO weeks; the last
-- days of the year, whose week ends in the next, are not asked for.
WITH weeks AS (
    SELECT strftime(monday, '%G-W%V') AS period, CAST(monday + INTERVAL 7 DAY AS TIMESTAMPTZ) AS ending
    FROM (SELECT unnest(generate_series(TIMESTAMP '2024-12-30', TIMESTAMP '2025-12-22', INTERVAL 7 DAY)) AS monday)
)
SELECT w.period, count(r.id) AS numerator, NULL AS denominator, count(r.id) AS value
FROM weeks AS w
LEFT JOIN requests AS r
    ON r.opened_at <= w.ending AND (r.resolved_at IS NULL OR r.resolved_at > w.ending)
GROUP BY w.period
ORDER BY w.period;
