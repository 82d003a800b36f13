#!/usr/bin/env python3
"""Runs every query of sql/ on the example shop and writes expected.tsv.

    python3 make_expected.py [DUCKDB] [--check]

DUCKDB is the DuckDB program (`duckdb` on the path unless it is told). A query's
file name is the metric and, after a dot, the variant; its folder says the
grain: none for months, week, range for the whole year, by-DIMENSION for months
split by that dimension. The queries are written by hand, from the definitions.
"""

import csv
import io
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "examples" / "shop" / "data"
FIXED = ["period", "numerator", "denominator", "value"]


def rows(program, path):
    """What one query gives, as dictionaries; NULL as the empty text."""
    script = (HERE / "tables.sql").read_text() + path.read_text()
    run = subprocess.run([program, "-csv", "-bail", "-init", "/dev/null", "-nullvalue", ""], input=script,
                         capture_output=True, text=True, cwd=DATA)
    if run.returncode or run.stderr.strip():
        sys.exit(f"{path.relative_to(HERE)}: {run.stderr.strip()}")
    return list(csv.DictReader(io.StringIO(run.stdout)))


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    program = arguments[0] if arguments else "duckdb"
    lines = ["metric\tvariant\tgrain\tperiod\tdimension\tnumerator\tdenominator\tvalue"]
    for path in sorted((HERE / "sql").rglob("*.sql")):
        metric, _, variant = path.stem.partition(".")
        folder = path.parent.name
        grain = {"week": "week", "range": "range"}.get(folder, "month")
        for row in rows(program, path):
            dimension = ",".join(f"{name}={row[name]}" for name in row if name not in FIXED)
            lines.append("\t".join([metric, variant, grain, row["period"], dimension,
                                    row["numerator"], row["denominator"], row["value"]]))
    text = "\n".join(lines) + "\n"
    output = HERE / "expected.tsv"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if output.read_text() == text else "expected.tsv is not what the queries give")
    output.write_text(text)
    print(f"{len(lines) - 1} rows")


if __name__ == "__main__":
    main()
