"""What operators decided about rejected rows: acts and their rows; undo and redo are acts of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from psycopg.types.json import Jsonb

from etl_console.db.connect import Connection, Database, queries
from etl_console.errors import UsageError
from etl_console.records import Client, Corrections, Decided, Run, Selection

_Q = "decisions"
_MANY = 10_000


class PgDecisions:
    """Keeps the decisions of operators. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _do(self, name: str, **values: Any) -> list[dict[str, Any]]:
        with self._database.transaction() as connection:
            cursor = connection.execute(queries(_Q)[name], values, prepare=False)
            return cursor.fetchall() if cursor.description else []

    # For the engine ----------------------------------------------------------------------------------------------

    def standing(self, client: Client, batch_id: str, physical: str) -> Corrections:
        """What stands of the decisions about a file, as far as they were made on its present content."""
        key = {"client_id": client.client_id, "batch_id": batch_id, "physical": physical}
        with self._database.transaction() as connection:
            row = connection.execute(queries(_Q)["last_act"], key).fetchone()
            last = row["act_id"] if row else 0
            if not last:
                return Corrections()
            cells = connection.execute(queries(_Q)["standing_cells"], key).fetchall()
            aside = connection.execute(queries(_Q)["standing_quarantine"], key).fetchall()
            accepted = connection.execute(queries(_Q)["standing_accepted"], key).fetchall()
        records: dict[int, dict[str, str | None]] = {}
        held = {r["source_line"]: _why(r) for r in aside if r["kind"] == "quarantine"}
        for cell in cells:
            if cell["kind"] == "record" and cell["source_line"] not in held:
                records.setdefault(cell["source_line"], {})[cell["column_name"]] = cell["after"]
        return Corrections(
            last,
            tuple(
                (c["source_line"], c["column_name"], c["original"], c["after"]) for c in cells if c["kind"] == "cell"
            ),
            records,
            tuple(held.items()),
            tuple((a["source_line"], a["column_name"], a["rule"], a["before"], _why(a)) for a in accepted),
        )

    def unread_at(self, run: Run, physical: str, lines: Sequence[int]) -> int:
        """How many of the records that convert could not read begin in these lines."""
        rows = self._do(
            "unread_at", client_id=run.client.client_id, batch_id=run.batch_id, physical=physical, lines=list(lines)
        )
        return int(rows[0]["n"])

    def applied(self, run: Run, physical: str, last_act: int) -> None:
        """Record up to which act validate_row has taken the decisions into account."""
        self._do("applied", client_id=run.client.client_id, batch_id=run.batch_id, physical=physical, last_act=last_act)

    def pending(self, client: Client, batch_id: str) -> dict[str, int]:
        """Physical file -> rows decided about, or no more, since validate_row last looked; files without are left out."""
        rows = self._do("pending", client_id=client.client_id, batch_id=batch_id)
        return {r["physical_file_name"]: r["n"] for r in rows}

    # For the operator --------------------------------------------------------------------------------------------

    def decide(
        self, client: Client, batch_id: str, kind: str, selections: Sequence[Selection], who: str, host: str, reason: str,
        asked: Mapping[str, Any], cells: Sequence[tuple[int, str, str | None]],
        fits: Callable[[str, Sequence[str]], Sequence[bool]],
    ) -> Decided:  # fmt: skip
        """Add an act with its rows for each selection, all of them one step, in one transaction. ``fits`` says of the values
        of a column which are of its type. Raises UsageError ``decided_meanwhile``."""
        found = Decided()
        with self._database.transaction() as connection:
            connection.execute(queries(_Q)["one_by_one"], {"client_id": client.client_id, "batch_id": batch_id})
            met = []
            for selection in selections:
                if selection.seen is not None:
                    about = replace(selection, lines=tuple({line for line, _, _ in cells}) or selection.lines)
                    key = {**_where(client, batch_id, about), "seen": selection.seen, "who": who, "host": host}
                    found_there = connection.execute(queries(_Q)["met"], key, prepare=False).fetchall()
                    met += [{**row, "file": selection.physical_file_name} for row in found_there]
            _refuse(met)
            for selection in selections:
                key = {
                    **_where(client, batch_id, selection), "kind": kind, "who": who, "host": host, "reason": reason,
                    "step": found.act or None,
                }  # fmt: skip
                one = self._decide(connection, key, {**selection.to_json(), **asked}, asked, cells, fits)
                found = Decided(found.rows + one.rows, found.act or one.act, found.unfit + one.unfit)
            if found.rows >= _MANY:
                connection.execute(queries(_Q)["look_at_rows"])
        return found

    @staticmethod
    def _decide(
        connection: Connection, key: Mapping[str, Any], told: Mapping[str, Any], asked: Mapping[str, Any],
        cells: Sequence[tuple[int, str, str | None]], fits: Callable[[str, Sequence[str]], Sequence[bool]],
    ) -> Decided:  # fmt: skip
        """One act; nothing for a selection in which it changes nothing."""
        kind, is_fit = key["kind"], True
        row = connection.execute(queries(_Q)["add_act"], {**key, "target": None, "asked": Jsonb(dict(told))}).fetchone()
        if row is None:
            raise UsageError(
                f"{key['batch_id']} has no file {key['physical']}.", "`batches` lists them.", code="unknown_file"
            )
        act = row["act_id"]
        if kind in ("fill", "replace"):
            is_fit = kind == "replace" or fits(asked["column"], [asked["value"]])[0]
            changed = {
                **key, "act": act, "column": asked["column"], "value": asked["value"], "find": asked.get("find"),
                "pattern": bool(asked.get("pattern")), "fits": is_fit,
            }  # fmt: skip
            rows = connection.execute(queries(_Q)["change_cells"], changed, prepare=False).rowcount
        elif kind in ("quarantine", "accept"):
            rows = connection.execute(queries(_Q)["decide_rows"], {**key, "act": act}, prepare=False).rowcount
        else:
            rows = sum(_change(connection, {**key, "act": act}, *cell) for cell in cells)
        if not rows:
            connection.execute(queries(_Q)["drop_act"], {"act": act})
            return Decided()
        connection.execute(queries(_Q)["count_act"], {"act": act, "rows": rows})
        unfit = (0 if is_fit else rows) if kind == "fill" else _judge(connection, act, fits)
        return Decided(rows, act, unfit)

    def undo(
        self, client: Client, batch_id: str, physical: str | None, act: int | None, redo: bool, who: str, host: str
    ) -> dict[str, Any] | None:
        """Add an undo (or redo) of an act, the newest of ``who`` when None, and of what was decided at once with it unless
        it is asked for one file; the act concerned with the rows of all, None when there is none."""
        key = {"client_id": client.client_id, "batch_id": batch_id, "physical": physical, "who": who, "act": act}
        with self._database.transaction() as connection:
            connection.execute(queries(_Q)["one_by_one"], key)
            row = connection.execute(queries(_Q)["to_redo" if redo else "to_undo"], key, prepare=False).fetchone()
            if row is None:
                return None
            found, acts = dict(row), [row]
            if physical is None:
                given = {"step": found["step"] or found["act_id"], "act": found["act_id"], "stands": not redo}
                acts += connection.execute(queries(_Q)["of_step"], given).fetchall()
            for one in acts:
                connection.execute(
                    queries(_Q)["add_act"],
                    {
                        **key, "physical": one["physical_file_name"], "kind": "redo" if redo else "undo", "host": host,
                        "target": one["act_id"], "step": None, "asked": Jsonb({}), "reason": "",
                    },
                )  # fmt: skip
        return {**found, "rows": sum(one["rows"] for one in acts)}

    def way_back(self, client: Client, batch_id: str, who: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The acts that ``who`` would undo and redo next."""
        key = {"client_id": client.client_id, "batch_id": batch_id, "physical": None, "who": who, "act": None}
        undone, redone = (next(iter(self._do(name, **key)), None) for name in ("to_undo", "to_redo"))
        return undone, redone

    def of_others(self, client: Client, batch_id: str, who: str, host: str) -> dict[str, Any] | None:
        """The newest act of anybody but ``who`` on ``host``: act_id, who, kind, rows."""
        rows = self._do("of_others", client_id=client.client_id, batch_id=batch_id, who=who, host=host)
        return next(iter(rows), None)

    def acts(self, client: Client, batch_id: str, physical: str | None, limit: int) -> list[dict[str, Any]]:
        """The acts of a batch, newest first, each with whether it stands."""
        return self._do("acts", client_id=client.client_id, batch_id=batch_id, physical=physical, limit=limit)

    def cells(self, client: Client, batch_id: str, physical: str, lines: Sequence[int]) -> list[dict[str, Any]]:
        """Everything decided about some lines, oldest first, each with act, who, when and whether it stands."""
        return self._do("cells", client_id=client.client_id, batch_id=batch_id, physical=physical, lines=list(lines))

    # Looking at many ---------------------------------------------------------------------------------------------

    def groups(self, client: Client, batch_id: str, physical: str | None) -> list[dict[str, Any]]:
        """Rejected rows by file, rule, column and shape with their numbers and how many are decided, most first."""
        key = {"client_id": client.client_id, "batch_id": batch_id, "physical": physical}
        with self._database.transaction() as connection:
            found = connection.execute(queries(_Q)["groups"], key, prepare=False).fetchall()
            acts = connection.execute(queries(_Q)["standing_acts"], key, prepare=False).fetchall()
            decided = [
                row
                for a in acts
                for row in connection.execute(
                    queries(_Q)["decided_groups"],
                    {**key, "physical": a["physical_file_name"], "acts": a["acts"]},
                    prepare=False,
                )
            ]
            ids = [g["first"] for g in found]
            told = connection.execute(queries(_Q)["messages"], {"ids": ids}).fetchall()
        message = {r["reject_id"]: r["message"] for r in told}
        by_group = {_group(d): d["decided"] for d in decided}
        return [{**g, "decided": by_group.get(_group(g), 0), "message": message.get(g["first"], "")} for g in found]

    def page(self, client: Client, batch_id: str, selection: Selection, after: int, limit: int) -> list[dict[str, Any]]:
        """Rejected rows of a selection by ascending reject_id, those after ``after``."""
        return self._do("page", **_where(client, batch_id, selection), after=after, limit=limit)

    def anchors(self, client: Client, batch_id: str, selection: Selection, step: int) -> list[int]:
        """The reject_id before every ``step``-th row of a selection: where its pages begin."""
        rows = self._do("anchors", **_where(client, batch_id, selection), step=step)
        return [r["reject_id"] for r in rows]

    def ordered(
        self, client: Client, batch_id: str, selection: Selection, column: str | None, falling: bool
    ) -> list[int]:
        """The reject_ids of a selection by what stands in a column, None: those that are decided about last; what is
        empty stands last in either direction."""
        key = _where(client, batch_id, selection)
        if column is not None:
            rows = self._do("ordered", **key, column=column)
        else:
            stand = self._do("standing_acts", **key)
            rows = self._do("ordered_by_decided", **key, acts=stand[0]["acts"] if stand else [])
        parts = [r["ids"][::-1] if falling and r["kind"] < 2 else r["ids"] for r in rows]
        return [reject_id for part in parts for reject_id in part]

    def ids(self, client: Client, batch_id: str, selection: Selection) -> list[int]:
        """The reject_ids of a selection, as the file has them."""
        rows = self._do("ids", **_where(client, batch_id, selection))
        return list(rows[0]["ids"]) if rows else []

    def by_id(self, client: Client, batch_id: str, physical: str, ids: Sequence[int]) -> list[dict[str, Any]]:
        """Rejected rows of one file, in the order of ``ids``; those that are not there any more are left out."""
        found = self._do("by_id", client_id=client.client_id, batch_id=batch_id, physical=physical, ids=list(ids))
        rows = {r["reject_id"]: r for r in found}
        return [rows[i] for i in ids if i in rows]


def _group(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[k] for k in ("physical_file_name", "rule", "column_name", "shape", "disposition"))


def _why(row: Mapping[str, Any]) -> str:
    return f"{row['who']}: {row['reason'] or '–'}"


def _where(client: Client, batch_id: str, selection: Selection) -> dict[str, Any]:
    return {
        "client_id": client.client_id, "batch_id": batch_id, "physical": selection.physical_file_name,
        "rule": selection.rule, "of_column": selection.column, "shape": selection.shape,
        "lines": list(selection.lines) or None, "text": selection.text or None,
    }  # fmt: skip


def _refuse(met: Sequence[Mapping[str, Any]]) -> None:
    """Refuse what is about rows that somebody else decided about since they were read."""
    if not met:
        return
    who, line, file = ", ".join(sorted({m["who"] for m in met})), met[0]["line"], met[0]["file"]
    lines = sum(m["lines"] for m in met)
    raise UsageError(
        f"{who} decided meanwhile about line {line} of {file}." if lines == 1
        else f"{who} decided meanwhile about {lines:,} of these rows, the first of them line {line} of {file}.",
        "They are read anew; decide again if it still holds.", code="decided_meanwhile", who=who, line=line,
    )  # fmt: skip


def _change(connection: Connection, key: Mapping[str, Any], line: int, column: str, value: str | None) -> int:
    """One cell of a rejected record; 1 when it changed. Raises UsageError for a line that is not among the rejects."""
    mine = {**key, "line": line, "column": column}
    record = connection.execute(queries(_Q)["record_at"], mine).fetchone()
    if record is None:
        raise UsageError(
            f"Line {line} of {key['physical']} is not among the rejected rows.",
            "`rejects` lists the lines that can be corrected.", code="not_rejected", line=line,
        )  # fmt: skip
    known = connection.execute(queries(_Q)["cell_at"], mine).fetchone()
    malformed = record["is_malformed"]
    seen = record["record"].get(column)
    in_file = known["original"] if known else None if malformed or seen is None else _as_text(seen)
    before = in_file
    if known and known["standing"]:
        before = known["standing"][0]
    if before == value or (not malformed and (before or "") == (value or "")):
        return 0
    connection.execute(
        queries(_Q)["add_cell"],
        {
            **mine, "kind": known["kind"] if known else "record" if malformed else "cell", "original": in_file,
            "before": before, "after": value,
        },
    )  # fmt: skip
    return 1


def _judge(connection: Connection, act: int, fits: Callable[[str, Sequence[str]], Sequence[bool]]) -> int:
    """Mark the values of an act that do not fit; how many cells have one."""
    unfit = 0
    with connection.cursor(name="given") as cursor:
        cursor.execute(queries(_Q)["given_values"], {"act": act})
        while rows := cursor.fetchmany(_MANY):
            for column, mine in groupby(rows, key=itemgetter("column_name")):
                given = [r["after"] for r in mine]
                bad = [value for value, is_fit in zip(given, fits(column, given), strict=True) if not is_fit]
                if bad:
                    told = {"act": act, "column": column, "values": bad}
                    unfit += connection.execute(queries(_Q)["do_not_fit"], told).rowcount
    return unfit


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
