"""Damaged files: what is read right, silently wrong, or held back, by class of damage and by mode."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from etl_console.pipeline.readers import open_source
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.records import SOURCE_LINE, RejectedRecord
from etl_console.resources import resource_path
from tests.bench import damage

_DATA = Path(__file__).parents[1] / "data"
_TABLES: dict[str, Callable[[], damage.Rows]] = {
    "order list": damage.order_list,
    "customers": lambda: damage.real_table(resource_path("sample/client2/incoming/shop/customers.csv")),
    "sales": lambda: damage.real_table(resource_path("sample/client1/incoming/crm/sales_details.csv")),
    "cabinet": lambda: damage.real_table(_DATA / "encodings_538/cabinet-turnover.csv", columns=8),
}


def class_of(name: str) -> str:
    """The class of damage that a file's name tells."""
    bare = re.sub(r"_?(?:row|col)?\d+(?=_|\.|$)", "", name.removesuffix(".csv"))
    return bare if name.startswith("file") else re.sub(r"_0x\w+", "", bare)


def load(path: Path, repair: bool) -> tuple[list[str], list[list[str]], int]:
    """(header, rows in the file's order, rejects) of a file as it is understood by itself."""
    rejects: list[RejectedRecord] = []
    source = open_source(path, "csv", SourceConfig(repair=repair))
    try:
        rows = [
            (row.pop(SOURCE_LINE), ["" if v is None else str(v) for v in row.values()])
            for batch in source.batches(rejects.extend)
            for row in batch.to_pylist()
        ]
        header = list(source.columns) if source.columns and source.understood["header"]["value"] else []
    finally:
        source.close()
    return header, [cells for _, cells in sorted(rows, key=lambda r: r[0])], len(rejects)


def main() -> None:
    """Print a table by class for each mode: files, rows, wrong, lost, headers not right."""
    for repair in (False, True):
        found: dict[str, Counter[str]] = defaultdict(Counter)
        with tempfile.TemporaryDirectory(prefix="etl-bench-") as folder:
            for make in _TABLES.values():
                table = make()
                for place, quote_at in enumerate(("start", "middle", "end")):
                    for case in damage.damaged(table, quote_at, place % 2):
                        if place and not case.name.startswith("row_extra"):
                            continue
                        path = Path(folder) / case.name
                        path.write_bytes(case.data)
                        _count(found[class_of(case.name)], case, *load(path, repair)[:2])
        _print("repair" if repair else "quarantine", found)


def _count(into: Counter[str], case: damage.Damaged, header: list[str], rows: list[list[str]]) -> None:
    clean = [list(r) for r in case.clean]
    has_header = "no_header" not in case.name
    expected = Counter(map(tuple, clean[1:] if has_header else clean))
    got = Counter(map(tuple, rows))
    into["files"] += 1
    into["rows"] += sum(expected.values())
    into["wrong"] += sum((got - expected).values())
    into["lost"] += sum((expected - got).values())
    into["headers"] += bool(clean) and header != (clean[0] if has_header else [])


def _print(mode: str, found: dict[str, Counter[str]]) -> None:
    print(f"{mode:36} files    rows   wrong    lost  header not right")
    total: Counter[str] = Counter()
    for name, counts in sorted(found.items()):
        total += counts
        print(
            f"  {name:34} {counts['files']:5} {counts['rows']:7} {counts['wrong']:7} {counts['lost']:7} {counts['headers']:7}"
        )
    print(
        f"  {'all':34} {total['files']:5} {total['rows']:7} {total['wrong']:7} {total['lost']:7} {total['headers']:7}\n"
    )
