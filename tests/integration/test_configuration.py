"""Configuration and mapping: nothing of anybody is lost, everything can be taken back, and a mapping is tried first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl_console import demo
from etl_console.errors import ConfigurationError
from etl_console.pipeline.configuration import ConflictError, differences, item_of, item_of_row, made_together, merged
from etl_console.pipeline.mapping import Tier
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from tests.conftest import FIRST_DAY, Beginning, Server

PRD = ("file", "prd_info")


@pytest.fixture
def server(embedded: Server) -> Server:
    """The embedded server alone."""
    return embedded


@pytest.fixture
def beginning() -> Beginning:
    """client1 after its first day."""
    return FIRST_DAY


@pytest.fixture
def sample(service: Service) -> Service:
    """The engine's door on it."""
    return service


def changed(draft: dict[str, Any], name: str, **values: Any) -> dict[str, Any]:
    """The draft with values of one file changed."""
    next(f for f in draft["files"] if f["logical_source_file"] == name).update(values)
    return draft


def test_two_people_lose_nothing(sample: Service) -> None:
    ana, budi = sample.configuration.read("client1"), sample.configuration.read("client1")
    first = sample.configuration.save(ana, changed(ana.draft(), "prd_info", file_pattern="prd*.csv"), "shorter")
    assert [(c.item, c.path, c.after) for c in first.changes] == [(PRD, "file_pattern", "prd*.csv")]
    second = sample.configuration.save(budi, changed(budi.draft(), "cust_info", file_pattern="cust*.csv"))
    assert second.kept == (PRD,)
    patterns = {f["logical_source_file"]: f["file_pattern"] for f in sample.export_config("client1")["files"]}
    assert (patterns["prd_info"], patterns["cust_info"]) == ("prd*.csv", "cust*.csv")
    with pytest.raises(ConflictError) as caught:
        sample.configuration.save(budi, changed(budi.draft(), "prd_info", file_pattern="product*.csv"))
    (conflict,) = caught.value.conflicts
    assert conflict.item == PRD
    assert (conflict.base["file_pattern"], conflict.mine["file_pattern"], conflict.theirs["file_pattern"]) == (
        "prd_info*.csv", "product*.csv", "prd*.csv",
    )  # fmt: skip
    assert conflict.who == sample.who
    assert item_of(sample.export_config("client1"), PRD)["file_pattern"] == "prd*.csv"
    again = sample.configuration.save(
        caught.value.current, changed(caught.value.current.draft(), "prd_info", file_pattern="x*")
    )
    assert again.snapshot.version > first.snapshot.version


def test_each_change_can_be_taken_back(sample: Service) -> None:
    service = sample.configuration
    before = service.read("client1")
    draft = before.draft()
    prd = item_of(draft, PRD)
    prd["columns"][3] = {**prd["columns"][3], "source_column": "product_cost"}
    prd["required"], prd["null_policy"] = ["prd_id", "prd_key"], "fatal"
    step = draft["integration"][-1]
    step["depends_on"], step["run_order"] = [], 7
    draft["defaults"]["max_reject_share"] = 0.2
    draft["mv_refresh"] = []
    saved = service.save(before, draft, "much at once")
    assert {c.item[0] for c in saved.changes} == {"file", "integration", "client", "mv_refresh"}
    made = saved.snapshot.draft()
    for row in service.history("client1"):
        if row["history_id"] > before.version:
            assert row["reason"] == "much at once"
            made = service.revert("client1", made, row["history_id"])
    service.save(saved.snapshot, made, "as it was")
    assert [c.to_json() for c in differences(before.config, service.read("client1").config)] == []


def test_what_was_removed_comes_back_with_all_that_went_with_it(sample: Service) -> None:
    """A file with its mapping, required columns and key; a step with what it waits for."""
    service = sample.configuration
    before = service.read("client1")
    draft = before.draft()
    draft["files"] = [f for f in draft["files"] if f["logical_source_file"] != "PX_CAT_G1V2"]
    fact = next(s for s in draft["integration"] if s["depends_on"])
    draft["integration"].remove(fact)
    saved = service.save(before, draft, "too much")
    made = saved.snapshot.draft()
    for table in ("client_config", "integration_config"):
        row = next(r for r in service.history("client1") if r["table_name"] == table)
        made = service.revert("client1", made, row["history_id"])
    service.save(saved.snapshot, made, "as it was")
    assert [c.to_json() for c in differences(before.config, service.read("client1").config)] == []


def test_changes_of_two_in_one_file_are_put_together(sample: Service) -> None:
    """Only one value that both changed is a question; then each one's other changes stay whatever is kept."""
    service = sample.configuration
    ana, budi = service.read("client1"), service.read("client1")
    theirs = ana.draft()
    file = item_of(theirs, PRD)
    file["columns"][3] = {**file["columns"][3], "source_column": "product_cost"}
    file["file_pattern"] = "prd*.csv"
    service.save(ana, theirs, "renamed")
    mine = budi.draft()
    file = item_of(mine, PRD)
    file["required"] = [n for n in file["required"] if n != "prd_id"]
    file["null_policy"] = "fatal"
    saved = service.save(budi, mine, "less is required")
    now = item_of(saved.snapshot.config, PRD)
    assert [c["source_column"] for c in now["columns"]].count("product_cost") == 1
    assert (now["file_pattern"], now["null_policy"]) == ("prd*.csv", "fatal") and "prd_id" not in now["required"]
    again = changed(mine, "prd_info", file_pattern="products*.csv", malformed_policy="fatal")
    with pytest.raises(ConflictError) as caught:
        service.save(budi, again)
    (conflict,) = caught.value.conflicts
    kept = conflict.kept_mine
    assert (kept["file_pattern"], kept["malformed_policy"]) == ("products*.csv", "fatal")
    assert [c["source_column"] for c in kept["columns"]].count("product_cost") == 1


_ODD = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.lists(st.text(max_size=3), max_size=3)
    | st.dictionaries(st.sampled_from(["source_column", "procedure", "name", "x"]), st.text(max_size=3), max_size=2)
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a configuration."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, child in inner for found in ((*path, key), *places(child, (*path, key)))]


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_configuration_is_told_what_is_wrong_or_stored_and_never_refused_by_the_database(
    sample: Service, data: st.DataObject
) -> None:
    config = sample.export_config("client1")
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(places(config)))
        holder = config
        for step in way:
            holder = holder[step]
        what = data.draw(st.sampled_from(["change", "leave out", "repeat", "name otherwise"]))
        if what == "change":
            holder[last] = data.draw(_ODD)
        elif what == "leave out":
            del holder[last]
        elif what == "repeat" and isinstance(holder, list):
            holder.append(holder[last])
        elif what == "name otherwise" and isinstance(holder, dict):
            holder[data.draw(st.text(max_size=4))] = holder.pop(last)
    before = sample.export_config("client1")
    try:
        sample.import_config("client1", config)
    except ConfigurationError as error:
        assert error.cause and error.remedy
        assert sample.export_config("client1") == before
        return
    stored = sample.export_config("client1")
    sample.import_config("client1", stored)
    assert sample.export_config("client1") == stored
    sample.import_config("client1", before)


@given(st.data())
def test_what_two_changed_is_put_together_without_a_loss(data: st.DataObject) -> None:
    values = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2) | st.none(), max_size=4)
    base, mine, theirs = data.draw(values), data.draw(values), data.draw(values)
    found, is_clear = merged(base, mine, theirs)
    for key in {*base, *mine, *theirs}:
        was, own, other, now = base.get(key), mine.get(key), theirs.get(key), (found or {}).get(key)
        if own == was:
            assert now == other
        elif other in (was, own):
            assert now == own
        else:
            assert now == own and not is_clear


def test_names_of_settings_and_of_source_columns_are_no_parts_of_a_file() -> None:
    """A reader's ``columns`` are plain names, and a source column may be called “columns” or “required”."""

    def file(names: list[str], *targets: str) -> dict[str, Any]:
        named = zip(("columns", "required"), targets, strict=True)
        columns = [{"source_column": s, "target_column": t} for s, t in named]
        return {"source_config": {"columns": names, "encoding": None}, "columns": columns, "required": []}

    base = file(["a", "b"], "x", "y")
    mine, theirs = file(["a", "c"], "x", "own"), file(["a", "b"], "other", "y")
    theirs["source_config"]["encoding"] = "utf-8"
    found, is_clear = merged(base, mine, theirs)
    assert is_clear
    assert found["source_config"] == {"columns": ["a", "c"], "encoding": "utf-8"}
    assert [c["target_column"] for c in found["columns"]] == ["other", "own"]
    theirs["source_config"]["columns"] = ["a", "d"]
    found, is_clear = merged(base, mine, theirs)
    assert not is_clear and found["source_config"]["columns"] == ["a", "c"]


def test_what_cannot_run_is_found_before_it_is_saved(sample: Service) -> None:
    draft = sample.configuration.read("client1").draft()
    assert sample.configuration.check("client1", draft) == []
    changed(draft, "prd_info", target_table="nowhere")
    draft["transformation"].append({"procedure": "tools.load_nothing_v1"})
    first, last = draft["integration"][0], draft["integration"][-1]
    first["depends_on"] = [last["procedure"]]
    found = {(item[0], problem.code) for item, problem in sample.configuration.check("client1", draft)}
    assert found == {
        ("file", "table_missing"), ("transformation", "routine_missing"), ("integration", "dependency_cycle"),
    }  # fmt: skip


def test_a_pattern_that_loses_what_was_delivered_is_told(sample: Service) -> None:
    draft = sample.configuration.read("client1").draft()
    assert sample.configuration.check("client1", changed(draft, "CUST_AZ12", file_pattern="cust_az1?.csv")) == []
    ((item, problem),) = sample.configuration.check(
        "client1", changed(draft, "CUST_AZ12", file_pattern="customer*.csv")
    )
    assert item == ("file", "CUST_AZ12") and problem.code == "unrecognised_file" and "CUST_AZ12.csv" in problem.message


def test_suggestions_say_why_and_only_the_sure_ones_apply(sample: Service) -> None:
    sheet = sample.mapping.sheet("client1", "CUST_AZ12")
    assert [s.name for s in sheet.sources] == ["CID", "BDATE", "GEN"]
    assert sheet.sources[1].samples[0] == "1971-10-06"
    best = {source: guesses[0] for source, guesses in sheet.guesses.items()}
    assert {s: (g.target, g.tier) for s, g in best.items()} == {
        "CID": ("cid", Tier.EXACT), "BDATE": ("bdate", Tier.EXACT), "GEN": ("gen", Tier.EXACT),
    }  # fmt: skip
    base = sample.configuration.read("client1")
    draft = base.draft()
    mine = item_of(draft, ("file", "CUST_AZ12"))
    mine["columns"][1]["source_column"] = "tgl_lahir"
    sample.configuration.save(base, draft)
    history = sample.mapping.sheet("client1", "CUST_AZ12").guesses["BDATE"]
    assert all(g.reason for g in history)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("tgl_lahir", "birth_date"),
        ("NamaDepan", "first_name"),
        ("alamat", "address"),
        ("jml", "quantity"),
        ("harga", "price"),
    ],
)
def test_indonesian_and_english_mean_the_same(source: str, target: str) -> None:
    from etl_console.pipeline.mapping import _of_column

    guesses = list(_of_column(source, "c", "f", [target, "zzz"], []))
    assert [(g.target, g.tier, g.applies) for g in guesses] == [(target, Tier.SYNONYM, False)]


def test_a_mapping_is_tried_on_what_is_there_before_it_is_saved(sample: Service, tmp_path: Path) -> None:
    demo.deliver_second_day(sample, tmp_path / "day2")
    sample.run(sample.plan("client1", Mode.START))
    draft = item_of(sample.export_config("client1"), PRD)
    (red,) = sample.mapping.try_it("client1", "prd_info", draft, "failed")
    assert not red.passes
    assert red.problems[0].code == "source_column_missing"
    for column in draft["columns"]:
        if column["source_column"] == "prd_cost":
            column["source_column"] = "product_cost"
    (green,) = sample.mapping.try_it("client1", "prd_info", draft, "failed")
    assert green.passes
    assert green.would.loaded == green.would.read == 397
    assert green.would.adds_up
    (good,) = sample.mapping.try_it("client1", "prd_info", draft, "good")
    assert not good.passes  # the earlier files still have the old name: seen before it is saved
    assert sample.batch("client1", "BATCH000002").file("prd_info").status == "FAILED"  # type: ignore[union-attr]
    guesses = sample.mapping.sheet("client1", "prd_info").guesses["product_cost"]
    assert guesses[0].target == "prd_cost"
    assert not guesses[0].applies


def test_what_one_save_changed_of_a_thing_is_one_line_and_taken_back_as_one(sample: Service) -> None:
    service = sample.configuration
    before = service.read("client1")
    draft = before.draft()
    prd = item_of(draft, PRD)
    prd["columns"][3] = {**prd["columns"][3], "source_column": "product_cost"}
    prd["required"], prd["file_pattern"] = ["prd_id", "prd_key"], "products*.csv"
    new = {**prd, "logical_source_file": "again", "columns": [dict(c) for c in prd["columns"]]}
    draft["files"].append(new)
    saved = service.save(before, draft, "much at once")
    made, told = saved.snapshot.draft(), made_together(service.history("client1"))
    mine = [rows for rows in told if rows[0]["reason"] == "much at once"]
    assert sorted(item_of_row(rows[0])[1] for rows in mine) == ["again", PRD[1]]
    for rows in mine:
        made = service.revert("client1", made, *(r["history_id"] for r in rows))
    service.save(saved.snapshot, made, "as it was")
    assert [c.to_json() for c in differences(before.config, service.read("client1").config)] == []
