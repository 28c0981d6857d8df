"""The cells of tables look as Qt would paint them, chosen or not, and what was painted is not kept without end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from etl_console.ui import cells, theme
from etl_console.ui.cells import Look, Rows
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.tables import make_table

RECORDS = [
    ("customers.csv", "✓ Success", "18,494", "short"),
    ("orders.csv", "✕ Failed", "0", "a long text that no column is wide enough for, and so it is shortened " * 3),
    ("עברית.csv", "→ Skipped", "1", "Ünïcödé – “quoted”"),
    ("a\tb", "· Pending", "", "one\ntwo"),
    ("a\u2028b", "", "–", ""),
]


class ByQt(Rows):
    """Leaves every cell to Qt."""

    def look(self, option: QStyleOptionViewItem, font: str, index: QModelIndex | QPersistentModelIndex) -> Look | None:
        return None


def picture(qtbot: QtBot, view: QTableView) -> QImage:
    view.resize(640, 220)
    qtbot.addWidget(view)
    view.show()
    view.selectRow(1)
    view.clearFocus()
    qtbot.waitExposed(view)
    return view.viewport().grab().toImage()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("enabled", [True, False])
def test_a_cell_looks_as_qt_would_paint_it(qtbot: QtBot, qapp: QApplication, look: str, enabled: bool) -> None:
    theme.apply(qapp, look)
    pictures = []
    for delegate in (Rows, ByQt):
        model = RecordsTable(["File", "Status", "Rows", "Why"], (2,), 1)
        model.show(RECORDS)
        view = make_table(model, "Files")
        view.setItemDelegate(delegate(view))
        view.setEnabled(enabled)
        pictures.append(picture(qtbot, view))
    assert pictures[0] == pictures[1]
    theme.apply(qapp, "light")


def test_the_oldest_pictures_are_forgotten(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST", 10 * 100 * 30)
    pictures, font = cells._Pictures(), qapp.font()
    looks = [Look(100, 30, font.toString(), "#ffffff", str(n), "#000000") for n in range(12)]
    for look in looks[:10]:
        pictures.of(look, font, 1.0)
    kept = pictures.of(looks[9], font, 1.0)
    pictures.of(looks[10], font, 1.0)
    assert pictures.of(looks[9], font, 1.0) is kept, "what was painted last is there"
    assert [look for look, _ in pictures._made] == looks[6:11]
