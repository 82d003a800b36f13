-- Visits of the month, by agent who worked on any day of it.
SELECT period, visits AS numerator, agents AS denominator, visits / nullif(agents, 0) AS value
FROM (
    SELECT m.period,
        (SELECT count(*) FROM visits WHERE started_day >= m.first_day AND started_day < m.after_day) AS visits,
        (SELECT count(DISTINCT agent) FROM shifts
            WHERE worked_on >= m.first_day AND worked_on < m.after_day) AS agents
    FROM months AS m
)
ORDER BY period;
