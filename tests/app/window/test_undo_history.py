from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import Window
from app.window.undo_history import UndoHistory
from tests.app.stand_ins import renamed


@pytest.fixture
def history(document: Document, qtbot: QtBot) -> Iterator[UndoHistory]:
    """The history of a document, within a window."""
    owner = QWidget()
    qtbot.addWidget(owner)
    yield UndoHistory(document, owner)
    owner.close()


def listed(history: UndoHistory) -> list[tuple[str, bool]]:
    history.aboutToShow.emit()
    return [(action.text(), action.isChecked()) for action in history.actions()]


def test_without_changes_there_is_no_history(history: UndoHistory) -> None:
    assert not history.isEnabled()
    assert listed(history) == [("The beginning", True)]


def test_steps_are_listed_latest_first_with_the_present_marked(
    history: UndoHistory, document: Document
) -> None:
    for name in ("A", "B", "C"):
        document.apply(renamed(document, name))
    document.undo()
    assert history.isEnabled()
    assert listed(history) == [
        ("Name it C", False),
        ("Name it B", True),
        ("Name it A", False),
        ("The beginning", False),
    ]
    assert [action.whatsThis() for action in history.actions()] == [
        "Forth to “Name it C”",
        "Back to “Name it B”",
        "Back to “Name it A”",
        "Back to “The beginning”",
    ]


def test_a_step_is_gone_to_in_one_jump(history: UndoHistory, document: Document) -> None:
    for name in ("A", "B", "C"):
        document.apply(renamed(document, name))
    told: list[str] = []
    document.changed.connect(lambda _, after: told.append(after.name))
    for text in ("The beginning", "Name it B", "Name it C"):
        history.aboutToShow.emit()
        next(each for each in history.actions() if each.text() == text).trigger()
    assert told == ["Test", "B", "C"]


def test_of_a_long_history_the_steps_around_and_the_beginning_are_listed(
    history: UndoHistory, document: Document
) -> None:
    for number in range(100):
        document.apply(renamed(document, str(number)))
    document.go_to(50)
    texts = [text for text, _ in listed(history)]
    assert (texts[0], texts[-2], texts[-1], len(texts)) == ("Name it 61", "Name it 38", "The beginning", 25)


def test_the_history_stands_in_the_menu(window: Window, document: Document) -> None:
    (menu,) = [each for each in window.findChildren(QMenu) if each.objectName() == "undoHistory"]
    assert (menu.title(), menu.isEnabled()) == ("History of changes", False)
    document.apply(renamed(document, "A"))
    assert menu.isEnabled()
