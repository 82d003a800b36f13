ALTER SESSION SET TIMEZONE = 'UTC', WEEK_START = 1;

WITH
"calls" AS (
    SELECT
        NULLIF(trim(CAST("state" AS VARCHAR)), '') IN ('l\'appel', 'a\\b') AS "answered",
        "started `at`" AS "started_at",
        CAST("wait ""min""" AS DOUBLE) * 60 AS "wait"
    FROM "support"."""calls"""
),
"requests" AS (
    SELECT
        "opened_at" AS "opened_at",
        "resolved_at" AS "resolved_at"
    FROM "requests"
),
periods(period, first_day, after_day) AS (
    SELECT * FROM VALUES
    (DATE '2025-01-01', DATE '2025-01-01', DATE '2025-02-01'),
    (DATE '2025-02-01', DATE '2025-02-01', DATE '2025-03-01'),
    (DATE '2025-03-01', DATE '2025-03-01', DATE '2025-04-01')
),
calls_1 AS (
    SELECT
        CAST(date_trunc('month', CAST(CONVERT_TIMEZONE('Europe/Madrid', t."started_at") AS TIMESTAMP_NTZ)) AS DATE) AS period,
        count(*) AS rows_,
        count(CASE WHEN (t."answered" AND (t."wait" <= 20)) THEN 1 END) AS "count_1",
        count(*) AS "count_2",
        percentile_cont(0.9) WITHIN GROUP (ORDER BY t."wait") AS "percentile_3"
    FROM "calls" AS t
    WHERE CAST(CONVERT_TIMEZONE('Europe/Madrid', t."started_at") AS TIMESTAMP_NTZ) >= DATE '2025-01-01'
        AND CAST(CONVERT_TIMEZONE('Europe/Madrid', t."started_at") AS TIMESTAMP_NTZ) < DATE '2025-04-01'
    GROUP BY 1
),
requests_2_days AS (
    SELECT
        CAST(CAST(CONVERT_TIMEZONE('Europe/Madrid', dateadd(microsecond, -1, CASE WHEN edge.change = 1 THEN t."opened_at" ELSE t."resolved_at" END)) AS TIMESTAMP_NTZ) AS DATE) AS day,
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
    to_char(spine.period, 'YYYY-MM-DD') AS period,
    CAST(coalesce(calls_1."count_1", 0) AS DOUBLE) AS n0,
    CAST(coalesce(calls_1."count_2", 0) AS DOUBLE) AS d0,
    CAST(coalesce(requests_2."count_1", 0) AS DOUBLE) AS n1,
    CAST(calls_1."percentile_3" AS DOUBLE) AS n2,
    calls_1.rows_ AS "rows calls_1",
    requests_2.rows_ AS "rows requests_2"
FROM spine
LEFT JOIN calls_1 ON calls_1.period = spine.period
LEFT JOIN requests_2 ON requests_2.period = spine.period
ORDER BY spine.period;

-- By channel.

ALTER SESSION SET TIMEZONE = 'UTC', WEEK_START = 1;

WITH
"requests" AS (
    SELECT
        CASE NULLIF(trim(CAST("channel" AS VARCHAR)), '') WHEN 'o\'phone' THEN 'phone' ELSE NULLIF(trim(CAST("channel" AS VARCHAR)), '') END AS "channel",
        "answered_at" AS "first_response_at",
        "opened_at" AS "opened_at"
    FROM "requests"
),
periods(period, first_day, after_day) AS (
    SELECT * FROM VALUES
    (DATE '2025-01-01', DATE '2025-01-01', DATE '2025-02-01'),
    (DATE '2025-02-01', DATE '2025-02-01', DATE '2025-03-01'),
    (DATE '2025-03-01', DATE '2025-03-01', DATE '2025-04-01')
),
requests_1 AS (
    SELECT
        CAST(date_trunc('month', CAST(CONVERT_TIMEZONE('Europe/Madrid', t."opened_at") AS TIMESTAMP_NTZ)) AS DATE) AS period,
        t."channel" AS dimension1,
        count(*) AS rows_,
        sum((timestampdiff(microsecond, t."opened_at", t."first_response_at") / 1e6)) AS "sum_1",
        count((timestampdiff(microsecond, t."opened_at", t."first_response_at") / 1e6)) AS "count_2",
        sum(((timestampdiff(microsecond, t."opened_at", t."first_response_at") / 1e6) * (timestampdiff(microsecond, t."opened_at", t."first_response_at") / 1e6))) AS "sum_3"
    FROM "requests" AS t
    WHERE CAST(CONVERT_TIMEZONE('Europe/Madrid', t."opened_at") AS TIMESTAMP_NTZ) >= DATE '2025-01-01'
        AND CAST(CONVERT_TIMEZONE('Europe/Madrid', t."opened_at") AS TIMESTAMP_NTZ) < DATE '2025-04-01'
    GROUP BY 1, 2
),
spine AS (
    SELECT period, dimension1 FROM requests_1
)
SELECT
    to_char(spine.period, 'YYYY-MM-DD') AS period,
    CAST(spine.dimension1 AS VARCHAR) AS dimension1,
    CAST(coalesce(requests_1."sum_1", 0) AS DOUBLE) AS n0,
    CAST(coalesce(requests_1."count_2", 0) AS DOUBLE) AS d0,
    CAST((1 * coalesce(requests_1."sum_3", 0)) AS DOUBLE) AS s0_0,
    CAST((1 * coalesce(requests_1."sum_1", 0)) AS DOUBLE) AS s0_1,
    CAST((1 * coalesce(requests_1."count_2", 0)) AS DOUBLE) AS s0_2,
    requests_1.rows_ AS "rows requests_1"
FROM spine
LEFT JOIN requests_1 ON requests_1.period = spine.period AND requests_1.dimension1 IS NOT DISTINCT FROM spine.dimension1
ORDER BY spine.period, spine.dimension1;
