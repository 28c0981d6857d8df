"""Where one file of a batch lies, raw and as Parquet; and whether it is still what was looked at there."""

from __future__ import annotations

import os
from pathlib import Path

from etl_console.errors import DataError, StorageError
from etl_console.pipeline import layout
from etl_console.pipeline.plan import FilePlan, Move
from etl_console.pipeline.storage import Storage


class FilePlaces:
    """The places of the file of a plan; nothing is overwritten when it is moved between them."""

    def __init__(self, storage: Storage, client: str, plan: FilePlan) -> None:
        self._storage, self._client, self._plan = storage, client, plan
        self._written: tuple[int, ...] | None = None

    def raw(self, folder: str) -> Path:
        """The raw file in a folder of its source system."""
        state = self._plan.state
        return self._storage.layout.raw(self._client, state.source_system, folder, state.physical_file_name)

    def parquet(self, folder: str) -> Path:
        """Its Parquet file in a folder of its source system."""
        state = self._plan.state
        name = layout.parquet_name(state.physical_file_name)
        return self._storage.layout.data(self._client, state.source_system, folder, name)

    # Moved -------------------------------------------------------------------------------------------------------

    def move(self, move: Move) -> None:
        """Do a move of the plan."""
        root = self._storage.layout.root
        if move.otherwise:
            self._storage.copy((root / move.source, root / move.otherwise), root / move.target)
            return
        self._put(root / move.source, root / move.target)

    def put_away(self, *, is_converted: bool) -> None:
        """A file that failed lies in ``failed``: the raw one when it could not be converted, else its Parquet. Raises
        StorageError."""
        if is_converted:
            source, target = self.parquet("incoming"), self.parquet("failed")
        else:
            source, target = self.raw("success"), self.raw("failed")
        if source.exists():
            self._put(source, target)

    def archive_parquet(self) -> None:
        """What is loaded lies in ``archive``."""
        self._put(self.parquet("incoming"), self.parquet("archive"))

    def set_failed_aside(self) -> None:
        """What lies in ``failed`` of an earlier content of the raw file is kept in ``archive``."""
        self._storage.set_aside(self.raw("failed"), replaced_by=self.raw("success"))

    def remove_stale_parquet(self) -> None:
        """Remove what was made from an earlier content of the raw file."""
        for folder in ("failed", "archive"):
            self._storage.remove(self.parquet(folder))

    def _put(self, source: Path, target: Path) -> None:
        self._storage.set_aside(target, replaced_by=source)
        self._storage.move(source, target)

    # The same ----------------------------------------------------------------------------------------------------

    def same_as_claimed(self) -> None:
        """Raises DataError when the raw file is not the one whose content was looked at: what is loaded must be what
        is on record."""
        raw = self.raw("success")
        if self._plan.raw_mtime_ns not in (None, self._storage.stat(raw).st_mtime_ns):
            self._storage.remove(self.parquet("incoming"))
            raise DataError(
                f"{raw.name} was changed by something else while the batch ran.",
                "Restart the batch: the file as it is then is looked at and converted anew.",
                code="source_changed", path=str(raw),
            )  # fmt: skip

    def converted(self) -> None:
        """The Parquet file was just written."""
        self._written = _identity(self._storage.stat(self.parquet("incoming")))

    @property
    def is_as_converted(self) -> bool:
        """False when the Parquet file is not the one that this run wrote, or is not there."""
        try:
            return self._written in (None, _identity(self._storage.stat(self.parquet("incoming"))))
        except StorageError:
            return False

    def same_as_converted(self) -> None:
        """Raises StorageError when the Parquet file is not the one that this run wrote: what is checked and kept must
        be what is loaded."""
        parquet = self.parquet("incoming")
        if self._written not in (None, _identity(self._storage.stat(parquet))):
            self._storage.remove(parquet)
            raise StorageError(
                f"{parquet.name} was changed by something else while the batch ran.",
                "Restart the batch: it is made again from the raw file.", code="parquet_unreadable", path=str(parquet),
            )  # fmt: skip


def _identity(found: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is written again, in place or by another under its name."""
    return found.st_ino, found.st_size, found.st_mtime_ns
