"""Procedures, functions, views and SQL files that a batch calls: looked up as they are, called as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import sql

from etl_console.db.connect import Connection, Database, queries, told
from etl_console.db.locks import begin_work
from etl_console.errors import ConfigurationError
from etl_console.records import Client, ClientConfig, Problem, Run, Stage, StepConfig
from etl_console.resources import sql_path

OnCancel = Callable[[Callable[[], None]], AbstractContextManager[None]]

_TEXT = ("text", "character varying", "name", "character")
_WHOLE = ("smallint", "integer", "bigint", "numeric")
_BATCH_NAMES = ("p_batch_id", "batch_id", "p_dwh_batch_id", "dwh_batch_id", "p_batch", "batch", "in_batch_id")
_CLIENT_NAMES = (
    "p_client_schema",
    "client_schema",
    "p_client",
    "client",
    "p_schema",
    "schema_name",
    "in_client_schema",
)
_CLIENT_ID_NAMES = ("p_client_id", "client_id", "in_client_id")


@dataclass(frozen=True, slots=True)
class Call:
    """One statement with its values, ready to run."""

    statement: sql.SQL | sql.Composed
    values: tuple[Any, ...] = ()


class PgRoutines:
    """Finds what a configured name means and runs it; ``site_sql`` is the site's own folder of SQL files."""

    def __init__(self, database: Database, site_sql: Path) -> None:
        self._database = database
        self._site_sql = site_sql

    def resolve(self, config: ClientConfig, steps: Sequence[StepConfig]) -> tuple[Problem, ...]:
        """What is missing or ambiguous; empty when all can be called."""
        problems = []
        with self._database.transaction() as connection:
            for step in steps:
                try:
                    self._find(connection, step, config.client, "BATCH000000")
                except ConfigurationError as error:
                    problems.append(
                        Problem(error.code, error.cause, error.remedy, {"name": step.name, "stage": step.stage})
                    )
        return tuple(problems)

    def call(self, run: Run, step: StepConfig, on_cancel: OnCancel) -> int | None:
        """Run one step as one transaction of its own; rows it reports, None when it reports none."""
        connection = self._database.single(f"etl-console {step.name}")
        try:
            with told(), on_cancel(connection.cancel_safe):
                begin_work(connection, run, in_transaction=False)
                for key, value in (("client_schema", run.client.client_schema), ("batch_id", run.batch_id)):
                    connection.execute("SELECT set_config(%s, %s, false)", (f"etl_console.{key}", value))
                call = self._find(connection, step, run.client, run.batch_id)
                cursor = connection.execute(call.statement, call.values or None)
                row = cursor.fetchone() if cursor.description else None
                return _reported(row)
        finally:
            connection.close()

    def _find(self, connection: Connection, step: StepConfig, client: Client, batch_id: str) -> Call:
        if step.name.endswith(".sql"):
            return self._file(step.name, client)
        schema, _, name = step.name.rpartition(".")
        if step.stage is Stage.REFRESH_MV:
            view = _view(connection, schema or f"gold_{client.client_schema}", name)
            if view is not None:
                return view
        rows = connection.execute(
            queries("targets")["routines"], {"schema": schema or "tools", "name": name}
        ).fetchall()
        if not rows:
            raise ConfigurationError(
                f"{step.name} is not in the database.",
                "Create the routine, or correct its name in the configuration.", code="routine_missing",
            )  # fmt: skip
        return _routine(step, rows, client, batch_id)

    def _file(self, name: str, client: Client) -> Call:
        for base in (self._site_sql, sql_path()):
            path = (base / name).resolve()
            if path.is_relative_to(base.resolve()) and path.is_file():
                text = path.read_text(encoding="utf-8").replace("{client}", client.client_schema)
                return Call(sql.SQL("DO $etl$BEGIN END$etl$;\n" + text))
        raise ConfigurationError(
            f"The SQL file {name} is neither in {self._site_sql} nor among the program's own.",
            "Put the file there, or correct its name in the configuration.", code="sql_file_missing",
        )  # fmt: skip


def _view(connection: Connection, schema: str, name: str) -> Call | None:
    row = connection.execute(queries("targets")["view"], {"schema": schema, "name": name}).fetchone()
    if row is None:
        return None
    concurrently = "CONCURRENTLY " if row["is_populated"] and row["has_unique"] else ""
    return Call(sql.SQL(f"REFRESH MATERIALIZED VIEW {concurrently}{{}}").format(sql.Identifier(schema, name)))


def _routine(step: StepConfig, rows: Sequence[Mapping[str, Any]], client: Client, batch_id: str) -> Call:
    """The one routine of that name that can be called; a standard form wins over the others."""
    calls, reasons = [], []
    for row in rows:
        try:
            calls.append((row, _values(row, client, batch_id)))
        except ValueError as error:
            reasons.append(str(error))
    if not calls:
        raise ConfigurationError(
            f"{step.name} cannot be called: {'; '.join(reasons)}.",
            "Standard form: (p_client_schema text, p_batch_id text, INOUT p_rows bigint).", code="routine_arguments",
        )  # fmt: skip
    if len(calls) > 1:
        standard = [c for c in calls if list(c[0]["names"]) == ["p_client_schema", "p_batch_id", "p_rows"]]
        if len(standard) != 1:
            forms = "; ".join(f"({', '.join(r['types'])})" for r, _ in calls)
            raise ConfigurationError(
                f"{step.name} is ambiguous, the database has {len(calls)}: {forms}.",
                "Drop or rename all but one.", code="routine_ambiguous",
            )  # fmt: skip
        calls = standard
    row, values = calls[0]
    name = sql.Identifier(row["schema"], row["name"])
    places = sql.SQL(", ").join(
        sql.SQL("{}%s::" + kind).format(sql.SQL("") if not given else sql.Identifier(given) + sql.SQL(" => "))
        for given, kind, _ in values
    )
    form = "CALL {}({})" if row["kind"] == "p" else "SELECT * FROM {}({})"
    return Call(sql.SQL(form).format(name, places), tuple(v for _, _, v in values))


def _values(row: Mapping[str, Any], client: Client, batch_id: str) -> list[tuple[str, str, Any]]:
    """(argument name, type, value) of each argument to give. Raises ValueError for one that nothing is known for."""
    modes, types = list(row["modes"]), list(row["types"])
    names = list(row["names"]) or [""] * len(types)
    giving = "iobv" if row["kind"] == "p" else "ibv"
    inputs = [i for i, m in enumerate(modes) if m in "ibv"]
    optional = set(inputs[len(inputs) - row["defaults"] :]) if row["defaults"] else set()
    unnamed = [client.client_schema, batch_id]
    values: list[tuple[str, str, Any]] = []
    for place, (name, mode, kind) in enumerate(zip(names, modes, types, strict=True)):
        if mode not in giving:
            continue
        known, value = _value(name.lower(), mode, kind, client, batch_id)
        if not known and not name and kind in _TEXT and unnamed and len(inputs) >= 2:
            known, value = True, unnamed.pop(0)
        if known:
            values.append((name, kind, value))
        elif place not in optional:
            raise ValueError(f"nothing is known for its argument {name or place + 1} {kind}")
    return values


def _value(name: str, mode: str, kind: str, client: Client, batch_id: str) -> tuple[bool, Any]:
    if mode == "o" or (mode == "b" and kind in _WHOLE):
        return True, None
    if kind in _TEXT and name in _BATCH_NAMES:
        return True, batch_id
    if kind in _TEXT and name in _CLIENT_NAMES:
        return True, client.client_schema
    if kind in _WHOLE and name in _CLIENT_ID_NAMES:
        return True, client.client_id
    return False, None


def _reported(row: Mapping[str, Any] | None) -> int | None:
    """The rows that a routine reports: its only whole number."""
    numbers = [v for v in (row or {}).values() if isinstance(v, int) and not isinstance(v, bool)]
    return numbers[0] if len(numbers) == 1 else None
