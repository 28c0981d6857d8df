"""Many at once: processes on two views of one storage start, restart, reprocess and cancel the same clients while
files arrive; afterwards nothing is doubled, lost, or claimed twice."""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from etl_console.errors import EtlError, LockedError
from etl_console.pipeline.cancel import CancelToken
from etl_console.records import Mode
from tests.faults.scene import CLIENT, Stage, Trial, in_child, served

_FACTS = {"who", "host", "pid", "since", "batch_id"}
"""What somebody who is refused is told of the run that has the client."""


def _drop(trial: Trial, number: int) -> None:
    """One more file arrives: its content is of this number alone."""
    folder = trial.root / "raw" / CLIENT / "crm" / "incoming"
    header = "cst_id,cst_key,cst_firstname,cst_lastname,cst_marital_status,cst_gndr,cst_create_date\n"
    text = header + "".join(f"{number * 100 + i},AW{number * 100 + i},A,B,M,F,2025-01-01\n" for i in range(20))
    part = folder / f".cust_info_{number:05}.csv.part"
    part.write_text(text)
    part.rename(folder / f"cust_info_{number:05}.csv")


def _act(trial: Trial, seed: int) -> dict[str, Any]:
    """One act of one process: a run of a random mode, some cancelled, over the one view or the other."""
    draw = random.Random(seed)
    view = Trial(trial.dsn, trial.root if draw.random() < 0.5 else trial.root.with_name(trial.root.name + "-view"), 2)
    mode = draw.choice([Mode.START, Mode.START, Mode.RESTART, Mode.REPROCESSING])
    token = CancelToken()
    if draw.random() < 0.3:
        threading.Timer(draw.uniform(0, 0.8), token.cancel).start()
    with served(view) as (service, _):
        try:
            report = service.run(service.plan(CLIENT, mode), cancel=token)
        except LockedError as error:
            time.sleep(draw.uniform(0, 1.5))  # come back later, as a person would
            told = "told by whom" if set(error.facts) >= _FACTS else "told that it is run"
            return {"outcome": f"refused, {told}"}
        except EtlError as error:
            return {"outcome": f"{mode}: {error.code}"}
    return {"outcome": f"{mode}: {report['status']}"}


def _wrong(trial: Trial, dropped: int) -> list[str]:
    """What must not be: gaps in batch ids, files claimed twice or lost, rows that are not the files' rows."""
    wrong = []
    with psycopg.connect(trial.dsn) as connection:

        def asked(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall()

        numbers = [int(b[5:]) for (b,) in asked("SELECT batch_id FROM tools.batch ORDER BY 1")]
        if numbers != list(range(1, len(numbers) + 1)):
            wrong.append(f"batch ids have gaps: {numbers}")
        (last,) = asked("SELECT last_batch_id FROM tools.client_reference")[0]
        if int(last[5:]) != len(numbers):
            wrong.append(f"the last batch id is {last}, there are {len(numbers)}")
        twice = asked("SELECT file_hash, count(*) FROM tools.file_audit_log GROUP BY 1 HAVING count(*) > 1")
        wrong += [f"a content is claimed {n} times: {h}" for h, n in twice]
        claimed = {f for (f,) in asked("SELECT original_file_name FROM tools.file_audit_log")}
        waiting = {p.name for p in (trial.root / "raw" / CLIENT / "crm" / "incoming").iterdir()}
        for name in (f"cust_info_{i:05}.csv" for i in range(dropped)):
            if (name in claimed) == (name in waiting):
                wrong.append(f"{name} is {'both claimed and waiting' if name in claimed else 'nowhere'}")
        rows = asked(
            "SELECT f.physical_file_name, f.status, f.loaded_rows, count(b.*) FROM tools.file_audit_log f"
            f" LEFT JOIN bronze_{CLIENT}.crm_cust_info b ON b.dwh_batch_id = f.batch_id"
            " AND b.dwh_source_file = f.physical_file_name WHERE f.logical_source_file = 'cust_info' GROUP BY 1, 2, 3"
        )
        wrong += [f"{n} is {s} with {b} rows of {k} in bronze" for n, s, k, b in rows if s == "SUCCESS" and k != b]
        wrong += [
            f"{n} is {s} with {b} of 20 rows" for n, s, _, b in rows if n.startswith("cust_info_0") and b not in (0, 20)
        ]
    return wrong


def main(first: int = 0, count: int = 500, at_once: int = 8) -> int:
    """``count`` acts, ``at_once`` at a time; 1 when something is doubled, lost or claimed twice."""
    outcomes: Counter[str] = Counter()
    dropped = 0
    with tempfile.TemporaryDirectory(prefix="etl-crowd-") as folder:
        Path(folder).chmod(0o755)
        stage = Stage(Path(folder))
        try:
            with stage.trial() as trial:
                view = trial.root.with_name(trial.root.name + "-view")
                view.symlink_to(trial.root)
                lock = threading.Lock()
                left = list(range(first, first + count))

                def work() -> None:
                    nonlocal dropped
                    while True:
                        with lock:
                            if not left:
                                return
                            seed = left.pop(0)
                            if random.Random(seed).random() < 0.4:
                                _drop(trial, dropped)
                                dropped += 1
                        code, found = in_child(partial(_act, trial, seed))
                        with lock:
                            outcomes[found["outcome"] if code == 0 else f"ended {code}: {str(found)[-300:]}"] += 1

                threads = [threading.Thread(target=work) for _ in range(at_once)]
                for thread in threads:
                    thread.start()
                    time.sleep(0.05)
                for thread in threads:
                    thread.join()
                code, final = in_child(lambda: _finish(trial))
                _, wrong = in_child(lambda: _wrong(trial, dropped))
                if code:
                    wrong.append(f"restarting everything ended {code}")
                view.unlink()
        finally:
            stage.close()
    for outcome, number in outcomes.most_common():
        print(f"  {number:5} {outcome}")
    print(f"  then everything restarted: {final}")
    for line in wrong:
        print(f"  WRONG {line}")
    print(
        f"seeds {first} to {first + count - 1}, {at_once} at once, {dropped} files dropped: {len(wrong)} wrong",
        flush=True,
    )
    return 1 if wrong or any(o.startswith("ended") for o in outcomes) else 0


def _finish(trial: Trial) -> list[str]:
    """Restart every batch that is not green, as an operator would at the end of the day."""
    with served(trial) as (service, _):
        open_batches = [b.batch_id for b in service.batches(CLIENT, 1000) if b.status != "SUCCESS"]
        for batch in reversed(open_batches):
            service.run(service.plan(CLIENT, Mode.RESTART, batch=batch))
        return [f"{b.batch_id} {b.status}" for b in service.batches(CLIENT, 1000) if b.status != "SUCCESS"]


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
