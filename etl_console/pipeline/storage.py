"""Files under the storage root: look, hash, move, write; every move is atomic and can be asked for again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl_console.errors import StorageError
from etl_console.pipeline.layout import Layout, is_unfinished_name, unusable

_HASH_BLOCK = 1 << 20
_MOST_HASHES = 10_000
_YOUNG = 5.0
"""Seconds since a file was written within which it may still grow."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file lying in ``incoming``: size in bytes, mtime in ns; ``arrived`` is false while it may still grow."""

    source_system: str
    name: str
    size: int
    mtime_ns: int
    arrived: bool
    waiting_for: str = ""


class Storage:
    """What the engine does to files. ``look_apart`` is the time in seconds between two looks at a dropped file."""

    def __init__(self, layout: Layout, look_apart: float = 0.3) -> None:
        self.layout = layout
        self.look_apart = look_apart
        self._hashes: dict[tuple[Any, ...], str] = {}

    def make_folders(self, client: str, sources: Iterable[str]) -> None:
        """Create every folder of a client; existing ones stay as they are."""
        for folder in self.layout.folders(client, tuple(sources)):
            with _told(folder):
                folder.mkdir(parents=True, exist_ok=True)

    def incoming(self, client: str, sources: Iterable[str]) -> list[IncomingFile]:
        """Files in the ``incoming`` folders, sorted; each is looked at twice to see whether it has arrived whole."""
        first = self._look(client, sources)
        if not first:
            return []
        now = time.time_ns()
        if any(abs(now - mtime) < 5_000_000_000 for _, mtime in first.values()):
            time.sleep(self.look_apart)
        second = self._look(client, {source for source, _ in first})
        found = []
        for (source, name), (size, mtime) in sorted(second.items()):
            waiting = ""
            if why := unusable(name):
                waiting = why
            elif is_unfinished_name(name):
                waiting = "its name says that it is still being written"
            elif first.get((source, name)) != (size, mtime):
                waiting = "it is still growing"
            elif _is_open_for_writing(self.layout.raw(client, source, "incoming", name)):
                waiting = "another program has it open for writing"
            found.append(IncomingFile(source, name, size, mtime, not waiting, waiting))
        return found

    def _look(self, client: str, sources: Iterable[str]) -> dict[tuple[str, str], tuple[int, int]]:
        seen = {}
        for source in sources:
            folder = self.layout.raw(client, source, "incoming")
            with _told(folder), contextlib.suppress(FileNotFoundError):
                for entry in os.scandir(folder):
                    if entry.is_file(follow_symlinks=False):
                        stat = entry.stat(follow_symlinks=False)
                        seen[source, entry.name] = (stat.st_size, stat.st_mtime_ns)
        return seen

    def folder_names(self, folder: Path) -> list[str]:
        """Names of the plain files in ``folder``, sorted; empty when it does not exist."""
        with _told(folder):
            if not folder.is_dir():
                return []
            return sorted(e.name for e in os.scandir(folder) if e.is_file(follow_symlinks=False))

    def hash(self, path: Path) -> str:
        """SHA-256 of the content, in hex."""
        digest = hashlib.sha256()
        with _told(path), path.open("rb") as stream:
            seen = os.fstat(stream.fileno())
            while block := stream.read(_HASH_BLOCK):
                digest.update(block)
        while len(self._hashes) >= _MOST_HASHES:
            self._hashes.pop(next(iter(self._hashes)), None)
        found = self._hashes[_as_it_is(path, seen)] = digest.hexdigest()
        return found

    def hash_at_hand(self, path: Path, most: int) -> str | None:
        """The hash of a file that is looked at again and again: what was found as long as inode, size and time are the
        same; a file of up to ``most`` bytes is read for it, for a larger one it is None. For what is shown, not for what
        is decided."""
        with _told(path):
            seen = path.stat()
        known = self._hashes.get(_as_it_is(path, seen))
        return known or (self.hash(path) if seen.st_size <= most else None)

    def move(self, source: Path, target: Path) -> None:
        """Rename ``source`` to ``target`` atomically; done already (only ``target`` is there) is fine.

        Raises StorageError when neither is there, or when both are and differ: nothing is ever overwritten.
        """
        with _told(source):
            if not source.exists():
                if target.exists():
                    return
                raise StorageError(
                    f"{self.layout.relative(source)} is not there.",
                    "Put the file back, or deliver it again to incoming.",
                    code="file_missing",
                    path=str(source),
                )
            if target.exists() and not source.samefile(target):
                if self.hash(source) != self.hash(target):
                    raise StorageError(
                        f"{self.layout.relative(target)} is already there with another content.",
                        "Look at both files and rename the one that should stay out of this batch.",
                        code="file_in_the_way",
                        path=str(target),
                    )
                source.unlink()
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
            _sync_folder(target.parent)
            if source.parent != target.parent:
                _sync_folder(source.parent)

    def set_aside(self, target: Path, *, replaced_by: Path) -> None:
        """Before ``replaced_by`` takes its place: keep another content at ``target`` in ``archive``, dated."""
        with _told(target):
            if not (target.is_file() and replaced_by.is_file()) or target.samefile(replaced_by):
                return
            if self.hash(target) == self.hash(replaced_by):
                return
            stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(target.stat().st_mtime))
            archive = target.parent.parent / "archive"
            kept, number = archive / f"{target.stem}.replaced-{stamp}{target.suffix}", 1
            while kept.exists():
                number += 1
                kept = archive / f"{target.stem}.replaced-{stamp}-{number}{target.suffix}"
            self.move(target, kept)

    def copy_in(self, source: Path, target: Path, *, replaces: bool = False) -> None:
        """Copy a file from anywhere into the storage: to a ``.part`` beside ``target``, then an atomic rename, over what
        lies there only when it ``replaces`` it."""
        part = target.with_name(target.name + ".part")
        with _told(source):
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists() and not replaces:
                raise StorageError(
                    f"{self.layout.relative(target)} is already waiting there.",
                    "Start a batch first, or remove the waiting file.",
                    code="file_in_the_way",
                    path=str(target),
                )
            shutil.copyfile(source, part)
            _sync_file(part)
            part.replace(target)
            _sync_folder(target.parent)

    def arriving(self, path: Path) -> str:
        """Why a file has not arrived whole yet, empty when it has: it is looked at twice where it is young."""
        with _told(path):
            first = path.stat()
            if abs(time.time() - first.st_mtime) < _YOUNG:
                time.sleep(self.look_apart)
            if is_unfinished_name(path.name):
                return "its name says that it is still being written"
            if _as_it_is(path, path.stat()) != _as_it_is(path, first):
                return "it is still growing"
        return "another program has it open for writing" if _is_open_for_writing(path) else ""

    def take(self, source: Path, target: Path) -> None:
        """Move a file into or out of the storage; to another disk it is copied, compared and then removed. Raises
        StorageError when something is at ``target`` already, or the file changes meanwhile."""
        with _told(source):
            before = source.stat()
            if target.exists():
                raise StorageError(
                    f"{target.name} is there already.", "Choose another place.", code="file_in_the_way", path=str(target)
                )  # fmt: skip
            target.parent.mkdir(parents=True, exist_ok=True)
            if before.st_dev == target.parent.stat().st_dev:
                source.rename(target)
            else:
                descriptor, name = tempfile.mkstemp(dir=target.parent)  # no name that somebody else may have
                os.close(descriptor)
                part = Path(name)
                shutil.copy2(source, part)
                _sync_file(part)
                if self.hash(source) != self.hash(part) or _as_it_is(source, source.stat()) != _as_it_is(
                    source, before
                ):
                    part.unlink()
                    raise StorageError(
                        f"{source.name} changed while it was moved.", "Try again when it is no longer written to.",
                        code="still_arriving", path=str(source),
                    )  # fmt: skip
                part.rename(target)
                source.unlink()
            _sync_folder(target.parent)
            _sync_folder(source.parent)

    def copy(self, sources: Sequence[Path], target: Path) -> None:
        """Copy the first of ``sources`` that is there (one may be renamed to the other meanwhile) to ``target``,
        atomically; done already is fine. Raises StorageError when none is there."""
        part = target.with_name(target.name + ".part")
        with _told(target):
            if target.exists():
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            for source in (*sources, *sources):
                try:
                    shutil.copyfile(source, part)
                except FileNotFoundError:
                    continue
                _sync_file(part)
                part.rename(target)
                _sync_folder(target.parent)
                return
        raise StorageError(
            f"{self.layout.relative(sources[0])} is not there.", "Put the file back, or deliver it again to incoming.",
            code="file_missing", path=str(sources[0]),
        )  # fmt: skip

    def find(self, candidates: Iterable[Path]) -> Path | None:
        """The first of these paths that is a plain file."""
        return next((p for p in candidates if p.is_file() and not p.is_symlink()), None)

    def stat(self, path: Path) -> os.stat_result:
        """What the file system says of a file. Raises StorageError when it is not there."""
        with _told(path):
            return path.stat()

    def is_whole_parquet(self, path: Path) -> bool:
        """True when a Parquet file has its beginning, its end and a footer that fits between them."""
        with _told(path), path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size < 12:
                return False
            stream.seek(0)
            begins = stream.read(4)
            stream.seek(-8, os.SEEK_END)
            footer = int.from_bytes(stream.read(4), "little")
            return begins == b"PAR1" == stream.read(4) and footer <= size - 12

    def write_json(self, path: Path, value: Mapping[str, Any]) -> None:
        """Write JSON so that a reader sees the old file or the new one, never half of one."""
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("w", encoding="utf-8") as stream:
                json.dump(value, stream, indent=2, ensure_ascii=False)
                stream.write("\n")
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
            _sync_folder(path.parent)

    def read_json(self, path: Path) -> dict[str, Any] | None:
        """The JSON object in ``path``; None when it is missing or not a whole JSON object."""
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def remove(self, path: Path) -> None:
        """Remove a temporary file of ours; missing is fine."""
        with _told(path):
            path.unlink(missing_ok=True)

    def purge_temporary(self, client: str, sources: Iterable[str]) -> None:
        """Remove what an interrupted run left: half-written Parquet files and manifests."""
        folders = [self.layout.data(client, s, "incoming") for s in sources]
        folders.append(self.layout.manifest(client, "incoming", "BATCH000000").parent)
        for folder in folders:
            for name in self.folder_names(folder):
                if name.endswith(".tmp"):
                    self.remove(folder / name)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an OSError into a StorageError that names the path; disk full and the like can pass by themselves."""
    try:
        yield
    except OSError as error:
        failed = StorageError(
            f"{path}: {error.strerror or error}.",
            "Check that the disk is there, has room and that this user may read and write it; then restart the batch.",
            code="storage",
            path=str(path),
            errno=error.errno,
        )
        failed.transient = error.errno in _TRANSIENT
        raise failed from error


_TRANSIENT = {4, 5, 11, 16, 110, 112, 116}  # EINTR EIO EAGAIN EBUSY ETIMEDOUT EHOSTDOWN ESTALE


def _sync_file(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _as_it_is(path: Path, seen: os.stat_result) -> tuple[Any, ...]:
    """What is different once the content of a file is."""
    return (str(path), seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_open_for_writing(path: Path) -> bool:
    """True when the kernel says that another process has the file open for writing (Linux: a read lease is refused)."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except (OSError, AttributeError, ImportError):
        return False
    finally:
        os.close(descriptor)
    return False
