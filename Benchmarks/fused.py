#!/usr/bin/env python3
"""The six numbers by month in Polars' own expressions: fused.py KIND FOLDER."""

import sys
from datetime import datetime, timezone

import polars as pl

kind, folder = sys.argv[1], sys.argv[2]
FROM, UNTIL = datetime(2024, 1, 1, tzinfo=timezone.utc), datetime(2026, 1, 1, tzinfo=timezone.utc)


def table(name, time=None):
    path = f"{folder}/{name}.{kind}"
    frame = pl.scan_parquet(path) if kind == "parquet" else pl.scan_csv(path)
    if time and kind == "csv":
        frame = frame.with_columns(pl.col(time).str.to_datetime("%Y-%m-%d %H:%M:%S%#z", time_zone="UTC"))
    if time:
        frame = frame.filter(pl.col(time).is_between(FROM, UNTIL, closed="left"))
        frame = frame.with_columns(pl.col(time).dt.truncate("1mo").alias("month"))
    return frame


orders = table("orders", "placed_at")
o = orders.group_by("month").agg(pl.len().alias("orders"), pl.col("revenue").sum())
l = (table("order_lines").join(orders.select("id", "month"), left_on="order_id", right_on="id")
     .group_by("month").agg(pl.col("quantity").sum().alias("items"), pl.col("amount").sum(),
                            pl.col("quantity").filter(pl.col("category") == "mugs").sum().alias("mugs")))
v = (table("visits", "started_at").group_by("month")
     .agg(pl.len().alias("visits"), pl.col("bought").filter(pl.col("bought")).len().alias("bought")))
frames = pl.collect_all([o, l, v])
result = frames[0].join(frames[1], on="month").join(frames[2], on="month").sort("month").select(
    "month", pl.col("revenue") / pl.col("orders"), pl.col("orders") / pl.col("visits"),
    items_per_order=pl.col("items") / pl.col("orders"), price=pl.col("amount") / pl.col("items"),
    mugs=pl.col("mugs") / pl.col("items"), buyers=pl.col("bought") / pl.col("visits"))
print(result)
