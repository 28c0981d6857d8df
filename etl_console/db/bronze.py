"""The target tables: their columns, and the load of one file in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Literal

from psycopg import sql

from etl_console.db.connect import Database, queries
from etl_console.records import FileState, Run, TargetColumn


class PgBronze:
    """Reads the catalogue of bronze tables and loads them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def columns(self, schema: str, table: str) -> tuple[TargetColumn, ...]:
        """Columns in table order; empty when there is no such table."""
        with self._database.transaction() as connection:
            rows = connection.execute(queries("targets")["columns"], {"schema": schema, "table": table})
            return tuple(TargetColumn(**r) for r in rows)

    def load(
        self, run: Run, file: FileState, target: tuple[str, str], columns: Sequence[str], by_file: bool,
        blocks: Iterable[bytes | memoryview], form: Literal["csv", "binary"],
        on_cancel: Callable[[Callable[[], None]], AbstractContextManager[None]],
    ) -> int:  # fmt: skip
        """One transaction: delete this batch's rows (of this file when ``by_file``), COPY ``blocks`` of that ``form``,
        mark loaded. Rows loaded. An error of ``blocks`` rolls all of it back and is passed on."""
        table = sql.Identifier(*target)
        delete = sql.SQL("DELETE FROM {} WHERE dwh_batch_id = %(batch_id)s").format(table)
        if by_file:
            delete += sql.SQL(" AND dwh_source_file = %(physical)s")
        copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
            table, sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(form)
        )
        key = {
            "client_id": run.client.client_id,
            "batch_id": run.batch_id,
            "physical": file.physical_file_name,
        }
        with (
            self._database.transaction() as connection,
            on_cancel(connection.cancel_safe),
            connection.cursor() as cursor,
        ):
            cursor.execute(delete, key)
            with cursor.copy(copy) as stream:
                for block in blocks:
                    stream.write(block)
            loaded = cursor.rowcount
            cursor.execute(queries("targets")["loaded"], {**key, "loaded": loaded})
        return loaded
