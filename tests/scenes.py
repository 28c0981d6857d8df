"""The scenes of the screenshots: each brings the window into one state and takes its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QScrollArea, QWidget

from etl_console.errors import EtlError
from etl_console.pipeline.service import Service
from etl_console.pipeline.target_tables import NewTable, drafted
from etl_console.records import Schedule
from etl_console.resources import resource_path
from etl_console.ui.dialogs.tables_dialog import TablesDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.administration.page import AdministrationPage
from etl_console.ui.pages.configuration.page import ConfigurationPage
from etl_console.ui.pages.drift.page import DriftPage
from etl_console.ui.pages.files.moving import RenameDialog
from etl_console.ui.pages.files.page import FilesPage
from etl_console.ui.pages.logs.page import LogsPage
from etl_console.ui.pages.mapping.page import MappingPage
from etl_console.ui.pages.overview.page import OverviewPage
from etl_console.ui.pages.schedules.page import SchedulesPage
from etl_console.ui.pages.settings.page import SettingsPage
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.pages.triage.rows_model import Mark
from etl_console.ui.shell.links import Link


class Stage(Protocol):
    """What a scene drives."""

    window: MainWindow
    service: Service
    work: Path

    def settle(self, until: Callable[[], bool] = ...) -> None: ...
    def shot(self, name: str, widget: QWidget | None = None) -> None: ...


def overview(stage: Stage) -> None:
    """What needs the operator, and the figures."""
    stage.window.show_page("overview")
    stage.shot("overview")
    page = stage.window.pages["overview"]
    assert isinstance(page, OverviewPage)
    page.scope.setCurrentIndex(1)
    stage.shot("overview-all")
    area = page.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    stage.shot("overview-figures")
    page.scope.setCurrentIndex(0)


def logs(stage: Stage) -> None:
    """The time line, and the errors grouped."""
    stage.window.go(Link("client1", page="logs"))
    stage.shot("logs")
    stage.window.go(Link("client1", "BATCH000002", page="logs", params={"level": "error"}))
    stage.shot("logs-errors")
    page = stage.window.pages["logs"]
    assert isinstance(page, LogsPage)
    page.faces.setCurrentIndex(1)
    stage.shot("logs-grouped")


def files(stage: Stage) -> None:
    """The folders of a client."""
    stage.window.show_page("files")
    stage.shot("files")
    folder = stage.work / "dropped"
    folder.mkdir(exist_ok=True)
    sample = resource_path("sample", "client1", "incoming")
    customers = (sample / "crm" / "cust_info.csv").read_text(encoding="utf-8").splitlines()
    (folder / "cust_info_wednesday.csv").write_text("\n".join(customers[:400]), encoding="utf-8")
    (folder / "Pelanggan Rabu.csv").write_text("\n".join(customers[:1] + customers[400:700]), encoding="utf-8")
    (folder / "prd_info.csv").write_bytes((sample / "crm" / "prd_info.csv").read_bytes())
    (folder / "holiday.csv").write_text("when,where\n2026-12-24,Bandung\n", encoding="utf-8")
    page = stage.window.pages["files"]
    assert isinstance(page, FilesPage)
    page.review = None
    page.deliver([folder])
    stage.settle(lambda: page.review is not None)
    review = page.review
    assert review is not None
    stage.settle(lambda: all(f.state != "looking" for f in review.model.files))
    stage.shot("files-review", review)
    review.reject()
    corrected = stage.work / "prd_info_day2.csv"
    products = (sample / "crm" / "prd_info.csv").read_text(encoding="utf-8").splitlines()
    corrected.write_text("\n".join(products[:200]), encoding="utf-8")
    stage.settle(lambda: page.review is None)
    page.deliver([corrected])
    stage.settle(lambda: page.review is not None and page.review.deliver_button.isEnabled())
    review = page.review
    assert review is not None
    review.correct_button.click()
    stage.shot("files-correction", review)
    review.deliver_button.click()
    stage.settle(lambda: any(c.is_correction for c in page.model.cards))
    page.table.selectRow(next(i for i, c in enumerate(page.model.cards) if c.is_correction))
    stage.shot("files-corrected")
    next(c.path for c in page.model.cards if c.is_correction and c.path).unlink()
    stage.window.messages.toast.hide()
    page.look_at(sample / "crm" / "prd_info.csv")
    look = page.look_dialog
    assert look is not None
    stage.settle(lambda: look.look is not None)
    for place, name in enumerate(("columns", "records", "rejected", "understood")):
        look.pages.setCurrentIndex(place)
        stage.shot(f"files-look-{name}", look)
    look.reject()
    waiting = stage.service.deliver("client1", folder / "Pelanggan Rabu.csv", "crm")
    page.refresh()
    stage.settle(lambda: any(c.path == waiting for c in page.model.cards))
    place = next(i for i, c in enumerate(page.model.cards) if c.path == waiting)
    page.table.selectRow(place)
    stage.settle(lambda: "cst_firstname" in page.card.toPlainText())
    stage.shot("files-waiting")
    stage.window.commands.run("files.rename")
    stage.settle(lambda: page.moving.dialog is not None)
    rename = page.moving.dialog
    assert isinstance(rename, RenameDialog)
    stage.shot("files-rename", rename)
    rename.reject()
    page.filter.setText("success")
    stage.settle(lambda: len(page.model.cards) > 1 and all(c.folder == "success" for c in page.model.cards))
    stage.shot("files-filtered")
    page.filter.forget()
    waiting.unlink()
    page.refresh()
    stage.settle(lambda: not any(c.path == waiting for c in page.model.cards))


def batch(stage: Stage) -> None:
    """A batch that failed."""
    stage.window.go(Link("client1", "BATCH000002"))
    stage.shot("batch-failed")
    stage.window.commands.run("batch.gantt")
    stage.shot("batch-time")
    stage.window.commands.run("batch.runs")
    stage.shot("batch-runs")
    stage.window.commands.run("batch.runs")
    stage.window.go(Link("client1", "BATCH000001"))
    stage.shot("batch-green")


def plan(stage: Stage) -> None:
    """What a restart would do."""
    stage.window.go(Link("client1", "BATCH000002"))
    stage.settle()
    stage.window.runs.dialog = None
    stage.window.commands.run("batch.restart")
    stage.settle(lambda: stage.window.runs.dialog is not None)
    stage.shot("plan", stage.window.runs.dialog)
    if stage.window.runs.dialog:
        stage.window.runs.dialog.reject()


def handover(stage: Stage) -> None:
    """The page for the next shift."""
    stage.window.show_page("handover")
    stage.shot("handover")


def settings(stage: Stage) -> None:
    """Language, look and checks."""
    stage.window.show_page("settings")
    stage.shot("settings")
    page = stage.window.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.add_client(resource_path("sample", "client2", "client.json"))
    assert page.client_dialog is not None
    stage.shot("settings-client", page.client_dialog)
    page.client_dialog.reject()
    asked = TablesDialog("client1", _drafted(stage.service), page)
    asked.open()
    stage.shot("settings-tables", asked)
    asked.reject()


def _drafted(service: Service) -> list[NewTable]:
    """The tables of two files as they would be made if they were not there."""
    config = service.config("client1")
    files = [f for f in config.files if f.logical_source_file in ("cust_info", "CUST_AZ12")]
    return [
        NewTable(
            f.target_schema, f.target_table, drafted(f, service.tables._parquets("client1", f.logical_source_file))
        )
        for f in files
    ]


def messages(stage: Stage) -> None:
    """What is wrong, and what was done."""
    stage.window.show_page("batch")
    error = EtlError(
        "client1 is being run by budi on etl-02 (process 4711).", "Watch that run, or try again when it is over."
    )
    stage.window.messages.fail(error)
    told = QCoreApplication.translate("FilesPage", "%Ln files delivered to {client}.", "", 6).format(client="client1")
    undo = QCoreApplication.translate("Moving", "Undo")
    stage.window.messages.tell(told, (undo, lambda: None))
    stage.shot("messages")
    stage.window.commands.run("window.messages")
    dialog = stage.window.messages_dialog
    assert dialog is not None
    dialog.table.selectRow(1)
    stage.shot("messages-told", dialog)
    dialog.reject()
    stage.window.messages.clear()
    stage.window.messages.toast.hide()


def palette(stage: Stage) -> None:
    """Everything that can be done."""
    stage.window.show_palette()
    stage.shot("palette", stage.window.palette_dialog)
    if stage.window.palette_dialog:
        stage.window.palette_dialog.reject()


def triage(stage: Stage) -> None:
    """Rejected rows: by reason, one corrected, a question, a batch without."""
    stage.window.go(Link("client1", "BATCH000002", page="triage", params={"rule": "bad_value"}))
    page = stage.window.pages["triage"]
    assert isinstance(page, TriagePage)
    stage.settle(lambda: page.model.total > 0)
    stage.shot("triage")
    index = page.rows.currentIndex()
    page.model.setData(index, "1971-02-28")
    stage.settle(lambda: bool(page.model.mark_of(page.model.row_at(0), "BDATE") == Mark.FITS))  # type: ignore[arg-type]
    stage.shot("triage-edited")
    page.context.commands.run("triage.fill")
    assert page.dialog is not None
    stage.shot("triage-fill", page.dialog)
    page.dialog.reject()
    page.context.commands.run("triage.explain")
    stage.shot("triage-problem", page.dialog)
    page.dialog.reject()
    page.context.commands.run("triage.undo")
    stage.settle()
    page.filter.setText("31/02")
    stage.settle(lambda: page.fetching.text == "31/02")
    stage.shot("triage-filtered")
    page.filter.clear()
    stage.settle()
    stage.window.go(Link("client1", "BATCH000001", page="triage"))
    stage.shot("triage-none")


def mapping(stage: Stage) -> None:
    """A renamed column, suggestions with reasons, tried before it is saved."""
    stage.window.messages.toast.hide()
    stage.window.go(Link("client1", page="mapping", params={"file": "prd_info"}))
    page = stage.window.pages["mapping"]
    assert isinstance(page, MappingPage)
    stage.settle(lambda: page.sheet is not None)
    page.context.commands.run("mapping.try_failed")
    stage.settle()
    stage.shot("mapping")
    page.lines.take_guess(next(i for i, x in enumerate(page.lines.lines) if x.source == "product_cost"))
    page.context.commands.run("mapping.try_failed")
    stage.settle()
    stage.shot("mapping-tried")
    page.context.commands.run("mapping.save")
    stage.settle(lambda: page.saving.dialog is not None)
    if page.saving.dialog:
        stage.shot("mapping-save", page.saving.dialog)
        page.saving.dialog.reject()


def configuration(stage: Stage) -> None:
    """Files, steps with the graph of their dependencies, history."""
    stage.window.go(Link("client1", page="configuration"))
    page = stage.window.pages["configuration"]
    assert isinstance(page, ConfigurationPage)
    for place, name in enumerate(("files", "transformation", "integration", "refresh", "history")):
        page.tabs.setCurrentIndex(place)
        stage.settle(lambda: page.base is not None)
        stage.shot(f"configuration-{name}")


def drift(stage: Stage) -> None:
    """Changes that wait with their evidence, one decided, the versions with the policies."""
    stage.window.go(Link("client1", page="drift"))
    page = stage.window.pages["drift"]
    assert isinstance(page, DriftPage)
    stage.settle(lambda: page.question.item is not None)
    stage.shot("drift")
    stage.window.go(Link("client1", page="drift", params={"versions": "prd_info"}))
    stage.settle(lambda: bool(page.versions.versions))
    stage.shot("drift-versions")
    stage.window.go(Link("client2", page="drift"))
    stage.shot("drift-none")
    stage.window.go(Link("client1", page="drift"))


def administration(stage: Stage) -> None:
    """What is kept how long, what would go, a batch held, an undo planned."""
    stage.window.go(Link("client1", page="administration"))
    page = stage.window.pages["administration"]
    assert isinstance(page, AdministrationPage)
    stage.settle(lambda: page.batches_model.rowCount() > 0)
    page.batches.selectRow(page.batches_model.rowCount() - 1)
    stage.shot("administration")
    page.context.commands.run("administration.hold")
    stage.shot("administration-hold", page.hold_dialog)
    page.hold_dialog.reject()
    page.context.commands.run("administration.purge")
    stage.settle(lambda: page.purge_dialog is not None)
    assert page.purge_dialog is not None
    stage.shot("administration-purge", page.purge_dialog)
    page.purge_dialog.reject()
    page.context.commands.run("administration.undo")
    stage.settle(lambda: stage.window.runs.undo_dialog is not None)
    if stage.window.runs.undo_dialog:
        stage.shot("administration-undo", stage.window.runs.undo_dialog)
        stage.window.runs.undo_dialog.reject()


def schedules(stage: Stage) -> None:
    """Nothing yet; three schedules, one late; one being written, and wrong."""
    stage.window.go(Link("client1", page="schedules"))
    page = stage.window.pages["schedules"]
    assert isinstance(page, SchedulesPage)
    stage.settle(lambda: bool(page._facts.sources))
    stage.shot("schedules-none")
    daily = Schedule("crm in the morning", "crm", "0 8 * * 1-5", "Asia/Jakarta")
    for schedule in (
        daily,
        Schedule("erp at night", "erp", "30 22 * * *", "Asia/Jakarta", ("CUST_AZ12", "LOC_A101")),
        Schedule("month end", "erp", "0 6 1 * *", "UTC", (), False, False),
    ):
        stage.service.schedules.save("client1", schedule)
    page.refresh()
    stage.settle(lambda: page.model.rowCount() == 3)
    stage.window.watching.turn(True)
    stage.settle(lambda: stage.window.watching.looked_at is not None)
    stage.shot("schedules")
    stage.window.watching.turn(False)
    page.context.commands.run("schedules.edit")
    assert page.dialog is not None
    stage.shot("schedules-edit", page.dialog)
    page.dialog.cron.setText("8 o'clock")
    stage.shot("schedules-wrong", page.dialog)
    page.dialog.reject()
    for schedule in stage.service.schedules.all("client1"):
        stage.service.schedules.drop("client1", schedule.name)


SCENES: list[Callable[[Stage], None]] = [
    overview, files, batch, plan, triage, mapping, drift, configuration, logs, schedules, handover,
    administration, settings, messages, palette,
]  # fmt: skip
