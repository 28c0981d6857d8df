"""What a file is by its content, whatever it is called: packed, a workbook, JSON or delimited text."""

from __future__ import annotations

import gzip
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from etl_console.errors import SourceError

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = 1 << 20
_MOST_UNPACKED = 64 << 30
_MOST_RATIO = 400
_SMALL = 256 << 20
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<html)", re.I)


Check = Callable[[], None]
"""Raises CancelledError when the reading is to stop; called every moment while a file is looked at."""


class Unpacked:
    """A file as it is read: ``path`` is the file itself, or a temporary copy of what is packed in it. Who looks at all of it
    calls ``check`` every moment."""

    def __init__(self, path: Path, check: Check, reason: str = "", spool: IO[bytes] | None = None) -> None:
        self.path = path
        self.check = check
        self.reason = reason
        self._spool = spool

    def close(self) -> None:
        """Remove the copy."""
        if self._spool is not None:
            self._spool.close()


def unpack(path: Path, check: Check = lambda: None) -> Unpacked:
    """The content of a gzip file or of a zip file with one member. Raises SourceError for a broken or empty archive,
    one with several members, one with a password, and one that unpacks to out of all proportion."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(_GZIP):
        with _broken(path), gzip.open(path) as packed:
            return _spooled(packed, path, "gzip", check)
    if head != _ZIP:
        return Unpacked(path, check)
    with _broken(path), zipfile.ZipFile(path) as archive:
        members = [
            i for i in archive.infolist() if i.filename and not i.is_dir() and not i.filename.startswith("__MACOSX/")
        ]
        names = {i.filename for i in members}
        if "[Content_Types].xml" in names or "mimetype" in names:
            _not_a_bomb(path, sum(i.file_size for i in members))
            return Unpacked(path, check)
        if len(members) != 1:
            raise SourceError(
                f"{path.name} holds {len(members)} files: {', '.join(sorted(names)[:5])}.",
                "Unpack it and deliver its files one by one.", code="archive_members", file=path.name,
            )  # fmt: skip
        if members[0].flag_bits & 1:
            raise SourceError(
                f"{path.name} is protected by a password.", "Have it delivered without one.", code="archive_protected"
            )
        _not_a_bomb(path, members[0].file_size)
        with archive.open(members[0]) as packed:
            return _spooled(packed, path, f"zip, its one file is {members[0].filename}", check)


@contextmanager
def _broken(path: Path) -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        gzip.BadGzipFile,
        NotImplementedError,
        IndexError,
        UnicodeError,
    ) as error:
        code = "workbook_broken" if path.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".ods") else "archive_broken"
        what = "workbook" if code == "workbook_broken" else "archive"
        raise SourceError(
            f"{path.name} is not a whole {what}: {error}.", "Have the file delivered again.", code=code, file=path.name
        ) from error


def _not_a_bomb(path: Path, size: int) -> None:
    if size > _MOST_UNPACKED or (size > _SMALL and size > _MOST_RATIO * path.stat().st_size):
        raise SourceError(
            f"{path.name} unpacks to more than {_MOST_RATIO} times its size: it is damaged or made to do harm.",
            "Have the file delivered unpacked.", code="archive_bomb", file=path.name,
        )  # fmt: skip


def _spooled(packed: IO[bytes] | gzip.GzipFile, path: Path, reason: str, check: Check) -> Unpacked:
    spool = tempfile.NamedTemporaryFile(prefix="etl-", suffix=".unpacked")  # noqa: SIM115
    size = 0
    try:
        while block := packed.read(_BLOCK):
            check()
            size += len(block)
            _not_a_bomb(path, size)
            spool.write(block)
        spool.flush()
    except BaseException:
        spool.close()
        raise
    return Unpacked(Path(spool.name), check, reason, spool)


def kind_of_content(path: Path, said: str) -> tuple[str, str]:
    """(source type, reason) of an unpacked file; ``said`` is what it is configured or named to be."""
    with path.open("rb") as stream:
        head = stream.read(_BLOCK)
    if head.startswith((_ZIP, _OLE)):
        return "xlsx", "given" if said == "xlsx" else f"it is a workbook, not {said}"
    if said == "xlsx":
        if _HTML.match(head):
            raise SourceError(
                "The file is a web page under a workbook's name.",
                "Open it in a spreadsheet program and save it as a workbook or as CSV.", code="source_is_html",
            )  # fmt: skip
        if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SourceError("The file is no workbook.", "Have the file delivered again.", code="workbook_broken")
        return ("json", "it is JSON, not a workbook") if _is_json(head) else ("csv", "it is text, not a workbook")
    if said == "json" and not _begins_json(head) and head.strip():
        return "csv", "it is delimited text, not JSON"
    if said == "csv" and _is_json(head):
        return "json", "it is JSON, not delimited text"
    return said, "given"


def _text(head: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return head[: len(head) & ~1].decode(name, "replace")
    if len(head) > 3 and head[1] == 0:
        return head[: len(head) & ~1].decode("utf-16-le", "replace")
    if len(head) > 3 and head[0] == 0:
        return head[: len(head) & ~1].decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def _begins_json(head: bytes) -> bool:
    return _text(head).lstrip()[:1] in ("[", "{")


def _is_json(head: bytes) -> bool:
    """True for text that begins as a JSON object or a list of objects does."""
    return re.match(r'\s*(?:\[\s*\{|\{)\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})', _text(head)) is not None
