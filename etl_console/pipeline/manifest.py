"""The manifest of a batch, ``batch_info``: the seed's keys and nesting; unknown keys are kept (contract, 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from etl_console.records import ClientConfig, FileState, Stage


def build(
    config: ClientConfig, batch_id: str, files: Iterable[FileState], previous: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The manifest of a batch from its files and the client's configuration.

    ``previous`` is the manifest as it was: keys of it that are not ours stay, at the top and in each file.
    """
    client = config.client
    old_files = {f.get("physical_file_name"): f for f in (previous or {}).get("files", []) if isinstance(f, Mapping)}

    def entry(state: FileState) -> dict[str, Any]:
        file = config.file(state.logical_source_file)
        known = {
            "physical_file_name": state.physical_file_name,
            "logical_source_file": state.logical_source_file,
            "source_system": state.source_system,
            "source_type": file.source_type if file else None,
            "target_schema": file.target_schema if file else None,
            "target_table": file.target_table if file else None,
            "source_config": dict(file.source_config) if file and file.source_config else None,
            "parquet_name": state.parquet_name,
            "client_schema": client.client_schema,
            "client_id": client.client_id,
            "batch_id": batch_id,
        }
        return {**old_files.get(state.physical_file_name, {}), **known}

    return {
        **(previous or {}),
        "client_schema": client.client_schema,
        "client_id": client.client_id,
        "batch_id": batch_id,
        "files": [entry(f) for f in files],
        "transformation_procedure": [s.name for s in config.steps_of(Stage.TRANSFORM)],
        "integration_procedure": [s.name for s in config.steps_of(Stage.INTEGRATE)],
        "refresh_procedure": [s.name for s in config.steps_of(Stage.REFRESH_MV)],
    }
