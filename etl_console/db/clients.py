"""Clients and their configuration: ``tools.client_reference`` and the tables around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from etl_console.db.connect import Connection, Database, queries
from etl_console.errors import ConfigurationError, UsageError
from etl_console.records import (
    Client,
    ClientConfig,
    ColumnMap,
    DriftPolicy,
    FileConfig,
    Policies,
    Policy,
    Stage,
    StepConfig,
)

_POLICIES = (
    "null_policy",
    "duplicate_policy",
    "bad_value_policy",
    "malformed_policy",
    "max_reject_share",
    "drift_policy",
)
_Q = "clients"
_NOT_OURS = re.compile(r"(tools|information_schema|pg_.*)$", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")  # as tools.client_reference checks it; it becomes part of schema names


class PgClients:
    """Reads and writes clients and their configuration."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Client]:
        """Every client, by name."""
        with self._database.transaction() as connection:
            return [Client(**row) for row in connection.execute(queries(_Q)["all_clients"])]

    def client(self, client_schema: str) -> Client:
        """One client. Raises ConfigurationError when there is no such client."""
        with self._database.transaction() as connection:
            return _record(_client(connection, client_schema))

    def config(self, client_schema: str) -> ClientConfig:
        """Everything configured for a client. Raises ConfigurationError when there is no such client."""
        with self._database.transaction() as connection:
            row = _client(connection, client_schema)
            key = {"client_id": row["client_id"]}
            rows = {
                name: connection.execute(queries(_Q)[name], key).fetchall()
                for name in ("files", "columns", "required", "transformations", "integrations", "refreshes")
            }
        files = tuple(_file(f, row, rows["columns"], rows["required"]) for f in rows["files"])
        steps = (
            *(
                StepConfig(Stage.TRANSFORM, r["procedure_name"], r["run_order"], r["logical_source_file"])
                for r in rows["transformations"]
            ),
            *(
                StepConfig(
                    Stage.INTEGRATE, r["procedure_name"], r["run_order"], kind=r["kind"],
                    depends_on=tuple(r["depends_on"]),
                )
                for r in rows["integrations"]
            ),
            *(StepConfig(Stage.REFRESH_MV, r["refresh_name"], r["run_order"]) for r in rows["refreshes"]),
        )  # fmt: skip
        return ClientConfig(_record(row), files, steps)

    def add(self, client_schema: str, client_name: str, config: Mapping[str, Any] | None, who: str) -> Client:
        """Record the client with its configuration and create its three schemas, in one transaction."""
        if not _NAME.fullmatch(client_schema):
            raise UsageError(
                f"“{client_schema}” cannot be the name of a client.",
                "Use small letters, digits and _, beginning with a letter, 40 at most.", code="client_name",
            )  # fmt: skip
        with self._database.transaction() as connection:
            known = connection.execute(queries(_Q)["client"], {"client_schema": client_schema}).fetchone()
            if known:
                raise UsageError(
                    f"There is a client {client_schema} already.", "Choose another name.", code="client_exists"
                )
            _told(connection, who, "client added")
            row = connection.execute(
                queries(_Q)["add_client"], {"client_schema": client_schema, "client_name": client_name, "who": who}
            ).fetchone()
            assert row is not None
            for layer in ("bronze", "silver", "gold"):
                connection.execute(
                    sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(f"{layer}_{client_schema}"))
                )
            if config is not None:
                _import(connection, row["client_id"], client_schema, config)
        return Client(**row)

    def import_config(
        self, client_schema: str, config: Mapping[str, Any], who: str, reason: str, expected: int | None = None
    ) -> None:
        """Make the configuration of a client what ``config`` says, in one transaction; history keeps what was.

        Raises ConfigurationError ``configuration_changed`` when ``expected`` is not the version any more.
        """
        with self._database.transaction() as connection:
            row = _client(connection, client_schema)
            connection.execute(queries(_Q)["hold_client"], {"client_id": row["client_id"]})
            if expected is not None and _version(connection, row["client_id"]) != expected:
                raise ConfigurationError(
                    f"The configuration of {client_schema} was changed by somebody else.", "Read it again and compare.",
                    code="configuration_changed",
                )  # fmt: skip
            _told(connection, who, reason)
            _import(connection, row["client_id"], client_schema, config)

    def export_config(self, client_schema: str, *, with_removed: bool = False) -> dict[str, Any]:
        """A client's configuration as one JSON-ready object; ``import_config`` takes it. ``with_removed`` it has the files
        too that were removed: all of them stays on record."""
        with self._database.transaction() as connection:
            client = _client(connection, client_schema)
            key = {"client_id": client["client_id"]}
            files = connection.execute(queries(_Q)["files"], key).fetchall()
        config = self.config(client_schema)
        return {
            "client_schema": client_schema,
            "client_name": client["client_name"],
            "defaults": {k: client[k] for k in _POLICIES},
            "files": [_exported(f, config) for f in files if f.pop("is_active") or with_removed],
            "transformation": [
                {"procedure": s.name, "logical_source_file": s.logical_source_file, "run_order": s.run_order}
                for s in config.steps_of(Stage.TRANSFORM)
            ],
            "integration": [
                {"procedure": s.name, "kind": s.kind, "run_order": s.run_order, "depends_on": list(s.depends_on)}
                for s in config.steps_of(Stage.INTEGRATE)
            ],
            "mv_refresh": [{"name": s.name, "run_order": s.run_order} for s in config.steps_of(Stage.REFRESH_MV)],
        }

    def version(self, client_schema: str) -> int:
        """A number that grows with every change of the client's configuration."""
        with self._database.transaction() as connection:
            return _version(connection, _client(connection, client_schema)["client_id"])

    def known_mappings(self) -> list[dict[str, Any]]:
        """Every mapping that is or ever was, of all clients, newest first."""
        with self._database.transaction() as connection:
            return [dict(r) for r in connection.execute(queries(_Q)["known_mappings"])]

    def history(self, client_schema: str, limit: int = 1000) -> list[dict[str, Any]]:
        """Changes of a client's configuration, newest first."""
        with self._database.transaction() as connection:
            key = {"client_id": _client(connection, client_schema)["client_id"], "limit": limit}
            return [dict(r) for r in connection.execute(queries(_Q)["history"], key)]


def _client(connection: Connection, client_schema: str) -> dict[str, Any]:
    row = connection.execute(queries(_Q)["client"], {"client_schema": client_schema}).fetchone()
    if row is None:
        raise ConfigurationError(
            f"There is no client {client_schema}.", "`etl-console client list` shows them.", code="no_such_client"
        )
    return row


def _record(row: Mapping[str, Any]) -> Client:
    return Client(row["client_id"], row["client_schema"], row["client_name"], row["last_batch_id"])


def _version(connection: Connection, client_id: int) -> int:
    row = connection.execute(queries(_Q)["version"], {"client_id": client_id}).fetchone()
    return int(row["version"]) if row else 0


def _told(connection: Connection, who: str, reason: str) -> None:
    """Who and why, for the triggers that keep the history."""
    connection.execute(
        "SELECT set_config('etl_console.who', %s, true), set_config('etl_console.reason', %s, true)", (who, reason)
    )


def _file(
    row: Mapping[str, Any], client: Mapping[str, Any], columns: Sequence[Mapping[str, Any]],
    required: Sequence[Mapping[str, Any]],
) -> FileConfig:  # fmt: skip
    name = row["logical_source_file"]
    null, duplicate, bad_value, malformed, share, drift = (client[p] if row[p] is None else row[p] for p in _POLICIES)
    mine = [r for r in required if r["logical_source_file"] == name]
    return FileConfig(
        name, row["source_system"], row["source_type"], row["file_pattern"], row["target_schema"],
        row["target_table"], row["source_config"],
        Policies(Policy(null), Policy(duplicate), Policy(bad_value), Policy(malformed), float(share), DriftPolicy(drift)),
        tuple(
            ColumnMap(
                c["source_column"], c["target_column"], c["source_format"],
                DriftPolicy(c["drift_policy"]) if c["drift_policy"] else None,
            )
            for c in columns if c["logical_source_file"] == name
        ),
        tuple(r["column_name"] for r in mine if r["is_required"]),
        tuple(r["column_name"] for r in mine if r["key_position"] is not None),
        row["is_active"],
    )  # fmt: skip


def _exported(row: Mapping[str, Any], config: ClientConfig) -> dict[str, Any]:
    file = config.file(row["logical_source_file"])
    assert file is not None
    return {
        **row,
        "columns": [
            {
                "source_column": c.source_column,
                "target_column": c.target_column,
                "source_format": c.source_format,
                "drift_policy": c.drift_policy,
            }
            for c in file.columns
        ],
        "required": list(file.required),
        "duplicate_key": list(file.duplicate_key),
    }


def _import(connection: Connection, client_id: int, client_schema: str, config: Mapping[str, Any]) -> None:
    q = queries(_Q)
    key = {"client_id": client_id}
    defaults = config.get("defaults") or {}
    connection.execute(
        q["set_client"],
        {**key, "client_name": config.get("client_name"), **{p: defaults.get(p) for p in _POLICIES}},
    )
    files = config.get("files") or []
    connection.execute(q["retire_files"], {**key, "keep": [f["logical_source_file"] for f in files]})
    for file in files:
        _import_file(connection, key, client_schema, file)
    steps = config.get("transformation") or []
    connection.execute(q["drop_transformations"], {**key, "keep": [s["procedure"] for s in steps]})
    for step in steps:
        connection.execute(q["upsert_transformation"], {**key, "logical_source_file": None, "run_order": 1, **step})
    steps = config.get("integration") or []
    connection.execute(q["drop_integrations"], {**key, "keep": [s["procedure"] for s in steps]})
    for step in steps:
        connection.execute(q["upsert_integration"], {**key, "kind": "fact", "run_order": 1, **step})
    for step in steps:
        mine = {**key, "procedure": step["procedure"]}
        wanted = list(step.get("depends_on") or [])
        connection.execute(q["drop_dependencies"], {**mine, "keep": wanted})
        for name in wanted:
            connection.execute(q["add_dependency"], {**mine, "depends_on": name})
    steps = config.get("mv_refresh") or []
    connection.execute(q["drop_refreshes"], {**key, "keep": [s["name"] for s in steps]})
    for step in steps:
        connection.execute(q["upsert_refresh"], {**key, "run_order": 1, **step})


def _import_file(connection: Connection, key: Mapping[str, Any], client_schema: str, file: Mapping[str, Any]) -> None:
    q = queries(_Q)
    mine = {**key, "logical_source_file": file["logical_source_file"]}
    schema = file.get("target_schema") or f"bronze_{client_schema}"
    if _NOT_OURS.match(schema):
        raise ConfigurationError(
            f"{mine['logical_source_file']} is to be loaded into the schema {schema}, which is not for data.",
            f"Name a schema of the client, such as bronze_{client_schema}.", code="configuration",
        )  # fmt: skip
    settings = file.get("source_config")
    connection.execute(
        q["upsert_file"],
        {
            **mine,
            "source_system": file["source_system"],
            "source_type": file.get("source_type") or "csv",
            "file_pattern": file.get("file_pattern") or f"{file['logical_source_file']}*",
            "target_schema": schema,
            "target_table": file["target_table"],
            "source_config": Jsonb(settings) if settings is not None else None,
            **{p: file.get(p) for p in _POLICIES},
            "is_active": file.get("is_active", True),
        },
    )
    columns = file.get("columns") or []
    connection.execute(
        q["drop_columns"],
        {
            **mine,
            "keep": [c["source_column"] for c in columns],
            "targets": [c["target_column"] for c in columns if c.get("target_column")],
        },
    )
    for ordinal, column in enumerate(columns, 1):
        form = column.get("source_format")
        connection.execute(
            q["upsert_column"],
            {
                **mine,
                "source_column": column["source_column"],
                "target_column": column.get("target_column"),
                "source_format": Jsonb(form) if form is not None else None,
                "drift_policy": column.get("drift_policy"),
                "ordinal": ordinal,
            },
        )
    required, duplicate = file.get("required") or [], file.get("duplicate_key") or []
    names = list(dict.fromkeys([*required, *duplicate]))
    connection.execute(q["drop_required"], {**mine, "keep": names})
    for name in names:
        place = duplicate.index(name) + 1 if name in duplicate else None
        connection.execute(
            q["upsert_required"], {**mine, "column_name": name, "is_required": name in required, "key_position": place}
        )
