"""Dialogs and sheets: each part is named, told aloud, and worked by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QPlainTextEdit, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs import BugDialog, CommandSearch, Offer, shortcuts_sheet
from app.theme import DARK, LIGHT, Theme

WORDS = ("Open…", "Save", "Save as…", "Undo", "Redo", "Theme: Dark", "Theme: Light", "Report")


def actions(owner: QWidget) -> tuple[list[Offer], list[str]]:
    """Make offers, and a list of what they did."""
    done: list[str] = []
    made = [
        Offer(
            text,
            text,
            f"Ctrl+F{number + 1}" if number % 2 == 0 else "",
            do=partial(done.append, text),
        )
        for number, text in enumerate(WORDS)
    ]
    return made, done


MAKERS: dict[str, Callable[[QWidget], QDialog]] = {
    "search": lambda owner: CommandSearch(actions(owner)[0], owner),
    "shortcuts": lambda owner: shortcuts_sheet(actions(owner)[0], owner),
    "bug": lambda owner: BugDialog("division by zero", "Traceback\n  line 1", owner),
}


@pytest.fixture
def owner(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(request: pytest.FixtureRequest, qtbot: QtBot, owner: QWidget) -> QDialog:
    made = MAKERS[request.param](owner)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


every = pytest.mark.parametrize("dialog", MAKERS, indirect=True)


@every
def test_a_dialog_has_a_name_and_a_title(dialog: QDialog) -> None:
    assert dialog.objectName()
    assert dialog.windowTitle()


@every
def test_every_part_of_a_dialog_has_a_name_and_is_told_aloud(dialog: QDialog) -> None:
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTreeWidget):
        for part in dialog.findChildren(kind):
            assert part.objectName()
            assert part.accessibleName() or part.toolTip()


@every
def test_escape_closes_a_dialog(dialog: QDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


@every
def test_tab_comes_to_every_part_of_a_dialog(dialog: QDialog) -> None:
    wanted = {
        part
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTreeWidget)
        for part in dialog.findChildren(kind)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached: set[QWidget | None] = set()
    for _ in range(12):
        reached.add(dialog.focusWidget())
        dialog.focusNextChild()
    assert wanted <= reached


@every
def test_a_dialog_is_dressed_in_the_theme_in_force(dialog: QDialog, theme: Theme) -> None:
    grounds = []
    for choice in ("light", "dark"):
        theme.choose(choice)
        grounds.append(dialog.grab().toImage().pixelColor(3, 3).name().upper())
    assert grounds == [LIGHT.window, DARK.window]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", WORDS),
        ("save", ("Save", "Save as…")),
        ("s save", ("Save", "Save as…")),
        ("as", ("Save as…",)),
        ("theme l", ("Theme: Light",)),
        ("zzz", ()),
    ],
)
def test_actions_are_found_by_letters_of_their_names(
    owner: QWidget, qtbot: QtBot, typed: str, offered: tuple[str, ...]
) -> None:
    search = CommandSearch(actions(owner)[0], owner)
    qtbot.addWidget(search)
    line = search.findChild(QLineEdit, "commandSearch.line")
    assert line is not None
    QTest.keyClicks(line, typed)
    assert search.offered == offered


@pytest.mark.parametrize(("steps", "done"), [(0, "Open…"), (1, "Save"), (3, "Undo"), (99, "Report")])
def test_down_goes_through_the_offer_and_enter_does_it_once(
    owner: QWidget, qtbot: QtBot, steps: int, done: str
) -> None:
    offered, did = actions(owner)
    search = CommandSearch(offered, owner)
    qtbot.addWidget(search)
    search.show()
    line = search.findChild(QLineEdit, "commandSearch.line")
    assert line is not None
    for _ in range(min(steps, 20)):
        QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert did == [done]
    assert not search.isVisible()


def test_the_keys_of_actions_stand_beside_their_names(owner: QWidget, qtbot: QtBot) -> None:
    search = CommandSearch(actions(owner)[0], owner)
    qtbot.addWidget(search)
    entries = search.findChild(QTreeWidget, "commandSearch.list")
    assert entries is not None
    shown = {}
    for row in range(entries.topLevelItemCount()):
        entry = entries.topLevelItem(row)
        assert entry is not None
        shown[entry.text(0)] = entry.text(2)
    assert shown == {
        text: f"Ctrl+F{number + 1}" if number % 2 == 0 else "" for number, text in enumerate(WORDS)
    }


def test_details_of_a_bug_can_be_read_and_copied_but_not_changed(owner: QWidget, qtbot: QtBot) -> None:
    dialog = BugDialog("division by zero", "Traceback\n  line 1", owner)
    qtbot.addWidget(dialog)
    details = dialog.findChild(QPlainTextEdit, "bugDialog.details")
    assert details is not None
    QTest.keyClicks(details, "x")
    assert details.toPlainText() == "Traceback\n  line 1"
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "Traceback\n  line 1"
