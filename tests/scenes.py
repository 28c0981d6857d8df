"""The scenes of the screenshots: each brings the window into one state and takes its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from etl_console.pipeline.service import Service
from etl_console.ui.main_window import MainWindow
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


SCENES: list[Callable[[Stage], None]] = [files, batch, palette]
