"""How a changed configuration is saved: what changes and what it touches is shown, a reason asked; what somebody else
changed meanwhile is compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog

from etl_console.errors import EtlError
from etl_console.pipeline.config_form import Item
from etl_console.pipeline.configuration import ConflictError, Saved, Snapshot, differences, put_item
from etl_console.records import Problem
from etl_console.ui.config_words import item_word
from etl_console.ui.dialogs.changes_dialog import ChangesDialog, ConflictDialog
from etl_console.ui.shell.draft_page import DraftPage
from etl_console.ui.words import said

_REFUSED = ("dependency_cycle", "dependency_missing", "configuration_form")
"""Problems with which a configuration cannot be stored."""


class Saving(QObject):
    """Saves for a page. ``over`` is emitted with the client when the page should read anew: after a save, or when theirs
    are taken."""

    over = Signal(str)

    def __init__(self, page: DraftPage) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: QDialog | None = None

    def ask(self, base: Snapshot, whole: Mapping[str, Any]) -> None:
        """Show what would be saved, and save it when the operator says so."""
        changes = differences(base.config, whole)
        items = {c.item for c in changes}
        configuration = self._page.service.configuration

        def work() -> tuple[list[dict[str, Any]], list[tuple[Item, Problem]]]:
            return configuration.touches(base.client, changes), configuration.check(base.client, whole)

        def ready(found: tuple[list[dict[str, Any]], list[tuple[Item, Problem]]]) -> None:
            refused = [f"{said(p.message)} {said(p.remedy)}" for _, p in found[1] if p.code in _REFUSED]
            told = [said(p.message) for item, p in found[1] if item in items and p.code not in _REFUSED]
            dialog = ChangesDialog(changes, found[0], told, refused, self._page)
            dialog.accepted.connect(lambda: self._save(base, whole, dialog.reason.text()))
            self._open(dialog)

        self._page.ask("touches", work, ready)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._page.window().activateWindow())
        self.dialog = dialog
        dialog.open()

    def _save(self, base: Snapshot, whole: Mapping[str, Any], reason: str) -> None:
        def done(saved: Saved) -> None:
            told = self.tr("%Ln changes saved", "", len(saved.changes))
            kept = ", ".join(f"{item_word(kind)} {name}" for kind, name in saved.kept)
            others = self.tr("what others changed meanwhile is kept: {what}").format(what=kept) if kept else ""
            self._page.context.messages.tell("  ·  ".join(filter(None, (told, others))))
            self.over.emit(base.client)

        def failed(error: EtlError) -> None:
            if isinstance(error, ConflictError):
                self._compare(error, reason)
            else:
                self._page.context.messages.fail(error)

        configuration, drafts, kept = self._page.service.configuration, self._page.context.drafts, self._page.unsaved()

        def stored(_: Saved) -> None:  # also where the page was built anew meanwhile
            if kept is not None:
                drafts.drop(kept.page, kept.client, kept.item)

        self._page.submit(lambda: configuration.save(base, whole, reason), done, failed, stored)

    def _compare(self, error: ConflictError, reason: str) -> None:
        dialog = ConflictDialog(error, self._page)

        def chosen() -> None:
            if dialog.keeps_mine:
                mine = error.current.draft()
                for conflict in error.conflicts:
                    put_item(mine, conflict.item, conflict.kept_mine)
                self._save(error.current, mine, reason)
            else:
                self.over.emit(error.current.client)

        dialog.accepted.connect(chosen)
        self._open(dialog)
