"""The scenes of the screenshots: each brings the window into one state and takes its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from etl_console.pipeline.service import Service
from etl_console.ui.main_window import MainWindow
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


def files(stage: Stage) -> None:
    """The folders of a client."""
    stage.window.show_page("files")
    stage.shot("files")


def batch(stage: Stage) -> None:
    """A batch that failed."""
    stage.window.go(Link("client1", "BATCH000002"))
    stage.shot("batch-failed")
    stage.window.go(Link("client1", "BATCH000001"))
    stage.shot("batch-green")


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
    page.context.commands.run("triage.undo")
    stage.settle()
    stage.window.go(Link("client1", "BATCH000001", page="triage"))
    stage.shot("triage-none")


SCENES: list[Callable[[Stage], None]] = [files, batch, triage, palette]
