"""Readers: one source file into record batches, every record with the line it came from."""

from __future__ import annotations

from pathlib import Path

from etl_console.errors import ConfigurationError, SourceError
from etl_console.pipeline.readers.source import Source
from etl_console.pipeline.readers.source_config import SourceConfig

SOURCE_TYPES = ("csv", "xlsx", "json")


def open_source(path: Path, source_type: str, config: SourceConfig) -> Source:
    """Open a source file of one of ``SOURCE_TYPES``; raises SourceError with file, line, value and remedy."""
    if not path.is_file():
        raise SourceError(f"{path.name} is not there.", "Deliver the file again.", code="file_missing", file=str(path))
    if source_type == "csv":
        from etl_console.pipeline.readers.csv import CsvSource

        return CsvSource(path, config)
    if source_type == "xlsx":
        from etl_console.pipeline.readers.xlsx import XlsxSource

        return XlsxSource(path, config)
    if source_type == "json":
        from etl_console.pipeline.readers.json import JsonSource

        return JsonSource(path, config)
    raise ConfigurationError(f"There is no source type {source_type}.", f"Known are {', '.join(SOURCE_TYPES)}.")
