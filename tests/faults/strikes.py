"""Faults, and the points at which they strike: before and after every statement, commit, COPY block, rename, removal,
write and sync that a run does from Python."""

from __future__ import annotations

import errno
import functools
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import weakref
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet

from tests.faults import clock
from tests.faults.proxy import Proxy
from tests.faults.scene import Stage, Trial

Strike = Callable[["Points"], None]
_DATABASE, _STORAGE = "database", "storage"


@dataclass(frozen=True)
class Fault:
    """What strikes, and at points of which kinds."""

    strike: Strike
    kinds: tuple[str, ...] = (_DATABASE, _STORAGE)
    through_proxy: bool = False


class Points:
    """Counts the points of each kind (database, storage) that a run of this process passes; at number ``at`` of those
    that the fault can strike at, it strikes, once."""

    def __init__(
        self, trial: Trial, stage: Stage, at: int, fault: Fault, seed: int, proxy: Proxy | None = None
    ) -> None:
        self.trial, self.stage, self.server, self.at, self._fault = trial, stage, stage.server, at, fault
        self.proxy = proxy
        self.random = random.Random(seed)
        self.passed: Counter[str] = Counter()
        self.struck_in = ""
        self.connections: weakref.WeakSet[psycopg.Connection[Any]] = weakref.WeakSet()
        self.connection: psycopg.Connection[Any] | None = None
        self._lock = threading.RLock()
        self._busy = False

    def install(self) -> None:
        """Patch what a run calls; for a process that ends afterwards."""
        for kind, owner, names in (
            (_DATABASE, psycopg.Connection, ("execute", "commit")),
            (_DATABASE, psycopg.Cursor, ("execute",)),
            (_DATABASE, psycopg.Copy, ("write", "write_row")),
            (_STORAGE, os, ("rename", "replace", "unlink", "fsync")),
            (_STORAGE, shutil, ("copyfile",)),
            (_STORAGE, pyarrow.parquet.ParquetWriter, ("write_table", "close")),
        ):
            for name in names:
                setattr(owner, name, self._pointed(kind, f"{owner.__name__}.{name}", getattr(owner, name)))
        connect = psycopg.Connection.connect.__func__  # type: ignore[attr-defined]

        def connected(cls: Any, *arguments: Any, **named: Any) -> Any:
            made = connect(cls, *arguments, **named)
            self.connections.add(made)
            return made

        psycopg.Connection.connect = classmethod(connected)  # type: ignore[assignment]
        psycopg.connect = psycopg.Connection.connect

    def _pointed(self, kind: str, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def pointed(*arguments: Any, **named: Any) -> Any:
            owner = arguments[0] if arguments else None
            self._pass(kind, f"before {name}", owner)
            result = call(*arguments, **named)
            self._pass(kind, f"after {name}", owner)
            return result

        return pointed

    def _pass(self, kind: str, where: str, owner: Any) -> None:
        with self._lock:
            if self._busy:
                return
            self.passed[kind] += 1
            if kind not in self._fault.kinds or sum(self.passed[k] for k in self._fault.kinds) != self.at:
                return
            self._busy = True
            self.struck_in = where
            self.connection = getattr(owner, "connection", owner if isinstance(owner, psycopg.Connection) else None)
            try:
                self._fault.strike(self)
            finally:
                self._busy = False


def _kill(_: Points) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_server(points: Points) -> None:
    pid = points.server._pid()
    if pid:
        os.kill(pid, signal.SIGKILL)


def _stop_immediately(points: Points) -> None:
    points.server.stop("immediate")


def _cut(points: Points) -> None:
    """Cut every connection on the wire, as a proxy or a switch that goes down does."""
    for connection in list(points.connections):
        if not connection.closed:
            wire = socket.socket(fileno=os.dup(connection.fileno()))
            wire.shutdown(socket.SHUT_RDWR)
            wire.close()


def _cut_by_proxy(points: Points) -> None:
    """Reset what goes through the proxy, losing what is on the way."""
    assert points.proxy is not None
    os.kill(points.proxy.pid, signal.SIGUSR1)


def _fill_storage(points: Points) -> None:
    points.stage.storage_disk.fill()


def _fill_database(points: Points) -> None:
    points.stage.database_disk.fill()


def _set_clock_back(_: Points) -> None:
    """An hour and a second back, for the run and the server (``clock.py``)."""
    clock.set_back(3601)


def _terminate(points: Points) -> None:
    """End every session of the run from another one, as an administrator does."""
    _by_psql(
        points,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def _by_psql(points: Points, query: str) -> None:
    binaries = points.server.programs()
    subprocess.run(
        [str(binaries / "psql"), "-qtX", "-c", query, points.trial.dsn], check=False, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _database_error(state: str) -> Strike:
    """A real error of the server with this SQLSTATE, in the transaction that is under way."""

    def strike(points: Points) -> None:
        assert points.connection is not None
        raised = f"DO $$ BEGIN RAISE EXCEPTION 'struck' USING ERRCODE = '{state}'; END $$"
        points.connection.execute(raised)

    return strike


def _os_error(number: int) -> Strike:
    def strike(_: Points) -> None:
        raise OSError(number, os.strerror(number))

    return strike


def _harm(folder: str, how: Callable[[Path], None]) -> Strike:
    """Harm one of the files that lie in a folder of the batch."""

    def strike(points: Points) -> None:
        found = sorted(p for p in points.trial.root.glob(f"{folder}/*") if p.is_file())
        if found:
            how(points.random.choice(found))

    return strike


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _hole(path: Path) -> None:
    """Zeros in the middle, as a disk or a network share leaves them."""
    quarter = path.stat().st_size // 4
    with path.open("r+b") as stream:
        stream.seek(quarter)
        stream.write(bytes(quarter))


def _replace(path: Path) -> None:
    """Another content of the same size, put there by a rename."""
    other = path.with_name(".other")
    content = path.read_bytes()
    other.write_bytes(content[:-4] + bytes(reversed(content[-4:])))
    other.rename(path)


def _scribble(path: Path) -> None:
    path.write_text('{"client_schema": "cli')


FAULTS: dict[str, Fault] = {
    "kill -9 of the run": Fault(_kill),
    "kill -9 of the server": Fault(_kill_server),
    "immediate stop of the server": Fault(_stop_immediately),
    "connections cut": Fault(_cut),
    "connections reset by a proxy": Fault(_cut_by_proxy, (_DATABASE,), through_proxy=True),
    "sessions terminated": Fault(_terminate),
    "deadlock": Fault(_database_error("40P01"), (_DATABASE,)),
    "serialization failure": Fault(_database_error("40001"), (_DATABASE,)),
    "lock timeout": Fault(_database_error("55P03"), (_DATABASE,)),
    "database disk full": Fault(_database_error("53100"), (_DATABASE,)),
    "storage disk full": Fault(_os_error(errno.ENOSPC), (_STORAGE,)),
    "storage I/O error": Fault(_os_error(errno.EIO), (_STORAGE,)),
    "storage not permitted": Fault(_os_error(errno.EACCES), (_STORAGE,)),
    "storage really full": Fault(_fill_storage),
    "database really full": Fault(_fill_database),
    "clock set back": Fault(_set_clock_back),
    "Parquet deleted": Fault(_harm("data/*/*/incoming", Path.unlink)),
    "Parquet truncated": Fault(_harm("data/*/*/incoming", _truncate)),
    "Parquet harmed inside": Fault(_harm("data/*/*/incoming", _hole)),
    "raw file truncated": Fault(_harm("raw/*/*/success", _truncate)),
    "raw file replaced": Fault(_harm("raw/*/*/success", _replace)),
    "raw file deleted": Fault(_harm("raw/*/*/success", Path.unlink)),
    "manifest half written": Fault(_harm("batch_info/*/incoming", _scribble)),
}
"""What can strike, by name."""


def possible(stage: Stage) -> list[str]:
    """The names of what can strike here: disks are filled where they can be mounted, clocks set where they are faked."""
    impossible = set()
    if not (stage.storage_disk.mounted and stage.database_disk.mounted):
        impossible |= {"storage really full", "database really full"}
    if not clock.is_faked():
        impossible |= {"clock set back"}
    return [n for n in FAULTS if n not in impossible]


NOTHING = Fault(lambda _: None)
"""Strikes nothing: for counting the points of an undisturbed run."""
