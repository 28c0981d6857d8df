"""Many small files of one table go through the stages side by side and are encoded and loaded together: by itself each would
cost a transaction, and more for the encoding than for its rows. What is unusual in one of them is left to its own load.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import pyarrow as pa

from etl_console.pipeline.copy_binary import SIGNATURE, TRAILER
from etl_console.pipeline.file_load import FileLoad
from etl_console.pipeline.plan import FilePlan, Plan
from etl_console.records import Mode

_SMALL = 256 << 10
"""Bytes of a file, as it lies there and of its records, from which these cost more than a transaction of its own: what
is in memory of ``_MOST`` files at a time is bounded by it, whatever is packed into them."""
_MOST = 32


def groups(plan: Plan, workers: int) -> list[list[FilePlan]]:
    """The files of a plan, each alone or with those it can be loaded with: small files of one configuration in the first
    run of a batch, few enough that so many ``workers`` have several groups each. In the order of the plan."""
    found: list[list[FilePlan]] = []
    small: dict[str, list[FilePlan]] = defaultdict(list)
    for file in plan.files:
        if plan.mode is Mode.START and file.state.file_size < _SMALL:
            small[file.config.logical_source_file].append(file)
        else:
            found.append([file])
    for files in small.values():
        most = max(1, min(_MOST, len(files) // (2 * workers)))
        found += [files[i : i + most] for i in range(0, len(files), most)]
    place = {f.state.physical_file_name: i for i, f in enumerate(plan.files)}
    return sorted(found, key=lambda group: place[group[0].state.physical_file_name])


@dataclass(frozen=True, slots=True)
class Encoded:
    """The records of some files as they are sent: the target columns, the rows of each file by name, all bytes."""

    columns: tuple[str, ...]
    rows: dict[str, int]
    data: memoryview


def schema_of_few(load: FileLoad) -> pa.Schema | None:
    """The schema of a file's records, by which it can go with others; None when they are many, or were sent already."""
    records = load.in_memory
    return records.schema if records is not None and records.nbytes < _SMALL else None


def encode_together(loads: Sequence[FileLoad]) -> Encoded | None:
    """Check and encode the records of small files of one schema at once; None of fewer than two, and where some are not
    in order or cannot be encoded: then each is encoded by itself, and each says what is wrong with it."""
    files = {load.name: batch for load in loads if (batch := load.in_memory) is not None}
    if len(files) < 2 or len(files) < len(loads):
        return None
    try:
        with closing(loads[0].encoder(next(iter(files.values())).schema)) as encoder:
            block, differ = encoder.together(files)
    except Exception:
        return None
    if block.faulty:
        return None
    for load, keys_differ in zip(loads, differ, strict=True):
        load.encoded_together(keys_differ)
    return Encoded(encoder.columns, {name: batch.num_rows for name, batch in files.items()}, block.data)


def load_together(loads: Sequence[FileLoad], encoded: Encoded) -> None:
    """Load files of one table that have passed all stages before in one transaction.

    Raises what it failed with: then nothing of any of them is loaded, and each can be by itself.
    """
    loads[0].copy(encoded.rows, encoded.columns, [SIGNATURE, encoded.data, TRAILER])
    for load in loads:
        load.loaded_together(encoded.rows[load.name])
