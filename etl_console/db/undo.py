"""Taking the rows of a batch out of a client's tables by ``dwh_batch_id``."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from etl_console.db.connect import Connection, Database, queries
from etl_console.db.locks import begin_work
from etl_console.records import Client, Run, TableRows

LAYERS = ("bronze", "silver", "gold")


class PgUndo:
    """Counts and removes the rows of one batch, in every table of the layers that has ``dwh_batch_id``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, client: Client, batch_id: str) -> tuple[TableRows, ...]:
        """The tables that hold rows of a batch, with how many, bronze first."""
        with self._database.transaction() as connection:
            found = [
                TableRows(layer, f"{schema}.{table}", _count(connection, schema, table, batch_id))
                for layer, schema, table in _tables(connection, client, LAYERS)
            ]
        return tuple(r for r in found if r.rows)

    def remove(self, run: Run, layers: Sequence[str]) -> tuple[TableRows, ...]:
        """Delete the rows of the run's batch from some layers, in one transaction; with bronze, its files are on record
        as not loaded. Tables that others refer to come last."""
        removed: list[TableRows] = []
        with self._database.transaction() as connection:
            begin_work(connection, run, in_transaction=True)
            waiting = _tables(connection, run.client, layers)
            while waiting:
                refused: list[tuple[str, str, str]] = []
                for layer, schema, table in waiting:
                    try:
                        with connection.transaction():
                            rows = connection.execute(
                                sql.SQL("DELETE FROM {} WHERE dwh_batch_id = %s").format(sql.Identifier(schema, table)),
                                (run.batch_id,),
                            ).rowcount
                    except psycopg.errors.ForeignKeyViolation:
                        if len(waiting) == 1 or len(refused) + 1 == len(waiting):
                            raise
                        refused.append((layer, schema, table))
                        continue
                    if rows:
                        removed.append(TableRows(layer, f"{schema}.{table}", rows))
                waiting = refused
            if "bronze" in layers:
                key = {"client_id": run.client.client_id, "batch_id": run.batch_id, "who": run.who, "host": run.host}
                connection.execute(queries("undo")["undo_files"], key)
        return tuple(removed)


def _tables(connection: Connection, client: Client, layers: Sequence[str]) -> list[tuple[str, str, str]]:
    schemas = {f"{layer}_{client.client_schema}": layer for layer in layers}
    rows = connection.execute(queries("undo")["tables"], {"schemas": list(schemas)}).fetchall()
    found = [(schemas[r["schema"]], r["schema"], r["table"]) for r in rows]
    return sorted(found, key=lambda t: (LAYERS.index(t[0]), t[2]))


def _count(connection: Connection, schema: str, table: str, batch_id: str) -> int:
    query = sql.SQL("SELECT count(*) AS rows FROM {} WHERE dwh_batch_id = %s").format(sql.Identifier(schema, table))
    row = connection.execute(query, (batch_id,)).fetchone()
    return int(row["rows"]) if row else 0
