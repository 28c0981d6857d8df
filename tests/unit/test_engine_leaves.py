"""Plans, events, manifests, names and settings: pure rules of the engine."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl_console.errors import ConfigurationError, StorageError
from etl_console.pipeline import events, layout, manifest
from etl_console.pipeline.layout import Layout
from etl_console.pipeline.plan import Found, match, plan_start
from etl_console.pipeline.stages.gold_integration import ordered
from etl_console.pipeline.storage import IncomingFile, Storage
from etl_console.records import Client, ClientConfig, FileConfig, FileState, Stage, StepConfig
from etl_console.settings import Settings, SettingsError

CLIENT = Client(2, "client1", "Client one", "BATCH000013")
FILE = FileConfig("cust_info", "crm", "csv", "cust_info*.csv", "bronze_client1", "crm_cust_info")


def found(name: str, loaded_in: str | None = None) -> Found:
    return Found(IncomingFile("crm", name, 10, 1, True), FILE, name.rjust(64, "0"), loaded_in)


def test_the_manifest_has_the_seed_s_form() -> None:
    steps = (
        StepConfig(Stage.TRANSFORM, "tools.load_crm_cust_info_v1"),
        StepConfig(Stage.INTEGRATE, "tools.load_dim_customers_v1"),
        StepConfig(Stage.REFRESH_MV, "mv_customer_order_gap"),
    )
    state = FileState(
        "cust_info_BATCH000014.csv", "cust_info", "crm", "cust_info.csv", 1, "0" * 64, "cust_info_BATCH000014.parquet"
    )
    config = ClientConfig(CLIENT, (FILE,), steps)
    built = manifest.build(config, "BATCH000014", [state], {"site": {"kept": True}})
    assert built == {
        "site": {"kept": True},
        "client_schema": "client1",
        "client_id": 2,
        "batch_id": "BATCH000014",
        "files": [
            {
                "physical_file_name": "cust_info_BATCH000014.csv",
                "logical_source_file": "cust_info",
                "source_system": "crm",
                "source_type": "csv",
                "target_schema": "bronze_client1",
                "target_table": "crm_cust_info",
                "source_config": None,
                "parquet_name": "cust_info_BATCH000014.parquet",
                "client_schema": "client1",
                "client_id": 2,
                "batch_id": "BATCH000014",
            }
        ],
        "transformation_procedure": ["tools.load_crm_cust_info_v1"],
        "integration_procedure": ["tools.load_dim_customers_v1"],
        "refresh_procedure": ["mv_customer_order_gap"],
    }


def test_start_holds_what_was_loaded_and_takes_one_file_a_table() -> None:
    config = ClientConfig(CLIENT, (FILE,))
    plan = plan_start(
        config, [found("cust_info.csv"), found("cust_info_2.csv"), found("cust_info_3.csv", "BATCH000001")], by_file={}
    )
    assert [f.state.original_file_name for f in plan.files] == ["cust_info.csv"]
    assert [n.code for n in plan.notes] == ["one_file_a_batch", "loaded_before"]
    both = plan_start(
        config, [found("cust_info.csv"), found("cust_info_2.csv", "BATCH000001")],
        load_anyway=True, by_file={FILE.target: True},
    )  # fmt: skip
    assert len(both.files) == 2
    claimed = both.claimed("BATCH000014")
    assert claimed.files[0].state.physical_file_name == "cust_info_BATCH000014.csv"
    assert str(claimed.files[0].moves[0]) == (
        "raw/client1/crm/incoming/cust_info.csv → raw/client1/crm/success/cust_info_BATCH000014.csv"
    )


def test_the_same_content_twice_in_one_delivery_is_loaded_once() -> None:
    config, twins = ClientConfig(CLIENT, (FILE,)), [found("cust_info.csv"), found("cust_info_2.csv")]
    twins = [dataclasses.replace(one, hash="0" * 64) for one in twins]
    plan = plan_start(config, twins, by_file={FILE.target: True})
    assert [f.state.original_file_name for f in plan.files] == ["cust_info.csv"]
    assert [(n.code, n.facts["same_as"]) for n in plan.notes] == [("loaded_before", "cust_info.csv")]
    assert len(plan_start(config, twins, by_file={FILE.target: True}, load_anyway=True).files) == 2


def test_patterns_ignore_case_and_the_longest_wins() -> None:
    wide = FileConfig("any", "crm", "csv", "*.csv", "b", "t")
    config = ClientConfig(CLIENT, (wide, FILE))
    assert match(config, "crm", "CUST_INFO_2025.CSV") is FILE
    assert match(config, "crm", "other.csv") is wide
    assert match(config, "erp", "other.csv") is None


def test_integration_order_and_cycles() -> None:
    fact = StepConfig(Stage.INTEGRATE, "fact", depends_on=("dim",))
    dim = StepConfig(Stage.INTEGRATE, "dim")
    assert [s.name for s in ordered([fact, dim])] == ["dim", "fact"]
    with pytest.raises(ConfigurationError, match="circle"):
        ordered([fact, StepConfig(Stage.INTEGRATE, "dim", depends_on=("fact",))])
    with pytest.raises(ConfigurationError, match="not an active"):
        ordered([fact])


@given(st.text(min_size=1), st.floats(0, 1e6), st.integers(0, 2**60))
def test_events_survive_json(text: str, seconds: float, rows: int) -> None:
    event = events.StageEnded(
        client="c", batch_id="BATCH000001", at=events.now(), stage="convert", subject=text, attempt=1, status="SUCCESS",
        rows=rows, seconds=seconds,
    )  # fmt: skip
    assert events.from_json({**event.to_json(), "a key of a later version": 1}) == event


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "a\\b", "a\0b"])
def test_no_name_leads_outside_the_root(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError):
        Layout(tmp_path).raw("client1", "crm", "incoming", name)


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root/raw").mkdir(parents=True)
    (tmp_path / "root/raw/client1").symlink_to("/etc")
    with pytest.raises(StorageError, match="outside"):
        Layout(tmp_path / "root").raw("client1", "crm", "incoming", "passwd")


@pytest.mark.parametrize("link", ["client1", "client1/crm", "client1/crm/incoming", "client1/crm/incoming/a.csv"])
def test_a_link_that_is_put_there_later_is_refused_too(tmp_path: Path, link: str) -> None:
    elsewhere, place = tmp_path / "elsewhere", Layout(tmp_path / "root")
    for root in (elsewhere, tmp_path / "root/raw"):
        (root / "client1/crm/incoming").mkdir(parents=True)
    for _ in range(2):
        place.raw("client1", "crm", "incoming", "a.csv")
    changed = tmp_path / "root/raw" / link
    if changed.exists():
        changed.rename(tmp_path / "aside")
    changed.symlink_to(elsewhere / link)
    with pytest.raises(StorageError, match="outside"):
        place.raw("client1", "crm", "incoming", "a.csv")


@pytest.mark.parametrize(
    ("name", "unfinished"),
    [("a.csv", False), ("a.csv.part", True), ("a.tmp", True), ("~$book.xlsx", True), (".hidden", True)],
)
def test_names_that_say_not_yet(name: str, unfinished: bool) -> None:
    assert layout.is_unfinished_name(name) is unfinished


def test_a_move_can_be_asked_for_again_and_never_overwrites(tmp_path: Path) -> None:
    storage = Storage(Layout(tmp_path))
    source, target = tmp_path / "a", tmp_path / "sub/b"
    source.write_text("x")
    storage.move(source, target)
    storage.move(source, target)
    source.write_text("other")
    with pytest.raises(StorageError, match="another content"):
        storage.move(source, target)
    assert (source.read_text(), target.read_text()) == ("other", "x")
    with pytest.raises(StorageError, match="not there"):
        storage.move(tmp_path / "gone", tmp_path / "nowhere")


def test_settings(tmp_path: Path) -> None:
    env = {"ETL_CONSOLE_HOME": str(tmp_path)}
    assert Settings.load(env) == Settings(tmp_path, tmp_path / "storage")
    (tmp_path / "settings.toml").write_text('root = "/data"\nworkers = 4\n')
    assert Settings.load({**env, "ETL_CONSOLE_DSN": "service=site"}) == Settings(
        tmp_path, Path("/data"), "service=site", 4
    )
    for text, named in (("worker = 1", "worker"), ("workers = 0", "workers"), ("theme = 'pink'", "pink"),
                        ("dsn = 'postgresql://me:secret@host/db'", "password"), ("workers = [", "read")):  # fmt: skip
        (tmp_path / "settings.toml").write_text(text)
        with pytest.raises(SettingsError, match=named):
            Settings.load(env)
