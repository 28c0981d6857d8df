"""Without eyes or mouse: the accessibility tree is whole, the keyboard reaches everything in order."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from etl_console.ui.main_window import MainWindow
from tests.gui.hands import LONG, batch_page, quiet, shown


def tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The accessibility tree, as a screen reader walks it."""
    yield interface
    if interface.role() in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
        return  # cells have their own test of names; there may be a million
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from tree(child)


def test_what_a_screen_reader_toggles_does_what_a_click_does(busy: MainWindow, qtbot: QtBot) -> None:
    def toggle(widget: QWidget) -> None:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        actions = interface.actionInterface()
        assert actions is not None
        actions.doAction(QAccessibleActionInterface.toggleAction())

    toggle(busy.rail.buttons["batch"])
    assert busy.shown_page.id == "batch"
    qtbot.waitUntil(lambda: not busy.shown_page.is_waiting, timeout=LONG)
    page = batch_page(busy)
    gantt, runs = page.face_buttons.values()
    for button, face in ((gantt, 1), (runs, 2), (runs, 0)):
        qtbot.waitUntil(button.isEnabled, timeout=LONG)
        toggle(button)
        assert page.view.faces.currentIndex() == face and gantt.isChecked() == (face == 1)
        assert runs.isChecked() == (face == 2)
    qtbot.mouseClick(gantt, Qt.MouseButton.LeftButton)
    assert page.view.faces.currentIndex() == 1
    qtbot.mouseClick(gantt, Qt.MouseButton.LeftButton)
    assert page.view.faces.currentIndex() == 0
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)


def test_the_accessibility_tree_has_every_control_with_role_and_name(busy: MainWindow, qtbot: QtBot) -> None:
    wrong = []
    for name in busy.pages:
        page = shown(qtbot, busy, name)
        wanted = controls(page)  # held, so that each keeps its identity while the tree is walked
        top = QAccessible.queryAccessibleInterface(busy)
        assert top is not None
        read = {id_of(i) for i in tree(top)}
        for widget in wanted:
            own = QAccessible.queryAccessibleInterface(widget)
            role = own.role() if own is not None else QAccessible.Role.NoRole
            where = f"{name}: {type(widget).__name__} {role.name}"
            if own is None or id_of(own) not in read:
                wrong.append(f"{where} is not in the tree")
            elif not own.text(QAccessible.Text.Name):
                wrong.append(f"{where} has no name")
            elif role == QAccessible.Role.NoRole:
                wrong.append(f"{where} has no role")
    assert not wrong


def id_of(interface: QAccessibleInterface) -> int:
    """What tells one accessible object from another."""
    found = interface.object()
    return id(found) if found is not None else 0


def controls(root: QWidget) -> list[QWidget]:
    """Everything on a page that Tab stops at."""
    return [
        w
        for w in root.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and w.isVisibleTo(root) and w.isEnabled() and w.focusProxy() is None
        and not isinstance(w, QScrollArea) and w.objectName() != "qt_spinbox_lineedit"
        and not isinstance(w.parentWidget(), QComboBox)
    ]  # fmt: skip


def test_tab_reaches_every_control_in_the_order_in_which_it_is_read(busy: MainWindow, qtbot: QtBot) -> None:
    busy.activateWindow()
    qtbot.waitUntil(busy.isActiveWindow, timeout=LONG)
    wrong = []
    for name in [*busy.pages]:
        page = shown(qtbot, busy, name)
        if not controls(page):
            continue
        passed: list[QWidget] = []
        for _ in range(3):  # a page that looks again on the way has nothing chosen for a moment
            quiet(qtbot, busy)
            wanted, passed = controls(page), []
            list(busy.rail.buttons.values())[-1].setFocus()  # as one comes in
            for _ in range(100):
                here = QApplication.focusWidget()
                if here is None or here in passed:
                    break
                passed.append(here)
                qtbot.keyClick(here, Qt.Key.Key_Tab)
            now = controls(page)
            missed = [w for w in wanted if w in now and w not in passed]
            if not missed:
                break
        if missed:
            wrong.append(f"{name}: Tab does not reach {[_told(w) for w in missed]}, only {[_told(w) for w in passed]}")
        on_page = [w for w in passed if w in wanted]
        rows = [w.mapTo(page, QPoint(0, 0)).y() // 48 for w in on_page]
        back = [(_told(a), _told(b)) for a, b, y, z in zip(on_page, on_page[1:], rows, rows[1:], strict=False)
                if z < y - 2 and on_page.index(b) > 0 and not _beside(page, a, b)]  # fmt: skip
        if len(back) > 1:  # one way back: from the last to the first
            wrong.append(f"{name}: jumps up {back}")
    assert not wrong


def _beside(page: QWidget, left: QWidget, right: QWidget) -> bool:
    """True when one stands right of the other, in the next column."""
    return right.mapTo(page, QPoint(0, 0)).x() >= left.mapTo(page, QPoint(0, 0)).x() + left.width()


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"
