"""A batch over real files in a process of its own, and everything it leaves: rows, ledger, folders, manifest.

Each trial has a database copied from a template and a storage root copied from a folder; runs happen in forked
children, so that a child can be killed at any point and the next begins with nothing left over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet
from psycopg import sql

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.migrate import migrate
from etl_console.db.store import PgStore
from etl_console.pipeline.layout import Layout
from etl_console.pipeline.service import Service
from etl_console.pipeline.storage import Storage
from etl_console.records import Mode
from etl_console.resources import resource_path

CLIENT = "client1"
_LINES = 400
_IN_PARTS, _PARTS = ("CUST_AZ12.csv",), 8
_GENERATED = ("dwh_loaded_at", "customer_key", "product_key")
"""Columns that differ between two undisturbed runs: clocks and surrogate keys. Keys are compared through their rows."""
_TIMED_OUT = 99


@dataclass(frozen=True)
class Trial:
    """One database and one storage root, made for one fault."""

    dsn: str
    root: Path
    workers: int


class SmallDisk:
    """A small file system of its own where this user may mount one: it can be really full, and have room again."""

    def __init__(self, place: Path, size: str) -> None:
        self.place = place
        self._ballast = place / "ballast"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(place)]
        self.mounted = (
            shutil.which("mount") is not None and subprocess.run(mount, stderr=subprocess.DEVNULL).returncode == 0
        )

    def fill(self) -> None:
        """Take all the room that is left."""
        with self._ballast.open("wb") as stream:
            free = os.statvfs(self.place)
            os.posix_fallocate(stream.fileno(), 0, free.f_bavail * free.f_frsize)

    def give_room(self) -> None:
        """Give the room back."""
        self._ballast.unlink(missing_ok=True)

    def close(self) -> None:
        """Take the file system away."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.place)], check=False)


class Stage:
    """The server, the template database and the template folder that trials are copied from; the storage and the
    server on a small disk each, where that can be."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.storage_disk = SmallDisk(home / "storage", "200m")
        self.database_disk = SmallDisk(home / "postgres", "800m")
        self.server = EmbeddedServer(home)
        self.server.start()
        self._admin = self.server._dsn("postgres")
        self._template = self.storage_disk.place / "template"
        in_child(self._prepare)

    def _prepare(self) -> None:
        with psycopg.connect(self._admin, autocommit=True) as admin:
            admin.execute("DROP DATABASE IF EXISTS template_faults WITH (FORCE)")
            admin.execute("CREATE DATABASE template_faults")
        with served(Trial(psycopg.conninfo.make_conninfo(self._admin, dbname="template_faults"), self._template, 1)) as (
            service, database,
        ):  # fmt: skip
            migrate(database)
            demo.install(service, database, CLIENT)
            config = service.export_config(CLIENT)
            for file in config["files"]:
                for rule in ("malformed", "bad_value", "duplicate", "null"):
                    file[f"{rule}_policy"] = "quarantine"
            service.import_config(CLIENT, config)
        for path in sorted(resource_path("sample", CLIENT, "incoming").glob("*/*")):
            lines = path.read_bytes().splitlines(keepends=True)[:_LINES]
            if path.name == "sales_details.csv":
                lines.insert(100, b"SO9,broken\r\n")
            folder = self._template / "raw" / CLIENT / path.parent.name / "incoming"
            for name, part in _parts(path, lines):
                (folder / name).write_bytes(b"".join(part))
                os.utime(folder / name, (1_700_000_000, 1_700_000_000))

    @contextmanager
    def trial(self, workers: int = 1) -> Iterator[Trial]:
        """A fresh database and storage root; gone afterwards."""
        name = f"f_{uuid.uuid4().hex[:12]}"
        root = self.storage_disk.place / name
        self.server.start()
        with psycopg.connect(self._admin, autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template_faults").format(sql.Identifier(name)))
        shutil.copytree(self._template, root)
        try:
            yield Trial(psycopg.conninfo.make_conninfo(self._admin, dbname=name), root, workers)
        finally:
            self.server.start()
            with psycopg.connect(self._admin, autocommit=True) as admin:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            shutil.rmtree(root)

    def deliver_again(self, trial: Trial) -> None:
        """Put each claimed raw file back with its own content, where the operator finds it."""
        for path in sorted((self._template / "raw").glob("*/*/incoming/*")):
            source = trial.root / path.relative_to(self._template).parent.parent
            if not (source / "incoming" / path.name).exists():
                claimed = f"{path.stem}_BATCH000001{path.suffix}"
                target = next((p for p in source.glob(f"*/{claimed}")), source / "success" / claimed)
                target.write_bytes(path.read_bytes())

    def close(self) -> None:
        """Stop the server, take the disks away."""
        self.server.stop("immediate")
        self.storage_disk.close()
        self.database_disk.close()

    def repair(self) -> None:
        """What an administrator does after a fault: room on the disks, the server up."""
        self.storage_disk.give_room()
        self.database_disk.give_room()
        self.server.start()


@contextmanager
def served(trial: Trial) -> Iterator[tuple[Service, Database]]:
    """The engine's door on a trial."""
    database = Database(trial.dsn)
    service = Service(PgStore(database, trial.root / "sql"), Storage(Layout(trial.root), 0.0), trial.workers)
    try:
        yield service, database
    finally:
        service.close()


def in_child(work: Callable[[], Any], seconds: float = 90.0) -> tuple[int, Any]:
    """(exit code, result) of ``work`` in a forked child: -9 when it was killed, 1 when it raised, 99 when it hung."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            text = json.dumps(work(), default=str)
            with os.fdopen(writing, "w") as stream:
                stream.write(text)
            code = 0
        except BaseException:
            with os.fdopen(writing, "w") as stream:
                json.dump(traceback.format_exc(), stream)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as stream:
        import threading

        late = threading.Timer(seconds, os.kill, (child, signal.SIGALRM))
        late.daemon = True
        late.start()
        text = stream.read()
        late.cancel()
        late.join()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return (_TIMED_OUT if code == -signal.SIGALRM else code), json.loads(text) if text else None


def run(trial: Trial, mode: Mode, before: Callable[[Trial], None] = lambda _: None) -> dict[str, Any]:
    """Plan and run; ``before`` is called when the service is there."""
    with served(trial) as (service, _):
        before(trial)
        return service.run(service.plan(CLIENT, mode))


def complete(trial: Trial) -> dict[str, Any]:
    """What an operator does after a fault: restart; start when the batch had not come into being."""
    with served(trial) as (service, _):
        began = service.config(CLIENT).client.last_batch_id is not None
        return service.run(service.plan(CLIENT, Mode.RESTART if began else Mode.START))


def reprocess(trial: Trial) -> dict[str, Any]:
    """Every file once more, as an operator does who does not trust what lies in the archive."""
    return run(trial, Mode.REPROCESSING)


def left_by(trial: Trial) -> dict[str, Any]:
    """Everything that a run leaves, without clocks: two runs are alike when these are equal."""
    found: dict[str, Any] = {}
    with psycopg.connect(trial.dsn) as connection:
        tables = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname LIKE %s AND c.relkind IN ('r', 'm') ORDER BY 1, 2", (f"%\\_{CLIENT}",),
        ).fetchall()  # fmt: skip
        for schema, table in tables:
            found |= _rows(connection, schema, table)
        found["keys that fit"] = connection.execute(
            f"SELECT count(*) FROM gold_{CLIENT}.fact_sales f JOIN gold_{CLIENT}.dim_customers c USING (customer_key)"
            f" JOIN gold_{CLIENT}.dim_products p USING (product_key)"
            " WHERE c.customer_id = f.customer_id AND p.product_number = f.product_number"
        ).fetchone()
        for name, query in _RECORDED.items():
            found[name] = connection.execute(query).fetchall()
    found["folders"] = sorted(_files(trial.root))
    found["Parquet"] = {p.name: _records(p) for p in sorted((trial.root / "data").rglob("*.parquet"))}
    found["manifests"] = [json.loads(p.read_text()) for p in sorted((trial.root / "batch_info").rglob("*.json"))]
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


_RECORDED = {
    "batches": "SELECT batch_id, status, folder FROM tools.batch ORDER BY 1",
    "client": "SELECT client_schema, last_batch_id FROM tools.client_reference ORDER BY 1",
    "files": "SELECT batch_id, physical_file_name, file_hash, parquet_name, convert_status, mapping_validation_status,"
    " row_validation_status, load_status, status, total_rows, loaded_rows, rejected_rows, quarantined_rows,"
    " skipped_rows FROM tools.file_audit_log ORDER BY 1, 2",
    "rejects": "SELECT batch_id, physical_file_name, stage, source_line, column_name, value, rule, disposition, raw"
    " FROM tools.rejected_row ORDER BY 2, 3, 4, 5",
    "registry": "SELECT logical_source_file, version, columns, first_batch_id FROM tools.schema_registry ORDER BY 1, 2",
    "under way": "SELECT job_name, subject FROM tools.job_execution_log WHERE status = 'RUNNING'",
}


def _parts(path: Path, lines: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """One source is delivered as small files that are loaded together, the others as one file each."""
    if path.name not in _IN_PARTS:
        yield path.name, lines
        return
    size = -(-len(lines) // _PARTS)
    for number in range(_PARTS):
        yield f"{path.stem}_{number}{path.suffix}", [lines[0], *lines[1 + number * size :][:size]]


def _rows(connection: psycopg.Connection[Any], schema: str, table: str) -> dict[str, Any]:
    """How many rows a table has and what they are, of a bronze table by file."""
    columns = [
        c for (c,) in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = format('%%I.%%I', %s::text, %s::text)::regclass"
            " AND attnum > 0 AND NOT attisdropped AND NOT (attname = ANY (%s)) ORDER BY attnum",
            (schema, table, list(_GENERATED)),
        )
    ]  # fmt: skip
    file = sql.Identifier("dwh_source_file") if "dwh_source_file" in columns and schema.startswith("bronze") else None
    query = sql.SQL(
        "SELECT f, count(*), md5(string_agg(r, E'\n' ORDER BY r)) FROM (SELECT {} AS f, ROW({})::text AS r FROM {}) t"
        " GROUP BY f ORDER BY f"
    ).format(
        file or sql.SQL("''"), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(schema, table)
    )  # fmt: skip
    found = {f"{schema}.{table} {name}".strip(): rows for name, *rows in connection.execute(query)}
    return found or {f"{schema}.{table}": [0, None]}


def _records(parquet: Path) -> str:
    """The content of a Parquet file, every page against its checksum."""
    try:
        table = pyarrow.parquet.read_table(parquet, page_checksum_verification=True)
    except (OSError, pyarrow.ArrowException) as error:
        return f"damaged: {str(error)[:200]}"
    return f"{table.num_rows} rows, {hashlib.sha256(repr(table.to_pydict()).encode()).hexdigest()[:12]}"


def _files(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        if path.is_file():
            content = (
                hashlib.sha256(path.read_bytes()).hexdigest()[:12] if "raw" in path.relative_to(root).parts else ""
            )
            yield f"{path.relative_to(root)} {content}".strip()


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What is not as the undisturbed run left it, a line each."""
    return [
        f"{k}: expected {expected.get(k)}, found {found.get(k)}"
        for k in {**expected, **found} if expected.get(k) != found.get(k)
    ]  # fmt: skip


def not_as_recorded(left: dict[str, Any]) -> list[str]:
    """Files of which bronze has another number of rows than their record says; of one that failed after its load the
    record says in words that rows stand there."""
    columns = _RECORDED["files"].removeprefix("SELECT ").partition(" FROM ")[0].split(", ")
    name, status, loaded = (columns.index(c) for c in ("physical_file_name", "status", "loaded_rows"))
    there = {k.partition(" ")[2]: rows[0] for k, rows in left.items() if k.startswith("bronze_")}
    return [
        f"{row[name]}: {there.get(row[name], 0)} rows in bronze, {row[loaded]} on record"
        for row in left["files"]
        if row[status] not in ("FAILED", "CANCELLED") and there.get(row[name], 0) != (row[loaded] or 0)
    ]  # fmt: skip


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Look every 20 ms until it is true; False when it did not become so in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
