"""The plan before the click: what is moved, deleted, loaded and called."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from etl_console.pipeline.plan import Plan
from etl_console.records import Mode
from etl_console.ui.theme import label


class PlanDialog(QDialog):
    """Shows one plan; accepted means: run it. ``wants_held`` asks for files that were loaded before."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.setWindowTitle(self.tr("Plan"))
        self.resize(820, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        title = label(self._sentence(), "title")
        title.setWordWrap(True)
        layout.addWidget(title)
        text = QTextBrowser()
        text.setAccessibleName(self.tr("What will be done"))
        text.setHtml(self._html())
        layout.addWidget(text, 1)
        self._held = QCheckBox(self.tr("Also load content that was loaded before"))
        self._held.setVisible(any(n.code == "loaded_before" for n in plan.notes))
        layout.addWidget(self._held)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.run_button = buttons.addButton(self.tr("Run"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.run_button.setObjectName("primary")
        self.run_button.setDefault(True)
        self.run_button.setEnabled(not plan.is_empty)
        self._held.toggled.connect(lambda on: self.run_button.setEnabled(on or not plan.is_empty))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def wants_held(self) -> bool:
        """True when the operator asked for files that were loaded before."""
        return self._held.isChecked()

    def _sentence(self) -> str:
        plan, client = self.plan, self.plan.config.client.client_schema
        if plan.is_empty:
            return self.tr("Nothing to do for {client}.").format(client=client)
        files, steps = len(plan.files), len(plan.steps)
        form = {
            Mode.START: self.tr("Start a new batch of {client}: {files} files, {steps} steps."),
            Mode.RESTART: self.tr("Go on with {batch} of {client}: {files} files, {steps} steps."),
            Mode.REPROCESSING: self.tr("Load {batch} of {client} again from Parquet: {files} files, {steps} steps."),
        }[plan.mode]
        return form.format(client=client, batch=plan.batch_id, files=files, steps=steps)

    def _html(self) -> str:
        parts = []
        for note in self.plan.notes:
            parts.append(f"<p>⚠ {escape(note.message)} {escape(note.remedy)}</p>")
        for file in self.plan.files:
            lines = [f"{self.tr('Move')}: {escape(str(m))}" for m in file.moves]
            lines.append(f"{self.tr('Delete')}: {escape(file.deletes)}")
            lines.append(f"{self.tr('Load')}: {escape(file.config.target)}")
            stages = " → ".join(file.stages)
            items = "".join(f"<li>{line}</li>" for line in lines)
            parts.append(f"<p><b>{escape(file.state.physical_file_name)}</b><br>{stages}</p><ul>{items}</ul>")
        if self.plan.steps:
            items = "".join(f"<li>{s.stage}: {escape(s.name)}</li>" for s in self.plan.steps)
            parts.append(f"<p><b>{self.tr('Then')}</b></p><ol>{items}</ol>")
        return "".join(parts)
