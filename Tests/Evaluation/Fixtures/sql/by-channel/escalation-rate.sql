-- Escalated requests of each channel, of the requests of that channel.
SELECT strftime(opened_day, '%Y-%m') AS period, channel, count(CASE WHEN escalated THEN 1 END) AS numerator,
    count(*) AS denominator, count(CASE WHEN escalated THEN 1 END) / count(*) AS value
FROM requests
WHERE opened_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
GROUP BY ALL
ORDER BY period, channel;
