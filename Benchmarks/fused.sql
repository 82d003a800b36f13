-- What somebody who knows DuckDB writes by hand for the same numbers: each table
-- read once, everything of one table in one pass, joined by month at the end.
SET TimeZone = 'UTC';
WITH o AS (
    SELECT date_trunc('month', placed_at) AS month, count(*) AS orders, sum(revenue) AS revenue
    FROM {orders} WHERE placed_at >= TIMESTAMPTZ '2024-01-01' AND placed_at < TIMESTAMPTZ '2026-01-01'
    GROUP BY 1
), l AS (
    SELECT date_trunc('month', o.placed_at) AS month, sum(l.quantity) AS items, sum(l.amount) AS amount,
        sum(l.quantity) FILTER (WHERE l.category = 'mugs') AS mugs
    FROM {order_lines} AS l JOIN {orders} AS o ON o.id = l.order_id
    WHERE o.placed_at >= TIMESTAMPTZ '2024-01-01' AND o.placed_at < TIMESTAMPTZ '2026-01-01'
    GROUP BY 1
), v AS (
    SELECT date_trunc('month', started_at) AS month, count(*) AS visits,
        count(*) FILTER (WHERE bought) AS bought
    FROM {visits} WHERE started_at >= TIMESTAMPTZ '2024-01-01' AND started_at < TIMESTAMPTZ '2026-01-01'
    GROUP BY 1
)
SELECT month, revenue / orders AS average_order_value, orders / visits AS conversion_rate,
    items / orders AS items_per_order, amount / items AS price_per_item, mugs / items AS mug_share,
    bought / visits AS buyer_share
FROM o FULL JOIN l USING (month) FULL JOIN v USING (month) ORDER BY month;
