"""Whether everything that is needed is there: each check with what it found and, where one helps, its fix."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass

from etl_console.errors import EtlError
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import Storage
from etl_console.records import ClientConfig, FileConfig

_LITTLE_ROOM = 5 * 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a stable ``code``, whether it is ``good``, ``bad`` or ``warn``; ``found`` is what was found (of ``room``:
    bytes), ``fix`` the code of what can be done about it (empty for nothing), ``client`` whom it is about, ``part`` where in
    its configuration."""

    code: str
    verdict: str
    found: str = ""
    client: str = ""
    fix: str = ""
    part: str = ""


def without_table(store: Store, config: ClientConfig) -> list[FileConfig]:
    """The active files of a client whose target table is not there."""
    return [f for f in config.files if f.is_active and not store.bronze.columns(f.target_schema, f.target_table)]


class Health:
    """Checks change nothing; ``repair`` does what a check offers."""

    def __init__(self, store: Store, storage: Storage) -> None:
        self._store = store
        self._storage = storage

    def checks(self) -> list[Check]:
        """Every check, in the order in which one builds on the other."""
        found = [self._database()]
        found += [self._root(), self._room()]
        if found[0].verdict == "good":
            found += self._clients()
        return found

    def _database(self) -> Check:
        try:
            about = self._store.about()
        except EtlError as error:
            return Check("database", "bad", f"{error.cause} {error.remedy}".strip(), fix="reach")
        return Check("database", "good", f"PostgreSQL {about['version']}, {about['database']}, {about['server']}")

    def _root(self) -> Check:
        root = self._storage.layout.root
        if not root.is_dir():
            return Check("root", "bad", str(root), fix="make_root")
        if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
            return Check("root", "bad", str(root), fix="give_rights")
        return Check("root", "good", str(root))

    def _room(self) -> Check:
        root = self._storage.layout.root
        while not root.exists():
            root = root.parent
        free = shutil.disk_usage(root).free
        is_enough = free > _LITTLE_ROOM
        return Check("room", "good" if is_enough else "warn", str(free), fix="" if is_enough else "free_room")

    def _clients(self) -> list[Check]:
        from etl_console.pipeline.configuration import KINDS  # what it compares columns with is not needed to be there

        clients = self._store.clients.all()
        if not clients:
            return [Check("clients", "warn", fix="add_client")]
        found = [Check("clients", "good", ", ".join(c.client_schema for c in clients))]
        for client in clients:
            config = self._store.clients.config(client.client_schema)
            sources = config.sources
            missing = [f for f in self._storage.layout.folders(client.client_schema, sources) if not f.is_dir()]
            if missing:
                shown = ", ".join(self._storage.layout.relative(f) for f in missing[:3])
                found.append(Check("folders", "bad", shown, client.client_schema, "make_folders"))
            else:
                found.append(Check("folders", "good", "", client.client_schema))
            problems = self._store.routines.resolve(config, config.steps)
            told = " ".join(p.message for p in problems[:3])
            schema = client.client_schema
            found.append(
                Check("routines", "bad", told, schema, "see_routines", KINDS[problems[0].facts["stage"]])
                if problems
                else Check("routines", "good", "", schema)
            )
            tables = [f.target for f in without_table(self._store, config)]
            found.append(
                Check("tables", "bad", ", ".join(tables), schema, "make_tables") if tables
                else Check("tables", "good", "", schema)
            )  # fmt: skip
        return found

    def repair(self, check: Check) -> None:
        """Do what the check offers: make the storage root, or a client's folders."""
        if check.fix == "make_root":
            self._storage.layout.root.mkdir(parents=True, exist_ok=True)
        elif check.fix == "make_folders":
            config = self._store.clients.config(check.client)
            self._storage.make_folders(check.client, config.sources)
