"""The target tables: their columns, and the load of a file, or of some small ones, in one transaction."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Literal

from psycopg import sql

from etl_console.db.connect import Database, queries
from etl_console.db.locks import begin_work
from etl_console.errors import DatabaseError
from etl_console.records import Run, TargetColumn

_OURS = """dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint,
    dwh_loaded_at timestamptz NOT NULL DEFAULT now()"""
_LARGE = 64 << 20
"""Bytes of a table from which reading all of it costs more than a load may."""


class PgBronze:
    """Reads the catalogue of bronze tables and loads them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def columns(self, schema: str, table: str) -> tuple[TargetColumn, ...]:
        """Columns in table order; empty when there is no such table."""
        with self._database.transaction() as connection:
            rows = connection.execute(queries("targets")["columns"], {"schema": schema, "table": table})
            return tuple(TargetColumn(**r) for r in rows)

    def create(self, tables: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> None:
        """Make tables (schema, name, columns with their types, which are trusted) with the columns of ours and the index
        that a batch is found by; all or none."""
        with self._database.transaction() as connection:
            for schema, name, columns in tables:
                table = sql.Identifier(schema, name)
                given = [sql.SQL("{} {}").format(sql.Identifier(c), sql.SQL(kind)) for c, kind in columns]
                parts = sql.SQL(", ").join([*given, sql.SQL(_OURS)])
                connection.execute(sql.SQL("CREATE TABLE {} ({})").format(table, parts))
                connection.execute(sql.SQL("CREATE INDEX ON {} (dwh_batch_id)").format(table))

    def load(
        self, run: Run, files: Mapping[str, int | None], target: tuple[str, str], columns: Sequence[str],
        by_file: bool, blocks: Iterable[bytes | memoryview], form: Literal["csv", "binary"],
        on_cancel: Callable[[Callable[[], None]], AbstractContextManager[None]],
    ) -> int:  # fmt: skip
        """One transaction: delete this batch's rows (of these files when ``by_file``), COPY ``blocks`` of that
        ``form``, mark the files loaded. Rows loaded. An error of ``blocks`` rolls all of it back and is passed on.

        ``files`` are physical names with the rows of each; None: all that is copied, of one file. Raises DatabaseError
        when the table took another number of rows than they say.

        Nothing is deleted where the record proves that nothing of it was ever loaded: on a table without an index
        that would cost a look at every row of all older batches.
        """
        table = sql.Identifier(*target)
        delete = sql.SQL("DELETE FROM {} WHERE dwh_batch_id = %(batch_id)s").format(table)
        if by_file:
            delete += sql.SQL(" AND dwh_source_file = ANY(%(names)s)")
        copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
            table, sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(form)
        )
        key = {"client_id": run.client.client_id, "batch_id": run.batch_id, "names": list(files)}
        with (
            self._database.transaction() as connection,
            on_cancel(connection.cancel_safe),
            connection.cursor() as cursor,
        ):
            with connection.pipeline():
                begin_work(connection, run, in_transaction=True)
                cursor.execute(queries("targets")["may_have_rows"], {**key, "by_file": by_file})
            row = cursor.fetchone()
            if row is None or row["may_have_rows"]:
                self._index_batches(target)
                cursor.execute(queries("targets")["by_index"])
                cursor.execute(delete, key)
            with cursor.copy(copy) as stream:
                for block in blocks:
                    stream.write(block)
            loaded = cursor.rowcount
            rows = [loaded if told is None else told for told in files.values()]
            if sum(rows) != loaded:
                raise DatabaseError(
                    f"{sum(rows)} rows were sent to {'.'.join(target)}, {loaded} were taken.",
                    "Look at the triggers and rules of the table.",
                )
            with connection.pipeline():
                cursor.execute(queries("journal")["lock_files"], key)
                cursor.execute(queries("targets")["loaded"], {**key, "rows": rows})
        return loaded

    def _index_batches(self, target: tuple[str, str]) -> None:
        """See that the rows of a batch can be found without reading all of a large table.

        A table that has no index on ``dwh_batch_id`` gets a BRIN one (some pages; batches lie together, so it tells
        where); where that may not be, or somebody is at the table, the load goes on without.
        """
        schema, table = target
        with self._database.transaction() as connection:
            row = connection.execute(queries("targets")["batch_index"], {"schema": schema, "table": table}).fetchone()
        if row is None or (row["found"] is None and row["size"] < _LARGE):
            return
        with contextlib.suppress(DatabaseError), self._database.transaction() as connection:
            connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal("2s")))
            if row["found"] is None:
                connection.execute(
                    sql.SQL("CREATE INDEX ON {} USING brin (dwh_batch_id)").format(sql.Identifier(schema, table))
                )
            elif row["found"].endswith(" brin"):
                index = row["found"].removesuffix(" brin")
                connection.execute("SELECT brin_summarize_new_values(%s::regclass)", (index,))
