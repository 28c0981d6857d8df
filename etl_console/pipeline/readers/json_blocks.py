"""Blocks of JSON, one flat object a line, through pyarrow where that gives exactly what reading line by line gives."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from etl_console.pipeline.readers.json_guard import LONGEST, UnfitJson

_FIRST = 64 << 10
_BLOCK = 1 << 20
_THREADS = 2
_LONG_NUMBER = re.compile(rb"[:, \t\[-][0-9][0-9.]{15,}")
"""A number that a float may not hold as it is written."""


def whole_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The rest of a stream in blocks that end with a line; the first is a small one."""
    carry, size = b"", _FIRST
    while block := stream.read(size):
        size = _BLOCK
        cut = block.rfind(b"\n") + 1
        if cut:
            yield carry + block[:cut]
            carry = block[cut:]
        else:
            carry += block
            if len(carry) > LONGEST:
                raise UnfitJson(f"a line of it is longer than {LONGEST >> 20} MB")
    if carry:
        yield carry


def blocks_ahead(
    stream: IO[bytes], kinds: Callable[[], Mapping[str, pa.DataType | None]]
) -> Iterator[tuple[bytes, pa.RecordBatch | None]]:
    """Blocks of whole lines with their records where ``flat_block`` can read them, some being read ahead on other threads.

    ``kinds`` tells those of the columns as they are when a block is taken; a block read with others is read again.
    """
    waiting: deque[tuple[bytes, Mapping[str, pa.DataType | None], Future[pa.RecordBatch | None]]] = deque()

    def next_one() -> tuple[bytes, pa.RecordBatch | None]:
        block, seen, read = waiting.popleft()
        found, now = read.result(), kinds()
        return block, found if now == seen else flat_block(block, now) if now else None

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="etl-json") as pool:
        for block in whole_lines(stream):
            if not (seen := kinds()):
                while waiting:
                    yield next_one()
                yield block, None
                continue
            waiting.append((block, seen, pool.submit(flat_block, block, seen)))
            if len(waiting) > _THREADS:
                yield next_one()
        while waiting:
            yield next_one()


def flat_block(block: bytes, kinds: Mapping[str, pa.DataType | None]) -> pa.RecordBatch | None:
    """The records of a block in columns of these kinds (None: no value seen yet); None where some record has another
    key, kind, or form of line, or where a number would not be the same."""
    text = block.removesuffix(b"\n")
    if b"\r" in text or (_has_many_digits(text) and _LONG_NUMBER.search(text)):
        return None
    schema = pa.schema([(name, kind or pa.null()) for name, kind in kinds.items()])
    try:
        table = pyarrow.json.read_json(
            pa.BufferReader(text),
            read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(text) + 1),
            parse_options=pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
        )
    except pa.ArrowInvalid:
        return None
    ends = text.count(b"}\n{")
    if not text.startswith(b"{") or not text.endswith(b"}") or ends != table.num_rows - 1 or text.count(b"\n") != ends:
        return None
    if all(c.null_count for c in table.columns):
        missing = [c.is_null().to_numpy() for c in table.columns]
        if np.logical_and.reduce(missing).any():  # an object without keys is read another way
            return None
    for column in table.columns:
        if pa.types.is_floating(column.type) and not np.isfinite(pc.fill_null(column, 0.0).to_numpy()).all():
            return None
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches and batches[0].num_columns else None


def _has_many_digits(text: bytes) -> bool:
    """True when sixteen digits or dots stand in a row somewhere."""
    run = (np.frombuffer(text, np.uint8) - np.uint8(46)) < 12
    for step in (1, 2, 4, 8):
        if len(run) <= step:
            return False
        run = run[:-step] & run[step:]
    return bool(run.any())
