"""What finding out the dialect costs on a clean file of 300 MB: by itself ÷ everything given, in turn in one run; and
how long a look at the file takes."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from etl_console.pipeline.preflight import look
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.convert_to_parquet import convert_to_parquet

_RECORDS = 5_300_000
_ROUNDS = 5
_GIVEN = SourceConfig(
    delimiter=",", quote='"', escape='"', encoding="utf-8", header=1, skip=0, footer=0, repeated_header="page"
)


def write_clean(path: Path, records: int) -> None:
    """A clean file of about 57 bytes a record."""
    with path.open("w") as stream:
        stream.write("id,day,name,amount,note\n")
        for start in range(0, records, 100_000):
            stream.writelines(
                f"{i},{i % 28 + 1:02}/{i % 12 + 1:02}/2025,Item {i % 977},{i * 1.37:.2f},some text number {i % 13}\n"
                for i in range(start, min(records, start + 100_000))
            )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print medians and the ratio."""
    with tempfile.TemporaryDirectory(prefix="etl-bench-") as folder:
        source, target = Path(folder) / "clean.csv", Path(folder) / "clean.parquet"
        write_clean(source, _RECORDS)

        def convert(config: SourceConfig) -> None:
            convert_to_parquet(
                source, target, "csv", config, on_rejects=lambda _: None, on_progress=lambda *_: None,
                is_cancelled=lambda: False,
            )  # fmt: skip

        convert(_GIVEN)
        pairs = [(_timed(lambda: convert(SourceConfig())), _timed(lambda: convert(_GIVEN))) for _ in range(_ROUNDS)]
        ratios = [a / b for a, b in pairs]
        size = source.stat().st_size / 1e6
        print(f"{size:.0f} MB, {_RECORDS:,} records, {_ROUNDS} rounds")
        print(f"  by itself  {statistics.median(a for a, _ in pairs):.2f} s")
        print(f"  given      {statistics.median(b for _, b in pairs):.2f} s")
        print(f"  ratio      {statistics.median(ratios):.3f} (min {min(ratios):.3f}, max {max(ratios):.3f})")
        write_clean(source, _RECORDS // 3)
        looks = [_timed(lambda: look(source, None, SourceConfig())) for _ in range(_ROUNDS)]
        print(
            f"  a look at {source.stat().st_size / 1e6:.0f} MB: {statistics.median(looks):.2f} s (max {max(looks):.2f})"
        )
