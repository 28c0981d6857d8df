"""The drift inbox: what changed in arriving files and waits for a decision; deciding updates the mapping and lets the
files go on. A room of the service's door (``service.drift``)."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from etl_console.errors import ConfigurationError, UsageError
from etl_console.pipeline.drift import ALL, settle, with_policy
from etl_console.pipeline.ports import Store
from etl_console.records import Client, ClientConfig, DriftItem, DriftPolicy, DriftSpread, FileConfig, SchemaVersion

DECISIONS: Mapping[str, tuple[str, ...]] = {
    "new": ("map", "ignore", "refuse"), "renamed": ("rename", "drop", "refuse"),
    "missing": ("rename", "drop", "refuse"), "retyped": ("accept", "refuse"),
}  # fmt: skip
"""What can be decided about each kind: ``map`` a new column to a target, ``ignore`` it; ``rename`` what the mapping calls
it; ``drop`` a column that is gone from the mapping (what seemed its new name is left out); ``accept`` other values;
``refuse``: the file was wrong and is delivered again, nothing is agreed on."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did: ``is_agreed`` when nothing of the version waits any more; ``waiting`` are the files that a
    restart of their batch takes up now, by batch; ``also`` are the other versions with the same difference, decided alike."""

    item: DriftItem
    is_agreed: bool
    waiting: Mapping[str, tuple[str, ...]]
    also: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The outcome as one JSON-ready object."""
        return {
            "drift_id": self.item.drift_id, "decision": self.item.decision, "agreed": self.is_agreed,
            "waiting": {b: list(f) for b, f in self.waiting.items()}, "also": list(self.also),
        }  # fmt: skip


class Door(Protocol):
    """What the inbox needs of the service."""

    who: str

    def client(self, client: str) -> Client: ...
    def config(self, client: str) -> ClientConfig: ...
    def export_config(self, client: str) -> dict[str, Any]: ...


class DriftInbox:
    """Lists and decides drift. Methods are synchronous; errors are EtlError with cause and remedy."""

    def __init__(self, door: Door, store: Store) -> None:
        self._door = door
        self._store = store

    def items(self, client: str, limit: int = 500) -> list[DriftItem]:
        """The differences of a client: those that files wait for, those noted, then those decided, newest first."""
        return self._store.drift.items(self._door.client(client), limit)

    def versions(self, client: str, logical: str) -> list[SchemaVersion]:
        """What really arrived of a logical source file, newest first."""
        self._file(self._door.config(client), logical)
        return self._store.drift.versions(self._door.client(client), logical)

    def waiting(self, client: str) -> list[dict[str, Any]]:
        """Files that wait, oldest first: batch_id, physical_file_name, logical_source_file, version, and ``agreed`` when
        nothing keeps them from going on any more."""
        return self._store.drift.waiting(self._door.client(client))

    def spread(self, client: str, item: DriftItem) -> DriftSpread:
        """Which files have a difference, and how many others of the same batch do not: a decision changes the mapping of
        all of them."""
        config, old = self._door.config(client), item.was_name or item.column_name
        return self._store.drift.spread(config.client, item.logical_source_file, item.version, old)

    def targets(self, client: str, logical: str) -> list[str]:
        """Columns of the target table that nothing is mapped to: where a new column may go."""
        file = self._file(self._door.config(client), logical)
        taken = {c.target_column for c in file.columns}
        columns = self._store.bronze.columns(file.target_schema, file.target_table)
        return [c.name for c in columns if c.name not in taken and not c.name.startswith("dwh_")]

    def decide(self, client: str, drift_id: int, decision: str, target: str | None = None, reason: str = "") -> Decided:
        """Decide one difference. ``target`` is the column of the table with ``map``, the file's column with ``rename`` of
        a missing one. The mapping is saved as a new version of the configuration, with the reason in its history. The same
        difference of other versions that wait is decided alike, unless the file is refused.

        Raises UsageError for what cannot be decided so, ConfigurationError ``configuration_changed`` when somebody
        changed the configuration meanwhile.
        """
        for _ in range(3):
            version = self._store.clients.version(client)
            config = self._door.config(client)
            item = self._item(config, drift_id)
            file = self._file(config, item.logical_source_file)
            self._may(item, file, decision)
            mapping = self._mapping(client, item, file, decision, target)
            try:
                if mapping is not None:
                    why = f"drift: {decision} {item.column_name}" + (f": {reason.strip()}" if reason.strip() else "")
                    self._store.clients.import_config(client, mapping, self._door.who, why, expected=version)
                break
            except ConfigurationError as error:
                if error.code != "configuration_changed":
                    raise
        else:
            raise ConfigurationError(
                f"Others keep changing the configuration of {client}.", "Try again in a moment.",
                code="configuration_changed",
            )  # fmt: skip
        drift, who = self._store.drift, config.client
        if not drift.decide(who, drift_id, decision, target, reason.strip(), self._door.who):
            raise _gone(drift_id)
        items = drift.items(who, ALL)
        alike = [] if decision == "refuse" else [i for i in items if self._is_alike(client, i, item, target)]
        also = [i for i in alike if drift.decide(who, i.drift_id, decision, target, reason.strip(), self._door.who)]
        return self._settle(client, next(i for i in items if i.drift_id == drift_id), also)

    def set_policy(
        self, client: str, logical: str, policy: str | None, column: str | None = None, reason: str = ""
    ) -> None:
        """What a change does to a logical file, or to one mapped column of it: evolve, hold or fail; None gives back to
        the file's, or the client's. Raises UsageError for what there is not."""
        if policy is not None and policy not in list(DriftPolicy):
            raise UsageError(f"“{policy}” is no policy.", f"Use {', '.join(DriftPolicy)}.", code="usage")
        version = self._store.clients.version(client)
        self._file(self._door.config(client), logical)
        config = self._door.export_config(client)
        file = next(f for f in config["files"] if f["logical_source_file"] == logical)
        place = file if column is None else next((c for c in file["columns"] if c["source_column"] == column), None)
        if place is None:
            raise UsageError(f"{logical} maps no column {column}.", "`mapping` shows them.", code="unknown_column")
        place["drift_policy"] = policy
        self._store.clients.import_config(client, config, self._door.who, reason or "drift policy", expected=version)

    # Deciding ----------------------------------------------------------------------------------------------------

    def _file(self, config: ClientConfig, logical: str) -> FileConfig:
        file = config.file(logical)
        if file is None:
            raise UsageError(
                f"{config.client.client_schema} has no source file {logical}.", "`config export` shows them.",
                code="unknown_file",
            )  # fmt: skip
        return file

    def _item(self, config: ClientConfig, drift_id: int) -> DriftItem:
        found = next((i for i in self._store.drift.items(config.client, ALL) if i.drift_id == drift_id), None)
        if found is None or not found.is_open:
            raise _gone(drift_id)
        return found

    def _may(self, item: DriftItem, file: FileConfig, decision: str) -> None:
        if decision not in DECISIONS[item.kind]:
            raise UsageError(
                f"“{decision}” is no decision about a {item.kind} column.",
                f"Use {' or '.join(DECISIONS[item.kind])}.", code="usage",
            )  # fmt: skip
        now = with_policy([item], file, item.baseline)
        if decision != "refuse" and now and now[0].policy == DriftPolicy.FAIL:
            raise UsageError(
                f"The policy of {item.column_name} in {item.logical_source_file} is to fail.",
                "Have the file delivered as before; or set the policy to hold, then decide.", code="drift_refused",
            )  # fmt: skip

    def _mapping(
        self, client: str, item: DriftItem, file: FileConfig, decision: str, target: str | None
    ) -> dict[str, Any] | None:
        """The configuration with the decision in it; None when it stays as it is."""
        config = copy.deepcopy(self._door.export_config(client))
        mine = next(f for f in config["files"] if f["logical_source_file"] == file.logical_source_file)
        columns: list[dict[str, Any]] = mine["columns"]
        before = copy.deepcopy(columns)
        name, old = item.column_name, item.was_name or item.column_name
        mapped = next((c for c in columns if c["source_column"] == old), None)
        if decision == "map":
            if target not in self.targets(client, file.logical_source_file):
                free = ", ".join(self.targets(client, file.logical_source_file)) or "none"
                raise UsageError(
                    f"“{name}” cannot go to “{target or ''}” of {file.target}.", f"Columns that are free: {free}.",
                    code="column_not_free",
                )  # fmt: skip
            columns.append({"source_column": name, "target_column": target})
        elif decision == "ignore":
            columns.append({"source_column": name, "target_column": None})
        elif decision == "rename":
            new = name if item.kind == "renamed" else target
            version = self._version(client, item)
            known = {c["source_column"] for c in columns if c["target_column"]}
            if new is None or new in known or new not in {c.name for c in version.columns}:
                free = ", ".join(c.name for c in version.columns if c.name not in known) or "none"
                raise UsageError(
                    f"“{old}” cannot be called “{new or ''}”.", f"Columns of the file that are free: {free}.",
                    code="column_not_free",
                )  # fmt: skip
            if mapped is not None:
                columns[:] = [c for c in columns if c["source_column"] != new]
                mapped["source_column"] = new
        elif decision == "drop":
            goes_to = mapped["target_column"] if mapped else None
            if goes_to in (*file.required, *file.duplicate_key):
                raise UsageError(
                    f"“{old}” feeds {goes_to}, which is required or part of the key.",
                    "Map another column to it, or take it out of the required columns first.", code="column_needed",
                )  # fmt: skip
            columns[:] = [c for c in columns if c["source_column"] != old]
            if item.kind == "renamed" and name not in {c["source_column"] for c in columns}:
                columns.append({"source_column": name, "target_column": None})
        return config if columns != before else None

    def _version(self, client: str, item: DriftItem) -> SchemaVersion:
        return next(v for v in self.versions(client, item.logical_source_file) if v.version == item.version)

    def _is_alike(self, client: str, item: DriftItem, decided: DriftItem, target: str | None) -> bool:
        """True for an open difference of another version that a decision answers, too."""
        what = (item.logical_source_file, item.kind, item.column_name, item.was_name)
        if what != (decided.logical_source_file, decided.kind, decided.column_name, decided.was_name):
            return False
        if not item.is_open or item.version == decided.version:
            return False
        is_named = item.kind != "missing" or target is None
        return is_named or target in {c.name for c in self._version(client, item).columns}

    def _settle(self, client: str, item: DriftItem, also: Sequence[DriftItem]) -> Decided:
        """After a decision: what it settled besides, whether the version is agreed on now, and which files may go on."""
        config, drift, logical = self._door.config(client), self._store.drift, item.logical_source_file
        if item.decision == "refuse":
            return Decided(item, False, {})
        others = tuple(i.version for i in also)
        agreed = [v for v in (item.version, *others) if settle(self._store, config, logical, v, self._door.who)]
        waiting: dict[str, tuple[str, ...]] = {}
        for version in agreed:
            for row in drift.waiting(config.client, logical, version):
                waiting[row["batch_id"]] = (*waiting.get(row["batch_id"], ()), row["physical_file_name"])
        return Decided(item, item.version in agreed, waiting, others)


def _gone(drift_id: int) -> UsageError:
    return UsageError(
        f"There is no open decision {drift_id}.", "`drift` lists them: somebody decided it, or the file changed.",
        code="no_such_drift",
    )  # fmt: skip
