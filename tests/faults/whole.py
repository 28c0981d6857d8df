"""``python -m tests.faults.whole [FIRST] [COUNT]``: mutated files of a sample client, run through whole batches on a real
PostgreSQL, forty at once. Every batch ends and is on record; each file is loaded with a ledger that adds up and as many rows
in bronze as it says, or is red with a reason; and all that a window asks of them is answered.

Exit code 1 when something was wrong; the files of a batch can be made again from its seeds.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.migrate import migrate
from etl_console.pipeline.service import Service
from etl_console.records import LogFilter, Mode, Status
from etl_console.resources import resource_path
from tests.conftest import make_service
from tests.faults.fuzz import TOKENS, mutated

_CLIENT, _AT_ONCE = "client1", 40


def _configure(service: Service) -> None:
    """Nothing is fatal, so that as much as can be is loaded."""
    config = service.export_config(_CLIENT)
    for file in config["files"]:
        file |= {"bad_value_policy": "quarantine", "duplicate_policy": "quarantine", "null_policy": "quarantine"}
        file |= {"malformed_policy": "quarantine", "max_reject_share": 1.0, "drift_policy": "evolve"}
    service.import_config(_CLIENT, config, "as much as can be is loaded")


def _deliver(service: Service, first: int, count: int, folder: Path) -> None:
    texts = sorted(resource_path("sample").glob(f"{_CLIENT}/incoming/*/*.csv"))
    for seed in range(first, first + count):
        source = texts[seed % len(texts)]
        path = folder / f"{source.stem}_{seed}.csv"
        data = mutated(seed, [source], [source])[1]
        if seed % 5 == 0:  # into the header too, which becomes names
            draw = random.Random(seed)
            at = draw.randrange(len(source.read_bytes().splitlines()[0]))
            data = data[:at] + draw.choice(TOKENS) + data[at:]
        path.write_bytes(data)
        service.deliver(_CLIENT, path)
        path.unlink()


def _look(service: Service, database: Database, batch: str) -> Counter[str]:
    """What became of each file of a batch; AssertionError for what cannot be."""
    state = service.batch(_CLIENT, batch)
    assert state.status in (Status.SUCCESS, Status.FAILED), f"{batch} is {state.status}"
    targets = {f.logical_source_file: f for f in service.config(_CLIENT).files}
    became: Counter[str] = Counter()
    loaded: Counter[str] = Counter()
    for file in state.files:
        if file.status != Status.SUCCESS:
            assert file.problems, f"{file.physical_file_name} is {file.status} without a reason"
            became[str(file.problems[0].code)] += 1
            continue
        ledger = file.ledger
        kept = ledger.loaded + ledger.rejected + ledger.quarantined + ledger.skipped
        assert ledger.read == kept, f"{file.physical_file_name}: {ledger}"
        loaded[file.logical_source_file] += ledger.loaded
        became["loaded"] += 1
    with database.transaction() as connection:
        for name, target in targets.items():
            table = f'"{target.target_schema}"."{target.target_table}"'
            query = f"SELECT count(*) AS n FROM {table} WHERE dwh_batch_id = %s"
            row = connection.execute(query.encode(), [batch]).fetchone()
            assert row == {"n": loaded[name]}, f"{name}: {row} in bronze, {loaded[name]} on record"
    _ask(service, batch)
    return became


def _ask(service: Service, batch: str) -> None:
    """What the pages of the window ask."""
    for group in service.triage.groups(_CLIENT, batch)[:40]:
        service.triage.columns(_CLIENT, batch, group["physical_file_name"])
    service.batch_report(_CLIENT, batch)
    service.rejects(_CLIENT, batch)
    service.insight.files(_CLIENT)
    service.insight.needs(_CLIENT)
    service.insight.timeline(LogFilter(client=_CLIENT))
    service.insight.signatures(LogFilter(client=_CLIENT))
    service.triage.continuation(_CLIENT, batch)


def main(first: int = 0, count: int = 2_000) -> int:
    """Run ``count`` mutated files; 1 when something was wrong."""
    became: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="etl-whole-") as name:
        home = Path(name)
        home.chmod(0o755)
        with EmbeddedServer(home / "server").use() as dsn:
            database = Database(dsn)
            migrate(database)
            service = make_service(database, home / "storage")
            demo.install(service, database, _CLIENT)
            _configure(service)
            dropped = home / "dropped"
            dropped.mkdir()
            for start in range(first, first + count, _AT_ONCE):
                try:
                    _deliver(service, start, min(_AT_ONCE, first + count - start), dropped)
                    plan = service.plan(_CLIENT, Mode.START)
                    became.update(_look(service, database, service.run(plan)["batch_id"]))
                except Exception:
                    wrong.append(f"seeds {start}…: {traceback.format_exc()}")
                    print(f"  WRONG {wrong[-1]}", flush=True)
                for folder in (home / f"storage/raw/{_CLIENT}").glob("*/incoming"):
                    shutil.rmtree(folder)
                    folder.mkdir()
            service.close()
            database.close()
    for code, number in became.most_common():
        print(f"  {number:7} {code}")
    print(f"seeds {first} to {first + count - 1}: {became.total()} files, {len(wrong)} batches wrong", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
