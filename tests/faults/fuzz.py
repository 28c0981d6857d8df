"""``python -m tests.faults.fuzz [FIRST] [COUNT]``: real files mutated by seed, each read as it would be in a batch. A file
either becomes Parquet whose ledger adds up, or is refused with a reason; the process lives and stays under 1 GB.

Slices of seeds are read in forked children, so that one that dies is known by its seed. Exit code 1 when something was
wrong; each wrong file can be made again from its seed.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet

from etl_console.errors import EtlError
from etl_console.pipeline.readers import body, json_blocks, sheet_pieces
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.convert_to_parquet import convert_to_parquet
from etl_console.resources import resource_path

_SLICE, _MOST, _LIMIT_MB = 250, 24_000, 1024
_WORKBOOKS = 0.02
"""Their share: each is opened in a process of its own first, and costs as much as a hundred others."""
TOKENS = [
    b'"', b"'", b",", b";", b"\t", b"|", b"\r", b"\n", b"\r\n", b"\0", b"\\", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3",
    b"\x85", b"\x1a", b"{", b"}", b"[", b"]", b":", b"null", b"NaN", b"1e999", b"-", b"=cmd|'/c'!A0", b"9" * 400,
    b'""""""', b"\\u0000", b"\\ud800", "\u2028".encode(), "\u00a0".encode(), "\u202e".encode(), b"Total", b"<?xml", b"&x;",
]  # fmt: skip
Change = Callable[[bytearray, random.Random], None]


def _place(data: bytearray, draw: random.Random) -> int:
    return draw.randrange(len(data) + 1)


def _flip(data: bytearray, draw: random.Random) -> None:
    if data:
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _noise(data: bytearray, draw: random.Random) -> None:
    at = _place(data, draw)
    data[at:at] = draw.randbytes(draw.randrange(1, 64))


def _token(data: bytearray, draw: random.Random) -> None:
    at = _place(data, draw)
    data[at:at] = draw.choice(TOKENS) * draw.choice([1, 1, 1, 2, 17, 300])


def _cut(data: bytearray, draw: random.Random) -> None:
    at = _place(data, draw)
    del data[at : at + draw.choice([1, 2, 10, 100, 3000])]


def _end(data: bytearray, draw: random.Random) -> None:
    del data[_place(data, draw) :]


def _again(data: bytearray, draw: random.Random) -> None:
    at, size = _place(data, draw), draw.choice([1, 10, 100, 1000])
    data[at:at] = data[at : at + size] * draw.choice([1, 2, 9])


def _swap(data: bytearray, draw: random.Random) -> None:
    old, new = draw.choice(TOKENS[:9]), draw.choice(TOKENS)
    data[:] = bytes(data).replace(old, new, draw.choice([1, 3, 50]))


_CHANGES: list[Change] = [_flip, _noise, _token, _token, _cut, _end, _again, _swap]


def sources() -> tuple[list[Path], list[Path]]:
    """Real files: texts (CSV and JSON), and workbooks."""
    data = Path(__file__).parents[1] / "data"
    found = [*resource_path("sample").glob("*/incoming/*/*"), *data.glob("*/*")]
    texts = sorted(p for p in found if p.suffix in (".csv", ".tsv", ".json"))
    return texts, sorted(p for p in found if p.suffix in (".xlsx", ".xls", ".ods"))


def mutated(seed: int, texts: list[Path], books: list[Path]) -> tuple[str, bytes]:
    """The name and the bytes of the file of one seed."""
    draw = random.Random(seed)
    path = draw.choice(books if draw.random() < _WORKBOOKS else texts)
    with path.open("rb") as stream:
        data = bytearray(stream.read() if path in books else stream.read(draw.choice([300, 2_000, _MOST])))
    for _ in range(draw.choice([1, 1, 2, 3, 8])):
        draw.choice(_CHANGES)(data, draw)
    return f"{seed}{draw.choice([path.suffix] * 9 + ['.csv', '.json', '.xlsx'])}", bytes(data)


def judge(path: Path, target: Path) -> str:
    """What became of a file: ``loaded``, or the code it was refused with. Raises AssertionError when its ledger is wrong."""
    kind = {".json": "json", ".xlsx": "xlsx", ".xls": "xlsx", ".ods": "xlsx"}.get(path.suffix, "csv")
    rejected = 0

    def keep(records: list[Any]) -> None:
        nonlocal rejected
        rejected += len(records)

    try:
        result = convert_to_parquet(
            path, target, kind, SourceConfig.from_json({}),
            on_rejects=keep, on_progress=lambda *_: None, is_cancelled=lambda: False,
        )  # fmt: skip
    except EtlError as error:
        if list(target.parent.glob("*.parquet")) or list(target.parent.glob(".*.tmp")):
            raise AssertionError(f"refused with {error.code}, and something is left") from error
        return error.code
    if result.read != result.written + result.rejected or rejected != result.rejected:
        raise AssertionError(
            f"read {result.read}, written {result.written}, rejected {result.rejected} ({rejected} told)"
        )
    if result.columns and pyarrow.parquet.read_metadata(target).num_rows != result.written:
        raise AssertionError("the Parquet file has other rows than were counted")
    target.unlink(missing_ok=True)
    return "loaded"


def _as_if_large() -> None:
    """Small files are read in pieces and blocks as large ones are."""
    sheet_pieces._LARGE, sheet_pieces._PIECE, sheet_pieces._END = 2_000, 4_000, 1_000
    json_blocks._FIRST, json_blocks._BLOCK, json_blocks._SLICE, body.BLOCK = 1_000, 4_000, 1_000, 4_000


def _slice(first: int, count: int, folder: Path, at: Path) -> dict[str, Any]:
    if first // _SLICE % 2:
        _as_if_large()
    texts, books = sources()
    became: Counter[str] = Counter()
    wrong: list[str] = []
    longest = 0.0
    for seed in range(first, first + count):
        name, data = mutated(seed, texts, books)
        path = folder / name
        path.write_bytes(data)
        at.write_text(str(seed))
        began = time.perf_counter()
        try:
            became[judge(path, folder / f"{seed}.parquet")] += 1
        except Exception as error:
            wrong.append(f"seed {seed} {name}: {type(error).__name__}: {error}")
            (folder / f"{seed}.parquet").unlink(missing_ok=True)
        longest = max(longest, time.perf_counter() - began)
        path.unlink()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"became": became, "wrong": wrong, "peak": peak, "longest": longest}


def main(first: int = 0, count: int = 100_000) -> int:
    """Read the files of ``count`` seeds; 1 when one was wrong, killed its process, or took more than 1 GB."""
    became: Counter[str] = Counter()
    wrong: list[str] = []
    peak = longest = 0.0
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="etl-fuzz-", dir=place) as name:
        folder = Path(name)
        for start in range(first, first + count, _SLICE):
            size = min(_SLICE, first + count - start)
            work, at, answer = folder / "work", folder / "at", folder / "answer"
            work.mkdir(exist_ok=True)
            child = os.fork()
            if child == 0:
                answer.write_text(json.dumps(_slice(start, size, work, at)))
                os._exit(0)
            _, status = os.waitpid(child, 0)
            if status:
                wrong.append(f"seed {at.read_text()}: the process died ({os.waitstatus_to_exitcode(status)})")
                continue
            found = json.loads(answer.read_text())
            became.update(found["became"])
            wrong += found["wrong"]
            peak, longest = max(peak, found["peak"]), max(longest, found["longest"])
            for line in found["wrong"]:
                print(f"  WRONG {line}", flush=True)
    for code, number in became.most_common():
        print(f"  {number:7} {code}")
    print(
        f"seeds {first} to {first + count - 1}: {became.total()} files, {len(wrong)} wrong,"
        f" peak {peak:.0f} MB, longest {longest:.1f} s",
        flush=True,
    )
    for line in wrong:
        print(f"  {line}")
    return 1 if wrong or peak > _LIMIT_MB else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
