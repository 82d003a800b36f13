WITH
"calls" AS (
    SELECT
        NULLIF(trim(CAST("state" AS TEXT)), '') IN ('l''appel', 'a\b') AS "answered",
        "started `at`" AS "started_at",
        CAST("wait ""min""" AS REAL) * 60 AS "wait"
    FROM "support"."""calls"""
),
"requests" AS (
    SELECT
        "opened_at" AS "opened_at",
        "resolved_at" AS "resolved_at"
    FROM main."requests"
),
periods(period, first_day, after_day) AS (
    VALUES
    (date('2025-01-01'), date('2025-01-01'), date('2025-02-01')),
    (date('2025-02-01'), date('2025-02-01'), date('2025-03-01')),
    (date('2025-03-01'), date('2025-03-01'), date('2025-04-01'))
),
calls_1 AS (
    SELECT
        date(strftime('%Y-%m-%d %H:%M:%f', t."started_at", (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= t."started_at" ORDER BY o.since DESC LIMIT 1)), 'start of month') AS period,
        count(*) AS rows_,
        count(*) FILTER (WHERE (t."answered" AND (t."wait" <= 20))) AS "count_1",
        count(*) AS "count_2"
    FROM "calls" AS t
    WHERE strftime('%Y-%m-%d %H:%M:%f', t."started_at", (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= t."started_at" ORDER BY o.since DESC LIMIT 1)) >= date('2025-01-01')
        AND strftime('%Y-%m-%d %H:%M:%f', t."started_at", (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= t."started_at" ORDER BY o.since DESC LIMIT 1)) < date('2025-04-01')
    GROUP BY 1
),
requests_2_days AS (
    SELECT
        date(strftime('%Y-%m-%d %H:%M:%f', strftime('%Y-%m-%d %H:%M:%f', CASE WHEN edge.change = 1 THEN t."opened_at" ELSE t."resolved_at" END, '-0.001 seconds'), (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= strftime('%Y-%m-%d %H:%M:%f', CASE WHEN edge.change = 1 THEN t."opened_at" ELSE t."resolved_at" END, '-0.001 seconds') ORDER BY o.since DESC LIMIT 1))) AS day,
        sum(edge.change) AS rows_,
        sum(edge.change) AS "count_1"
    FROM "requests" AS t
    CROSS JOIN (SELECT 1 AS change UNION ALL SELECT -1) AS edge
    WHERE t."opened_at" IS NOT NULL
        AND (t."resolved_at" IS NULL OR t."resolved_at" > t."opened_at")
        AND (edge.change = 1 OR t."resolved_at" IS NOT NULL)
    GROUP BY 1
),
requests_2 AS (
    SELECT
        w.period,
        sum(d.rows_) AS rows_,
        sum(d."count_1") AS "count_1"
    FROM periods AS w
    JOIN requests_2_days AS d ON d.day < w.after_day
    GROUP BY 1
    HAVING sum(d.rows_) <> 0
),
spine AS (SELECT period FROM periods)
SELECT
    date(spine.period) AS period,
    CAST(coalesce(calls_1."count_1", 0) AS REAL) AS n0,
    CAST(coalesce(calls_1."count_2", 0) AS REAL) AS d0,
    CAST(coalesce(requests_2."count_1", 0) AS REAL) AS n1,
    calls_1.rows_ AS "rows calls_1",
    requests_2.rows_ AS "rows requests_2"
FROM spine
LEFT JOIN calls_1 ON calls_1.period = spine.period
LEFT JOIN requests_2 ON requests_2.period = spine.period
ORDER BY spine.period;

-- By channel.

WITH
"requests" AS (
    SELECT
        CASE NULLIF(trim(CAST("channel" AS TEXT)), '') WHEN 'o''phone' THEN 'phone' ELSE NULLIF(trim(CAST("channel" AS TEXT)), '') END AS "channel",
        "answered_at" AS "first_response_at",
        "opened_at" AS "opened_at"
    FROM main."requests"
),
periods(period, first_day, after_day) AS (
    VALUES
    (date('2025-01-01'), date('2025-01-01'), date('2025-02-01')),
    (date('2025-02-01'), date('2025-02-01'), date('2025-03-01')),
    (date('2025-03-01'), date('2025-03-01'), date('2025-04-01'))
),
requests_1 AS (
    SELECT
        date(strftime('%Y-%m-%d %H:%M:%f', t."opened_at", (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= t."opened_at" ORDER BY o.since DESC LIMIT 1)), 'start of month') AS period,
        t."channel" AS dimension1,
        count(*) AS rows_,
        sum(((unixepoch(t."first_response_at", 'subsec') - unixepoch(t."opened_at", 'subsec')))) AS "sum_1",
        count(((unixepoch(t."first_response_at", 'subsec') - unixepoch(t."opened_at", 'subsec')))) AS "count_2",
        sum((((unixepoch(t."first_response_at", 'subsec') - unixepoch(t."opened_at", 'subsec'))) * ((unixepoch(t."first_response_at", 'subsec') - unixepoch(t."opened_at", 'subsec'))))) AS "sum_3"
    FROM "requests" AS t
    WHERE strftime('%Y-%m-%d %H:%M:%f', t."opened_at", (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= t."opened_at" ORDER BY o.since DESC LIMIT 1)) >= date('2025-01-01')
        AND strftime('%Y-%m-%d %H:%M:%f', t."opened_at", (SELECT (o.shift) || ' seconds' FROM zone_offsets AS o WHERE o.zone = 'Europe/Madrid' AND o.since <= t."opened_at" ORDER BY o.since DESC LIMIT 1)) < date('2025-04-01')
    GROUP BY 1, 2
),
spine AS (
    SELECT period, dimension1 FROM requests_1
)
SELECT
    date(spine.period) AS period,
    CAST(spine.dimension1 AS TEXT) AS dimension1,
    CAST(coalesce(requests_1."sum_1", 0) AS REAL) AS n0,
    CAST(coalesce(requests_1."count_2", 0) AS REAL) AS d0,
    CAST((1 * coalesce(requests_1."sum_3", 0)) AS REAL) AS s0_0,
    CAST((1 * coalesce(requests_1."sum_1", 0)) AS REAL) AS s0_1,
    CAST((1 * coalesce(requests_1."count_2", 0)) AS REAL) AS s0_2,
    requests_1.rows_ AS "rows requests_1"
FROM spine
LEFT JOIN requests_1 ON requests_1.period = spine.period AND requests_1.dimension1 IS spine.dimension1
ORDER BY spine.period, spine.dimension1;
