"""A client's configuration as it is worked on: read with a version, compared, checked, saved without losing what
somebody else saved meanwhile, taken back. A room of the service's door (``service.configuration``)."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from etl_console.errors import ConfigurationError, EtlError, UsageError
from etl_console.pipeline.config_form import Item, form_problems, take, take_form
from etl_console.pipeline.drift import settle_waiting
from etl_console.pipeline.plan import fits_pattern
from etl_console.pipeline.ports import Store
from etl_console.pipeline.stages.gold_integration import ordered
from etl_console.records import BatchState, ClientConfig, Problem, Stage, Status, StepConfig

_LISTS = {
    "file": ("files", "logical_source_file"), "transformation": ("transformation", "procedure"),
    "integration": ("integration", "procedure"), "mv_refresh": ("mv_refresh", "name"),
}  # fmt: skip
_TABLES = {
    "client_config": "file", "column_mapping": "file", "required_columns": "file",
    "transformation_config": "transformation", "integration_config": "integration",
    "integration_dependencies": "integration", "mv_refresh_config": "mv_refresh", "client_reference": "client",
}  # fmt: skip


KINDS = {Stage.TRANSFORM: "transformation", Stage.INTEGRATE: "integration", Stage.REFRESH_MV: "mv_refresh"}
"""What the steps of a stage are in a configuration."""

MAIN = ("client_config", "transformation_config", "integration_config", "mv_refresh_config")
"""The tables whose rows are the items themselves."""


_ONE_SAVE = timedelta(seconds=5)
_RECENT = 50
"""Batches whose files are looked at."""


class Door(Protocol):
    """What the configuration needs of the service."""

    who: str

    def config(self, client: str) -> ClientConfig: ...
    def export_config(self, client: str) -> dict[str, Any]: ...
    def batches(self, client: str | None = None, limit: int = 100) -> list[BatchState]: ...
    def sources(self, client: str) -> list[str]: ...
    def made_folders(self, client: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A client's configuration (the form of ``config export``) as it was read; ``version`` grows with every change."""

    client: str
    version: int
    config: Mapping[str, Any]

    def draft(self) -> dict[str, Any]:
        """A copy to work on."""
        return copy.deepcopy(dict(self.config))


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``path`` leads to the value inside its item, empty for the item as a whole (new or removed)."""

    item: Item
    path: str
    before: Any
    after: Any

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.item[0],
            "name": self.item[1],
            "path": self.path,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item that was changed here and by somebody else: as it was read, as it is here, as it is now."""

    item: Item
    base: Any
    mine: Any
    theirs: Any
    who: str = ""

    @property
    def kept_mine(self) -> Any:
        """Mine where both changed the same value; where only one changed it, that one's."""
        return merged(self.base, self.mine, self.theirs)[0]


class ConflictError(ConfigurationError):
    """Somebody else saved a change of the same items; ``conflicts`` has both, ``current`` what is stored now."""

    code = "configuration_changed"

    def __init__(self, conflicts: Sequence[Conflict], current: Snapshot) -> None:
        names = ", ".join(f"{c.item[1]} ({c.who})" if c.who else c.item[1] for c in conflicts)
        super().__init__(
            f"{names} was changed by somebody else after you read it.",
            "Compare both: keep yours where both changed the same, or take theirs. Nothing was saved.",
            items=[{"kind": c.item[0], "name": c.item[1]} for c in conflicts],
        )
        self.conflicts = tuple(conflicts)
        self.current = current


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the state after it, what changed, and the items that others changed meanwhile, which is kept."""

    snapshot: Snapshot
    changes: tuple[Change, ...]
    kept: tuple[Item, ...] = field(default=())


class Configuration:
    """Reads, compares, checks and saves the configuration of a client. Errors are EtlError with cause and remedy."""

    def __init__(self, door: Door, store: Store) -> None:
        self._door = door
        self._store = store

    def read(self, client: str) -> Snapshot:
        """The configuration now, with its version."""
        version = self._store.clients.version(client)
        return Snapshot(client, version, self._door.export_config(client))

    def save(self, base: Snapshot, mine: Mapping[str, Any], reason: str = "") -> Saved:
        """Save what was changed since ``base``; what others changed elsewhere stays, in other values of the same item too.

        Raises ConflictError when both changed one value, ConfigurationError for what cannot be stored.
        """
        take_form(mine)
        own = {c.item for c in differences(base.config, mine)}
        for _ in range(3):
            current = self.read(base.client)
            theirs = {c.item for c in differences(base.config, current.config)}
            both = {i: merged(*(item_of(c, i) for c in (base.config, mine, current.config))) for i in own & theirs}
            clash = sorted(item for item, (_, is_clear) in both.items() if not is_clear)
            if clash:
                who = self._who_changed(base.client, base.version)
                raise ConflictError(
                    [
                        Conflict(
                            i, item_of(base.config, i), item_of(mine, i), item_of(current.config, i), who.get(i, "")
                        )
                        for i in clash
                    ],
                    current,
                )
            made = current.draft()
            for item in sorted(own):
                put_item(made, item, both[item][0] if item in both else item_of(mine, item))
            take(made)
            try:
                self._store.clients.import_config(base.client, made, self._door.who, reason, expected=current.version)
            except ConfigurationError as error:
                if error.code != ConflictError.code:
                    raise
                continue
            self._door.made_folders(base.client)
            settle_waiting(self._store, self._door.config(base.client), self._door.who)
            return Saved(self.read(base.client), tuple(differences(current.config, made)), tuple(sorted(theirs)))
        raise UsageError(
            "Others keep changing this configuration.", "Try again in a moment.", code="configuration_changed"
        )

    def _who_changed(self, client: str, since: int) -> dict[Item, str]:
        who: dict[Item, str] = {}
        for row in self._store.clients.history(client):
            if row["history_id"] > since:
                who.setdefault(item_of_row(row), row["changed_by"])
        return who

    # Looking -----------------------------------------------------------------------------------------------------

    def check(self, client: str, draft: Mapping[str, Any]) -> list[tuple[Item, Problem]]:
        """What of a draft could not be run, checked against the database as it is: tables and columns, routines and
        views, dependencies."""
        if found := form_problems(draft):
            return found
        for file in draft.get("files") or []:
            pattern = file.get("file_pattern") or ""
            if pattern and pattern.count("[") == pattern.count("]"):
                continue
            told = (
                f"The pattern “{pattern}” has a bracket without its other half." if pattern else "There is no pattern."
            )
            problem = Problem("configuration", told, "Write one such as orders*.csv.")
            found.append((("file", file["logical_source_file"]), problem))
        for file in draft.get("files") or []:
            item = ("file", file["logical_source_file"])
            schema = file.get("target_schema") or f"bronze_{client}"
            table = f"{schema}.{file['target_table']}"
            targets = {t.name for t in self._store.bronze.columns(schema, file["target_table"])}
            if not targets:
                told = f"The table {table} does not exist."
                found.append((item, Problem("table_missing", told, "Create it, or correct the target.")))
                continue
            for name in (c.get("target_column") for c in file.get("columns") or []):
                if name and name not in targets:
                    told = f"{table} has no column “{name}”."
                    found.append((item, Problem("target_column_missing", told, "Add it, or correct the mapping.")))
        config = self._door.config(client)
        steps = steps_of(draft)
        known = {f["logical_source_file"] for f in draft.get("files") or []}
        for step in steps:
            if step.logical_source_file and step.logical_source_file not in known:
                told = f"{step.name} is to run after {step.logical_source_file}, which is not configured."
                found.append(
                    (
                        ("transformation", step.name),
                        Problem("configuration", told, "Name a file of this client, or none."),
                    )
                )
            found += [((KINDS[step.stage], step.name), p) for p in self._store.routines.resolve(config, [step])]
        names = [s for s in steps if s.stage is Stage.INTEGRATE]
        try:
            ordered(names)
        except ConfigurationError as error:
            bad = next((s.name for s in names if s.name in error.cause), "")
            found.append((("integration", bad), Problem(error.code, error.cause, error.remedy)))
        return found + self._unrecognised(config, draft)

    def _unrecognised(self, config: ClientConfig, draft: Mapping[str, Any]) -> list[tuple[Item, Problem]]:
        """Files of recent batches whose names a changed pattern does not fit any more: a warning."""
        changed: dict[str, tuple[str, str]] = {}
        for file in draft.get("files") or []:
            known = config.file(file["logical_source_file"])
            if known is not None and file.get("file_pattern") not in (None, known.file_pattern):
                changed[known.logical_source_file] = known.file_pattern, file["file_pattern"]
        lost: dict[str, dict[str, None]] = {}
        for batch in self._door.batches(config.client.client_schema, _RECENT) if changed else ():
            for one in batch.files:
                before, after = changed.get(one.logical_source_file, ("", ""))
                if fits_pattern(one.original_file_name, before) and not fits_pattern(one.original_file_name, after):
                    lost.setdefault(one.logical_source_file, {})[one.original_file_name] = None
        return [
            (
                ("file", name),
                Problem(
                    "unrecognised_file",
                    f"Files that came as {name} would not be recognised any more, such as {', '.join(list(names)[:3])}.",
                    "Widen the pattern if they still come.",
                ),
            )
            for name, names in lost.items()
        ]

    def touches(self, client: str, changes: Sequence[Change]) -> list[dict[str, Any]]:
        """What the changed items reach: for a file its table, its transformations and the failed files that a restart
        would take up; for a step the steps after it. Each as ``kind``, ``name`` and ``because``."""
        config, reached = self._door.config(client), []
        files = {c.item[1] for c in changes if c.item[0] == "file"}
        for name in sorted(files):
            file = config.file(name)
            if file is not None:
                reached.append({"kind": "table", "name": file.target, "because": name})
            reached += [
                {"kind": "transformation", "name": s.name, "because": name}
                for s in config.steps_of(Stage.TRANSFORM) if s.logical_source_file == name
            ]  # fmt: skip
            for batch in self._door.batches(client, _RECENT):
                reached += [
                    {"kind": "failed_file", "name": f.physical_file_name, "because": name}
                    for f in batch.files if f.logical_source_file == name and f.status == Status.FAILED
                ]  # fmt: skip
        for name in sorted({c.item[1] for c in changes if c.item[0] == "integration"}):
            reached += [
                {"kind": "integration", "name": s.name, "because": name}
                for s in config.steps_of(Stage.INTEGRATE) if name in s.depends_on
            ]  # fmt: skip
        return reached

    def history(self, client: str) -> list[dict[str, Any]]:
        """Changes, newest first: history_id, table_name, operation, before, after, changed_at, changed_by, reason."""
        return self._store.clients.history(client)

    def revert(self, client: str, draft: Mapping[str, Any], *changes: int) -> dict[str, Any]:
        """A draft in which changes of the history are taken back, the newest first; it is saved like any other. A removal
        is taken back with all that went with it."""
        history, made = self._store.clients.history(client), copy.deepcopy(dict(draft))
        for number in sorted(changes, reverse=True):
            made = self._without(client, made, history, number)
        return made

    def _without(
        self, client: str, made: dict[str, Any], history: Sequence[Mapping[str, Any]], history_id: int
    ) -> dict[str, Any]:  # fmt: skip
        row = next((r for r in history if r["history_id"] == history_id), None)
        if row is None:
            raise UsageError(f"There is no change {history_id}.", "`config history` lists them.", code="unknown_change")
        item = item_of_row(row)
        if item_of(made, item) is None and row["before"] is not None:
            if item[0] == "file":  # its mapping is still on record, as it was last
                put_item(made, item, item_of(self._store.clients.export_config(client, with_removed=True), item))
                return made
            went = [r for r in history if item_of_row(r) == item and _went_with(r, row)]
            for one in sorted(went, key=lambda r: r["table_name"] not in MAIN):
                _put_back(made, one)
        else:
            _put_back(made, row)
        return made


# Items of a configuration ----------------------------------------------------------------------------------------


def _items(config: Mapping[str, Any]) -> Iterator[tuple[Item, Any]]:
    for kind, (key, name) in _LISTS.items():
        for value in config.get(key) or []:
            yield (kind, value[name]), value
    yield ("client", "defaults"), {"client_name": config.get("client_name"), "defaults": config.get("defaults") or {}}


def item_of(config: Mapping[str, Any], item: Item) -> Any:
    """One item of a configuration, None when it is not there."""
    return next((v for i, v in _items(config) if i == item), None)


def put_item(config: dict[str, Any], item: Item, value: Any) -> None:
    """Put one item into a configuration in place of what is there; None takes it out."""
    kind, name = item
    if kind == "client":
        config["client_name"], config["defaults"] = value["client_name"], copy.deepcopy(value["defaults"])
        return
    key, field_name = _LISTS[kind]
    kept = list(config.get(key) or [])
    place = next((i for i, v in enumerate(kept) if v[field_name] == name), len(kept))
    kept[place : place + 1] = [] if value is None else [copy.deepcopy(value)]
    config[key] = kept


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What changed between two configurations, value by value, in a settled order."""
    old, new = dict(_items(before)), dict(_items(after))
    changes: list[Change] = []
    for item in [*old, *(i for i in new if i not in old)]:
        if item not in new or item not in old:
            changes.append(Change(item, "", old.get(item), new.get(item)))
        else:
            changes += [Change(item, path, a, b) for path, a, b in _values(old[item], new[item])]
    return changes


_SAME_AS_NONE: tuple[Any, ...] = (None, [], {}, "")


def _values(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            yield from _values(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
    elif path == "columns" and isinstance(before, list) and isinstance(after, list):
        old = {c["source_column"]: c for c in before}
        new = {c["source_column"]: c for c in after}
        for name in dict.fromkeys([*old, *new]):
            yield from _values(old.get(name) or {}, new.get(name) or {}, f"columns.{name}")
        if list(old) != list(new) and set(old) == set(new):
            yield "columns (order)", list(old), list(new)
    elif before != after and not (before in _SAME_AS_NONE and after in _SAME_AS_NONE):
        yield path, before, after


def merged(base: Any, mine: Any, theirs: Any, path: str = "") -> tuple[Any, bool]:
    """An item, or the value at a ``path`` in one, that two changed since ``base``, put together: each one's changes, and
    mine where both changed the same; True when there is no such place. Columns are told apart by their names, required
    ones are a set."""
    if mine == theirs or theirs == base:
        return mine, True
    if mine == base:
        return theirs, True
    if not isinstance(mine, Mapping) or not isinstance(theirs, Mapping):
        return mine, False
    old = base if isinstance(base, Mapping) else {}
    made: dict[str, Any] = {}
    is_clear = True
    for key in dict.fromkeys([*theirs, *mine]):
        three = (old.get(key), mine.get(key), theirs.get(key))
        place = f"{path}.{key}" if path else str(key)
        if place == "columns":
            was, own, other = ({c["source_column"]: c for c in value or []} for value in three)
            found, is_same = merged(was, own, other, place)
            value = [c for c in found.values() if c is not None]
            here = [c for c in value if c["source_column"] in own]
            mapped = {c["target_column"]: c["source_column"] for c in here if c.get("target_column")}
            kept = [c for c in value if mapped.get(c.get("target_column"), c["source_column"]) == c["source_column"]]
            value, is_same = kept, is_same and len(kept) == len(value)  # a target has one source
        elif place == "required":
            known, wanted, now = (list(value or []) for value in three)
            stays = [n for n in now if n in wanted or n not in known]
            value, is_same = [*stays, *(n for n in wanted if n not in known and n not in now)], True
        else:
            value, is_same = merged(*three, place)
        is_clear = is_clear and is_same
        made[key] = value
    return made, is_clear


def item_of_row(row: Mapping[str, Any]) -> Item:
    """The item that a row of the history belongs to."""
    value = row["after"] or row["before"] or {}
    kind = _TABLES.get(row["table_name"], "client")
    if kind == "client":
        return ("client", "defaults")
    name = value.get("logical_source_file" if kind == "file" else "procedure_name") or value.get("refresh_name")
    return (kind, str(name))


def made_together(history: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows of a history, newest first, those of one item that one save changed together."""
    found: list[list[dict[str, Any]]] = []
    last: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in history:
        key = (item_of_row(row), row["changed_by"], row["reason"])
        mine = last.get(key)
        if mine is None or mine[0]["changed_at"] - row["changed_at"] > _ONE_SAVE:
            mine = last[key] = []
            found.append(mine)
        mine.append(row)
    return found


def steps_of(config: Mapping[str, Any]) -> list[StepConfig]:
    """The steps of a configuration, as the engine knows them."""
    return [
        *(
            StepConfig(Stage.TRANSFORM, s["procedure"], s.get("run_order", 1), s.get("logical_source_file"))
            for s in config.get("transformation") or []
        ),
        *(
            StepConfig(
                Stage.INTEGRATE, s["procedure"], s.get("run_order", 1), None, s.get("kind", "fact"),
                tuple(s.get("depends_on") or ()),
            )
            for s in config.get("integration") or []
        ),
        *(StepConfig(Stage.REFRESH_MV, s["name"], s.get("run_order", 1)) for s in config.get("mv_refresh") or []),
    ]  # fmt: skip


def _went_with(row: Mapping[str, Any], removed: Mapping[str, Any]) -> bool:
    """True for what one save removed together."""
    same = all(row[k] == removed[k] for k in ("operation", "changed_by", "reason"))
    return same and abs(row["changed_at"] - removed["changed_at"]) < _ONE_SAVE


def _put_back(config: dict[str, Any], row: Mapping[str, Any]) -> None:
    """Undo one row of the history inside a draft."""
    table, before, after = row["table_name"], row["before"], row["after"]
    item = item_of_row(row)
    kind = item[0]
    if kind == "client":
        config["client_name"] = before["client_name"]
        config["defaults"] = {k: before[k] for k in config.get("defaults") or {} if k in before}
        return
    value = copy.deepcopy(item_of(config, item))
    if table in MAIN:
        gone = before is None or before.get("is_active") is False
        if gone:
            put_item(config, item, None)
            return
        names = {"procedure_name": "procedure", "refresh_name": "name"}
        fields = {names.get(k, k): v for k, v in before.items() if k not in ("client_id", "is_active")}
        put_item(config, item, {**(value or {}), **fields})
        return
    if value is None:
        raise EtlError(
            f"{item[1]} is not configured any more.", "Take back its removal first.", code="no_configuration"
        )
    if table == "integration_dependencies":
        wanted = set(value.get("depends_on") or [])
        wanted -= {after["depends_on"]} if after else set()
        wanted |= {before["depends_on"]} if before else set()
        value["depends_on"] = sorted(wanted)
    elif table == "column_mapping":
        name = (before or after)["source_column"]
        columns = [c for c in value.get("columns") or [] if c["source_column"] != name]
        if before:
            back = {k: before.get(k) for k in ("source_column", "target_column", "source_format", "drift_policy")}
            columns.insert(max(0, before["ordinal"] - 1), back)
        value["columns"] = columns
    else:
        name = (before or after)["column_name"]
        required = [c for c in value.get("required") or [] if c != name]
        key = [c for c in value.get("duplicate_key") or [] if c != name]
        if before and before["is_required"]:
            required.append(name)
        if before and before["key_position"]:
            key.insert(before["key_position"] - 1, name)
        value["required"], value["duplicate_key"] = required, key
    put_item(config, item, value)
