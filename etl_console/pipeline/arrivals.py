"""Files that lie where no batch has claimed them, under the operator's hands: renamed, taken out, put back. A room of the
service's door (``service.arrivals``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl_console.errors import StorageError, UsageError
from etl_console.pipeline import layout
from etl_console.pipeline.planning import Planning
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import Storage
from etl_console.records import Status

_RECENT = 50
"""Batches in which a failed file is looked for."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that was moved from ``before`` to ``path``; ``seen`` tells it from another that has come there since."""

    before: Path
    path: Path
    seen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RedFile:
    """A file that failed, under its claimed name: a corrected one can take its place."""

    batch_id: str
    physical_file_name: str


class Arrivals:
    """Raw files of a client without a batch. Methods raise UsageError for any other file, StorageError for what the disk
    does not allow."""

    def __init__(self, store: Store, storage: Storage, planning: Planning) -> None:
        self._store, self._storage, self._planning = store, storage, planning

    def red(self, client: str) -> dict[tuple[str, str], RedFile]:
        """The newest failed file by source system and the name it came with, in small letters: delivered under its claimed
        name, another content takes its place when its batch is restarted."""
        found: dict[tuple[str, str], RedFile] = {}
        for batch in self._store.batches.recent(self._store.clients.client(client), _RECENT):
            if batch.status in (Status.FAILED, Status.CANCELLED):
                for file in batch.files:
                    if file.status == Status.FAILED:
                        place = file.source_system, file.original_file_name.casefold()
                        found.setdefault(place, RedFile(batch.batch_id, file.physical_file_name))
        return found

    def correct(self, client: str, path: Path, source: str, red: RedFile) -> Path:
        """Copy a file from anywhere into ``incoming`` under the claimed name of a failed one, in place of a correction that
        waits there already; returns where it lies. Raises UsageError when that file is not red any more, StorageError."""
        if red not in self.red(client).values():
            raise UsageError(
                f"{red.physical_file_name} of {red.batch_id} is not red any more.",
                "Deliver the file under its own name, as a new one.", code="not_red",
            )  # fmt: skip
        target = self._storage.layout.raw(client, source, "incoming", red.physical_file_name)
        self._storage.copy_in(path, target, replaces=True)
        return target

    def rename(self, client: str, path: Path, name: str) -> Moved:
        """Give a file another name, in ``incoming`` of its source system."""
        source = self._unclaimed(client, path)
        if why := layout.unusable(name) or ("it is empty" if not name.strip() else ""):
            raise UsageError(
                f"{layout.sayable(name)} is no name for a file that is to be loaded: {why}.", "Choose another name.",
                code="unusable_name",
            )  # fmt: skip
        if layout.batch_of(name):
            raise UsageError(
                f"{name} carries the number of a batch, as claimed files do.", "Leave the batch out of the name.",
                code="unusable_name",
            )  # fmt: skip
        target = self._storage.layout.raw(client, source, "incoming", name)
        if target.exists() and target != path:
            raise StorageError(
                f"{self._storage.layout.relative(target)} is already waiting there.",
                "Start a batch first, or take the waiting file out.", code="file_in_the_way", path=str(target),
            )  # fmt: skip
        self._storage.move(path, target)
        return self._moved(path, target)

    def take_out(self, client: str, path: Path, folder: Path) -> Moved:
        """Move a file out of the storage into ``folder``, under another name where its own is taken; also a correction
        that waits in ``incoming`` under a claimed name."""
        self._unclaimed(client, path, or_waits=True)
        if folder.resolve().is_relative_to(self._storage.layout.root.resolve()):
            raise UsageError(
                f"{folder} belongs to the storage.", "Choose a folder outside of it."
            )  # fmt: skip
        name = Path(layout.usable(path.name))
        taken, number = folder / name, 1
        while taken.exists():
            number += 1
            taken = folder / f"{name.stem} ({number}){name.suffix}"
        self._storage.take(path, taken)
        return self._moved(path, taken)

    def put_back(self, client: str, moved: Moved) -> None:
        """What ``rename`` or ``take_out`` moved comes back to where it lay; another file that is there since does not."""
        path, taken = moved.before, moved.path
        if not moved.seen or self._moved(path, taken) != moved:
            raise StorageError(
                f"{layout.sayable(taken.name)} is another file by now.", "Nothing was moved: look at it first.",
                code="file_replaced", path=str(taken),
            )  # fmt: skip
        if taken.is_relative_to(self._storage.layout.root):
            self._unclaimed(client, taken)
        expected = self._storage.layout.raw(client, path.parent.parent.name, path.parent.name, path.name)
        if path != expected or path.parent.name not in layout.RAW_FOLDERS:
            raise UsageError(f"{path} is no raw file of {client}.", "Nothing was moved.")
        self._storage.take(taken, path)

    def _moved(self, before: Path, path: Path) -> Moved:
        try:
            found = self._storage.stat(path)
        except StorageError:  # a run took it up already
            return Moved(before, path, ())
        return Moved(before, path, (found.st_size, found.st_mtime_ns))

    def _unclaimed(self, client: str, path: Path, *, or_waits: bool = False) -> str:
        """The source system of a file that no batch knows (``or_waits`` in ``incoming``), and that has arrived."""
        source, folder = path.parent.parent.name, path.parent.name
        expected = self._storage.layout.raw(client, source, folder, path.name)
        owner = self._store.clients.client(client)
        known = self._store.insight.files_seen(owner, [layout.sayable(path.name)])
        claimed = path.name in {name for name, _ in self._planning.interrupted_claims(owner)}
        is_batchs = claimed or (bool(known) and not (or_waits and folder == "incoming"))
        if path != expected or folder not in layout.RAW_FOLDERS or is_batchs:
            raise UsageError(
                f"{layout.sayable(path.name)} belongs to a batch.", "Only files that no batch has claimed can be moved.",
                code="file_claimed",
            )  # fmt: skip
        if why := self._storage.arriving(path):
            raise UsageError(
                f"{layout.sayable(path.name)} is left alone: {why}.", "Try again when it has arrived.",
                code="still_arriving",
            )  # fmt: skip
        return source
