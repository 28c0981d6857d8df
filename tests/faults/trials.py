"""Trials: a fault of a seed at a point of a run, one restart, and what is then not as an undisturbed run left it.

Between the two, a table of bronze holds the whole file or nothing of it. A raw file that something else cut, replaced
or deleted is delivered again before the restart: no program can make up what is gone. A Parquet file that was harmed after
its rows were loaded is made again when it is next used: by reprocessing.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from etl_console.pipeline.readers import body
from etl_console.records import Mode
from tests.faults import clock
from tests.faults.proxy import Proxy
from tests.faults.scene import Stage, Trial, complete, differences, in_child, left_by, not_as_recorded, reprocess, run
from tests.faults.strikes import FAULTS, NOTHING, Fault, Points, possible

_SMALL_BLOCK = 4 << 10


@dataclass(frozen=True)
class Undisturbed:
    """What a run leaves that nothing disturbs, and how many points it passes."""

    left: dict[str, Any]
    points: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """One fault: what struck, at which point, how the run ended, and what was wrong after one restart."""

    seed: int
    name: str
    at: int
    where: str
    code: int
    wrong: list[str]

    def __str__(self) -> str:
        told = "; ".join(self.wrong)[:2000] if self.wrong else "as undisturbed"
        return f"seed {self.seed}: {self.name} at point {self.at} ({self.where}), run ended {self.code}: {told}"


def undisturbed(stage: Stage) -> Undisturbed:
    """Run once without a fault."""
    with stage.trial() as trial:
        code, points = in_child(lambda: _run_with(stage, trial, 0, NOTHING, 0))
        assert code == 0, points
        _, left = in_child(lambda: left_by(trial))
    return Undisturbed(left, points["passed"])


def strike(stage: Stage, calm: Undisturbed, seed: int, name: str | None = None) -> Outcome:
    """The fault of a seed, then one restart."""
    draw = random.Random(seed)
    names = possible(stage)
    name = name or names[seed % len(names)]
    at = draw.randint(1, sum(calm.points[k] for k in FAULTS[name].kinds))
    if clock.is_faked():
        clock.set_right()
    with stage.trial(workers=1 + seed % 2) as trial:
        code, told = in_child(lambda: _run_with(stage, trial, at, FAULTS[name], seed))
        where = told.get("where", "") if isinstance(told, dict) else str(told or "").strip().rpartition("\n")[2]
        stage.repair()
        _, half = in_child(lambda: left_by(trial))
        torn = [t for t, rows in half.items() if t.startswith("bronze") and rows not in (calm.left.get(t), [0, None])]
        if torn:
            return Outcome(seed, name, at, where, code, [f"half loaded: {t} {half[t]}" for t in torn])
        if unlike := not_as_recorded(half):
            return Outcome(seed, name, at, where, code, unlike)
        if name.startswith("raw file"):
            stage.deliver_again(trial)
        again, said = in_child(lambda: complete(trial))
        if again:
            return Outcome(seed, name, at, where, code, [f"the restart ended {again}: {said}"])
        _, left = in_child(lambda: left_by(trial))
        if name.startswith("Parquet") and any("damaged" in v for v in left["Parquet"].values()):
            again, said = in_child(lambda: reprocess(trial))
            if again:
                return Outcome(seed, name, at, where, code, [f"reprocessing ended {again}: {said}"])
            left = {**in_child(lambda: left_by(trial))[1], "manifests": left["manifests"]}
    return Outcome(seed, name, at, where, code, differences(calm.left, left))


def _run_with(stage: Stage, trial: Trial, at: int, fault: Fault, seed: int) -> dict[str, Any]:
    if (
        seed // 2 % 2
    ):  # a file of several blocks is sent while it is converted, one of a single block when it may be loaded
        body.BLOCK = _SMALL_BLOCK
    with ExitStack() as stack:
        proxy = None
        if fault.through_proxy:
            server = psycopg.conninfo.conninfo_to_dict(trial.dsn)
            proxy = stack.enter_context(Proxy(int(str(server["port"]))))
            trial = replace(trial, dsn=psycopg.conninfo.make_conninfo(trial.dsn, port=proxy.port))
        points = Points(trial, stage, at, fault, seed, proxy)
        report = run(trial, Mode.START, lambda _: points.install())
    return {"passed": points.passed, "where": points.struck_in, "status": report["status"]}
