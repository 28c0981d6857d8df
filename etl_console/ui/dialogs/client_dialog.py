"""Before a client is added: what its configuration brings, and the name it gets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from etl_console.pipeline.config_form import SYSTEM
from etl_console.ui.dialogs.parts import headed, way_on
from etl_console.ui.theme import label


class ClientDialog(QDialog):
    """Shows a configuration that was read from a file; accepted means: add a client named ``schema`` with it."""

    def __init__(self, path: Path, config: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add a client"))
        self.setMinimumWidth(520)
        column = headed(self, self.windowTitle())
        stem = path.stem if path.stem != "client" else path.parent.name
        self.name = QLineEdit(str(config.get("client_schema") or stem.lower()))
        self.called = QLineEdit(str(config.get("client_name") or ""))
        files = config.get("files") or []
        names = ", ".join(str(f.get("logical_source_file")) for f in files[:6])
        steps = sum(len(config.get(kind) or []) for kind in ("transformation", "integration", "mv_refresh"))
        told = [
            self.tr("%Ln files", "", len(files)) + (f": {names}{' …' if len(files) > 6 else ''}" if names else ""),
            self.tr("%Ln steps", "", steps),
        ]
        form = QFormLayout()
        for text, widget in ((self.tr("Client"), self.name), (self.tr("Full name"), self.called)):
            widget.setAccessibleName(text)
            form.addRow(text, widget)
        brought = label("\n".join(told), "quiet")
        brought.setWordWrap(True)
        form.addRow(self.tr("From {file}").format(file=path.name), brought)
        column.addLayout(form)
        self.told = label("", "quiet")
        self.told.setWordWrap(True)
        column.addWidget(self.told)
        buttons, self.add_button = way_on(self, self.tr("Add"))
        column.addWidget(buttons)
        self.add_button.setDefault(True)
        self.name.textChanged.connect(self._look)
        self._look(self.name.text())

    @property
    def schema(self) -> str:
        """The client's name as it stands in folders and schemas."""
        return self.name.text().strip()

    def _look(self, _: str) -> None:
        fits = bool(SYSTEM.fullmatch(self.schema))
        made = self.tr("Creates the schemas bronze_{name}, silver_{name} and gold_{name} and the client's folders.")
        wrong = self.tr("⚠ Use lower-case letters, digits and _, a letter first, 40 at most.")
        self.told.setText(made.format(name=self.schema) if fits else wrong)
        self.add_button.setEnabled(fits)
