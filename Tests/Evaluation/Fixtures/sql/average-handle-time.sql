-- Seconds of talk, hold and work afterwards of an answered call. No entry for hold or for the work
-- afterwards means that there was none; without the talk time the call is left out.
SELECT period, total AS numerator, calls AS denominator, total / nullif(calls, 0) AS value
FROM (
    SELECT m.period, count(c.talk) AS calls,
        coalesce(sum(c.talk + coalesce(c.hold, 0) + coalesce(c.wrap_up, 0)), 0) AS total
    FROM months AS m
    LEFT JOIN calls AS c
        ON c.started_day >= m.first_day AND c.started_day < m.after_day AND c.answered
    GROUP BY m.period
)
ORDER BY period;
