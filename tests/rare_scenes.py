"""More scenes of the screenshots: what an operator sees seldom, and must not be lost in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from etl_console import wiring
from etl_console.db.embedded import EmbeddedServer
from etl_console.pipeline.health import Check
from etl_console.records import Mode, Status
from etl_console.resources import resource_path
from etl_console.settings import Settings
from etl_console.ui.dialogs.changes_dialog import ChangesDialog, ConflictDialog
from etl_console.ui.dialogs.first_run import FirstRunDialog
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.configuration.page import ConfigurationPage
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.shell.links import Link
from tests.event_loop import run_for
from tests.scenes import Stage

_COPIES = 6000
"""How often the customers of client2 are in the file that is still running while its picture is taken."""


def first_run(stage: Stage) -> None:
    """Where to work: the first time, and when the server does not answer."""

    def attempt(dsn: str, root: str) -> Sequence[Check]:
        if dsn:
            with wiring.service(Settings(stage.work, Path(root), dsn)) as tried:
                return tried.health.checks()
        return stage.service.health.checks()

    dialog = FirstRunDialog("", str(Path.home() / "etl"), attempt, None, stage.window)
    dialog.open()
    stage.shot("first-run", dialog)
    dialog.test_button.click()
    stage.settle(dialog.open_button.isEnabled)
    stage.shot("first-run-tried", dialog)
    dialog.dsn.setText("host=127.0.0.1 port=9 dbname=etl user=etl")
    dialog.server.setChecked(True)
    dialog.test_button.click()
    stage.settle(dialog.open_button.isEnabled)
    stage.shot("first-run-unreachable", dialog)
    dialog.reject()


def returned(stage: Stage) -> None:
    """Bad lines that were downloaded, corrected elsewhere and come back."""
    stage.window.go(Link("client1", "BATCH000002", page="triage", params={"rule": "bad_value"}))
    page = stage.window.pages["triage"]
    assert isinstance(page, TriagePage)
    stage.settle(lambda: page.model.total > 0)
    path = stage.work / "corrected.rejects.csv"
    page.bad_lines.write(path)
    stage.settle(path.is_file)
    path.write_text(path.read_text(encoding="utf-8").replace("31/02/1971", "1971-02-28"), encoding="utf-8")
    page.dialog = None
    page.bad_lines.take([path])
    stage.settle(lambda: page.dialog is not None)
    stage.shot("triage-returned", page.dialog)
    if page.dialog is not None:
        page.dialog.reject()


def two_people(stage: Stage) -> None:
    """The same value changed here and elsewhere; and a window that would be closed over a change."""
    stage.window.go(Link("client1", page="configuration", params={"part": "files"}))
    page = stage.window.pages["configuration"]
    assert isinstance(page, ConfigurationPage)
    stage.settle(lambda: page.base is not None)
    files = page.lists["files"]
    files.setData(files.index(0, 3), "customers*.csv", Qt.ItemDataRole.EditRole)
    config = stage.service.export_config("client1")
    before = config["files"][0]["file_pattern"]
    config["files"][0]["file_pattern"] = "cust*.csv"
    stage.service.import_config("client1", config, "the source renamed it")
    page.context.commands.run("configuration.save")
    stage.settle(lambda: isinstance(page.saving.dialog, ChangesDialog))
    assert page.saving.dialog is not None
    stage.shot("configuration-save", page.saving.dialog)
    page.saving.dialog.accept()
    stage.settle(lambda: isinstance(page.saving.dialog, ConflictDialog))
    assert page.saving.dialog is not None
    stage.shot("configuration-two-people", page.saving.dialog)
    page.saving.dialog.reject()
    stage.window.close()
    assert stage.window.closing_dialog is not None
    stage.shot("closing", stage.window.closing_dialog)
    stage.window.closing_dialog.reject()
    page.context.commands.run("configuration.discard")
    config["files"][0]["file_pattern"] = before
    stage.service.import_config("client1", config, "as it was")
    page.refresh()
    stage.window.messages.toast.hide()


def running(stage: Stage) -> None:
    """A batch while it runs; it is cancelled and undone again."""
    stage.window.go(Link("client2", page="batch"))
    page = stage.window.pages["batch"]
    assert isinstance(page, BatchPage)
    head, *rows = (
        resource_path("sample", "client2", "incoming", "shop", "customers.csv").read_text(encoding="utf-8").splitlines()
    )
    big = stage.work / "customers_big.csv"
    numbered = (f"{place:05}{row[5:]}" for place in range(_COPIES) for row in rows)
    big.write_text("\n".join([head, *numbered]) + "\n", encoding="utf-8")
    stage.service.deliver("client2", big, "shop")
    stage.window.runs.dialog = None
    stage.window.runs.ask("client2", Mode.START)
    stage.settle(lambda: stage.window.runs.dialog is not None and stage.window.runs.dialog.run_button.isEnabled())
    if stage.window.runs.dialog is not None:
        stage.window.runs.dialog.run_button.click()
    stage.settle(lambda: page.batch is not None and page.batch.status == Status.RUNNING and bool(page.batch.files))
    run_for(1500)  # so that rate and time left are known
    stage.shot("batch-running")
    stage.window.commands.run("batch.cancel")
    stage.settle(lambda: not stage.window.runs.is_mine("client2"))
    stage.settle(lambda: page.batch is not None and page.batch.status != Status.RUNNING)
    stage.shot("batch-cancelled")
    assert page.batch is not None
    stage.service.undo(stage.service.undo_plan("client2", page.batch.batch_id))
    for path in (stage.work / "storage" / "raw" / "client2" / "shop").rglob("customers_big*"):
        path.unlink()
    stage.window.go(Link("client1"))


def unreachable(stage: Stage) -> None:
    """The server is gone, and is started again from where that is said."""
    stage.window.go(Link("client1", page="overview"))
    stage.settle()
    server = EmbeddedServer(stage.work)
    server.stop("immediate")
    stage.window.refresh_clients()
    stage.settle(stage.window.messages.banner.isVisible)
    stage.shot("unreachable")
    stage.window.messages.banner.action.click()
    stage.settle(lambda: not stage.window.messages.banner.isVisible())


def nothing_yet(stage: Stage) -> None:
    """A client without a schedule and a changed column, and until its first one without a batch."""
    for page in ("batch", "schedules", "drift"):
        stage.window.go(Link("client2", page=page))
        stage.settle()
        stage.shot(f"{page}-none")
    stage.window.go(Link("client1"))


RARE: list[Callable[[Stage], None]] = [first_run, returned, two_people, nothing_yet]
RUNS: list[Callable[[Stage], None]] = [running, unreachable]
"""They need a database server of their own, and a moment."""
