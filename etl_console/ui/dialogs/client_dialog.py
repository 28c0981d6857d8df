"""Before a client is added: what its configuration brings, and the name it gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from etl_console.errors import UsageError
from etl_console.pipeline.config_form import SYSTEM
from etl_console.ui.dialogs.buttons import way_back
from etl_console.ui.theme import label
from etl_console.ui.words import translate

_LISTS = ("files", "transformation", "integration", "mv_refresh")


def read_config(path: Path) -> dict[str, Any]:
    """The configuration in a file. Raises UsageError that names the file and the place for what is none."""
    remedy = translate(
        "ClientDialog", "Choose a configuration as it is exported: an object with client_name and files."
    )
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        told = translate("ClientDialog", "{file} is not JSON: line {line}, column {column}: {why}.")
        raise UsageError(
            told.format(file=path.name, line=error.lineno, column=error.colno, why=error.msg),
            remedy,
            code="configuration_form",
        ) from error
    except (OSError, ValueError) as error:
        told = translate("ClientDialog", "{file} cannot be read: {why}.")
        raise UsageError(told.format(file=path.name, why=error), remedy, code="configuration_form") from error
    lists = [found.get(key) or [] for key in _LISTS] if isinstance(found, dict) else [None]
    if not all(isinstance(part, list) and all(isinstance(item, dict) for item in part) for part in lists):
        told = translate("ClientDialog", "{file} is no configuration of a client.")
        raise UsageError(told.format(file=path.name), remedy, code="configuration_form")
    assert isinstance(found, dict)
    return found


class ClientDialog(QDialog):
    """Shows a configuration that was read from a file; accepted means: add a client named ``schema`` with it."""

    def __init__(self, path: Path, config: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add a client"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self.windowTitle(), "title"))
        stem = path.stem if path.stem != "client" else path.parent.name
        self.name = QLineEdit(str(config.get("client_schema") or stem.lower()))
        self.called = QLineEdit(str(config.get("client_name") or ""))
        files = config.get("files") or []
        names = ", ".join(str(f.get("logical_source_file")) for f in files[:6] if isinstance(f, dict))
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
        buttons = way_back()
        self.add_button = buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
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
