#!/usr/bin/env python3
"""Writes invented orders, order lines and visits as Parquet and CSV, with a project file.

    python3 make_orders.py DUCKDB FOLDER LINES

LINES order lines, half as many orders, a fifth as many visits, over two years.
DuckDB's generator with a fixed seed makes them, so that every run measures the
same rows.
"""

import subprocess
import sys
from pathlib import Path

PROJECT = """company: Bench
currency: EUR
time_zone: UTC
metrics:
  order-value: {{formula: sum(orders.revenue) / count(orders), unit: money/orders, direction: {{is: higher}}}}
  orders-per-visit: {{formula: count(orders) / count(visits), unit: orders/visits, direction: {{is: higher}}}}
  items-per-order: {{formula: sum(order_lines.quantity) / count(orders), unit: items/orders, direction: {{is: higher}}}}
  price-per-item: {{formula: sum(order_lines.amount) / sum(order_lines.quantity), unit: money/items, direction: {{is: neutral}}}}
  mug-share: {{formula: sum(order_lines.quantity where category = "mugs") / sum(order_lines.quantity), unit: share, direction: {{is: neutral}}}}
  buyer-share: {{formula: count(visits where bought) / count(visits), unit: share, direction: {{is: higher}}}}
data:
  period: {{from: 2024-01-01, until: 2025-12-31}}
  tables:
    orders:
      file: orders.{kind}
      columns: {{id: id, customer: customer, placed_at: placed_at, revenue: revenue, channel: channel}}
    order_lines:
      file: order_lines.{kind}
      columns: {{id: id, order: order_id, product: product, category: category, quantity: quantity, amount: amount}}
    visits:
      file: visits.{kind}
      columns: {{id: id, visitor: visitor, started_at: started_at, bought: bought}}
"""

TABLES = """
SELECT setseed(0.5);
SET TimeZone = 'UTC';
CREATE TABLE orders AS SELECT
    'o' || i AS id, 'c' || CAST(random() * {customers} AS BIGINT) AS customer,
    CAST(TIMESTAMP '2024-01-01' + INTERVAL (CAST(random() * 63158399 AS BIGINT)) SECOND AS TIMESTAMPTZ) AS placed_at,
    CAST(random() * 200 AS DECIMAL(18, 2)) AS revenue,
    ['web', 'app', 'phone', 'chat'][1 + CAST(floor(random() * 4) AS INTEGER)] AS channel
FROM range({orders}) AS numbers(i);
CREATE TABLE order_lines AS SELECT
    'l' || i AS id, 'o' || CAST(floor(random() * {orders}) AS BIGINT) AS order_id,
    'p' || CAST(random() * 5000 AS BIGINT) AS product,
    ['mugs', 'towels', 'blankets', 'jugs', 'soap'][1 + CAST(floor(random() * 5) AS INTEGER)] AS category,
    1 + CAST(floor(random() * 4) AS INTEGER) AS quantity, CAST(random() * 90 AS DECIMAL(18, 2)) AS amount
FROM range({lines}) AS numbers(i);
CREATE TABLE visits AS SELECT
    'v' || i AS id, 'p' || CAST(random() * {customers} AS BIGINT) AS visitor,
    CAST(TIMESTAMP '2024-01-01' + INTERVAL (CAST(random() * 63158399 AS BIGINT)) SECOND AS TIMESTAMPTZ) AS started_at,
    random() < 0.03 AS bought
FROM range({visits}) AS numbers(i);
"""


def main():
    program, folder, lines = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    script = TABLES.format(lines=lines, orders=max(lines // 2, 1), visits=max(lines // 5, 1),
                           customers=max(lines // 10, 1))
    for kind in ["parquet", "csv"]:
        target = folder / kind
        target.mkdir(parents=True, exist_ok=True)
        for table in ["orders", "order_lines", "visits"]:
            script += f"COPY {table} TO '{target}/{table}.{kind}';\n"
        (target / "kpi.yaml").write_text(PROJECT.format(kind=kind))
    subprocess.run([program, "-bail", "-init", "/dev/null"], input=script, text=True, check=True,
                   stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
