"""Blocks of JSON, one flat object a line, through pyarrow where that gives exactly what reading line by line gives."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from etl_console.pipeline.readers.json_guard import LONGEST, UnfitJson

_FIRST = 64 << 10
_BLOCK = 4 << 20
_THREADS = 2
_SLICE = 256 << 10
_LINE_END = re.compile(b"\n")
_BEFORE_NUMBER = np.frombuffer(b":, \t\r[-", np.uint8)
_SMALL = 1e-300
_LF, _CR, _OPEN, _CLOSE, _E, _MINUS = b"\n\r{}e-"


def whole_lines(stream: IO[bytes]) -> Iterator[memoryview]:
    """The rest of a stream in blocks that end with a line; small ones first. What was read of the next line is
    read again, so that nothing is copied."""
    size = _FIRST
    while block := stream.read(size):
        cut = len(block) if len(block) < size else block.rfind(b"\n") + 1
        stream.seek(cut - len(block), 1)
        if cut:
            yield memoryview(block)[:cut]
            size = min(4 * size, _BLOCK)
        elif len(block) > LONGEST:
            raise UnfitJson(f"a line of it is longer than {LONGEST >> 20} MB")
        else:
            size = min(2 * size, LONGEST + 1)


def blocks_ahead(
    stream: IO[bytes], kinds: Callable[[], Mapping[str, pa.DataType | None]]
) -> Generator[tuple[memoryview, pa.RecordBatch | None]]:
    """Blocks of whole lines with their records where ``flat_block`` can read them, some being read ahead on other threads.

    ``kinds`` tells those of the columns as they are when a block is taken; a block read with others is read again, and
    one that ``flat_block`` cannot read is halved until it can, or is small.
    """
    waiting: deque[tuple[memoryview, Mapping[str, pa.DataType | None], Future[pa.RecordBatch | None]]] = deque()

    def next_one() -> Iterator[tuple[memoryview, pa.RecordBatch | None]]:
        block, seen, read = waiting.popleft()
        found = read.result()
        if found is not None and seen == kinds():
            yield block, found
        else:
            yield from _parts(block, kinds)

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="etl-json") as pool:
        for block in whole_lines(stream):
            if not (seen := kinds()):
                while waiting:
                    yield from next_one()
                yield block, None
                continue
            waiting.append((block, seen, pool.submit(flat_block, block, seen)))
            if len(waiting) > _THREADS:
                yield from next_one()
        while waiting:
            yield from next_one()


def _parts(
    block: memoryview, kinds: Callable[[], Mapping[str, pa.DataType | None]]
) -> Iterator[tuple[memoryview, pa.RecordBatch | None]]:
    now = kinds()
    found = flat_block(block, now) if now else None
    middle = _LINE_END.search(block, len(block) // 2) if found is None and now and len(block) > _FIRST else None
    if middle is None or middle.end() == len(block):
        yield block, found
        return
    yield from _parts(block[: middle.end()], kinds)
    yield from _parts(block[middle.end() :], kinds)


def flat_block(block: memoryview, kinds: Mapping[str, pa.DataType | None]) -> pa.RecordBatch | None:
    """The records of a block in columns of these kinds (None: no value seen yet); None where some record has another
    key, kind, or form of line, or where a number would not be the same."""
    signs = np.frombuffer(block, np.uint8)
    lines = _objects(signs)
    if lines is None or _has_long_number(signs) or not _is_utf8(block, signs):
        return None
    schema = pa.schema([(name, kind or pa.null()) for name, kind in kinds.items()])
    try:
        table = pyarrow.json.read_json(
            pa.BufferReader(block),
            read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(block) + 1),
            parse_options=pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
        )
    except pa.ArrowInvalid:
        return None
    if lines != table.num_rows:
        return None
    if all(c.null_count for c in table.columns):
        missing = [c.is_null().to_numpy() for c in table.columns]
        if np.logical_and.reduce(missing).any():  # an object without keys is read another way
            return None
    for column in table.columns:
        if pa.types.is_floating(column.type):
            if not pc.all(pc.is_finite(column), min_count=0).as_py():
                return None
            if pc.any(pc.less(pc.abs(column), _SMALL)).as_py() and _has_small_number(signs):
                return None
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches and batches[0].num_columns else None


def _objects(signs: np.ndarray) -> int | None:
    """How many lines there are, where each begins with { and ends with }; else None."""
    ends = np.flatnonzero(signs == _LF)
    if not len(ends) or ends[-1] != len(signs) - 1:
        ends = np.append(ends, len(signs))
    last = signs[ends - 1]
    if (last == _CR).any():
        last = np.where(last == _CR, signs[ends - 2], last)
    if signs[0] != _OPEN or (last != _CLOSE).any() or (signs[ends[:-1] + 1] != _OPEN).any():
        return None
    return len(ends)


def _is_utf8(block: memoryview, signs: np.ndarray) -> bool:
    if signs.max() < 0x80:
        return True
    try:
        str(block, "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_long_number(signs: np.ndarray) -> bool:
    """True when sixteen digits or dots stand in a row where a number may: a float may not hold it as it is written."""
    for some in _slices(signs, 17):
        run = (some - np.uint8(46)) < 12
        for step in (1, 2, 4, 8):
            run = run[:-step] & run[step:]
        if run.any():
            before = some[np.flatnonzero(run[1:] > run[:-1])]  # a block begins with {
            if np.isin(before, _BEFORE_NUMBER).any():
                return True
    return False


def _has_small_number(signs: np.ndarray) -> bool:
    """True when ``e-`` and three digits stand somewhere: a float may be nothing where the number is not."""
    for some in _slices(signs, 4):
        places = np.flatnonzero(((some[:-4] | 0x20) == _E) & (some[1:-3] == _MINUS))
        digits = some[np.add.outer(places, [2, 3, 4])] - np.uint8(0x30)
        if (digits < 10).all(axis=1).any():
            return True
    return False


def _slices(signs: np.ndarray, more: int) -> Iterator[np.ndarray]:
    """All of the bytes, so many at a time that what is made of them stays in the processor's cache; each with some
    ``more`` of the next."""
    return (signs[start : start + _SLICE + more] for start in range(0, len(signs), _SLICE))
