"""Many small files of one table go through the stages side by side and are encoded and loaded together: by itself each would
cost a transaction, and more for the encoding than for its rows. What is unusual in one of them is left to its own load.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from etl_console.pipeline.copy_binary import SIGNATURE, TRAILER
from etl_console.pipeline.encoder import NotEncodable
from etl_console.pipeline.file_load import FileLoad
from etl_console.pipeline.plan import FilePlan, Plan
from etl_console.records import Mode

_SMALL = 256 << 10
"""Bytes of a file from which its rows cost more than its transaction."""
_MOST = 16


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


def encode_together(loads: Sequence[FileLoad]) -> Encoded | None:
    """Check and encode the records of small files at once; None where they differ, or some are not in order: then each
    is encoded by itself."""
    batches = {load.name: load.in_memory for load in loads}
    files = {name: batch for name, batch in batches.items() if batch is not None}
    if len(files) < 2 or len(files) < len(loads) or len({str(b.schema) for b in files.values()}) > 1:
        return None
    try:
        with closing(loads[0].encoder(next(iter(files.values())).schema)) as encoder:
            block, differ = encoder.together(files)
            columns = encoder.columns
    except NotEncodable:
        return None
    if block.faulty:
        return None
    for load, keys_differ in zip(loads, differ, strict=True):
        load.encoded_together(keys_differ)
    return Encoded(columns, {name: batch.num_rows for name, batch in files.items()}, block.data)


def load_together(loads: Sequence[FileLoad], encoded: Encoded | None) -> None:
    """Load files of one table that have passed all stages before in one transaction; ``encoded`` is what was encoded of
    them and perhaps of others.

    Raises EtlError when the transaction failed: then nothing of any of them is loaded, and each can be by itself.
    """
    if encoded is None or list(encoded.rows) != [load.name for load in loads]:
        encoded = encode_together(loads)
    if encoded is None:
        return
    loads[0].copy(encoded.rows, encoded.columns, [SIGNATURE, encoded.data, TRAILER])
    for load in loads:
        load.was_loaded(encoded.rows[load.name])
