"""Files that no batch has claimed, without a file manager: seen for what they are, renamed, taken out, put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from etl_console.errors import StorageError, UsageError
from etl_console.pipeline.execution import Execution
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from tests.integration.test_batches import drop, shop, start

__all__ = ["shop"]


def tree(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in sorted(folder.iterdir())}


def test_a_file_that_holds_what_is_loaded_already_is_told_before_it_is_started(shop: Service, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    start(shop)
    drop(tmp_path, "item_again.csv", "id,price\n1,1\n")
    drop(tmp_path, "item_new.csv", "id,price\n2,2\n")
    told = {c.name: (c.finding, c.seen_in) for c in shop.insight.files("acme") if c.folder == "incoming"}
    assert told == {"item_again.csv": ("loaded_before", "BATCH000001"), "item_new.csv": ("", "")}
    needs = {n.kind: n.facts["files"] for n in shop.insight.needs("acme")}
    assert needs == {"held": ["shop/item_again.csv"], "waiting": ["shop/item_new.csv"]}
    (tmp_path / "storage/raw/acme/shop/incoming/item_again.csv").write_text("id,price\n3,3\n")
    assert [n.kind for n in shop.insight.needs("acme")] == ["waiting"], "another content now"


def test_what_a_running_batch_claimed_is_no_finding(
    shop: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the file lies when it is looked for, and when it moves between two looks."""

    def told() -> list[tuple[str, str, str]]:
        return [(c.folder, c.name, c.finding) for c in shop.insight.files("acme")]

    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    start(shop)
    lies = tmp_path / "storage/raw/acme/shop/success/item_BATCH000001.csv"
    again = drop(tmp_path, "item_2.csv", lies.read_text())
    plan = shop.plan("acme", Mode.START, load_anyway=True)
    known = [("success", "item_BATCH000001.csv", "")]
    assert told() == [("incoming", "item_2.csv", "loaded_before"), *known]
    Execution(shop._store, shop._storage, shop._planning, "ana", "elsewhere", 1).open(plan)
    assert told() == [("incoming", "item_2.csv", ""), *known]
    with shop._store.locks.hold(shop.client("acme"), "ana", "elsewhere"):
        assert [n.kind for n in shop.insight.needs("acme")] == ["running"], "what it claimed does not wait"
    assert [n.kind for n in shop.insight.needs("acme")] == ["broken"], "nobody runs it: a restart takes it up"
    again.rename(lies.with_name("item_2_BATCH000002.csv"))
    assert told() == [("success", "item_2_BATCH000002.csv", ""), *known]
    again = lies.with_name("item_2_BATCH000002.csv").rename(again)
    shop.run(shop.plan("acme", Mode.RESTART))

    def moved_on(look: Callable[..., Any], *given: Any) -> Any:
        """A look that is over just before the file moves to where was looked already."""
        found = look(*given)
        if given[0] == lies.parent.with_name("archive"):
            (tmp_path / lies.name).rename(lies)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(shop._storage, "folder_names", partial(moved_on, shop._storage.folder_names))
        lies.rename(tmp_path / lies.name)
        assert told() == [("success", "item_2_BATCH000002.csv", "")]

    def moves(look: Callable[..., Any], *given: Any) -> Any:
        """The file moves just before the folder is listed into which it goes."""
        if given[0] == lies.parent:
            third.rename(lies.with_name("item_3_BATCH000003.csv"))
        return look(*given)

    third = drop(tmp_path, "item_3.csv", "id,price\n3,3\n")
    with monkeypatch.context() as patched:
        patched.setattr(shop._storage, "folder_names", partial(moves, shop._storage.folder_names))
        assert [c[1] for c in told() if "item_3" in c[1]] == ["item_3_BATCH000003.csv"], "once"
    lies.with_name("item_3_BATCH000003.csv").rename(third)
    seen = shop._store.insight.files_seen

    def after_a_run(*given: Any) -> Any:
        monkeypatch.undo()
        start(shop)
        return seen(*given)

    monkeypatch.setattr(shop._store.insight, "files_seen", after_a_run)
    assert not [c for c in told() if c[2]], "a whole run since the folders were looked at"


def test_a_waiting_file_is_renamed_and_taken_out_and_comes_back(shop: Service, tmp_path: Path) -> None:
    strange = drop(tmp_path, "itme.csv", "id,price\n1,1\n")
    hostile = strange.with_name(b"item\xff.csv".decode("utf-8", "surrogateescape"))
    hostile.write_text("id,price\n2,2\n")
    arrivals, out = shop.arrivals, tmp_path / "out"
    out.mkdir()
    (out / "item_2.csv").write_text("mine")
    assert {c.path for c in shop.insight.files("acme") if c.finding == "unrecognised_file"} == {strange, hostile}
    named = arrivals.rename("acme", strange, "item.csv").path
    assert arrivals.rename("acme", hostile, "item_2.csv").path.name == "item_2.csv"
    for name, why in (("item_2.csv", "already waiting"), ("a/b.csv", "no name"), (" ", "no name"),
                      ("item_BATCH000009.csv", "number of a batch")):  # fmt: skip
        with pytest.raises((StorageError, UsageError), match=why):
            arrivals.rename("acme", named, name)
    second = named.with_name("item_2.csv")
    taken = arrivals.take_out("acme", second, out)
    assert tree(out) == {"item_2 (2).csv": "id,price\n2,2\n", "item_2.csv": "mine"}
    assert tree(named.parent) == {"item.csv": "id,price\n1,1\n"}
    arrivals.put_back("acme", taken)
    assert (tree(out), tree(named.parent)["item_2.csv"]) == ({"item_2.csv": "mine"}, "id,price\n2,2\n")
    arrivals.take_out("acme", second, out)
    assert start(shop)["status"] == "SUCCESS"
    (claimed,) = (c for c in shop.insight.files("acme"))
    assert claimed.path is not None
    for path in (claimed.path, out / "item_2.csv", tmp_path / "storage/x.csv"):
        with pytest.raises(UsageError):
            arrivals.take_out("acme", path, out)
        with pytest.raises(UsageError):
            arrivals.rename("acme", path, "item_9.csv")
    assert shop.plan("acme", Mode.START).files == ()


def test_what_is_not_there_whole_or_not_ones_own_is_left_alone(shop: Service, tmp_path: Path) -> None:
    arrivals, out = shop.arrivals, tmp_path / "out"
    out.mkdir()
    (out / "item.csv.part").write_text("somebody's download")
    path = drop(tmp_path, "item.csv", "id,price\n1,1\n")
    with path.open("a") as writer, pytest.raises(UsageError, match="open for writing"):
        arrivals.take_out("acme", path, out)
    assert writer.closed
    unfinished = drop(tmp_path, "item_2.csv.part", "id,pr")
    with pytest.raises(UsageError, match="still being written"):
        arrivals.rename("acme", unfinished, "item_2.csv")
    with pytest.raises(UsageError, match="belongs to the storage"):
        arrivals.take_out("acme", path, tmp_path / "storage/raw/acme/shop/success")
    before = path.stat().st_mtime_ns
    taken = arrivals.take_out("acme", path, out)
    assert taken.path.stat().st_mtime_ns == before
    assert (out / "item.csv.part").read_text() == "somebody's download"
    arrivals.put_back("acme", taken)
    start(shop)
    (claimed,) = (c.path for c in shop.insight.files("acme") if c.folder == "success")
    assert claimed is not None
    with pytest.raises(UsageError, match="belongs to a batch"):
        arrivals.put_back("acme", replace(taken, path=claimed, seen=seen(claimed)))
    assert claimed.exists() and not path.exists()


def test_taking_back_does_not_move_what_has_come_since(shop: Service, tmp_path: Path) -> None:
    moved = shop.arrivals.rename("acme", drop(tmp_path, "itme.csv", "id,price\n1,1\n"), "item.csv")
    moved.path.unlink()
    new = drop(tmp_path, "item.csv", "id,price\n2,2\n")
    assert new == moved.path
    with pytest.raises(StorageError, match="another file by now"):
        shop.arrivals.put_back("acme", moved)
    assert new.read_text() == "id,price\n2,2\n"


def seen(path: Path) -> tuple[int, ...]:
    """What tells a file from another."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns
