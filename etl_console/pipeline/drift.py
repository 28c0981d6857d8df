"""What changed in a file's columns since the version that was agreed on: new, missing, renamed and retyped columns told
apart with evidence, and what the policy makes of them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from etl_console.errors import EtlError
from etl_console.pipeline.ports import Drift, Store
from etl_console.pipeline.synonyms import meaning
from etl_console.records import (
    ClientConfig,
    ColumnSeen,
    DriftItem,
    DriftPolicy,
    FileConfig,
    Problem,
    Run,
    SchemaVersion,
)

RENAMED = 0.6
"""From this likeness (0..1) on a missing and a new column are told as one that was renamed."""
_PAIRS = 10_000
"""Of more pairs than these only columns in the same place are compared: another file altogether, or one without header."""
_SHOWN = 5
ALL = 100_000
"""More differences than a client has."""
_UNKNOWN = ("", "empty")


def compatible(before: ColumnSeen, now: ColumnSeen) -> bool:
    """True when what a column holds now is no other kind than before: text takes all but lists and objects, decimals
    take whole numbers, and what is empty or not known says nothing."""
    if now.kind in _UNKNOWN or before.kind in _UNKNOWN or now.kind == before.kind:
        return True
    return (before.kind == "text" and now.kind != "nested") or (before.kind == "decimal" and now.kind == "integer")


def settled(before: Sequence[ColumnSeen], now: Sequence[ColumnSeen]) -> tuple[ColumnSeen, ...]:
    """The columns as they are now, where nothing speaks against it with type and kind as before."""
    known = {c.name: c for c in before}
    found = []
    for column in now:
        old = known.get(column.name)
        keeps = old is not None and old.kind not in _UNKNOWN and compatible(old, column)
        found.append(replace(column, type=old.type, kind=old.kind) if keeps and old else column)
    return tuple(found)


def compare(before: Sequence[ColumnSeen], now: Sequence[ColumnSeen]) -> list[DriftItem]:
    """The differences, each column in one at most: columns that are in both and hold another kind are retyped; a missing
    and a new one that are alike enough are one renamed; the order of columns is no difference."""
    old, new = {c.name: c for c in before}, {c.name: c for c in now}
    gone = [c for c in before if c.name not in new]
    come = [c for c in now if c.name not in old]
    items = [
        DriftItem("retyped", c.name, 0, evidence=_both(old[c.name], c))
        for c in now if c.name in old and not compatible(old[c.name], c)
    ]  # fmt: skip
    places = {c.name: p for p, c in enumerate(before)}, {c.name: p for p, c in enumerate(now)}
    few = len(gone) * len(come) <= _PAIRS
    here = {places[1][c.name]: c for c in come}
    pairs = [
        (likeness(o, n, places[0][o.name] == places[1][n.name]), o, n)
        for o in gone for n in (come if few else filter(None, [here.get(places[0][o.name])]))
    ]  # fmt: skip
    pairs.sort(key=lambda p: (-p[0]["score"], p[1].name, p[2].name))
    taken: set[str] = set()
    for alike, o, n in pairs:
        if alike["score"] < RENAMED or {f"-{o.name}", f"+{n.name}"} & taken:
            continue
        taken |= {f"-{o.name}", f"+{n.name}"}
        items.append(DriftItem("renamed", n.name, 0, was_name=o.name, evidence={**_both(o, n), **alike}))
    nearest: dict[str, tuple[dict[str, Any], ColumnSeen]] = {}
    for alike, o, n in pairs:
        if f"+{n.name}" not in taken:
            nearest.setdefault(o.name, (alike, n))
    for column in gone:
        if f"-{column.name}" not in taken:
            near = nearest.get(column.name)
            evidence: dict[str, Any] = _one("before", column)
            if near:
                evidence |= {**near[0], "candidate": near[1].name}
            items.append(DriftItem("missing", column.name, 0, evidence=evidence))
    items += [DriftItem("new", c.name, 0, evidence=_one("now", c)) for c in come if f"+{c.name}" not in taken]
    return items


def likeness(old: ColumnSeen, new: ColumnSeen, same_place: bool) -> dict[str, Any]:
    """How alike two columns are: ``score`` 0..1 of ``name`` (0..100), ``meaning``, ``values`` and ``fill`` (0..1), ``place``."""
    words = [" ".join(_words(c.name)) for c in (old, new)]
    name = round(fuzz.token_sort_ratio(*words))
    same_meaning = bool(meaning(old.name)) and meaning(old.name) == meaning(new.name)
    mine, theirs = set(old.samples), set(new.samples)
    values = len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
    forms = set(old.shapes) & set(new.shapes)
    if forms:
        plain = all(re.fullmatch(r"[a ]*", f) for f in forms)  # words alone look alike in any column
        values = max(values, (0.3 if plain else 0.8) * len(forms) / max(len(old.shapes), len(new.shapes)))
    fill = 1 - abs(old.fill - new.fill)
    score = 0.45 * max(name / 100, 0.9 * same_meaning) + 0.35 * values + 0.1 * fill + 0.1 * same_place
    if not (compatible(old, new) or compatible(new, old)):
        score /= 2
    return {
        "score": round(score, 2), "name": name, "meaning": same_meaning, "values": round(values, 2),
        "fill": round(fill, 2), "place": same_place,
    }  # fmt: skip


def _words(name: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [w for w in re.split(r"[\W_]+", apart.casefold()) if w] or [name]


def _one(when: str, column: ColumnSeen) -> dict[str, Any]:
    seen = {"kind": column.kind or column.type, "fill": round(column.fill, 3), "samples": list(column.samples[:_SHOWN])}
    return {when: seen}


def _both(old: ColumnSeen, new: ColumnSeen) -> dict[str, Any]:
    return {**_one("before", old), **_one("now", new)}


# Against the mapping and the policy ------------------------------------------------------------------------------


def with_policy(items: Iterable[DriftItem], file: FileConfig, baseline: int) -> list[DriftItem]:
    """What of the differences is still open with a mapping, each with its policy, and whether files wait for it: where
    the policy says so, and where a mapped column is not there, without which no file can be loaded."""
    mapped = {c.source_column: c for c in file.columns}
    found = []
    for item in items:
        concerned = mapped.get(item.was_name or item.column_name)
        if item.kind == "new" and item.column_name in mapped:
            continue
        if item.kind == "renamed" and concerned is None and item.column_name in mapped:
            continue
        left_out = item.kind == "missing" and concerned is not None and concerned.target_column is None
        policy = concerned.drift_policy if concerned else None
        policy = policy or (DriftPolicy.EVOLVE if left_out else file.policies.drift)
        lacks = item.kind in ("missing", "renamed") and concerned is not None and concerned.target_column is not None
        status = "WAITING" if lacks or policy is not DriftPolicy.EVOLVE else "NOTED"
        found.append(replace(item, policy=policy, status=status, baseline=baseline))
    return found


def current(versions: Iterable[SchemaVersion]) -> SchemaVersion | None:
    """The version that was agreed on last; None when there is none."""
    agreed = [(v.agreed_at, v) for v in versions if v.agreed_at]
    return max(agreed, key=lambda a: (a[0], a[1].version))[1] if agreed else None


def register(drift: Drift, run: Run, logical: str, seen: Sequence[ColumnSeen]) -> int:
    """The version that a converted file is: one that is known, or the next. The caller holds a transaction."""
    client = run.client
    versions = drift.versions(client, logical, hold=True)
    agreed = current(versions)
    if agreed is None:
        return drift.add_version(run, logical, seen, agreed=True)
    columns = settled(agreed.columns, seen)
    now = _identity(columns)
    same = next((v for v in (agreed, *versions) if _identity(v.columns) == now), None)
    if same is not None:
        return same.version
    if _names(columns) == _names(agreed.columns) and not compare(agreed.columns, columns):
        drift.refine(client, logical, agreed.version, columns)  # only what was not known of its columns yet
        return agreed.version
    return drift.add_version(run, logical, columns, agreed=not compare(agreed.columns, columns))


def check(store: Store, run: Run, file: FileConfig, physical: str, number: int | None) -> tuple[DriftItem, ...]:
    """What is different in a file of version ``number`` (None: the one on record) since the version agreed on, put on
    record; a version for which no file waits is agreed on by this. Empty when nothing is different."""
    drift, client, logical = store.drift, run.client, file.logical_source_file
    if number is None:
        number = drift.version_of(run, physical)
    if number is None:
        return ()
    agreed = current(drift.versions(client, logical))
    if agreed is None or agreed.version == number:
        return ()
    with store.together():
        versions = drift.versions(client, logical, hold=True)
        mine, base = next((v for v in versions if v.version == number), None), current(versions)
        if mine is None or base is None or mine.version == base.version:
            return ()
        items = open_items(mine, base, file, drift.decided(client, logical, number))
        drift.found(run, logical, physical, items, number)
        if mine.agreed_at is None and not is_waited_for(items):
            drift.agree(client, logical, number, "")
    return tuple(items)


def settle(store: Store, config: ClientConfig, logical: str, number: int, who: str) -> bool:
    """Look at a version again with the mapping and the decisions as they are now: what is different no more is settled,
    and where no file waits for it any more it is agreed on by ``who``. Whether it is."""
    drift, client, file = store.drift, config.client, config.file(logical)
    if file is None:
        return False
    with store.together():
        versions = drift.versions(client, logical, hold=True)
        mine, base = next(v for v in versions if v.version == number), current(versions)
        done = drift.decided(client, logical, number)
        left = open_items(mine, base, file, done) if base and base.version != number else []
        on_record = {
            (i.kind, i.column_name): i.status for i in drift.items(client, ALL)
            if i.is_open and (i.logical_source_file, i.version) == (logical, number)
        }  # fmt: skip
        if is_waited_for(i for i in left if (i.kind, i.column_name) not in on_record):
            return False  # something else is in the way by now: the next run puts it on record
        drift.settle(client, logical, number, left)
        if is_waited_for(left) or "WAITING" in (on_record.get((i.kind, i.column_name)) for i in left):
            return False  # where only the policy is another by now, the next run puts that on record
        drift.agree(client, logical, number, who)
    return True


def settle_waiting(store: Store, config: ClientConfig, who: str) -> None:
    """After a change of the mapping: versions that nobody agreed on and for which files wait are looked at again. Where
    that fails the next run does it."""
    with contextlib.suppress(EtlError):
        drift, client = store.drift, config.client
        waiting = {(i.logical_source_file, i.version) for i in drift.items(client, ALL) if i.status == "WAITING"}
        for logical, number in sorted(waiting):
            if any(v.version == number and v.agreed_at is None for v in drift.versions(client, logical)):
                settle(store, config, logical, number, who)


def open_items(
    mine: SchemaVersion, base: SchemaVersion, file: FileConfig, decided: Iterable[tuple[str, str]]
) -> list[DriftItem]:
    """The differences of a version that are still to be decided; of one that was agreed on before, only mapped columns
    that it lacks."""
    items = with_policy(compare(base.columns, mine.columns), file, base.version)
    if mine.agreed_at is not None:
        targets = {c.source_column for c in file.columns if c.target_column}
        return [i for i in items if i.kind in ("missing", "renamed") and (i.was_name or i.column_name) in targets]
    done = set(decided)
    return [i for i in items if (i.kind, i.column_name) not in done]


def is_waited_for(items: Iterable[DriftItem]) -> bool:
    """True when files wait for a decision on one of the differences."""
    return any(i.status == "WAITING" for i in items)


def problems(items: Iterable[DriftItem]) -> tuple[Problem, ...]:
    """What an operator reads of differences that keep a file from going on."""
    return tuple(_problem(i) for i in items)


def _problem(item: DriftItem) -> Problem:
    told = {
        "new": f"Column “{item.column_name}” is new in the file.",
        "missing": f"Column “{item.column_name}” is not in the file any more.",
        "renamed": f"Column “{item.was_name}” seems to be called “{item.column_name}” now.",
        "retyped": f"Column “{item.column_name}” holds another kind of values than before.",
    }[item.kind]
    facts = {"column": item.column_name, "kind": item.kind, "was": item.was_name}
    if item.policy == DriftPolicy.FAIL:
        return Problem(
            "drift_refused", f"{told} The file's policy refuses it.",
            "Have the file delivered as before; or set the policy to hold, restart and decide it.", facts,
        )  # fmt: skip
    return Problem(
        "drift_held", f"{told} The file waits for a decision.", "Decide it on the page Drift, then restart the batch.",
        facts,
    )  # fmt: skip


def _identity(columns: Iterable[ColumnSeen]) -> list[tuple[str, str, str]]:
    return [(c.name, c.type, c.kind) for c in columns]


def _names(columns: Iterable[ColumnSeen]) -> list[str]:
    return [c.name for c in columns]
