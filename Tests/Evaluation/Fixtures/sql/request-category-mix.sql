-- Requests of each category, of all requests opened in the month.
WITH counted AS (
    SELECT strftime(opened_day, '%Y-%m') AS period, category, count(*) AS requests
    FROM requests
    GROUP BY ALL
)
SELECT period, category, requests AS numerator, sum(requests) OVER (PARTITION BY period) AS denominator,
    requests / sum(requests) OVER (PARTITION BY period) AS value
FROM counted
WHERE period IN (SELECT period FROM months)
ORDER BY period, category;
