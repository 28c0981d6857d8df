"""Where everything lies under the storage root (contract, 2), and that nothing lies outside it."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from etl_console.errors import StorageError

RAW_FOLDERS = ("incoming", "success", "failed", "archive")
DATA_FOLDERS = ("incoming", "failed", "archive")
MANIFEST_FOLDERS = ("incoming", "success", "failed", "archive", "refreshed")

_LONGEST = 200
"""Bytes of a delivered name: file systems take 255, and batch, type and time come to it."""
_UNFINISHED = re.compile(r"(\.part|\.tmp|\.crdownload|\.filepart|~)$|^(~\$|\.)", re.IGNORECASE)
_CLAIMED = re.compile(r"^(?P<stem>.+)_(?P<batch>BATCH[0-9]{6,})(?P<suffix>\.[^.]*)?$", re.DOTALL)


_HIDDEN = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the order of what follows: ``gpj.exe`` would be shown as ``exe.jpg``."""


def is_unfinished_name(name: str) -> bool:
    """True for names that say "still being written" or "not for you": ``.part``, ``.tmp``, ``~$``, dot files."""
    return _UNFINISHED.search(name) is not None


def unusable(name: str) -> str:
    """Why a file of this name cannot be taken, empty when it can: it becomes part of other names and of records."""
    if "/" in name or "\\" in name or _HIDDEN.search(name):
        return "its name has a backslash or a control character in it"
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    return f"its name is longer than {_LONGEST} bytes" if size > _LONGEST else ""


def sayable(name: str) -> str:
    """A name as it can be shown and recorded: bytes that are not UTF-8 as ``\\udcff``, what is not seen as ``\\t``."""
    shown = _HIDDEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), name)
    return shown.encode("utf-8", "backslashreplace").decode()


def batch_named(text: str) -> str:
    """The batch that is meant by ``BATCH000014``, ``batch14`` or ``14``; any other text as it is."""
    found = re.fullmatch(r"(?:BATCH)?0*(\d+)", text.strip(), re.IGNORECASE)
    return f"BATCH{int(found[1]):06}" if found else text.strip()


def usable(name: str) -> str:
    """A name like this one under which the file can be taken; a usable one stays as it is."""
    clean = _HIDDEN.sub("_", name.encode("utf-8", "replace").decode()).replace("/", "_").replace("\\", "_")
    path = Path(clean)
    room = max(1, _LONGEST - len(path.suffix.encode()))
    return path.stem.encode()[:room].decode("utf-8", "ignore") + path.suffix


def claimed_name(original: str, batch_id: str) -> str:
    """``cust_info.csv`` claimed by ``BATCH000014`` is ``cust_info_BATCH000014.csv``."""
    path = Path(original)
    return f"{path.stem}_{batch_id}{path.suffix}"


def parquet_name(physical: str) -> str:
    """``cust_info_BATCH000014.csv`` becomes ``cust_info_BATCH000014.parquet``."""
    return f"{Path(physical).stem}.parquet"


def batch_of(physical: str) -> str | None:
    """The batch id in a claimed name, or None."""
    match = _CLAIMED.match(physical)
    return match["batch"] if match else None


def part_name(name: str, logical_source_file: str) -> str:
    """The name of one part of a file that several logical source files are read from."""
    stem, dot, suffix = name.partition(".") if name.lower().endswith((".gz", ".zip")) else name.rpartition(".")
    return f"{stem}.{logical_source_file}.{suffix}" if dot and stem else f"{name}.{logical_source_file}"


@lru_cache(1024)
def _joined(root: Path, parts: tuple[str, ...]) -> Path:
    return root.joinpath(*filter(None, parts))


@cache
def _resolved(root: Path) -> str:
    return os.path.realpath(root)


_seen: dict[Path, tuple[int, int]] = {}
"""Folders that were found in the storage root, and what they were then: device and inode."""


def _is_as_seen(folder: Path) -> bool:
    """Whether a folder is the one that was found in the storage root: then no link was put on the way to it since."""
    try:
        found = folder.stat()
    except OSError:
        return False
    return _seen.get(folder) == (found.st_dev, found.st_ino)


def _see(folder: Path) -> None:
    with contextlib.suppress(OSError):
        found = folder.stat()
        _seen[folder] = found.st_dev, found.st_ino


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths of the contract under one storage root."""

    root: Path

    def raw(self, client: str, source: str, folder: str, name: str = "") -> Path:
        """``raw/{client}/{source}/{folder}[/name]``."""
        return self._inside("raw", client, source, folder, name)

    def data(self, client: str, source: str, folder: str, name: str = "") -> Path:
        """``data/{client}/{source}/{folder}[/name]``."""
        return self._inside("data", client, source, folder, name)

    def manifest(self, client: str, folder: str, batch_id: str) -> Path:
        """``batch_info/{client}/{folder}/batch_output_{client}_{batch}.json``."""
        return self._inside("batch_info", client, folder, f"batch_output_{client}_{batch_id}.json")

    def folders(self, client: str, sources: tuple[str, ...] | list[str]) -> list[Path]:
        """Every folder of a client with these source systems."""
        return (
            [self.raw(client, s, f) for s in sources for f in RAW_FOLDERS]
            + [self.data(client, s, f) for s in sources for f in DATA_FOLDERS]
            + [self._inside("batch_info", client, f) for f in MANIFEST_FOLDERS]
        )

    def relative(self, path: Path) -> str:
        """``path`` as shown to an operator: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def _inside(self, *parts: str) -> Path:
        for part in parts:
            if part in (".", "..") or any(c in part for c in "/\\\0"):
                raise StorageError(
                    f"“{part}” is not a plain name; nothing outside the storage root is touched.",
                    "Correct the name in the configuration or rename the file.",
                    code="unsafe_name",
                    name=part,
                )
        folder = _joined(self.root, parts[:-1])
        path = folder / parts[-1] if parts[-1] else folder
        if _is_as_seen(folder if parts[-1] else path.parent) and not path.is_symlink():
            return path
        found = os.path.realpath(path)
        if not _is_in(found, _resolved(self.root)) and not _is_in(found, os.path.realpath(self.root)):
            raise StorageError(
                f"{path} leads outside the storage root {self.root} through a link.",
                "Replace the link by a real folder.",
                code="outside_root",
                path=str(path),
            )
        if not path.is_symlink():
            _see(path.parent)
        return path
