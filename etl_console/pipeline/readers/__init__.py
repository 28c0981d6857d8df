"""Readers: one source file into record batches, every record with the line it came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from etl_console.errors import ConfigurationError, SourceError
from etl_console.pipeline.readers.container import Check, Unpacked, kind_of_content, unpack
from etl_console.pipeline.readers.source import Source, understood
from etl_console.pipeline.readers.source_config import SourceConfig

if TYPE_CHECKING:
    from etl_console.pipeline.readers.known import Known

SOURCE_TYPES = ("csv", "xlsx", "json")


def open_source(
    path: Path,
    source_type: str,
    config: SourceConfig,
    limit: int | None = None,
    known: Known | None = None,
    check: Check = lambda: None,
) -> Source:
    """Open a source file of one of ``SOURCE_TYPES``, packed or not; what it holds is believed more than what it is
    said to be. ``limit``: only some of its first records are wanted, where it can be left at that;
    ``known``: what was understood of the files before in the same run; ``check`` is called every moment, what it raises is
    passed on.

    Raises SourceError with file, line, value and remedy.
    """
    if source_type not in SOURCE_TYPES:
        raise ConfigurationError(f"There is no source type {source_type}.", f"Known are {', '.join(SOURCE_TYPES)}.")
    if not path.is_file():
        raise SourceError(f"{path.name} is not there.", "Deliver the file again.", code="file_missing", file=str(path))
    unpacked = unpack(path, check)
    try:
        kind, reason = kind_of_content(unpacked.path, source_type)
        source = _source(unpacked, kind, config, path.name, limit, known)
    except BaseException:
        unpacked.close()
        raise
    try:
        source.understand()
    except BaseException:
        source.close()
        raise
    if reason != "given":
        source.understood = {"type": understood(kind, reason), **source.understood}
    if unpacked.reason:
        source.understood = {"packed": understood(True, unpacked.reason), **source.understood}
    return source


def _source(
    unpacked: Unpacked, kind: str, config: SourceConfig, name: str, limit: int | None, known: Known | None
) -> Source:
    if kind == "csv":
        from etl_console.pipeline.readers.csv import CsvSource

        return CsvSource(unpacked, config, name, known)
    if kind == "xlsx":
        from etl_console.pipeline.readers.xlsx import XlsxSource

        return XlsxSource(unpacked, config, name)
    from etl_console.pipeline.readers.json import JsonSource

    return JsonSource(unpacked, config, name, limit)
