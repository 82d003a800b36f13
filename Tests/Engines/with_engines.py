#!/usr/bin/env python3
"""Starts real databases with the example shop in them and runs a command.

    python3 with_engines.py TOOLS COMMAND...

TOOLS is the folder that holds `bin/duckdb`, `adbc` and `sail`. PostgreSQL and
Sail (two workers) listen on loopback only and live in a temporary folder, as
does the SQLite file; all of it is gone afterwards. The command finds them in
METRIGLOT_TEST_ENGINES: a line each of name, project file and address, with
tabs between.
"""

import csv
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHOP = HERE.parents[1] / "examples" / "shop"
TABLES = HERE.parent / "Evaluation" / "Fixtures" / "tables.sql"
ENTITIES = ["orders", "order_lines", "returns", "visits", "customers", "costs", "calls", "chats",
            "emails", "requests", "surveys", "shifts"]
POSTGRES_TYPES = {"VARCHAR": "text", "TIMESTAMP WITH TIME ZONE": "timestamptz", "DATE": "date",
                  "BOOLEAN": "boolean", "INTEGER": "integer", "DOUBLE": "double precision"}


def duckdb(tools, script):
    """What a script answers, as rows of CSV without a header."""
    run = subprocess.run([tools / "bin" / "duckdb", "-csv", "-noheader", "-bail", "-init", "/dev/null"],
                         input=TABLES.read_text() + script, capture_output=True, text=True,
                         cwd=SHOP / "data")
    if run.returncode or run.stderr.strip():
        sys.exit(f"duckdb: {run.stderr.strip()}")
    return list(csv.reader(run.stdout.splitlines()))


def export(tools, folder):
    """Writes each table as CSV and Parquet; gives its columns with their types."""
    # Days are read by the clock that the script sets; moments are written in UTC.
    script = "".join(f"CREATE TABLE read_{table} AS FROM {table};\n" for table in ENTITIES)
    script += "SET TimeZone = 'UTC';\n"
    for table in ENTITIES:
        script += f"COPY read_{table} TO '{folder}/{table}.csv' (HEADER false);\n"
        script += f"COPY read_{table} TO '{folder}/{table}.parquet';\n"
    duckdb(tools, script)
    return {table: [(row[0], row[1]) for row in duckdb(tools, f"DESCRIBE {table};\n")]
            for table in ENTITIES}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, name):
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"{name} did not start")


class PostgreSQL:
    """A cluster of its own; not as root, whom PostgreSQL refuses."""

    def __init__(self, folder, tables):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.programs = programs[-1]
        self.home = folder / "postgresql"
        self.home.mkdir()
        self.user = []
        if os.geteuid() == 0:
            self.user = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
            shutil.chown(self.home, "nobody", "nogroup")
        self.port = free_port()
        self.run("initdb", "-D", self.home / "data", "-A", "trust", "-U", "kpi", "--no-sync", "-E", "UTF8",
                 "--locale", "C.UTF-8")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self.run("pg_ctl", "-D", self.home / "data", "-w", "-o", options, "-l", self.home / "log", "start")
        self.address = f"postgresql://kpi@127.0.0.1:{self.port}/postgres"
        try:
            self.load(folder, tables)
        except BaseException:
            self.stop()
            raise

    def run(self, program, *arguments):
        subprocess.run([*self.user, self.programs / program, *map(str, arguments)], check=True,
                       stdout=subprocess.DEVNULL, cwd="/")

    def load(self, folder, tables):
        script = ""
        for table, columns in tables.items():
            fields = ", ".join(
                f'"{name}" ' + POSTGRES_TYPES.get(kind, "numeric") for name, kind in columns)
            script += f"CREATE TABLE {table} ({fields});\n"
            script += f"\\copy {table} FROM '{folder}/{table}.csv' (FORMAT csv)\n"
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", self.address], input=script, text=True,
                       check=True)

    def stop(self):
        self.run("pg_ctl", "-D", self.home / "data", "-m", "immediate", "stop")


class Sail:
    """A driver and two workers over loopback."""

    def __init__(self, folder, tools):
        self.port = free_port()
        self.address = f"grpc://127.0.0.1:{self.port}"
        environment = dict(os.environ, PYTHONPATH=str(tools / "sail"), SAIL_MODE="local-cluster",
                           SAIL_CLUSTER__WORKER_INITIAL_COUNT="2")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pysail", "flight", "server", "--port", str(self.port)],
            env=environment, stdout=subprocess.DEVNULL, stderr=(folder / "sail.log").open("w"))
        wait_for(self.port, self.process, "Sail")

    def stop(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def sqlite(folder, tables):
    path = folder / "shop.db"
    with sqlite3.connect(path) as database:
        for table, columns in tables.items():
            names = ", ".join(f'"{name}" TEXT' for name, _ in columns)
            database.execute(f"CREATE TABLE {table} ({names})")
            with (folder / f"{table}.csv").open(newline="") as file:
                # SQLite wants the minutes of an offset, too.
                rows = [[re.sub(r"(:\d\d[.\d]*)([+]00)$", r"\1\2:00", cell) or None for cell in row]
                        for row in csv.reader(file)]
            marks = ", ".join("?" for _ in columns)
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    return f"sqlite:{path}"


def main():
    tools, command = Path(sys.argv[1]).resolve(), sys.argv[2:]
    folder = Path(tempfile.mkdtemp(prefix="metriglot-engines-"))
    folder.chmod(0o755)
    servers = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    try:
        tables = export(tools, folder)
        head = (SHOP / "kpi.yaml").read_text().split("\ndata:")[0]
        bindings = (HERE / "bindings.yaml").read_text()
        (folder / "tables.yaml").write_text(f"{head}\n{bindings}")
        (folder / "files.yaml").write_text(
            f"{head}\n" + re.sub(r"table: (\w+)", r"file: \1.parquet", bindings))
        servers.append(PostgreSQL(folder, tables))
        engines = [("PostgreSQL", "tables.yaml", servers[-1].address),
                   ("SQLite", "tables.yaml", sqlite(folder, tables))]
        servers.append(Sail(folder, tools))
        engines.append(("Sail", "files.yaml", servers[-1].address))
        engines.append(("DuckDB on Parquet", "files.yaml", "duckdb"))
        lines = [f"{name}\t{folder}/{project}\t{address}" for name, project, address in engines]
        environment = dict(os.environ, METRIGLOT_TEST_ENGINES="\n".join(lines),
                           METRIGLOT_ADBC_DRIVERS=str(tools / "adbc"))
        return subprocess.run(command, env=environment).returncode
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
