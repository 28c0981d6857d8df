"""An operator's decisions about rejected rows: they hold through restart, reprocessing and a new process, the ledger
adds up at every moment, and nothing is ever forgotten."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl_console import cli, cli_rejects
from etl_console.db.connect import Database
from etl_console.errors import UsageError
from etl_console.pipeline.by_example import learned
from etl_console.pipeline.service import Service
from etl_console.records import Mode, Selection
from tests.conftest import MIGRATED, Beginning, Server, make_service
from tests.unit.test_by_example import CASES

BATCH = "BATCH000001"
FILE = f"people_{BATCH}.csv"
HEADER = "id,name,born,pay"
LINES = [
    "1,Ana,2001-02-03,10",
    "2,Budi,31/02/1971,20",
    "3,Citra,1999-12-31,x",
    "4,Dewi,2000-01-01",
    ",Eko,2000-01-02,50",
    "1,Fajar,2000-01-03,60",
    "7,=SUM(A1),bad,-70",
    "8,Hana,2000-01-05,80",
]
CONFIG: dict[str, Any] = {
    "client_name": "Small",
    "defaults": {
        "null_policy": "fatal", "duplicate_policy": "fatal", "bad_value_policy": "fatal", "malformed_policy": "fatal",
        "max_reject_share": 0.0,
    },
    "files": [
        {
            "logical_source_file": "people", "source_system": "hr", "source_type": "csv", "file_pattern": "people*.csv",
            "target_table": "hr_people",
            "columns": [{"source_column": c, "target_column": c} for c in HEADER.split(",")],
            "required": ["id"], "duplicate_key": ["id"],
        }
    ],
}  # fmt: skip


@pytest.fixture
def server(embedded: Server) -> Server:
    """The embedded server alone."""
    return embedded


@pytest.fixture
def beginning() -> Beginning:
    """A client with one file, every rule of it fatal."""
    return SMALL


@pytest.fixture
def small(service: Service) -> Service:
    """The engine's door on it."""
    return service


def install(service: Service, database: Database) -> None:
    """Create the client and its table."""
    service.add_client("small", "Small", CONFIG)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_small.hr_people (id integer, name text NOT NULL, born date, pay numeric,"
            " dwh_batch_id text, dwh_source_line bigint, dwh_source_file text)"
        )


SMALL = Beginning(install, MIGRATED)


def deliver(service: Service, tmp_path: Path, lines: list[str] = LINES) -> dict[str, Any]:
    """Deliver the file and start a batch."""
    path = tmp_path / "people.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    service.deliver("small", path, "hr")
    return service.run(service.plan("small", Mode.START))


def go_on(service: Service, batch: str = BATCH) -> dict[str, Any]:
    """Press the button."""
    continued = service.triage.continuation("small", batch)
    assert continued.plan is not None
    return service.run(continued.plan)


def rows(database: Database) -> list[tuple[Any, ...]]:
    """What bronze has, by line."""
    with database.transaction() as connection:
        found = connection.execute(
            "SELECT dwh_source_line AS line, id, name, born::text, pay::text FROM bronze_small.hr_people ORDER BY 1"
        ).fetchall()
    return [tuple(r.values()) for r in found]


def ledger(report: dict[str, Any]) -> dict[str, int]:
    """The ledger of the one file, which adds up."""
    found: dict[str, int] = report["files"][0]["ledger"]
    assert found["read"] == found["loaded"] + found["rejected"] + found["quarantined"] + found["skipped"], found
    return found


def test_rows_are_chosen_by_a_text_in_a_value_that_the_file_has(small: Service, tmp_path: Path) -> None:
    """Whatever its case, as it stands and not as a pattern, in a value and not in a column's name; in the raw line of a
    record that could not be read."""
    config = small.export_config("small")
    config["files"][0] |= {"malformed_policy": "quarantine", "max_reject_share": 1.0}
    small.import_config("small", config)
    said = ["50%", "5_x", r"a\b", 'he said ""no""', "Ünal", "name", "bad"]
    deliver(small, tmp_path, ["0,Ana,2000-01-01,1", *(f'{i},"{name}",x,1' for i, name in enumerate(said, 1)), "9,Ulma"])
    triage = small.triage

    def found(text: str) -> list[int]:
        chosen = Selection(FILE, text=text)
        rows = triage.page("small", BATCH, chosen)
        assert triage.ids("small", BATCH, chosen) == [r.reject_id for r in rows]
        assert sorted(triage.ordered("small", BATCH, chosen, "name")) == [r.reject_id for r in rows]
        return [r.source_line for r in rows]

    assert found("%") == [3]
    assert found("5_") == [4]
    assert found(r"A\B") == [5]
    assert found('SAID "no') == [6]
    assert found("ünal") == [7]
    assert found("name") == [8]
    assert found("9,ulma") == [10]
    assert found("no such") == []
    assert (
        triage.quarantine("small", BATCH, Selection(FILE, "bad_value", "born", "a", text="5"), "odd").rows == 3
    )  # also the id 5
    (act,) = triage.history("small", BATCH)
    assert act["selection"]["text"] == "5"


def test_a_file_full_of_faults_is_repaired_row_by_row_and_stays_so(
    small: Service, database: Database, tmp_path: Path
) -> None:
    triage = small.triage
    report = deliver(small, tmp_path)
    assert report["status"] == "FAILED"
    assert ledger(report)["rejected"] == 1  # convert stops at the malformed record
    assert triage.continuation("small", BATCH).mode is Mode.RESTART
    assert triage.edit(
        "small", BATCH, FILE, 5, {"id": "4", "name": "Dewi", "born": "2000-01-01", "pay": "40"}, "asked the source"
    )
    report = go_on(small)
    assert report["files"][0]["stages"]["convert"]["status"] == "SUCCESS"
    found = {(g["rule"], g["column_name"], g["shape"]): (g["n"], g["decided"]) for g in triage.groups("small", BATCH)}
    assert found == {
        ("malformed_record", None, "Line #: # fields instead of #."): (1, 1),
        ("bad_value", "born", "99/99/9999"): (1, 0), ("bad_value", "born", "a"): (1, 0),
        ("bad_value", "pay", "a"): (1, 0), ("null_in_required", "id", ""): (1, 0), ("duplicate_key", "id", ""): (1, 0),
    }  # fmt: skip
    triage.edit("small", BATCH, FILE, 3, {"born": "1971-02-28"}, "last day of the month")
    triage.fill("small", BATCH, Selection(FILE, "bad_value", "pay", "a"), "pay", "30")
    triage.quarantine("small", BATCH, Selection(FILE, lines=(8,)), "formula")
    triage.accept("small", BATCH, Selection(FILE, "duplicate_key", "id", ""), "twice on purpose")
    triage.accept("small", BATCH, Selection(FILE, lines=(6,)), "id follows")
    report = go_on(small)
    assert report["status"] == "SUCCESS", report
    assert ledger(report) == {"read": 8, "loaded": 7, "rejected": 0, "quarantined": 1, "skipped": 0}
    expected = [
        (2, 1, "Ana", "2001-02-03", "10"), (3, 2, "Budi", "1971-02-28", "20"), (4, 3, "Citra", "1999-12-31", "30"),
        (5, 4, "Dewi", "2000-01-01", "40"), (6, None, "Eko", "2000-01-02", "50"), (7, 1, "Fajar", "2000-01-03", "60"),
        (9, 8, "Hana", "2000-01-05", "80"),
    ]  # fmt: skip
    assert rows(database) == expected
    raw = (tmp_path / "storage" / "raw" / "small" / "hr" / "success" / FILE).read_text()
    assert "31/02/1971" in raw

    again = make_service(database, tmp_path / "storage")
    for mode in (Mode.REPROCESSING, Mode.REPROCESSING):
        report = again.run(again.plan("small", mode, batch=BATCH))
        assert report["status"] == "SUCCESS"
        assert ledger(report)["loaded"] == 7
        assert rows(database) == expected
    assert again.triage.continuation("small", BATCH).mode is None
    changed = again.triage.line_history("small", BATCH, FILE, 3)
    assert [(c["column_name"], c["before"], c["after"], c["reason"]) for c in changed] == [
        ("born", "31/02/1971", "1971-02-28", "last day of the month")
    ]

    assert again.triage.undo("small", BATCH) is not None  # the id that follows
    assert again.triage.continuation("small", BATCH).mode is Mode.REPROCESSING
    report = go_on(again)
    assert report["status"] == "FAILED"
    assert ledger(report)["loaded"] == 0
    again.triage.redo("small", BATCH)
    assert go_on(again)["status"] == "SUCCESS"
    assert rows(database) == expected


def test_a_row_is_decided_about_when_its_fault_is_answered(small: Service, database: Database, tmp_path: Path) -> None:
    """An edit elsewhere in the row, or to a value that does not fit, leaves it undecided; the newest value counts."""
    triage, born = small.triage, Selection(FILE, "bad_value", "born")

    def left() -> tuple[int, int]:
        groups = triage.groups("small", BATCH)
        return triage.opened(groups), triage.pending("small", BATCH)

    deliver(small, tmp_path, [LINES[0], LINES[1], LINES[1].replace("2,", "9,", 1)])
    assert (left(), triage.way_back("small", BATCH)) == ((2, 0), (None, None))
    triage.edit("small", BATCH, FILE, 3, {"name": "Budiman"})
    assert left() == (2, 1)
    assert [r.decision for r in triage.page("small", BATCH, born)] == ["", ""]
    assert triage.fill("small", BATCH, born, "born", "soon").unfit == 2
    assert left() == (2, 1)
    triage.edit("small", BATCH, FILE, 4, {"born": "1971-02-28"})
    assert left() == (1, 2)
    assert [(r.decision, r.unfit) for r in triage.page("small", BATCH, born)] == [("edited", ("born",)), ("edited", ())]
    done = triage.replace("small", BATCH, born, "born", "soon", "1971-02-27")
    assert (done.rows, done.unfit, left()) == (1, 0, (0, 2))
    undone, redone = triage.way_back("small", BATCH)
    assert undone is not None
    assert (undone["act_id"], redone) == (done.act, None)
    triage.undo("small", BATCH, act=done.act)
    assert left() == (1, 2)
    _, redone = triage.way_back("small", BATCH)
    assert redone is not None
    triage.edit("small", BATCH, FILE, 3, {"born": "2000-13-01"})
    triage.quarantine("small", BATCH, Selection(FILE, lines=(3,)))
    assert left() == (0, 2)
    triage.edit("small", BATCH, FILE, 3, {"name": "Budi again"})
    assert left() == (1, 2), "the newest decision about the line takes it out of quarantine"
    assert [r.decision for r in triage.page("small", BATCH, born)] == ["", "edited"]
    triage.accept("small", BATCH, Selection(FILE, lines=(3,)), "nobody knows")
    assert left() == (0, 2), "what is accepted is the value that stands, a wrong edit too"
    assert go_on(small)["status"] == "SUCCESS"
    assert [(r[0], r[3]) for r in rows(database)] == [(2, "2001-02-03"), (3, None), (4, "1971-02-28")]
    assert left() == (0, 0)


def test_a_row_that_is_rejected_again_waits_again(small: Service, database: Database, tmp_path: Path) -> None:
    """An edit that fits its type and breaks another rule is no answer once the run has said so."""
    triage = small.triage
    deliver(small, tmp_path, [LINES[0], LINES[5].replace("1,", "x,", 1)])
    assert triage.opened(triage.groups("small", BATCH)) == 1
    triage.edit("small", BATCH, FILE, 3, {"id": "1"})
    assert triage.opened(triage.groups("small", BATCH)) == 0
    assert go_on(small)["status"] == "FAILED"
    (row,) = triage.page("small", BATCH, Selection(FILE))
    assert (row.rule, row.decision, row.edited) == ("duplicate_key", "", {"id": "x"})
    assert triage.opened(triage.groups("small", BATCH)) == 1
    triage.edit("small", BATCH, FILE, 3, {"id": "9"})
    assert triage.opened(triage.groups("small", BATCH)) == 0
    assert go_on(small)["status"] == "SUCCESS"


def test_each_of_many_values_is_judged_when_it_is_given(small: Service, database: Database, tmp_path: Path) -> None:
    count = 10_050
    deliver(small, tmp_path, [LINES[0], *(f"{n},Budi,2001-02-03,x{n}" for n in range(2, count + 2))])
    pay = Selection(FILE, "bad_value", "pay")
    done = small.triage.replace("small", BATCH, pay, "pay", "x", "y")
    assert (done.rows, done.unfit) == (count, count)
    assert small.triage.opened(small.triage.groups("small", BATCH)) == count
    assert small.triage.pending("small", BATCH) == count
    done = small.triage.replace("small", BATCH, pay, "pay", "y", "")
    assert (done.rows, done.unfit) == (count, 0)
    assert small.triage.opened(small.triage.groups("small", BATCH)) == 0


def test_an_edited_value_is_checked_like_any_other(small: Service, database: Database, tmp_path: Path) -> None:
    deliver(small, tmp_path, LINES[:2])
    small.triage.edit("small", BATCH, FILE, 3, {"born": "30/02/1971"})
    assert [(g["n"], g["decided"]) for g in small.triage.groups("small", BATCH)] == [(1, 0)]
    assert small.triage.pending("small", BATCH) == 0, "it answers nothing"
    report = go_on(small)
    assert report["status"] == "FAILED"
    (row,) = small.triage.page("small", BATCH, Selection(FILE))
    assert (row.record["born"], row.edited, row.unfit) == ("30/02/1971", {"born": "31/02/1971"}, ("born",))
    assert small.triage.fits("small", BATCH, FILE, "born", ["30/02/1971", "1971-02-28", ""]) == [False, True, True]
    small.triage.undo("small", BATCH)
    (row,) = small.triage.page("small", BATCH, Selection(FILE))
    assert (row.record["born"], row.edited) == ("31/02/1971", {})
    small.triage.replace("small", BATCH, Selection(FILE), "born", r"^(\d+)/(\d+)/(\d+)$", r"\3-03-01", pattern=True)
    assert go_on(small)["status"] == "SUCCESS"
    assert [r[3] for r in rows(database)] == ["2001-02-03", "1971-03-01"]


def test_the_same_fault_in_several_files_is_decided_about_at_once_and_taken_back_as_one(
    small: Service, database: Database, tmp_path: Path
) -> None:
    for name, value in (("a", "31/02/1971"), ("b", "30/02/1999"), ("c", "soon"), ("d", "2001-01-01")):
        path = tmp_path / f"people_{name}.csv"
        path.write_text(f"{HEADER}\n{ord(name)},{name},{value},1\n{ord(name) + 100},{name},2001-01-01,2\n")
        small.deliver("small", path, "hr")
    small.run(small.plan("small", Mode.START))
    triage = small.triage
    groups = sorted(triage.groups("small", BATCH), key=lambda g: g["physical_file_name"])
    assert [(g["physical_file_name"][:8], g["rule"], g["n"]) for g in groups] == [
        ("people_a", "bad_value", 1), ("people_b", "bad_value", 1), ("people_c", "bad_value", 1),
    ]  # fmt: skip
    first, *others = [Selection(g["physical_file_name"], g["rule"], g["column_name"], g["shape"]) for g in groups]
    assert groups[0]["shape"] == groups[1]["shape"] != groups[2]["shape"]

    def waiting() -> int:
        return triage.opened(triage.groups("small", BATCH))

    decided = triage.fill("small", BATCH, first, "born", "1971-03-01", "asked", also=others)
    assert (decided.rows, decided.unfit, waiting()) == (3, 0, 0)
    undone = triage.undo("small", BATCH)
    assert undone is not None and (undone["rows"], undone["act_id"] > 0, waiting()) == (3, True, 3)
    assert triage.undo("small", BATCH) is None, "it was one step"
    redone = triage.redo("small", BATCH)
    assert redone is not None and (redone["rows"], waiting()) == (3, 0)
    one = triage.undo("small", BATCH, file=first.physical_file_name)
    assert one is not None and (one["rows"], waiting()) == (1, 1), "asked for one file it is about that one"
    assert triage.redo("small", BATCH, file=first.physical_file_name) is not None
    assert triage.undo("small", BATCH, act=decided.act) is not None and waiting() == 3, "the message speaks of all"
    asked = ("rejects", "small", BATCH, "fill", "--file", first.physical_file_name, "--rule", "bad_value", "--column", "born",
             "--set", "born=1971-03-01", "--everywhere")  # fmt: skip
    cli_rejects._decide(small, cli._parser().parse_args(asked))
    assert waiting() == 0, "the same from the command line"
    assert go_on(small)["status"] == "SUCCESS"
    assert sorted(r[3] for r in rows(database)) == sorted(["1971-03-01"] * 3 + ["2001-01-01"] * 5)


def test_decisions_are_about_the_content_they_were_made_on(small: Service, database: Database, tmp_path: Path) -> None:
    deliver(small, tmp_path, LINES[:2])
    small.triage.edit("small", BATCH, FILE, 3, {"born": "1971-02-28"})
    place = tmp_path / "storage" / "raw" / "small" / "hr" / "success" / FILE
    place.write_text("\n".join([HEADER, "9,Zul,1980-01-01,1", LINES[0], LINES[1]]) + "\n")
    report = go_on(small)
    assert report["status"] == "FAILED"  # line 3 is another record now, and the bad one stands in line 4
    assert [r.source_line for r in small.triage.page("small", BATCH, Selection(FILE))] == [4]
    assert small.triage.history("small", BATCH)[0]["stands"] is False


def test_what_a_red_batch_waits_for_is_not_hidden_by_a_newer_green_one(small: Service, tmp_path: Path) -> None:
    deliver(small, tmp_path, ["1,Ana,2001-02-03,10", "2,Budi,31/02/1971,20"])
    config = small.export_config("small")
    config["files"][0] |= {"bad_value_policy": "quarantine", "max_reject_share": 1.0}
    small.import_config("small", config)
    report = deliver(small, tmp_path, ["3,Citra,1999-12-31,x", "4,Dewi,30/02/2000,5", "5,Eka,2001-01-01,6"])
    assert report["status"] == "SUCCESS" and ledger(report)["quarantined"] == 2
    triage = small.triage
    assert (triage.first(small.batches("small")), triage.waiting("small")) == (BATCH, 1)
    assert go_on(small)["status"] == "SUCCESS"
    assert (triage.first(small.batches("small")), triage.waiting("small")) == ("BATCH000002", 2)
    assert triage.first(()) == ""


def test_nobody_decides_over_what_somebody_else_decided_unseen(
    small: Service, database: Database, tmp_path: Path
) -> None:
    deliver(small, tmp_path, ["1,Ana,2001-02-03,10", "2,Budi,31/02/1971,20", "3,Citra,30/02/1999,30"])
    other = make_service(database, tmp_path / "storage")
    other.who = "dewi"
    mine, hers, bad = small.triage, other.triage, Selection(FILE, lines=(3, 4))

    def seen() -> int:
        newest = mine.of_others("small", BATCH)
        return newest["act_id"] if newest else 0

    assert seen() == 0
    hers.edit("small", BATCH, FILE, 3, {"born": "1971-02-28"}, seen=0)
    acts: tuple[Callable[[], object], ...] = (
        lambda: mine.edit("small", BATCH, FILE, 3, {"born": "1971-03-01"}, seen=0),
        lambda: mine.quarantine("small", BATCH, replace(bad, seen=0), "odd"),
        lambda: mine.fill("small", BATCH, replace(bad, seen=0), "born", "1971-03-01"),
    )
    for act in acts:
        with pytest.raises(UsageError) as caught:
            act()
        assert (caught.value.code, caught.value.facts["who"]) == ("decided_meanwhile", "dewi")
    assert [a["who"] for a in mine.history("small", BATCH)] == ["dewi"], "nothing is on record of what was refused"
    assert mine.edit("small", BATCH, FILE, 4, {"pay": "31"}, seen=0).rows == 1, "she decided about another line"
    assert mine.quarantine("small", BATCH, replace(bad, seen=seen()), "odd").rows
    with pytest.raises(UsageError, match="line 3"):
        mine.quarantine("small", BATCH, Selection(FILE, lines=(4,)), "odd", [replace(bad, seen=0)])
    hers.edit("small", BATCH, FILE, 4, {"name": "Citra B"})
    with pytest.raises(UsageError, match="2 of these rows"):
        mine.quarantine("small", BATCH, replace(bad, seen=0), "odd")
    hers.export("small", BATCH, Selection(FILE), tmp_path / "bad.csv")
    came_back = tmp_path / "bad.csv"
    came_back.write_text(came_back.read_text().replace("31/02/1971", "1971-02-27"))
    read = mine.read_returned("small", came_back)
    hers.edit("small", BATCH, FILE, 3, {"pay": "21"})
    with pytest.raises(UsageError, match="line 3"):
        mine.take_returned("small", read)
    before = seen()
    hers.undo("small", BATCH)
    with pytest.raises(UsageError, match="line 3"):
        mine.edit("small", BATCH, FILE, 3, {"born": "1971-03-01"}, seen=before)
    assert mine.fill("small", BATCH, bad, "born", "1971-03-01").rows, (
        "who has seen nothing, such as a script, is not asked"
    )


def test_what_cannot_be_done_is_said(small: Service, tmp_path: Path) -> None:
    deliver(small, tmp_path)
    triage = small.triage
    acts: dict[str, Callable[[], object]] = {
        "record_not_whole": lambda: triage.edit("small", BATCH, FILE, 5, {"pay": "4"}),
        "not_rejected": lambda: triage.edit("small", BATCH, FILE, 2, {"pay": "4"}),
        "unknown_column": lambda: triage.edit("small", BATCH, FILE, 5, {"wage": "4"}),
        "unknown_file": lambda: triage.edit("small", BATCH, "other.csv", 5, {"pay": "4"}),
        "reason_needed": lambda: triage.accept("small", BATCH, Selection(FILE), " "),
        "cannot_accept": lambda: triage.accept("small", BATCH, Selection(FILE), "because"),
        "nothing_to_find": lambda: triage.replace("small", BATCH, Selection(FILE), "pay", "", "x"),
    }
    for code, act in acts.items():
        with pytest.raises(UsageError) as caught:
            act()
        assert caught.value.code == code
        assert caught.value.remedy


def test_bad_lines_go_out_as_they_came_and_are_recognised_when_they_return(
    small: Service, database: Database, tmp_path: Path
) -> None:
    deliver(small, tmp_path)
    triage = small.triage
    out = tmp_path / "out.csv"
    assert triage.export("small", BATCH, Selection(FILE), out) == 1
    text = out.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == f"4,Dewi,2000-01-01,Line 5: 3 fields instead of 4.,5,{FILE}"
    assert triage.recognise(out)
    assert not triage.recognise(tmp_path / "people.csv")
    out.write_text(text.replace("2000-01-01,Line", "2000-01-01,40,Line").replace(",", ";"))  # as a spreadsheet may
    returned = triage.read_returned("small", out)
    assert len(returned.cells) == 4
    assert triage.take_returned("small", returned).rows == 4
    go_on(small)
    assert triage.export("small", BATCH, Selection(FILE, "bad_value"), out) == 0
    assert triage.export("small", BATCH, Selection(FILE), out) == 6
    text = out.read_text(encoding="utf-8-sig")
    assert "7,'=SUM(A1),bad,-70," in text
    lines = text.splitlines()
    mended = [line.replace("31/02/1971", "1971-02-28").replace(",x,", ",30,") for line in lines]
    mended = [line.replace("bad,-70", "1990-01-01,-70.0") for line in mended]
    out.write_text("\n".join(line for line in mended if not line.startswith("4,")))
    returned = triage.read_returned("small", out)
    assert {(c[0], c[1], c[2]) for c in returned.cells} == {
        (3, "born", "1971-02-28"), (4, "pay", "30"), (8, "born", "1990-01-01"),
    }  # fmt: skip
    assert [p.code for p in returned.problems] == ["spreadsheet_changed"]
    triage.take_returned("small", returned, "from the branch")
    triage.accept("small", BATCH, Selection(FILE, "duplicate_key", "id", ""), "yes")
    triage.edit("small", BATCH, FILE, 6, {"id": "5"})
    assert go_on(small)["status"] == "SUCCESS"
    assert [r for r in rows(database) if r[0] == 8] == [(8, 7, "=SUM(A1)", "1990-01-01", "-70")]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from([3, 4, 6, 7, 8]), st.sampled_from(["born", "pay", "id"]),
                  st.sampled_from(["2000-01-01", "5", "", "x"])),
        st.tuples(st.just("quarantine"), st.sampled_from([3, 4, 5, 6, 7, 8])),
        st.tuples(st.just("accept"), st.sampled_from([3, 4, 6, 7, 8])),
        st.tuples(st.just("restore"), st.just(5)),
        st.tuples(st.sampled_from(["undo", "redo", "run"])),
    ),
    max_size=12,
)  # fmt: skip


def _delivered(service: Service, database: Database) -> None:
    install(service, database)
    service.import_config(
        "small",
        {**CONFIG, "defaults": {**CONFIG["defaults"], "malformed_policy": "quarantine", "max_reject_share": 1.0}},
    )
    with tempfile.TemporaryDirectory() as folder:
        deliver(service, Path(folder))


DELIVERED = Beginning(_delivered, MIGRATED)


@given(acts=ACTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_decided_the_ledger_adds_up_and_running_again_changes_nothing(
    server: Server, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[Any, ...]]
) -> None:
    base = tmp_path_factory.mktemp("any")
    with server.begin(DELIVERED, base / "storage") as dsn:
        database = Database(dsn)
        service = make_service(database, base / "storage")
        decide(service, database, acts)
        service.close()


def decide(service: Service, database: Database, acts: list[tuple[Any, ...]]) -> None:
    """Do what the acts say, as far as it can be done."""
    triage = service.triage
    for name, *rest in acts:
        line = rest[0] if rest else 0
        if name == "edit" and triage.page("small", BATCH, Selection(FILE, lines=(line,))):
            triage.edit("small", BATCH, FILE, line, {rest[1]: rest[2]})
        elif name == "quarantine":
            triage.quarantine("small", BATCH, Selection(FILE, lines=(line,)))
        elif name == "accept" and any(
            r.rule != "set_aside" for r in triage.page("small", BATCH, Selection(FILE, lines=(line,)))
        ):
            triage.accept("small", BATCH, Selection(FILE, lines=(line,)), "so")
        elif name == "restore":
            triage.edit("small", BATCH, FILE, 5, {"id": "4", "name": "D", "born": "2000-01-01", "pay": "1"})
        elif name in ("undo", "redo"):
            before = len(triage.history("small", BATCH))
            done = getattr(triage, name)("small", BATCH)
            assert len(triage.history("small", BATCH)) == before + (done is not None)
        elif name == "run" and triage.continuation("small", BATCH).plan:
            ledger(go_on(service))
    if triage.continuation("small", BATCH).plan:
        ledger(go_on(service))
    first = rows(database)
    report = service.run(service.plan("small", Mode.REPROCESSING, batch=BATCH))
    assert rows(database) == first
    assert ledger(report)["loaded"] == len(first)
    while triage.undo("small", BATCH):
        pass
    report = go_on(service) if triage.continuation("small", BATCH).plan else report
    assert ledger(report)["loaded"] == 0  # as it was delivered: rules that are fatal were broken


@pytest.mark.parametrize(("before", "after", "other", "made"), CASES)
def test_postgresql_reads_what_was_learned_as_it_was_shown(
    database: Database, before: str, after: str, other: str, made: str
) -> None:
    change = learned(before, after)
    assert change is not None
    form = "regexp_replace(%s, %s, %s, 'g')" if change.pattern else "replace(%s, %s, %s)"
    values = (other, change.find, change.replacement)
    with database.transaction() as connection:
        row = connection.execute(f"SELECT {form} AS made", values).fetchone()  # type: ignore[call-overload, unused-ignore]
    assert row is not None and row["made"] == made
